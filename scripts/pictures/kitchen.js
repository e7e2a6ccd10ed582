import { GLAZES as G, darker, lighter } from './glazes.js'
import { leaves, strand } from './hand.js'
import { onWall, turn } from './wheel.js'

const SPOONS = {
  round: (p, colour) => {
    p.oval(0, -28, 22, 34, colour)
    p.oval(0, -28, 22, 34, p.shade('even'))
    p.oval(2, -27, 14, 24, darker(colour, 0.2))
  },
  flat: (p, colour) => p.form('M-19 2q-3-52 5-66h28q7 14 5 66q-19 12-38 0Z', colour),
  slot: (p, colour) => {
    p.form('M-19 2q-3-48 19-70q22 22 19 70q-19 12-38 0Z', colour)
    p.line('M-7-4v-34M0-4v-40M7-4v-34', darker(colour, 0.5), 3.4)
  }
}

function spoon (p, x, angle, length, colour, head) {
  p.at(x, -120, () => {
    p.form(`M-4.5 40L-3.5${-length}h7L4.5 40Z`, colour)
    p.at(0, -length, () => SPOONS[head](p, colour))
  }, `rotate(${angle})`)
}

export function crock (p) {
  turn(p, 0, 0, [[0, 62], [8, 70], [74, 72], [138, 69]], G.white, {
    inside: G.white,
    speck: G.walnut,
    bands: [[[108], 6, G.dusk], [[96], 3, G.dusk]],
    content: () => {
      spoon(p, -24, -16, 72, G.beech, 'round')
      spoon(p, 26, 15, 78, G.walnut, 'slot')
      spoon(p, 2, -1, 98, lighter(G.beech, 0.2), 'flat')
    }
  })
}

function jar (p, x, y, height, radius, glaze, far = false) {
  const line = darker(glaze, 0.28)
  turn(p, x, y, [[0, radius - 8], [8, radius], [height - 34, radius], [height - 12, radius - 5], [height, radius - 12]], far ? glaze : G.oat, { glaze: far ? undefined : glaze, dip: 16, bands: [[[height * 0.64, height * 0.58], 2, line]] })
  turn(p, x, y - height, [[0, radius - 16], [5, radius - 11], [26, radius - 9], [31, radius - 11]], G.beech, { float: true, dull: true, speck: far ? undefined : G.walnut, top: lighter(G.beech, 0.3) })
}

/** For the back of a still life, where its foot is hidden. */
export function tallJar (p) {
  jar(p, 0, 0, 162, 62, G.ochre, true)
}

export function jars (p) {
  jar(p, -58, -8, 170, 64, G.ochre)
  jar(p, 74, 8, 100, 54, G.sage)
}

export function saltPig (p, glaze = 'plum') {
  const colour = G[glaze]
  turn(p, 0, 0, [[0, 66], [10, 82], [56, 94], [106, 86], [144, 58], [164, 24], [168, 8]], colour, { speck: glaze === 'plum' ? lighter(colour, 0.5) : G.walnut })
  p.oval(24, -98, 52, 47, lighter(colour, 0.24))
  const mouth = p.shape('M-20-97a44 39 0 1 0 88 0a44 39 0 1 0-88 0Z')
  p.use(mouth, darker(colour, 0.6))
  p.inside(mouth, () => {
    p.form('M-30-76q28-20 58-16t50 12v50h-110Z', G.white)
    p.line('M4-76h0M20-68h0M40-72h0M30-82h0M52-70h0M10-66h0', G.zinc, 2.4, ' opacity=".6"')
  })
  strand(p, 'M36-82l46-62', G.beech, 10)
  turn(p, 0, -162, [[0, 9], [8, 15], [17, 13], [22, 4]], lighter(colour, 0.06), { float: true, dull: true })
}

export function mortar (p) {
  turn(p, 0, 0, [[0, 62], [8, 70], [18, 65], [36, 78], [68, 98], [100, 102]], G.stone, {
    inside: G.stone,
    speck: G.walnut,
    dull: true,
    squash: 0.2,
    content: () => p.at(14, -92, () => p.form('M-13 20q-8-10-3-40l6-96q-2-34 11-34t11 34l2 96q5 30-2 40Z', G.walnut, 'round'), 'rotate(34)')
  })
}

export function oilBottle (p, glaze = 'moss') {
  turn(p, 0, 0, [[0, 50], [8, 57], [90, 57], [130, 48], [160, 20], [190, 16], [198, 21]], G.oat, { glaze: G[glaze], dip: 20, speck: G.walnut })
  turn(p, 0, -198, [[0, 15], [16, 16]], G.beech, { float: true, dull: true, top: lighter(G.beech, 0.3) })
  strand(p, 'M0-216v-24q0-14 28-22', G.brass, 8)
  p.form('M-28-106q28 6 56 0v52q-28 6-56 0Z', G.bone)
  p.line('M-12 20q12-4 26-24', G.moss, 2, ' transform="translate(-2-84)"')
  leaves(p, 0, -78, [[-60, 18, 5, G.moss], [24, 22, 5, G.moss], [96, 18, 5, G.moss]])
}

/** With holes in rows around the wall, and strawberries that drain. */
export function colander (p) {
  const profile = [[0, 52], [6, 50], [12, 56], [44, 92], [86, 108], [100, 110]]
  strand(p, 'M98-88c58-8 52 46 2 42M-98-88c-58-8-52 46-2 42', G.blush, 14)
  const berry = (x, y, angle) => p.at(x, y, () => {
    p.form('M0 22C-18 12-24-14 0-14S18 12 0 22Z', G.berry, 'round')
    p.line('M-6-4h0M6-4h0M0 3h0M-4 11h0M4 11h0', '#f0c890', 2)
    leaves(p, 0, -11, [[-80, 15, 5, G.leaf], [-20, 10, 5, G.fern], [30, 12, 5, G.leaf], [84, 15, 5, G.fern]])
  }, `rotate(${angle})`)
  turn(p, 0, 0, profile, G.blush, {
    inside: G.blush,
    squash: 0.2,
    content: () => {
      for (const [x, y, angle] of [[-48, -98, -60], [46, -100, 50], [-20, -112, 20], [18, -108, -24], [-2, -92, 70]]) berry(x, y, angle)
    }
  })
  const holes = [[74, 0], [56, 0.11], [38, 0]].flatMap(([height, shift]) => [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map(step => onWall(profile, height, step * 0.23 + shift, 0.2)))
  p.line(holes.map(([x, y]) => `M${x} ${y}h0`).join(''), darker(G.blush, 0.6), 6.5)
}
