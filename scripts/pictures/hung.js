import { crease, seam } from './cloth.js'
import { GLAZES as G, darker, lighter } from './glazes.js'
import { strand } from './hand.js'

/** On its peg, with a spoon in the pocket that is made for it. */
export function apron (p, dye = 'dusk') {
  const dyed = G[dye]
  const top = -270
  p.at(0, top, () => {
    p.at(9, 6, () => p.path('M-52 8h104q2 52 48 76q10 92 4 180q-104 14-208 0q-6-92 4-180q46-24 48-76Z', 'fill="#210" opacity=".16"'))
    strand(p, 'M-44 14C-34-44-12-34 0-34S34-44 44 14', darker(dyed, 0.12), 9)
    p.form('M-9-44q9-6 18 0v18q-9 6-18 0Z', G.brass, 'round')
    strand(p, 'M-98 92q-26 46-12 112M98 92q20 30 12 74', darker(dyed, 0.12), 7)
    const cloth = p.form('M-52 8q52 10 104 0q2 52 48 76q10 92 4 176q-26 14-52 6t-52 4t-52-2t-52-6q-6-88 4-178q46-24 48-76Z', dyed, 'even', true)
    p.inside(cloth, () => {
      for (const d of ['M-78 100Q-96 190-84 270L-66 272Q-74 180-70 110Z', 'M84 110Q98 190 92 270L70 270Q72 190 76 118Z', 'M-30 24Q-44 90-36 140L-22 140Q-24 80-18 28Z', 'M14 232Q20 250 16 276L0 276Q2 250 4 232Z']) crease(p, d)
      p.line('M-56 22q56 10 112 0M-108 252q54 12 104 6t110-2', darker(dyed, 0.3), 1.8, ' opacity=".7"')
      seam(p, 'M-46 24q-4 48-46 70M46 24q4 48 46 70', dyed)
    })
    p.at(42, 150, () => {
      p.form('M-3.5 30v-56h7v56Z', G.beech)
      p.oval(0, -42, 13, 20, G.beech)
      p.oval(0, -42, 13, 20, p.shade('even'))
      p.oval(1, -41, 8, 13, darker(G.beech, 0.2))
    }, 'rotate(7)')
    p.form('M-62 140q62 8 124 0v72q0 10-10 11q-52 6-104 0q-10-1-10-11Z', lighter(dyed, 0.14), 'below', true)
    p.line('M-62 140q62 8 124 0', lighter(dyed, 0.35), 3)
    seam(p, 'M-56 148v62q0 8 8 8q48 5 96 0q8 0 8-8v-62M24 146v72', dyed)
  })
}

/** It reaches over the wrist and hangs by a loop. */
export function mitt (p) {
  p.shadow(10, 2, 68)
  const hand = p.shape('M-62-44L-72-140C-78-218-52-260-4-260S68-216 60-136C80-176 128-166 122-120C118-84 84-70 58-44Z')
  p.use(hand, G.clay)
  p.inside(hand, () => {
    // Quilted in diamonds, which hold the wool in its place.
    p.line('M-110-70L60-240M-110-10L90-210M-90 30L110-170M-40 40L140-140M-90-240L120-30M-90-180L80-10M-90-120L40 10M-40-270L150-80', darker(G.clay, 0.32), 2, ' stroke-dasharray="5 5" opacity=".7"')
    p.use(hand, p.weave())
    crease(p, 'M56-70Q44-110 62-148L76-150Q62-110 72-76Z')
  })
  p.use(hand, p.shade('even'))
  p.use(hand, p.shade('below'), ' opacity=".6"')
  p.use(hand, 'none', ` stroke="${darker(G.clay, 0.2)}" stroke-width="4"`)
  strand(p, 'M56-30c34-4 42-44 20-44s-22 22-16 40', G.oat, 6)
  const cuff = p.form('M-66-56Q-4-48 62-56L66-4Q0 10-68-4Z', G.linen, 'round', true)
  p.inside(cuff, () => p.line('M-70-40Q0-32 70-40M-70-30Q0-22 70-30M-70-20Q0-12 70-20', G.dusk, 4))
  seam(p, 'M-64-8Q0 4 62-8', G.linen)
}

/** A cord pulls it shut; the loaf looks out. */
export function breadBag (p) {
  p.shadow(4, 2, 100)
  p.at(4, -150, () => {
    p.form('M-46 40C-62-50-44-118 0-118S62-50 46 40Z', '#c48a4e', 'round')
    for (const y of [-92, -60, -28]) p.path(`M-24 ${y + 12}Q4 ${y - 14} 32 ${y - 2}Q6 ${y}-24 ${y + 12}Z`, 'fill="#f0d9ae"')
  }, 'rotate(-10)')
  // The back of the mouth, and then the bag in front of the loaf.
  const bag = p.form('M-100-8c-16-66-2-104 32-128q68 18 136 0c34 26 50 66 32 126q-4 12-20 14q-80 10-160 0q-16-2-20-12Z', G.linen, 'round', true)
  p.inside(bag, () => {
    for (const d of ['M-62-134Q-96-70-84 0L-66 4Q-80-70-50-132Z', 'M-24-130Q-40-60-30 4L-10 4Q-22-60-12-130Z', 'M22-130Q34-60 28 6L8 6Q14-60 10-130Z', 'M58-132Q92-70 80 2L60 4Q70-70 44-132Z']) crease(p, d)
  })
  p.form('M-68-134Q-82-156-78-176Q-66-166-52-172Q-34-160-16-168Q4-158 22-168Q40-160 54-172Q66-166 78-176Q82-156 68-134Q0-114-68-134Z', lighter(G.linen, 0.3), 'below', true)
  crease(p, 'M-40-130Q-44-150-34-164L-24-164Q-32-146-30-126Z')
  crease(p, 'M8-126Q4-146 12-164L24-164Q16-146 20-126Z')
  crease(p, 'M46-130Q50-150 44-166L56-168Q60-150 58-132Z')
  seam(p, 'M-76-166Q0-148 76-166', G.linen)
  strand(p, 'M-69-134q69 22 138 0', G.walnut, 5)
  strand(p, 'M22-124c-30-26-38-6 0 0c38 4 34-20 0 0q16 28 2 54M22-124q28 16 30 44', G.walnut, 4)
  p.line('M22-70v8M27-70l2 8M50-80l-2 8M55-80l2 8', darker(G.walnut, 0.1), 3)
}
