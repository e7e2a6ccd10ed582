import { GLAZES as G, darker, lighter } from './picture.js'
import { strand, turn } from './wheel.js'

/** A folded cloth, its fold to the left. `stripes`: places and colour. */
function fold (p, x, y, half, height, colour, stripes) {
  const bend = height / 2
  p.path(`M${x - half + bend} ${y}H${x + half - 5}q7 ${bend} 0 ${height}H${x - half + bend}a${bend} ${bend} 0 0 1 0-${height}Z`, `fill="${p.plain(colour)}"`)
  for (const at of stripes?.at ?? []) p.path(`M${x + at} ${y + 0.5}q3 ${bend} 0 ${height - 1}`, `fill="none" stroke="${stripes.colour}" stroke-width="7"`)
  p.path(`M${x - half + 12} ${y + bend}H${x + half - 6}`, `stroke="${darker(colour, 0.28)}" stroke-width="2" opacity=".55"`)
}

export function towels (p, x, floor) {
  p.shadow(x, floor, 104)
  fold(p, x, floor - 36, 112, 36, G.linen, { at: [48, 62, 76], colour: G.dusk })
  fold(p, x + 2, floor - 72, 108, 36, G.sage)
  fold(p, x - 1, floor - 108, 110, 36, G.white, { at: [40, 74], colour: G.terracotta })
  fold(p, x + 1, floor - 142, 104, 34, G.blush)
  p.path(`M${x - 22} ${floor - 143}V${floor}`, `stroke="${G.oat}" stroke-width="11"`)
  p.path(`M${x - 22} ${floor - 144}c-40-34-62-8-30 2c10 3 22 2 30-2c8 4 20 5 30 2c32-10 10-36-30-2`, `fill="none" stroke="${darker(G.oat, 0.1)}" stroke-width="7" stroke-linejoin="round"`)
}

export function napkins (p, x, floor) {
  p.shadow(x, floor, 92)
  const set = [G.plum, G.sage, G.linen, G.plum, G.linen]
  set.forEach((colour, at) => fold(p, x + (at % 2) * 3, floor - 22 * (at + 1), 92, 22, colour))
  turn(p, x - 18, floor - 112, [[0, 22], [16, 22]], G.brass, { float: true, dull: true })
  p.path(`M${x - 86} ${floor - 132}q60-30 120-6q26 10 46 4q-20 26-60 18q-60-8-106-16Z`, `fill="${p.falling(G.sage)}"`)
}

export function apron (p, x, floor) {
  const top = floor - 268
  p.add(`<circle cx="${x}" cy="${top - 20}" r="9" fill="${p.curved(G.brass)}"/>`)
  p.path(`M${x - 44} ${top + 18}Q${x} ${top - 66} ${x + 44} ${top + 18}`, `fill="none" stroke="${darker(G.dusk, 0.15)}" stroke-width="9"`)
  p.path(`M${x - 50} ${top + 14}h100q2 50 46 74q8 90 4 170q-50 16-100 8t-100-4q-6-90 4-174q44-24 46-74Z`, `fill="${p.plain(G.dusk)}"`)
  p.path(`M${x - 58} ${top + 150}h116v66q0 10-10 10h-96q-10 0-10-10Z`, `fill="${p.plain(lighter(G.dusk, 0.1))}" stroke="${darker(G.dusk, 0.25)}" stroke-width="2"`)
  p.path(`M${x + 22} ${top + 150}v76M${x - 70} ${top + 110}q-8 80 0 146m142-146q10 70 4 146`, `fill="none" stroke="${darker(G.dusk, 0.3)}" stroke-width="2.4" opacity=".6"`)
  p.add(`<g transform="translate(${x + 38} ${top + 160}) rotate(6)"><path d="M-3 0v-44h6v44Z" fill="${G.beech}"/><ellipse cy="-58" rx="11" ry="17" fill="${p.plain(G.beech)}"/></g>`)
  p.path(`M${x - 96} ${top + 92}q-22 40-12 96`, `fill="none" stroke="${darker(G.dusk, 0.15)}" stroke-width="6" stroke-linecap="round"`)
}

export function runner (p, x, floor) {
  p.shadow(x, floor, 118)
  p.path(`M${x - 40} ${floor - 4}h176q10 0 8 6l-10 10h-190Z`, `fill="${p.plain(G.linen)}"`)
  p.path(`M${x + 70} ${floor - 4}l-8 16m30-16l-8 16m30-16l-8 16`, `stroke="${G.dusk}" stroke-width="5"`)
  p.path(`M${x - 128} ${floor - 54}h170v108h-170Z`.replace('v108', 'v58q0 8-4 8').replace('h-170Z', 'h-166Z'), `fill="${p.falling(G.linen)}"`)
  p.path(`M${x - 128} ${floor - 92}h172a48 48 0 0 1 0 100h-172a50 50 0 0 0 0-100Z`, `fill="${p.falling(G.linen)}"`)
  p.path(`M${x - 92} ${floor - 92}q22 50 0 100m20-100q22 50 0 100m20-100q22 50 0 100`, `fill="none" stroke="${G.dusk}" stroke-width="6"`)
  p.add(`<ellipse cx="${x + 44}" cy="${floor - 42}" rx="42" ry="50" fill="${p.plain(lighter(G.linen, 0.2))}"/>`)
  p.path(`M${x + 44} ${floor - 42}c2-12 18-8 16 6c-2 18-32 18-34-4c-2-28 44-34 48-2c2 34-60 42-62 2`, `fill="none" stroke="${darker(G.linen, 0.3)}" stroke-width="3" stroke-linecap="round"`)
  p.path(`M${x - 24} ${floor - 92}q22 50 0 100`, `fill="none" stroke="${G.terracotta}" stroke-width="8"`)
}

export function mitt (p, x, floor) {
  p.shadow(x + 6, floor, 62)
  strand(p, `M${x + 40} ${floor - 6}q30 4 26-30`, G.oat, 6)
  p.path(`M${x - 58} ${floor}l-8-104c-4-60 16-96 52-96s56 34 54 92c22-36 58-22 48 10c-8 26-34 44-46 58l-2 40Z`, `fill="${p.plain(G.clay)}"`)
  p.path(`M${x - 62} ${floor - 40}l104-2v42h-100Z`, `fill="${p.plain(G.linen)}"`)
  p.path(`M${x - 44} ${floor - 60}q-14-60 0-104m28 104q-10-66 0-122m28 120q0-66-4-108`, `fill="none" stroke="${darker(G.clay, 0.25)}" stroke-width="2.2" stroke-dasharray="5 5" opacity=".8"`)
}

export function breadBag (p, x, floor) {
  p.shadow(x, floor, 92)
  p.add(`<g transform="rotate(-14 ${x + 10} ${floor - 150})"><path d="M${x - 26} ${floor - 120}q-6-116 36-120q42 4 36 120Z" fill="${p.curved('#c58d4f')}"/><path d="M${x - 10} ${floor - 206}q20-12 40-2m-46 34q24-14 50-2" fill="none" stroke="#ecd2a4" stroke-width="5" stroke-linecap="round"/></g>`)
  p.path(`M${x - 92} ${floor - 8}c-14-60-4-92 26-116q66 22 132 0c30 28 42 60 26 118q-6 10-18 10h-148q-14 0-18-12Z`, `fill="${p.plain(G.linen)}"`)
  p.path(`M${x - 66} ${floor - 124}q-10-14-4-28q70 18 140 0q6 14-4 28q-66 22-132 0Z`, `fill="${p.plain(lighter(G.linen, 0.25))}"`)
  p.path(`M${x - 66} ${floor - 124}q66 22 132 0`, `fill="none" stroke="${G.walnut}" stroke-width="4"`)
  p.path(`M${x + 20} ${floor - 114}q10 30-4 44m4-44q24 20 16 40`, `fill="none" stroke="${G.walnut}" stroke-width="3.5" stroke-linecap="round"`)
  p.path(`M${x - 50} ${floor - 96}q-16 44-6 88m100-86q18 40 10 84m-58-78q4 40 0 78`, `fill="none" stroke="${darker(G.linen, 0.2)}" stroke-width="2.5" opacity=".6"`)
}

export function cushion (p, x, floor) {
  p.shadow(x, floor, 118)
  p.add(`<g transform="rotate(-7 ${x} ${floor - 90})"><path d="M${x - 112} ${floor - 178}q112 22 224 0q-20 88 0 176q-112-22-224 0q20-88 0-176Z" fill="${p.plain(G.butter)}"/><path d="M${x - 98} ${floor - 164}q98 18 196 0q-16 74 0 148q-98-18-196 0q16-74 0-148Z" fill="none" stroke="${darker(G.butter, 0.22)}" stroke-width="2.5" stroke-dasharray="6 5"/>` +
    `<path d="M${x - 60} ${floor - 162}q10 74 0 146m120-146q-10 74 0 146" fill="none" stroke="${G.moss}" stroke-width="9"/><path d="M${x - 44} ${floor - 161}q10 74 0 144m88-144q-10 74 0 144" fill="none" stroke="${G.moss}" stroke-width="3"/></g>`)
}
