import { GLAZES as G, darker, lighter } from './glazes.js'
import { strand } from './hand.js'
import { turn } from './wheel.js'

/** From one plank: the grain runs from end to end and around a knot. */
export function board (p) {
  const plank = 'M-88-196q2-28 30-28h22q14 0 14-14v-26q0-22 20-22t20 22v26q0 14 14 14h24q28 0 30 28l4 168q0 28-28 28h-126q-28 0-28-28Z'
  p.shadow(20, 2, 86)
  p.at(0, 0, () => {
    p.at(8, 3, () => p.use(p.shape(plank), darker(G.beech, 0.34)))
    const wood = p.form(plank, G.beech)
    p.inside(wood, () => {
      p.line('M-78 0c-6-80 8-130-2-230M-56 0c-10-90 14-140 2-230M-34 0c-2-70 10-92-2-116c-8-26 0-70 4-170M58 0c10-90-8-150 2-230M80 0c6-90-6-150 0-230', darker(G.beech, 0.3), 2, ' opacity=".5"')
      p.line('M-8 0c0-60-6-80 4-104M38 0c-4-60 8-86-2-106c-12-28-34-28-40 2c-2 14 6 40 8 104M22 0c0-50 4-70-2-90c-4-14-12-14-14 0c-2 12 2 40 4 90M36-128c8-40-4-90-12-160M-6-128c-8-40 4-90 4-160', darker(G.beech, 0.3), 2, ' opacity=".5"')
      p.oval(15, -106, 8, 12, darker(G.beech, 0.4), ' opacity=".55"')
    })
    p.line('M-84-194q2-26 30-26h20q16 0 16-16v-28q0-16 14-18', '#fff', 3, ' opacity=".4"')
    p.oval(-2, -258, 8, 8, darker(G.beech, 0.62))
    strand(p, 'M-2-258c-26-14-22-52 0-50s26 34 0 50', G.walnut, 5)
  }, 'rotate(-4)')
}

/** They live in each other: each one stands in the mouth of the next, its lip to the right. */
export function mixingBowls (p) {
  const bowl = (y, size, [colour, ...rest]) => {
    const profile = [[0, 50], [7, 52], [40, 88], [76, 106], [92, 109]].map(([height, radius]) => [height * size, radius * size])
    const line = darker(colour, 0.24)
    p.at(0, y, () => p.form(`M${84 * size} ${-60 * size}Q${110 * size} ${-72 * size} ${122 * size} ${-97 * size}Q${108 * size} ${-101 * size} ${84 * size} ${-98 * size}Z`, colour))
    turn(p, 0, y, profile, colour, {
      inside: colour, float: y < 0, squash: 0.2, bands: [[[66 * size, 58 * size], 3, line]], content: rest.length > 0 && (() => bowl(-56 * size, size * 0.82, rest))
    })
  }
  bowl(0, 1.16, [G.sky, G.bone, G.butter])
}

/** The lid stands behind, so that one sees what the dish is for. */
export function butterDish (p) {
  p.shadow(6, 2, 112)
  turn(p, 26, -26, [[0, 94], [8, 98], [48, 96], [78, 80], [92, 48], [96, 8]], G.white, { float: true, speck: G.walnut })
  turn(p, 26, -120, [[0, 9], [8, 15], [17, 15], [24, 5]], G.beech, { float: true, dull: true })
  turn(p, 0, 0, [[0, 98], [5, 104], [16, 132], [24, 138]], G.sky, { float: true, dull: true, squash: 0.14, top: lighter(G.sky, 0.4) })
  p.oval(0, -22, 112, 12, p.shade('hollow'), ' opacity=".3"')
  // A pound of butter, with the slice that was cut from it.
  p.form('M-86-58h106v42h-106Z', G.butter)
  p.path('M-86-58l22-14h106l-22 14Z', `fill="${lighter(G.butter, 0.45)}"`)
  p.path('M20-58l22-14v40l-22 16Z', `fill="${darker(G.butter, 0.2)}"`)
  p.form('M34-16l8-40h12l-8 42Z', lighter(G.butter, 0.1))
  p.path('M46-14l8-42l18-10l-8 40Z', `fill="${darker(G.butter, 0.16)}"`)
  p.line('M-60-50v28M-34-50v28M-8-50v28', darker(G.butter, 0.2), 2, ' opacity=".5"')
}
