import { GLAZES as G, darker, lighter, round } from './picture.js'
import { leaves, strand, turn } from './wheel.js'

export function plant (p, x, floor, pot = G.terracotta) {
  leaves(p, x, floor - 98, [
    [-46, 140, 25, darker(G.leaf, 0.2)], [46, 142, 25, darker(G.leaf, 0.2)], [-24, 172, 27, G.leaf], [26, 166, 27, G.fern],
    [1, 196, 29, G.leaf], [-68, 98, 19, G.fern], [70, 102, 19, G.leaf]
  ])
  turn(p, x, floor, [[0, 50], [8, 53], [96, 68]], pot, { dull: true })
  turn(p, x, floor - 92, [[0, 74], [24, 77]], lighter(pot, 0.06), { float: true, dull: true, inside: G.soil, rim: lighter(pot, 0.1) })
  leaves(p, x, floor - 110, [[-78, 72, 15, G.leaf], [78, 70, 15, G.fern], [-20, 70, 15, G.fern], [24, 64, 14, G.leaf]])
}

export function wateringCan (p, x, floor, colour = G.sage) {
  p.path(`M${x - 54} ${floor - 26}C${x - 108} ${floor - 34} ${x - 108} ${floor - 118} ${x - 150} ${floor - 158}l10-9C${x - 92} ${floor - 128} ${x - 92} ${floor - 72} ${x - 52} ${floor - 66}Z`, `fill="${p.plain(darker(colour, 0.06))}"`)
  p.path(`M${x - 162} ${floor - 152}l18-26 14 12-20 24Z`, `fill="${p.plain(G.brass)}"`)
  strand(p, `M${x + 20} ${floor - 128}c14-76 116-46 36 92`, G.brass, 11)
  turn(p, x, floor, [[0, 62], [8, 66], [70, 64], [116, 54], [126, 48]], colour, { inside: darker(colour, 0.3), bands: [[106, 5, darker(colour, 0.2)], [14, 4, darker(colour, 0.2)]] })
}

export function trough (p, x, floor) {
  p.shadow(x, floor, 138)
  const herbs = [[-96, G.fern], [-48, G.leaf], [0, G.fern], [50, G.leaf], [98, G.fern]]
  herbs.forEach(([dx, colour], at) => {
    const tall = 66 + (at % 3) * 14
    leaves(p, x + dx, floor - 82, [[-34, tall - 16, 12, darker(colour, 0.15)], [32, tall - 14, 12, colour], [-12, tall, 12, colour], [13, tall - 4, 12, darker(colour, 0.08)], [-58, 42, 10, colour], [58, 40, 10, colour]])
  })
  p.path(`M${x - 136} ${floor - 84}h272l-12 80q-2 8-10 8h-228q-8 0-10-8Z`, `fill="${p.plain(G.terracotta)}"`)
  p.path(`M${x - 146} ${floor - 98}h292v20q0 4-4 4h-284q-4 0-4-4Z`, `fill="${p.plain(lighter(G.terracotta, 0.1))}"`)
  p.path(`M${x - 122} ${floor - 44}h244`, `stroke="${darker(G.terracotta, 0.22)}" stroke-width="3" opacity=".6"`)
}

export function hangingPlanter (p, x, floor) {
  p.path(`M${x} 20L${x - 88} ${floor - 96}M${x} 20L${x + 88} ${floor - 96}`, `fill="none" stroke="${G.oat}" stroke-width="5"`)
  leaves(p, x, floor - 96, [[-40, 88, 18, G.leaf], [38, 92, 18, G.fern], [-14, 104, 18, G.fern], [14, 98, 18, G.leaf]])
  p.path(`M${x} 20V${floor - 100}`, `stroke="${darker(G.oat, 0.12)}" stroke-width="5"`)
  turn(p, x, floor - 20, [[0, 24], [10, 54], [34, 80], [72, 92], [80, 92]], G.bone, { glaze: G.slate, dip: 44, inside: G.soil, rim: lighter(G.slate, 0.1), float: true, speckle: 24, squash: 0.19 })
  for (const [dx, length, colour] of [[-72, 96, G.leaf], [-44, 60, G.fern], [66, 84, G.fern], [82, 52, G.leaf]]) {
    let vine = ''
    for (let at = 0; at < length; at += 17) vine += `M${x + dx} ${floor - 94 + at}q${at % 34 ? 18 : -18}-4 ${at % 34 ? 20 : -20} 12q${at % 34 ? -18 : 18} 4 ${at % 34 ? -20 : 20}-12Z`
    p.path(`M${x + dx} ${floor - 100}v${length}`, `stroke="${darker(colour, 0.2)}" stroke-width="2.5"`)
    p.path(vine, `fill="${colour}"`)
  }
  p.add(`<circle cx="${x}" cy="20" r="8" fill="none" stroke="${G.brass}" stroke-width="5"/>`)
}

export function trowel (p, x, floor) {
  p.shadow(x - 16, floor, 50)
  p.add(`<g transform="rotate(16 ${x} ${floor})"><path d="M${x} ${floor + 2}q-46-42-38-112q38-16 76 0q8 70-38 112Z" fill="${p.plain(G.zinc)}"/><path d="M${x} ${floor - 8}q-8-60 0-104q8 44 0 104Z" fill="${darker(G.zinc, 0.25)}"/>` +
    `<path d="M${x - 26} ${floor - 50}h8m-9-18h8m-8-18h8" stroke="${darker(G.zinc, 0.5)}" stroke-width="2.2"/><path d="M${x - 6} ${floor - 114}v-40h12v40Z" fill="${p.curved(darker(G.zinc, 0.15))}"/>` +
    `<path d="M${x - 13} ${floor - 152}q-8-50 2-104q11-14 22 0q10 54 2 104Z" fill="${p.curved(G.beech)}"/><path d="M${x - 14} ${floor - 164}h28" stroke="${G.brass}" stroke-width="9"/></g>`)
}

export function birdBath (p, x, floor) {
  turn(p, x, floor, [[0, 52], [10, 50], [30, 30], [52, 26], [66, 44], [80, 118], [98, 132]], '#b5aca0', { inside: '#b5aca0', speckle: 60, dull: true, squash: 0.17 })
  p.add(`<ellipse cx="${x}" cy="${floor - 96}" rx="112" ry="15" fill="${p.plain('#a9c6d2')}"/><path d="M${x - 60} ${floor - 96}q30-6 60 0m-20 6q24 5 50 0" fill="none" stroke="#fff" stroke-width="2" opacity=".6"/>`)
  p.path(`M${x + 58} ${floor - 112}c-6-26 12-48 36-46c4-16 30-16 32 4l14 5l-13 5c0 28-22 46-52 38l-34 10Z`, `fill="${p.falling(G.walnut)}"`)
  p.path(`M${x + 70} ${floor - 122}c14-28 34-26 44-20c-4 20-20 28-44 20Z`, `fill="${darker(G.walnut, 0.3)}"`)
  p.add(`<circle cx="${x + 114}" cy="${floor - 160}" r="2.8" fill="${G.ink}"/><path d="M${x + 84} ${floor - 108}v12m12-12v12" stroke="${G.ink}" stroke-width="2.5"/>`)
}

export function basket (p, x, floor) {
  strand(p, `M${x - 92} ${floor - 112}C${x - 78} ${floor - 252} ${x + 78} ${floor - 252} ${x + 92} ${floor - 112}`, G.walnut, 13)
  const [low, high] = [76, 104]
  turn(p, x, floor, [[0, low], [10, 84], [60, 98], [116, high]], G.oat, { inside: G.walnut, dull: true })
  let weave = ''
  for (let row = 0; row < 8; row++) {
    const y = floor - 8 - row * 13
    const half = low + (high - low) * (row / 8) + 4
    for (let at = -half; at < half - 8; at += 14) weave += `M${round(at + x + (row % 2) * 7)} ${round(y + 13 * (1 - (at / half) ** 2))}q6-7 12 0`
  }
  p.path(weave, `fill="none" stroke="${darker(G.oat, 0.38)}" stroke-width="3.4" stroke-linecap="round" opacity=".75"`)
  p.path(`M${x - high} ${floor - 116}a${high} 18 0 0 0 ${high * 2} 0`, `fill="none" stroke="${G.walnut}" stroke-width="9" stroke-linecap="round"`)
}

export function twine (p, x, floor) {
  turn(p, x - 30, floor - 4, [[0, 62], [4, 64], [92, 64]], G.zinc, { bands: [[80, 3, darker(G.zinc, 0.25)], [12, 3, darker(G.zinc, 0.25)]] })
  p.add(`<ellipse cx="${x - 30}" cy="${floor - 96}" rx="66" ry="12" fill="${p.plain(lighter(G.zinc, 0.25))}"/><ellipse cx="${x - 30}" cy="${floor - 97}" rx="6" ry="2.5" fill="${G.ink}"/>`)
  p.path(`M${x - 68} ${floor - 66}h76v36h-76Z`, `fill="${G.bone}"`)
  p.path(`M${x - 54} ${floor - 52}h48m-38 11h28`, `stroke="${G.moss}" stroke-width="4" stroke-linecap="round"`)
  p.shadow(x + 82, floor + 6, 44)
  p.path(`M${x - 30} ${floor - 97}c30-60 60 10 96 42`, `fill="none" stroke="${G.leaf}" stroke-width="4"`)
  p.add(`<circle cx="${x + 82}" cy="${floor - 36}" r="44" fill="${p.curved(G.fern)}"/>`)
  let wound = ''
  for (let at = -3; at <= 3; at++) wound += `M${x + 44} ${round(floor - 46 + at * 9)}q38 ${at * 5 + 10} 76 0M${round(x + 78 + at * 9)} ${floor - 74}q${at * 5 - 8} 38 0 76`
  p.add(`<g ${p.cut(`M${x + 38} ${floor - 36}a44 44 0 1 0 88 0a44 44 0 1 0-88 0Z`)}><path d="${wound}" fill="none" stroke="${darker(G.fern, 0.3)}" stroke-width="2" opacity=".6"/></g>`)
}
