import { GLAZES as G, darker, lighter, round } from './picture.js'
import { strand, turn } from './wheel.js'

function spoon (p, x, y, angle, length, colour, head) {
  const bowls = {
    round: `<ellipse cy="${-length - 26}" rx="19" ry="30" fill="${p.plain(colour)}"/><ellipse cx="2" cy="${-length - 26}" rx="12" ry="21" fill="${darker(colour, 0.18)}"/>`,
    flat: `<path d="M-16 ${-length}q-2-44 4-56h24q6 12 4 56q-16 10-32 0Z" fill="${p.plain(colour)}"/>`,
    slot: `<path d="M-17 ${-length}q-2-40 17-60q19 20 17 60q-17 10-34 0Z" fill="${p.plain(colour)}"/><path d="M-6 ${-length - 6}v-30m6 30v-34m6 34v-30" stroke="${darker(colour, 0.45)}" stroke-width="3" stroke-linecap="round"/>`
  }
  p.add(`<g transform="translate(${x} ${y}) rotate(${angle})"><path d="M-4 10L-3-${length}h6L4 10Z" fill="${p.plain(colour)}"/>${bowls[head]}</g>`)
}

export function crock (p, x, floor) {
  turn(p, x, floor, [[0, 58], [8, 64], [70, 66], [126, 63]], G.white, { inside: G.white, squash: 0.16 })
  spoon(p, x - 20, floor - 112, -16, 70, G.beech, 'round')
  spoon(p, x + 24, floor - 112, 15, 76, G.walnut, 'slot')
  spoon(p, x + 2, floor - 112, -1, 94, lighter(G.beech, 0.18), 'flat')
  // The near side of the wall again: the spoons go down behind it.
  p.path(`M${x - 63} ${floor - 126}a63 10 0 0 0 126 0q2 30 3 60h-132q1-30 3-60Z`, `fill="${p.curved(G.white)}"`)
  p.path(`M${x - 63} ${floor - 126}a63 10 0 0 0 126 0`, `fill="none" stroke="${lighter(G.white, 0.5)}" stroke-width="3"`)
  p.path(`M${x - 65} ${floor - 100}a65 11 0 0 0 130 0m-130 13a65 11 0 0 0 130 0`, `fill="none" stroke="${G.dusk}" stroke-width="4"`)
}

function jar (p, x, floor, height, radius, glaze) {
  turn(p, x, floor, [[0, radius - 6], [8, radius], [height - 26, radius + 1], [height - 8, radius - 6], [height, radius - 8]], G.oat, { glaze, dip: 12, bands: [[height * 0.62, 2, darker(glaze, 0.25)], [height * 0.57, 2, darker(glaze, 0.25)]] })
  turn(p, x, floor - height + 3, [[0, radius - 9], [20, radius - 6], [26, radius - 8]], G.beech, { float: true, dull: true, speckle: 20 })
  p.add(`<ellipse cx="${x}" cy="${round(floor - height - 23)}" rx="${radius - 8}" ry="${round((radius - 8) * 0.17)}" fill="${lighter(G.beech, 0.2)}"/>`)
}

export function jars (p, x, floor) {
  jar(p, x - 54, floor - 8, 164, 58, G.ochre)
  jar(p, x + 66, floor + 6, 100, 50, G.sage)
}

export function saltPig (p, x, floor) {
  turn(p, x, floor, [[0, 58], [10, 72], [50, 82], [96, 76], [130, 50], [148, 16]], G.plum, { speckle: 34 })
  p.add(`<ellipse cx="${x + 22}" cy="${floor - 88}" rx="44" ry="40" fill="${p.plain(lighter(G.plum, 0.16))}"/><ellipse cx="${x + 24}" cy="${floor - 87}" rx="37" ry="33" fill="${darker(G.plum, 0.55)}"/>`)
  p.path(`M${x - 10} ${floor - 78}q34-22 68 0q-8 24-34 24t-34-24Z`, `fill="${G.white}"`)
  strand(p, `M${x + 34} ${floor - 80}l40-52`, G.beech, 9)
  turn(p, x, floor - 144, [[0, 8], [8, 13], [16, 11], [20, 4]], darker(G.plum, 0.1), { float: true, dull: true })
}

export function board (p, x, floor) {
  p.shadow(x + 14, floor, 84)
  p.add(`<g transform="rotate(-4 ${x} ${floor})"><path d="M${x - 82} ${floor - 190}q2-26 30-26h30q10 0 10-12v-26q0-18 16-18t16 18v26q0 12 10 12h24q28 0 30 26l4 164q0 26-26 26h-122q-26 0-26-26Z" fill="${p.plain(G.beech)}"/><path d="M${x + 84} ${floor - 186}l4 160q0 26-26 26h8q24 0 24-26l-4-150Z" fill="${darker(G.beech, 0.3)}"/>` +
    `<circle cx="${x + 4}" cy="${floor - 254}" r="7" fill="${darker(G.beech, 0.6)}"/><path d="M${x - 62} ${floor - 16}c-4-60 10-110 2-170m30 176c8-70-6-120 4-176m36 176c-4-60 12-110 4-176m30 172c6-50-6-100 2-164" fill="none" stroke="${darker(G.beech, 0.3)}" stroke-width="2" opacity=".45"/></g>`)
}

export function mixingBowls (p, x, floor) {
  const set = [[1.18, 0, G.sky], [0.98, 46, G.bone], [0.78, 84, G.butter]]
  for (const [size, lift, colour] of set) {
    const profile = [[0, 46], [8, 48], [40, 84], [74, 100], [86, 102]].map(([height, radius]) => [height * size, radius * size])
    turn(p, x, floor - lift, profile, colour, { inside: colour, float: lift > 0, squash: 0.2, bands: [[62 * size, 3, darker(colour, 0.2)], [54 * size, 3, darker(colour, 0.2)]] })
  }
  p.path(`M${x + 76} ${floor - 152}q18-2 26-10q-4 16-22 22Z`, `fill="${p.plain(lighter(G.butter, 0.1))}"`)
}

export function mortar (p, x, floor) {
  turn(p, x, floor, [[0, 52], [8, 60], [18, 50], [30, 62], [62, 82], [88, 86]], '#a89f92', { inside: '#8d8478', speckle: 60, dull: true, squash: 0.2 })
  p.add(`<g transform="rotate(34 ${x + 20} ${floor - 90})"><path d="M${x + 10} ${floor - 76}q-2-60 4-110q8-12 16 0q6 50 4 110Z" fill="${p.curved(G.walnut)}"/></g>`)
  p.path(`M${x - 84} ${floor - 86}a84 16 0 0 0 168 0l-1 4a85 20 0 0 1-166 0Z`, `fill="${lighter('#a89f92', 0.2)}"`)
}

export function oilBottle (p, x, floor) {
  turn(p, x, floor, [[0, 46], [8, 52], [80, 52], [118, 44], [146, 18], [176, 15], [184, 19]], G.moss, { speckle: 24 })
  turn(p, x, floor - 184, [[0, 13], [14, 14]], G.beech, { float: true, dull: true })
  strand(p, `M${x} ${floor - 198}v-22q0-12 24-18`, G.brass, 7)
  p.path(`M${x - 26} ${floor - 92}h52v40h-52Z`, `fill="${G.bone}" opacity=".85"`)
  p.path(`M${x - 14} ${floor - 76}h28m-22 10h16`, `stroke="${G.moss}" stroke-width="3" stroke-linecap="round"`)
}

export function butterDish (p, x, floor) {
  p.shadow(x, floor, 104)
  p.path(`M${x - 122} ${floor - 26}h244q-4 26-30 28h-184q-26-2-30-28Z`, `fill="${p.curved(G.butter)}"`)
  p.add(`<ellipse cx="${x}" cy="${floor - 27}" rx="122" ry="15" fill="${p.plain(lighter(G.butter, 0.25))}"/>`)
  p.path(`M${x - 92} ${floor - 28}v-48q0-32 34-34h116q34 2 34 34v48a92 11 0 0 1-184 0Z`, `fill="${p.curved(G.white)}"`)
  p.path(`M${x - 74} ${floor - 30}v-42q0-18 18-20v64Z`, 'fill="#fff" opacity=".3"')
  turn(p, x, floor - 108, [[0, 8], [8, 14], [18, 14], [24, 5]], G.beech, { float: true, dull: true })
}

export function colander (p, x, floor) {
  strand(p, `M${x - 84} ${floor - 82}c-42-2-40 34-6 34`, G.blush, 13)
  strand(p, `M${x + 84} ${floor - 82}c42-2 40 34 6 34`, G.blush, 13)
  turn(p, x, floor, [[0, 44], [8, 40], [16, 48], [46, 80], [84, 94], [94, 94]], G.blush, { inside: G.blush, speckle: 14, squash: 0.2 })
  let holes = ''
  for (let row = 0; row < 3; row++) for (let at = -4; at <= 4; at++) holes += `M${round(x + at * (12 + row * 3))} ${round(floor - 34 - row * 16 + 9 - at * at * 0.7)}h0`
  p.path(holes, `stroke="${darker(G.blush, 0.55)}" stroke-width="6" stroke-linecap="round"`)
  const berries = [[-40, 6], [-14, 10], [14, 10], [40, 6], [-26, 0], [0, 2], [26, 0]]
  for (const [dx, dy] of berries) p.add(`<circle cx="${x + dx}" cy="${floor - 100 + dy}" r="15" fill="${p.curved('#a8433b')}"/>`)
  p.path(`M${x - 91} ${floor - 92}a91 18 0 0 0 182 0l3-2v4a94 22 0 0 1-188 0v-4Z`, `fill="${p.curved(lighter(G.blush, 0.14))}"`)
}
