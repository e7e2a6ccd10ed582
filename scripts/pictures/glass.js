import { lighter } from './glazes.js'
import { outline } from './wheel.js'

const GLASS = '#a5c8b8'

/** Through glass one sees what is behind it, so it has no colour of its own: a tint, an edge and two lights. */
function blown (p, y, profile) {
  p.at(0, y, () => {
    const [[, foot], [height, top]] = [profile[0], profile.at(-1)]
    const shape = p.shape(outline(profile))
    p.use(shape, GLASS, ` fill-opacity=".5" stroke="${lighter(GLASS, 0.6)}" stroke-width="2.5"`)
    p.use(shape, p.shade('round'), ' opacity=".7"')
    p.oval(0, -height, top, top * 0.17, 'none', ` stroke="${lighter(GLASS, 0.7)}" stroke-width="2.5"`)
    p.line(`M${-foot + 9} -16a${foot} ${foot * 0.17} 0 0 0 ${foot * 2 - 18} 0`, '#fff', 2, ' opacity=".45"')
  })
}

export function carafe (p) {
  p.shadow(0, 4, 56)
  const water = p.form(outline([[6, 50], [12, 56], [84, 56], [112, 50]]), '#7fb0aa')
  p.oval(0, -112, 50, 8.5, '#cfe3da')
  p.inside(water, () => p.line('M-18-84h0M6-62h0M22-92h0M30-40h0M-30-34h0', '#fff', 5, ' opacity=".55"'))
  blown(p, 0, [[0, 48], [8, 58], [84, 58], [132, 44], [166, 25], [204, 23]])
  // The tumbler, upside down over the neck, is the lid.
  blown(p, -168, [[0, 40], [40, 37], [82, 33]])
  p.line('M-40-30q-6-40 3-74M-27-186l2-44', '#fff', 6, ' opacity=".6"')
}
