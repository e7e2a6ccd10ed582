import { darker, dice, lighter, round } from './picture.js'

const SQUASH = 0.17 // how round a circle looks from where we stand

/** A smooth line through points (Catmull-Rom as Bézier); a point with `corner` ends one bend and begins the next. */
function bend (points) {
  let line = ''
  for (let at = 0; at < points.length - 1; at++) {
    const from = points[at]
    const to = points[at + 1]
    const before = from.corner ? from : points[at - 1] ?? from
    const after = to.corner ? to : points[at + 2] ?? to
    line += `C${round(from.x + (to.x - before.x) / 6)} ${round(from.y + (to.y - before.y) / 6)} ` +
      `${round(to.x - (after.x - from.x) / 6)} ${round(to.y - (after.y - from.y) / 6)} ${round(to.x)} ${round(to.y)}`
  }
  return line
}

/** The outline of what a profile makes when it turns: `[height, radius, corner?]` from the foot up, in pixels. */
export function outline (x, floor, profile, squash = SQUASH) {
  const side = sign => profile.map(([height, radius, corner]) => ({ x: x + sign * radius, y: floor - height, corner }))
  const foot = profile[0][1]
  const [top, rim] = profile.at(-1)
  return `M${round(x - foot)} ${round(floor)}A${round(foot)} ${round(foot * squash)} 0 0 0 ${round(x + foot)} ${round(floor)}${bend(side(1))}` +
    `A${round(rim)} ${round(rim * squash)} 0 0 0 ${round(x - rim)} ${round(floor - top)}${bend(side(-1).reverse())}Z`
}

/**
 * Throws a pot. Options: `glaze` and `dip` (height where the dipped glaze ends), `inside` (an open mouth in this colour),
 * `rim` (its colour), `bands` ([height, width, colour]), `speckle` (how many), `dull` (no highlight), `float` (no shadow), `squash`.
 */
export function turn (picture, x, floor, profile, colour, options = {}) {
  const { glaze, dip, inside, rim, bands = [], speckle = 0, dull, float, squash = SQUASH } = options
  const shape = outline(x, floor, profile, squash)
  const widest = Math.max(...profile.map(([, radius]) => radius))
  const [top, mouth] = profile.at(-1)
  if (!float) picture.shadow(x, floor + profile[0][1] * squash * 0.5, Math.max(profile[0][1], widest * 0.72))
  picture.path(shape, `fill="${picture.curved(colour)}"`)

  if (glaze || bands.length > 0 || speckle > 0) {
    const cut = picture.cut(shape)
    const inner = []
    if (glaze) inner.push(`<path d="${drip(x, floor - top - mouth, floor - dip, widest, squash)}" fill="${picture.curved(glaze)}"/>`)
    for (const [height, width, tone] of bands) inner.push(`<path d="${hoop(x, floor - height, widest, squash)}" fill="none" stroke="${tone}" stroke-width="${width}"/>`)
    if (speckle > 0) inner.push(`<path d="${dots(x, floor, widest, top, speckle)}" stroke="${darker(glaze ?? colour, 0.45)}" stroke-width="2.2" stroke-linecap="round" opacity=".55"/>`)
    picture.add(`<g ${cut}>${inner.join('')}</g>`)
  }
  if (!dull) picture.path(gleam(x, floor, profile), 'fill="#fff" opacity=".2"')
  if (inside) {
    const lip = rim ?? lighter(glaze ?? colour, 0.16)
    picture.add(`<ellipse cx="${x}" cy="${round(floor - top)}" rx="${mouth}" ry="${round(mouth * squash)}" fill="${picture.plain(lip)}"/>`)
    const thick = Math.max(2.5, mouth * 0.07)
    picture.add(`<ellipse cx="${x}" cy="${round(floor - top + 0.6)}" rx="${round(mouth - thick)}" ry="${round((mouth - thick) * squash - 0.6)}" fill="${picture.hollow(inside)}"/>`)
  }
}

/** The lower edge of a dipped glaze: it follows the round of the pot and runs a little. */
function drip (x, top, edge, radius, squash) {
  const wide = radius + 4
  const low = edge + radius * squash
  const step = wide / 3
  let line = `M${round(x - wide)} ${round(top)}V${round(edge)}`
  for (let at = 0; at < 6; at++) {
    const run = at % 2 === 0 ? 5 : -3
    const round3 = 1 - ((at - 2) / 3) ** 2
    line += `q${round(step / 2)} ${run} ${round(step)} ${round((low - edge) * (at < 3 ? 0.33 : -0.33) * (0.6 + round3 * 0.4))}`
  }
  return `${line}V${round(top)}Z`
}

const hoop = (x, y, radius, squash) => `M${round(x - radius)} ${round(y)}a${round(radius)} ${round(radius * squash)} 0 0 0 ${round(radius * 2)} 0`

function dots (x, floor, radius, height, count) {
  const random = dice(Math.round(x * 7 + radius * 13 + height))
  let line = ''
  for (let at = 0; at < count; at++) line += `M${round(x + (random() * 2 - 1) * radius)} ${round(floor - random() * height)}h0`
  return line
}

/** A streak of window light down the left side. */
function gleam (x, floor, profile) {
  const top = profile.at(-1)[0]
  const part = profile.filter(([height]) => height > top * 0.12 && height < top * 0.93)
  if (part.length < 2) return `M${round(x - profile[0][1] * 0.66)} ${round(floor - top * 0.82)}v${round(top * 0.6)}h${round(profile[0][1] * 0.1)}v${round(-top * 0.6)}Z`
  const at = share => part.map(([height, radius]) => ({ x: x - radius * share, y: floor - height }))
  const [outer, inner] = [at(0.74), at(0.6).reverse()]
  return `M${round(outer[0].x)} ${round(outer[0].y)}${bend(outer)}L${round(inner[0].x)} ${round(inner[0].y)}${bend(inner)}Z`
}

/** A handle, a spout or a cord: a thick line that ends round. */
export function strand (picture, d, colour, width) {
  picture.path(d, `fill="none" stroke="${darker(colour, 0.2)}" stroke-width="${width}" stroke-linecap="round"`)
  picture.path(d, `fill="none" stroke="${lighter(colour, 0.08)}" stroke-width="${round(width * 0.55)}" stroke-linecap="round" transform="translate(-${round(width * 0.12)} -${round(width * 0.1)})"`)
}

/** Leaves from one point: `[angle, length, width, colour]`, 0 is straight up. */
export function leaves (picture, x, y, list) {
  for (const [angle, length, width, colour] of list) {
    picture.add(`<g transform="translate(${round(x)} ${round(y)}) rotate(${angle})"><path d="M0 0C${-width} ${round(-length * 0.3)} ${round(-width * 0.8)} ${round(-length * 0.78)} 0 ${-length}C${round(width * 0.8)} ${round(-length * 0.78)} ${width} ${round(-length * 0.3)} 0 0Z" fill="${picture.plain(colour)}"/>` +
      `<path d="M0 0V${round(-length * 0.88)}" stroke="${lighter(colour, 0.35)}" stroke-width="1.8" opacity=".55"/></g>`)
  }
}
