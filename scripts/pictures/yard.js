import { GLAZES as G, darker, lighter } from './glazes.js'
import { strand } from './hand.js'
import { outline, radiusAt, turn } from './wheel.js'

/** Stuck in a heap of soil, as it is left at noon. */
export function trowel (p) {
  p.shadow(2, 4, 92)
  p.at(4, -34, () => {
    p.form('M-46-96q-2-10 8-14q36-12 74 0q10 4 8 14q-6 76-44 128q-40-52-46-128Z', G.zinc)
    p.path('M-1-112q9 60 0 142q-9-80 0-142Z', `fill="${darker(G.zinc, 0.3)}" opacity=".7"`)
    p.line('M-40-80h10M-38-62h9M-35-44h8M-31-26h7', darker(G.zinc, 0.55), 2.4)
    p.line('M-38-94q6 60 26 96', '#fff', 4, ' opacity=".5"')
    p.form('M-8-108l2-44h12l2 44Z', darker(G.zinc, 0.12), 'round')
    p.form('M-13-150q-9-60 1-122q12-14 24 0q10 62 1 122Z', G.beech, 'round')
    p.line('M-3-170q-4-50 1-92M4-164q4-40 1-80', darker(G.beech, 0.3), 1.6, ' opacity=".5"')
    p.form('M-14-164h28v14h-28Z', G.brass, 'round')
  }, 'rotate(13)')
  p.form('M-92 2c4-24 22-22 36-34c14-10 20 2 34-6c20-12 26 0 40 2c18 2 24 16 40 18c14 2 26 6 30 20q-90 14-180 0Z', G.soil, 'below')
  p.line('M-60-14h0M-34-22h0M-12-6h0M14-20h0M40-8h0M60-2h0M-44-2h0M28 2h0', lighter(G.soil, 0.3), 5)
}

export function birdBath (p) {
  turn(p, 0, 0, [[0, 56], [10, 54], [30, 33], [54, 29], [68, 48], [84, 124], [104, 138]], G.stone, { inside: G.stone, speck: G.walnut, dull: true, squash: 0.17 })
  p.oval(0, -101, 118, 16, '#a5c3cf')
  p.oval(0, -101, 118, 16, p.shade('even'))
  p.line('M-66-102q32-7 66 0M-26-94q26 5 56 0M40-106q20-4 40 0', '#fff', 2, ' opacity=".7"')
  p.at(84, -110, () => {
    p.line('M-2-8v14M10-8v14', G.ink, 2.6)
    p.form('M-60 4l34-20C-32-48-12-70 12-68c6-16 34-16 36 6l16 6-15 6C50-20 26 0-8-6Z', G.oak, 'below')
    p.path('M-8-6c34 6 56-14 57-44c-20 4-36 18-48 42Z', `fill="${G.linen}" opacity=".85"`)
    p.path('M12-68c6-16 34-16 36 6q-22 6-36-6Z', `fill="${darker(G.walnut, 0.2)}"`)
    p.path('M-34-14c16-34 40-32 50-24c-4 22-22 32-50 24Z', `fill="${darker(G.walnut, 0.25)}"`)
    p.line('M-14-18q16-4 24-16M-22-20q14-2 22-14', lighter(G.oak, 0.3), 2)
    p.oval(38, -61, 3, 3, G.ink)
  })
}

/** Willow: each rod goes in front of every other stake. */
export function basket (p) {
  const profile = [[0, 84], [12, 92], [64, 106], [126, 112]]
  strand(p, 'M-100-124C-84-276 84-276 100-124', G.oak, 14)
  turn(p, 0, 0, profile, G.oat, { inside: G.walnut, dull: true, rim: G.oak })
  const wall = p.shape(outline(profile, 0.17, true))
  let [rods, shades] = ['', '']
  for (let row = 0; row < 9; row++) {
    const width = radiusAt(profile, row * 14) + 6
    for (let x = -7 + row % 2; x < 7; x += 2) {
      const from = Math.sin(x / 7 * 1.5) * width
      const to = Math.sin((x + 2) / 7 * 1.5) * width
      const y = 6 - row * 14 + 15 * Math.cos((x + 1) / 7 * 1.5)
      rods += `M${Math.round(from)} ${Math.round(y)}Q${Math.round((from + to) / 2)} ${Math.round(y - 7)} ${Math.round(to)} ${Math.round(y)}`
    }
    shades += `M${-width} ${-6 - row * 14}a${width} 18 0 0 0 ${width * 2} 0`
  }
  p.inside(wall, () => {
    p.line(shades, darker(G.oat, 0.5), 2, ' opacity=".5"')
    p.line(rods, darker(G.oat, 0.42), 6, ' opacity=".45"')
    p.at(0, -2, () => p.line(rods, lighter(G.oat, 0.25), 4))
    p.use(wall, p.shade('round'))
  })
  strand(p, 'M-111-124a111 19 0 0 0 222 0', G.oak, 9)
}

export function twine (p) {
  const line = darker(G.zinc, 0.3)
  turn(p, -40, -4, [[0, 70], [4, 72], [104, 72]], G.zinc, { bands: [[[92, 14], 3, line]] })
  turn(p, -40, -106, [[0, 75], [12, 75]], lighter(G.zinc, 0.12), { float: true, dull: true, squash: 0.19, top: lighter(G.zinc, 0.45) })
  p.oval(-40, -118, 9, 3.5, G.ink)
  p.form('M-88-80q48 12 96 0v44q-48 12-96 0Z', G.bone)
  p.line('M-70-62q30 7 60 0M-58-46q18 4 36 0', G.moss, 4.5)
  p.shadow(84, 8, 44)
  strand(p, 'M-40-119c22-60 84-20 112 44', G.leaf, 5)
  const ball = p.form('M34-42a50 50 0 1 0 100 0a50 50 0 1 0-100 0Z', G.fern, 'round')
  p.inside(ball, () => p.line('M30-70q50-30 110 10M28-58q56-28 112 14M28-46q56-26 112 18M30-34q54-22 106 20M62-96q-34 50 4 110M74-98q-38 56 6 112M88-96q-40 60 8 108M40-14q50-4 90-64M46-4q50-4 88-62M58 4q46-4 80-56', darker(G.leaf, 0.3), 2, ' opacity=".55"'))
  strand(p, 'M106 2q26 12 44-2', G.leaf, 5)
}
