// What all linen has: threads, hems and creases.
import { darker } from './glazes.js'

/** A crease: a narrow shape with shade on one side of its ridge and light on the other. */
export function crease (p, d) {
  p.path(d, `fill="${p.shade('crease')}"`)
}

/** A line of stitches. */
export function seam (p, d, colour, width = 2) {
  p.line(d, darker(colour, 0.32), width, ' stroke-dasharray="5 6" opacity=".75"')
}

/** A folded cloth lying on its side, the fold to the left: `stripes` are [place, width, colour]. */
export function folded (p, x, y, half, height, colour, stripes = []) {
  const bend = height / 2
  p.at(x, y, () => {
    const cloth = p.shape(`M${bend - half} 0H${half - 5}q7 ${bend} 0 ${height}H${bend - half}a${bend} ${bend} 0 0 1 0-${height}Z`)
    p.use(cloth, colour)
    p.inside(cloth, () => {
      for (const [at, width, tone] of stripes) p.line(`M${at} 0q4 ${bend} 0 ${height}`, tone, width)
      p.use(cloth, p.weave())
      // The layers show where the cloth was folded again, and the hem at the open end.
      p.line(`M${14 - half} ${bend}q40 3 90 0T${half} ${bend}`, darker(colour, 0.45), 2, ' opacity=".5"')
      p.line(`M${24 - half} ${height * 0.26}H${half}M${24 - half} ${height * 0.74}H${half}`, darker(colour, 0.3), 1, ' opacity=".35"')
    })
    p.use(cloth, p.shade('below'))
    seam(p, `M${half - 13} 3q5 ${bend - 3} 0 ${height - 6}`, colour, 1.6)
  })
}
