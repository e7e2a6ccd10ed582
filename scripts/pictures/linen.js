import { crease, folded, seam } from './cloth.js'
import { GLAZES as G, darker, lighter } from './glazes.js'

/** Four towels in four colours, tied with a ribbon of the same cloth. */
export function towels (p) {
  p.shadow(0, 0, 116)
  folded(p, 0, -40, 124, 40, G.linen, [[44, 7, G.dusk], [58, 7, G.dusk], [72, 7, G.dusk]])
  folded(p, 2, -79, 119, 39, G.sage)
  folded(p, -2, -118, 122, 39, G.white, [[46, 8, G.terracotta], [80, 8, G.terracotta]])
  folded(p, 1, -156, 116, 38, G.blush, [[-104, 5, G.white], [-94, 5, G.white]])
  const ribbon = p.form('M-34-157q6-2 14 0q3 80 0 157q-8 3-14 0q-4-76 0-157Z', G.oat)
  p.use(ribbon, p.weave())
  for (const side of [1, -1]) {
    p.at(-27, -158, () => {
      p.form('M0 0C20-40 66-40 62-16C60 2 22 6 0 0Z', G.oat, 'below')
      p.path('M8-4C26-26 50-28 50-16C48-6 24-2 8-4Z', `fill="${darker(G.oat, 0.32)}"`)
      p.form('M0 0q26 6 42 26l-16 4q-10-18-26-26Z', lighter(G.oat, 0.12))
    }, side < 0 ? 'scale(-1 1)' : '')
  }
  p.oval(-27, -159, 9, 8, G.oat)
  p.oval(-27, -159, 9, 8, p.shade('round'))
}

/** Three lie folded; the fourth is drawn through a ring. Of several dyes, or of one. */
export function napkins (p, dye) {
  const top = G[dye ?? 'plum']
  p.shadow(0, 2, 100)
  const stack = dye ? [top, top, top] : [top, G.linen, G.sage]
  stack.forEach((colour, at) => folded(p, at % 2 * 4, -30 - at * 29, 112 - at * 3, 30, colour))
  p.at(0, -101, () => {
    p.form('M-8-22C-40-40-70-52-104-46q10 12 4 20q12 4 0 14q10 8 2 20C-60 14-34 4-8-2Z', top, 'below', true)
    p.form('M8-22C40-42 66-56 106-52q-8 14-2 22q-12 6-2 14q-8 8-4 20C60 12 34 4 8-2Z', top, 'below', true)
    crease(p, 'M-10-14C-40-22-70-30-98-26C-70-22-40-10-10-8Z')
    crease(p, 'M10-16C40-30 70-36 102-34C70-26 40-14 10-8Z')
    p.line('M-12-18Q-54-40-94-38M-12-6Q-50 4-90 6M12-18Q56-42 96-42M12-6Q50 2 92 0', darker(top, 0.35), 2, ' opacity=".6"')
    p.form('M-14-26q14-6 28 0q6 14 0 28q-14 6-28 0q-6-14 0-28Z', G.brass, 'below')
    p.line('M-10-22q9-4 18 0', '#fff', 3, ' opacity=".6"')
  })
}

/** Half of it still rolled up, the other half let out along the shelf. */
export function runner (p) {
  p.shadow(-74, 10, 64)
  p.shadow(40, 12, 100)
  const strip = p.shape('M-80-44L166-44q8 10-16 30t-28 34L-110 20Z')
  const stripes = 'M-80-34L160-34M-84-26L156-26M-104 2L126 2M-106 10L122 10'
  p.use(strip, G.linen)
  p.inside(strip, () => {
    p.path(stripes, `stroke="${G.dusk}" stroke-width="4"`)
    p.path('M-92-12L138-12', `stroke="${G.terracotta}" stroke-width="6"`)
  })
  p.use(strip, p.weave())
  p.use(strip, p.shade('even'))
  p.line('M166-42l14 2M165-36l13 3M161-30l14 3M156-23l13 4M151-16l13 5M146-10l13 5M140-3l12 6M134 3l12 6M129 9l12 6M124 15l11 6', lighter(G.linen, 0.3), 2.4)
  seam(p, 'M156-43q8 12-16 30t-26 32', G.linen, 1.8)
  // The roll: its side, with the same stripes around it, and its end with the turns of the cloth.
  const side = p.shape('M-120-84L-78-134A60 60 0 0 1 -34-40L-66 16A54 54 0 0 1-120-84Z')
  p.use(side, G.linen)
  p.inside(side, () => {
    p.line('M-124-86A58 58 0 0 1-58 8M-118-94A58 58 0 0 1-52-2M-92-126A58 58 0 0 1-32-36M-86-132A58 58 0 0 1-26-44', G.dusk, 4)
    p.line('M-104-110A58 58 0 0 1-42-18', G.terracotta, 6)
  })
  p.use(side, p.weave())
  p.use(side, p.shade('below'))
  p.oval(-92, -36, 56, 56, lighter(G.linen, 0.25))
  p.oval(-92, -36, 56, 56, p.shade('below'))
  p.line('M-92-36c2-10 14-8 14 2c0 16-28 16-28-4c0-26 44-26 44 2c0 34-60 34-60-4c0-44 76-44 76 4c0 50-94 48-92-4c2-56 98-60 106-4', darker(G.linen, 0.4), 2.6)
}

export function cushion (p, dye = 'butter') {
  const [cloth, stripe] = dye === 'butter' ? [G.butter, G.moss] : [G[dye], G.butter]
  p.shadow(14, 0, 122)
  p.at(0, -112, () => {
    const cover = p.shape('M-128-110Q-106-116-86-104Q0-120 86-106Q108-118 128-110Q122-88 114-74Q126 0 114 76Q122 92 126 112Q104 114 88 106Q0 118-88 108Q-106 116-126 112Q-124 92-114 76Q-126 0-114-74Q-124-90-128-110Z')
    p.use(cover, cloth)
    p.inside(cover, () => {
      p.line('M-66-120Q-84 0-66 120M66-120Q84 0 66 120', stripe, 11)
      p.line('M-50-120Q-66 0-50 120M50-120Q66 0 50 120', stripe, 3.5)
    })
    p.use(cover, p.weave())
    p.use(cover, p.shade('below'))
    p.use(cover, p.shade('round'), ' opacity=".75"')
    p.line('M-120-102Q-92-88-78-58M-112-104Q-76-92-52-66M120-102Q92-88 80-56M112-104Q80-94 56-70M-118 104Q-94 88-80 56M-108 106Q-76 92-54 70M118 104Q94 86 82 58M108 106Q78 94 58 72', darker(cloth, 0.45), 3, ' opacity=".35"')
    p.use(cover, 'none', ` stroke="${darker(cloth, 0.28)}" stroke-width="4" stroke-linejoin="round"`)
    seam(p, 'M-106-92Q0-106 106-92Q116 0 106 92Q0 104-106 92Q-116 0-106-92Z', cloth)
  }, 'rotate(-4)')
}
