import { GLAZES as G, darker, lighter } from './glazes.js'
import { strand } from './hand.js'
import { turn } from './wheel.js'

export function mug (p, glaze = 'slate') {
  // What is not dipped is as light as a glaze, save for the lightest one.
  const clay = glaze === 'bone' ? G.oat : G.bone
  strand(p, 'M56-108c50-8 62 72-3 78', G[glaze], 16)
  turn(p, 0, 0, [[0, 53], [8, 59], [60, 62], [132, 60]], clay, { glaze: G[glaze], dip: 58, speck: G.walnut, inside: G.bone })
}

export function bowl (p) {
  turn(p, 0, 0, [[0, 46], [8, 48], [38, 86], [76, 108], [92, 111]], G.white, { glaze: G.terracotta, dip: 64, inside: G.white, speck: G.walnut, squash: 0.2 })
}

export function teapot (p) {
  p.form('M52-52C106-56 96-112 134-134l15 11C124-86 124-20 50-14Z', G.dusk, 'below')
  p.oval(141, -129, 10, 5.5, darker(G.dusk, 0.5), ' transform="rotate(36 141-129)"')
  strand(p, 'M-62-102c-66-30-88 66-2 74', G.dusk, 17)
  turn(p, 0, 0, [[0, 48], [8, 60], [40, 87], [74, 86], [104, 62], [116, 40]], G.dusk, { speck: lighter(G.dusk, 0.6) })
  turn(p, 0, -110, [[0, 45], [6, 44], [17, 26], [23, 10]], lighter(G.dusk, 0.12), { float: true, dull: true })
  turn(p, 0, -132, [[0, 6], [7, 13], [15, 13], [22, 5]], G.beech, { float: true, dull: true })
}

/** Two of each glaze. */
export function plates (p) {
  p.shadow(6, 2, 104)
  const stack = [G.sage, G.sage, G.blush, G.blush, G.bone, G.bone]
  stack.forEach((colour, at) => p.at(0, at * -14, () => {
    p.form('M-126-20C-118 0-64 12 0 12S118 0 126-20Z', darker(colour, 0.06), 'round')
    const rim = p.form('M-126-21a126 24 0 1 0 252 0a126 24 0 1 0-252 0Z', lighter(colour, 0.14))
    p.use(rim, 'none', ` stroke="${lighter(colour, 0.5)}" stroke-width="2"`)
  }))
  p.at(0, -91, () => {
    p.oval(0, 1, 92, 15, darker(G.bone, 0.2))
    p.oval(0, 3, 89, 13.5, lighter(G.bone, 0.2))
    p.line('M-60 8h0M-22 1h0M8 11h0M36-1h0M70 6h0M104-3h0M-108 2h0M-40-17h0M60-16h0M-84 14h0', G.walnut, 2.4, ' opacity=".55"')
  })
}

/** One of each glaze, or both of the same. */
export function tumblers (p, glaze) {
  const profile = [[0, 44], [7, 49], [44, 46], [62, 49], [108, 54]]
  const one = (x, y, glaze, dip) => {
    turn(p, x, y, profile, G.bone, { glaze, dip, inside: G.bone, speck: G.walnut })
    // The dent of the thumb: shade where it begins, light where it ends.
    p.at(x + 14, y - 56, () => {
      p.oval(0, 0, 15, 20, p.shade('hollow'), ' opacity=".45"')
      p.line('M14-9q5 18-10 27', lighter(glaze, 0.6), 2.5, ' opacity=".8"')
    })
  }
  one(-60, -6, G[glaze ?? 'butter'], 26)
  one(62, 8, G[glaze ?? 'plum'], 34)
}

/** Glazed inside, raw outside. */
export function jug (p) {
  strand(p, 'M40-152c74-20 84 92 12 110', G.oat, 17)
  p.form('M-36-120Q-60-140-78-186Q-50-190-20-178Z', G.oat, 'below')
  turn(p, 0, 0, [[0, 50], [9, 60], [52, 71], [100, 59], [140, 43], [172, 50]], G.oat, { rim: G.white, inside: G.white, bands: [[[62, 54], 2, darker(G.oat, 0.22)]], speck: G.walnut })
  p.path('M-78-186Q-50-190-26-178L-46-168Q-58-180-78-186Z', `fill="${G.white}"`)
  p.line('M-46-170Q-60-180-77-185', G.white, 4)
}

export function eggCups (p) {
  const cup = (x, y, colour) => turn(p, x, y, [[0, 54], [5, 55], [12, 26], [22, 15], [36, 16], [54, 33], [80, 38]], colour, {
    inside: colour,
    content: () => p.form('M-32-78c0-40 18-60 32-60s32 20 32 60a32 7 0 0 1-64 0Z', '#e5c7a6', 'round')
  })
  cup(-68, -8, G.butter)
  cup(62, 6, G.white)
}
