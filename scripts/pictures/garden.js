import { GLAZES as G, darker, lighter } from './glazes.js'
import { leaves, strand } from './hand.js'
import { turn } from './wheel.js'

export function plant (p, pot = G.terracotta) {
  const deep = darker(G.leaf, 0.22)
  turn(p, 0, 0, [[0, 52], [8, 55], [100, 70]], pot, { dull: true })
  turn(p, 0, -96, [[0, 76], [24, 79]], lighter(pot, 0.08), { float: true, dull: true, inside: G.soil, depth: 0 })
  leaves(p, 0, -114, [
    [-48, 142, 25, deep], [48, 144, 25, deep], [-25, 174, 27, G.leaf], [27, 168, 27, G.fern], [0, 198, 29, G.leaf],
    [-78, 92, 17, G.fern], [79, 90, 17, G.leaf], [-20, 72, 15, G.fern], [24, 66, 14, G.leaf]
  ])
}

export function numberedPot (p) {
  plant(p)
  // Its number, pressed into the clay.
  p.line('M2-66l-14 24h22M4-52v20', darker(G.terracotta, 0.38), 4, ' stroke-linejoin="round"')
}

/** A spout that reaches the fern at the back. */
export function wateringCan (p, glaze = 'sage') {
  const enamel = G[glaze]
  const band = darker(enamel, 0.26)
  p.form('M-48-14C-120-24-100-150-168-196l9-9C-86-160-92-62-46-52Z', enamel, 'below')
  p.form('M-180-192l16-22 14 10-16 22Z', G.brass)
  strand(p, 'M-34-128C-30-222 110-200 56-34', G.brass, 11)
  turn(p, 0, 0, [[0, 64], [8, 68], [72, 66], [118, 56], [130, 50]], enamel, { inside: darker(enamel, 0.2), bands: [[[108], 5, band], [[16], 4, band]] })
  strand(p, 'M-34-128q0-10 3-20', G.brass, 11)
}

/** Basil with broad leaves, thyme with small ones, parsley in curls. */
const HERBS = {
  basil: (p, x) => leaves(p, x, -84, [[-52, 54, 17, G.leaf], [50, 54, 17, darker(G.leaf, 0.15)], [-24, 74, 19, G.fern], [26, 72, 19, G.leaf], [0, 90, 19, G.fern], [-8, 46, 15, lighter(G.fern, 0.2)]]),
  thyme: (p, x) => [-40, -22, -6, 12, 30, 46].forEach((angle, at) => p.at(x + angle / 3, -84, () => {
    const tall = 62 + at % 3 * 14
    p.line(`M0 0v${-tall}`, G.walnut, 2)
    p.line(Array.from({ length: tall / 9 }, (_, step) => `M-5 ${-13 - step * 9}h0m10-4h0`).join(''), at % 2 ? G.sage : G.moss, 8.5)
  }, `rotate(${angle})`)),
  parsley: (p, x) => [[-34, 58], [34, 60], [-14, 80], [16, 76]].forEach(([angle, length]) => p.at(x, -84, () => {
    p.line(`M0 0v${-length}`, G.leaf, 2.5)
    leaves(p, 0, -length + 16, [[-64, 20, 10, G.fern], [64, 20, 10, G.leaf], [-26, 27, 11, G.leaf], [26, 27, 11, G.fern], [0, 30, 10, lighter(G.fern, 0.12)]])
  }, `rotate(${angle})`))
}

export function trough (p) {
  p.shadow(-4, 8, 118)
  p.form('M-128-4h256l-4 10q-2 6-8 6h-232q-6 0-8-6Z', darker(G.terracotta, 0.16))
  HERBS.basil(p, -92)
  HERBS.thyme(p, 4)
  HERBS.parsley(p, 92)
  p.form('M-134-84h268l-11 78q-2 8-10 8h-226q-8 0-10-8Z', G.terracotta)
  p.form('M-146-100h292v22q0 4-4 4h-284q-4 0-4-4Z', lighter(G.terracotta, 0.12))
  p.path('M-134-74h268l-1 7h-266Z', `fill="${darker(G.terracotta, 0.4)}" opacity=".5"`)
  p.line('M-118-34h236', darker(G.terracotta, 0.3), 2.5, ' opacity=".6"')
  p.line('M-118-31h236', lighter(G.terracotta, 0.4), 2, ' opacity=".4"')
}

export function hangingPlanter (p) {
  strand(p, 'M0-300L-88-108M0-300L88-108', G.oat, 5)
  turn(p, 0, -32, [[0, 26], [10, 56], [34, 82], [72, 94], [82, 94]], G.bone, {
    glaze: G.slate,
    dip: 46,
    inside: G.soil,
    float: true,
    speck: G.walnut,
    squash: 0.19,
    content: () => {
      leaves(p, 0, -78, [[-44, 92, 19, G.leaf], [42, 96, 19, G.fern], [-15, 108, 19, G.fern], [15, 102, 19, G.leaf]])
      strand(p, 'M0-268V-62', G.oat, 5)
    }
  })
  for (const [x, length, colour] of [[-74, 102, G.leaf], [-46, 66, G.fern], [66, 88, G.fern], [84, 60, G.leaf]]) {
    p.at(x, -110, () => {
      p.line(`M0-4v${length}`, darker(colour, 0.2), 2.5)
      for (let y = 6; y < length + 8; y += 16) leaves(p, 0, y, [[y % 32 > 15 ? 112 : -112, 21, 8, colour]])
    })
  }
  p.oval(0, -302, 8, 8, 'none', ` stroke="${G.brass}" stroke-width="5"`)
}
