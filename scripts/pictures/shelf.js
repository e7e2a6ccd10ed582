import { GLAZES as G, darker, lighter } from './glazes.js'
import { leaves, strand, tulip } from './hand.js'
import { turn } from './wheel.js'

/** The moss glaze breaks to brown at the edges. */
export function bottleVase (p) {
  const line = darker(G.moss, 0.3)
  turn(p, 0, 0, [[0, 44], [10, 51], [52, 64], [94, 60], [138, 34], [176, 16], [226, 13], [240, 20]], G.moss, {
    rim: G.oak, inside: darker(G.walnut, 0.3), depth: 0, bands: [[[3], 7, G.oak], [[130, 122], 2, line]]
  })
}

export function lamp (p, glaze = 'terracotta', cable = true) {
  const colour = G[glaze]
  p.oval(0, -132, 178, 132, p.shade('lamp'))
  if (cable) strand(p, 'M40-2c50 14 70-20 104-8q24 10 46 2', G.oat, 4)
  turn(p, 0, 0, [[0, 56], [7, 56], [18, 34], [54, 19], [150, 15]], colour, { dull: true })
  turn(p, 0, -146, [[0, 120], [28, 114], [64, 90], [92, 48], [102, 12]], lighter(colour, 0.06), { float: true, squash: 0.19 })
  p.oval(0, -146, 120, 23, '#fbe3ab')
  p.oval(0, -142, 76, 13, '#fffaf0')
  p.path('M-15-144h30l2 28h-34Z', `fill="${darker(colour, 0.22)}"`)
}

export function tapers (p) {
  const holder = p.symbol(() => turn(p, 0, 0, [[0, 46], [6, 45], [12, 22], [38, 14], [47, 19]], G.brass, { float: true, dull: true, top: darker(G.brass, 0.3) }))
  const candle = p.symbol(() => {
    turn(p, 0, 0, [[0, 12], [180, 10]], undefined, { float: true, dull: true, squash: 0.24, top: '#ffe8' })
    p.path('m0-181v-9', 'stroke="#3a322a" stroke-width="2"')
    p.path('m0-186c-11-11-3-22 0-33c4 11 12 22 0 33Z', 'fill="#efb044"')
    p.path('m0-188c-5-6-1-10 0-17c2 7 6 11 0 17Z', 'fill="#fff2cd"')
  })
  // Both are the same candle; one has burnt for longer.
  const one = (x, y, share, wax) => {
    p.shadow(x, y + 4, 46)
    p.add(`<use href="#${holder}" x="${x}" y="${y}"/>`)
    p.use(candle, wax, ` transform="translate(${x} ${y - 44})${share < 1 ? `scale(1 ${share})` : ''}"`)
  }
  one(-56, -6, 0.72, G.butter)
  one(54, 6, 1, G.blush)
}

/** All three glazes, or one alone. */
export function budVases (p, glaze) {
  const vase = (x, y, colour) => turn(p, x, y, [[0, 26], [8, 34], [32, 43], [56, 36], [80, 14], [106, 10], [116, 15]], colour, { inside: darker(colour, 0.4), speck: G.walnut })
  strand(p, 'M2-100q-8-60 10-124', G.leaf, 5)
  leaves(p, 0, -142, [[-52, 44, 12, G.fern], [52, 40, 11, G.leaf]])
  leaves(p, 12, -234, [0, 40, 80, 120, 160, 200, 240, 280, 320].map(angle => [angle, 44, 11, angle % 80 === 0 ? G.white : lighter(G.white, 0.6)]))
  p.oval(12, -234, 13, 12, G.ochre)
  p.oval(12, -234, 13, 12, p.shade('round'))
  vase(0, -14, G[glaze ?? 'blush'])
  if (glaze) return
  vase(-90, 4, G.sky)
  vase(92, 6, G.ochre)
}

/** Two bowls joined at the waist, never quite round. */
export function moonJar (p) {
  const seam = darker(G.white, 0.22)
  turn(p, 0, 0, [[0, 50], [12, 62], [52, 104], [100, 119], [148, 106], [180, 76], [196, 57], [210, 61]], '#eeebe5', { rim: '#fbf9f5', inside: '#dcd7cf', bands: [[[104], 2, seam], [[101], 2, '#fffdf8']] })
}

export function bellyVase (p, flowers = true) {
  turn(p, 0, 0, [[0, 48], [10, 64], [48, 94], [90, 92], [130, 54], [152, 35], [166, 41]], G.white, {
    glaze: G.blush,
    dip: 76,
    inside: darker(G.blush, 0.5),
    depth: 0,
    speck: G.walnut,
    content: flowers && (() => {
      leaves(p, 0, -146, [[-35, 98, 17, G.leaf], [32, 90, 15, G.fern]])
      tulip(p, -38, -238, -16, G.blush)
      tulip(p, 37, -234, 15, G.butter)
      tulip(p, 1, -258, -1, G.clay)
    })
  })
}

export function pocketDish (p, glaze = 'sage') {
  const colour = G[glaze]
  turn(p, 0, 0, [[0, 68], [6, 72], [20, 104], [32, 116]], darker(colour, 0.14), { inside: lighter(colour, 0.1), depth: 0.55, squash: 0.3, dull: true })
  leaves(p, 56, -22, [[-72, 108, 24, darker(colour, 0.12)]])
  p.line('M-30-28q-10 0-6 14t24 6q-2-22-18-20M-14-16l50 12l10-5M26-7l-3 9M16-9l-2 8', darker(G.brass, 0.4), 6)
  p.line('M-30-30q-10 0-6 14t24 6q-2-22-18-20M-14-18l50 12l10-5M26-9l-3 9M16-11l-2 8', G.brass, 5)
  p.oval(66, -28, 14, 6, 'none', ` stroke="${lighter(G.butter, 0.3)}" stroke-width="4"`)
  p.oval(-70, -22, 13, 6, lighter(G.zinc, 0.3), ` stroke="${darker(G.zinc, 0.3)}" stroke-width="2"`)
}

/** The rim is bent from one strip of oak; willow sews the joint. */
export function tray (p) {
  p.shadow(0, -2, 126)
  strand(p, 'M-132-44c-6-58 44-58 40-16M132-44c6-58-44-58-40-16', G.walnut, 10)
  turn(p, 0, 0, [[0, 150], [40, 154]], G.oak, { float: true, dull: true, squash: 0.2, top: lighter(G.oak, 0.35) })
  const floor = p.shape('M-144-38a144 26 0 1 0 288 0a144 26 0 1 0-288 0Z')
  p.use(floor, G.beech)
  p.inside(floor, () => p.line('M-144-54q140-8 288 0M-144-46q100 10 288-2M-144-38q70-12 130-2t158 0M-144-30q120 8 288-2M-144-22q130-6 288 0', darker(G.beech, 0.34), 1.8, ' opacity=".5"'))
  p.use(floor, p.shade('hollow'), ' opacity=".4"')
  p.line('M-30 22l12-24M-18 23l12-24M-6 24l12-24M6 24l12-24', G.linen, 3.5)
}
