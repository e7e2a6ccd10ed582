// What a potter's wheel makes: a profile that turns.
import { lighter } from './glazes.js'
import { squeeze } from './squeeze.js'

const SQUASH = 0.17 // how round a circle looks from where we stand

/** A smooth line through points: a Catmull-Rom spline, whose handles mirror each other, so that `S` says it all. */
function bend (points) {
  const length = (from, to) => Math.hypot(to.x - from.x, to.y - from.y)
  return points.slice(1).map((to, at) => {
    const from = points[at]
    const after = points[at + 2] ?? to
    // A handle longer than the shorter of its two parts would make the line overshoot.
    const share = Math.min(1 / 6, 0.4 * Math.min(length(from, to), length(to, after) || Infinity) / length(from, after))
    return `S${to.x - (after.x - from.x) * share} ${to.y - (after.y - from.y) * share} ${to.x} ${to.y}`
  }).join('')
}

/** The outline of a profile: `[height, radius]` from the foot up. An open pot ends at the near side of its mouth. */
export function outline (profile, squash = SQUASH, open = false) {
  const side = sign => profile.map(([height, radius]) => ({ x: sign * radius, y: -height }))
  const foot = profile[0][1]
  const [top, rim] = profile.at(-1)
  return `M${-foot} 0A${foot} ${foot * squash} 0 0 0 ${foot} 0${bend(side(1))}A${rim} ${rim * squash} 0 0 ${open ? 1 : 0} ${-rim} ${-top}${bend(side(-1).reverse())}Z`
}

/** How wide a profile is at a height. */
export function radiusAt (profile, height) {
  const above = Math.max(1, profile.findIndex(([at]) => at >= height))
  const [[low, narrow], [high, wide]] = [profile[above - 1], profile[above]]
  return narrow + (wide - narrow) * (height - low) / (high - low)
}

/** A point on the wall of a pot; the angle is 0 in front and grows to the right. */
export function onWall (profile, height, angle, squash = SQUASH) {
  const radius = radiusAt(profile, height)
  return [radius * Math.sin(angle), radius * squash * Math.cos(angle) - height]
}

/**
 * Throws a pot. Options: `glaze` and `dip` (height where the dipped glaze ends), `inside` (an open mouth in this colour), `depth` (how dark),
 * `content` (draws what stands in it), `rim` (its colour), `top` (a closed, flat top in this colour), `bands` ([heights, width, colour]),
 * `speck` (the colour of its specks), `dull` (no highlight), `float` (no shadow), `squash`.
 */
export function turn (picture, x, y, profile, colour, options = {}) {
  const { glaze, dip, inside, depth = 1, content, top, bands = [], speck, dull, float, squash = SQUASH } = options
  const rim = options.rim ?? (inside && lighter(glaze ?? colour, 0.2))
  const widest = Math.max(...profile.map(([, radius]) => radius))
  const [height, mouth] = profile.at(-1)
  if (!float) picture.shadow(x, y + profile[0][1] * squash * 0.5, Math.max(profile[0][1], widest * 0.72))
  picture.at(x, y, () => {
    if (inside) {
      const wall = Math.max(2.5, mouth * 0.07)
      picture.oval(0, -height, mouth, mouth * squash, rim)
      const hole = [0, 0.6 - height, mouth - wall, (mouth - wall) * squash - 0.6]
      if (inside !== rim) picture.oval(...hole, inside)
      if (depth > 0) picture.oval(...hole, picture.shade('hollow'), depth < 1 ? ` opacity="${depth}"` : '')
      if (content) content()
    }
    const body = picture.shape(outline(profile, squash, inside !== undefined))
    picture.use(body, colour)
    if (glaze || speck) {
      picture.inside(body, () => {
        if (glaze) picture.path(drip(height + mouth, dip, widest + 4, squash), `fill="${glaze}"`)
        if (speck) specks(picture, speck)
      })
    }
    for (const [heights, width, tone] of bands) picture.line(heights.map(at => hoop(at, radiusAt(profile, at) - width / 2, squash)).join(''), tone, width)
    picture.use(body, picture.shade('round'))
    if (!dull) picture.line(gleam(profile), '#fff4', Math.max(4, widest * 0.09))
    if (content && mouth > 45) picture.line(`M${-mouth} ${-height}A${mouth} ${mouth * squash} 0 0 0 ${mouth} ${-height}`, rim, 3)
    if (top) picture.oval(0, -height, mouth, mouth * squash, top)
  })
}

/** A dipped glaze from above down to its edge, which follows the round of the pot and runs a little. */
function drip (top, edge, wide, squash) {
  const low = share => squash * wide * Math.sqrt(Math.max(0, 1 - share ** 2)) - edge
  const waves = [[-0.8, 9, -0.56], [-0.3, -2, -0.06], [0.16, 12, 0.4], [0.6, -3, 0.72], [0.9, 8, 1]]
    .map(([middle, run, end]) => `Q${middle * wide} ${low(middle) + run} ${end * wide} ${low(end)}`)
  return `M${-wide} ${-top}V${-edge}${waves.join('')}V${-top}Z`
}

const hoop = (height, radius, squash) => `M${-radius} ${-height}a${radius} ${radius * squash} 0 0 0 ${radius * 2} 0`

/** Specks of iron in the clay: one field of them, of which each pot shows what its outline cuts out; fewer where many things share a picture. */
function specks (picture, colour) {
  let [state, line] = [7, '']
  const random = size => (state = state * 16807 % 2147483647) % size
  for (let at = 0; at < (picture.step < 1 ? 48 : 23); at++) line += `M${random(216) - 108} ${8 - random(176)}h0`
  const field = picture.define(`<path id="?" stroke-width="2.4" opacity=".5" d="${squeeze(line)}"/>`)
  picture.add(`<use href="#${field}" stroke="${colour}"/>`)
}

/** Window light down the left side. */
function gleam (profile) {
  const height = profile.at(-1)[0]
  const [low, middle, high] = [0.26, 0.54, 0.82].map(share => ({ x: -0.68 * radiusAt(profile, height * share), y: -height * share }))
  return `M${low.x} ${low.y}Q${2 * middle.x - (low.x + high.x) / 2} ${middle.y} ${high.x} ${high.y}`
}
