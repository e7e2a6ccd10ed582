// One SVG: shades, clips and shapes, numbered as they come, so that the same drawing always gives the same text.

export const GLAZES = {
  slate: '#6d86a3',
  dusk: '#51627f',
  bone: '#ebe2d2',
  white: '#f4f0e7',
  moss: '#5b7a60',
  sage: '#9db598',
  clay: '#c67f5f',
  terracotta: '#bd6d4a',
  blush: '#dda994',
  butter: '#e4cd86',
  ochre: '#c8993d',
  plum: '#7f5b6d',
  sky: '#a8bfce',
  oat: '#cdbd9d',
  beech: '#d2ab7a',
  walnut: '#8b6044',
  brass: '#ba944d',
  linen: '#e5dbc7',
  leaf: '#5d8860',
  fern: '#86aa73',
  zinc: '#9aa5a4',
  soil: '#4c3a2d',
  ink: '#2b251e'
}

export const round = number => Math.round(number * 10) / 10

function mix (from, to, share) {
  const channels = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16))
  const target = channels(to)
  return '#' + channels(from).map((value, at) => Math.round(value + (target[at] - value) * share).toString(16).padStart(2, '0')).join('')
}

export const darker = (colour, share) => mix(colour, '#1e1813', share)
export const lighter = (colour, share) => mix(colour, '#fffaf1', share)

/** Numbers from 0 to 1 that are the same at every run. */
export function dice (seed) {
  let state = seed * 2654435761 % 4294967296
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

export class Picture {
  #shades = new Map()
  #defs = []
  #floor = []
  #shapes = []
  #size

  constructor (width = 400, height = 440) {
    this.#size = `${width} ${height}`
  }

  add (...shapes) {
    this.#shapes.push(...shapes)
  }

  path (d, paint) {
    this.add(`<path d="${d}" ${paint}/>`)
  }

  #shade (kind, stops) {
    const text = stops.map(([at, colour, opacity]) =>
      `<stop offset="${at}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`).join('')
    const key = kind + text
    if (!this.#shades.has(key)) {
      const id = `s${this.#shades.size}`
      const [tag, attributes] = kind === 'glow' ? ['radialGradient', ''] : ['linearGradient', kind === 'down' ? ' x2="0" y2="1"' : '']
      this.#defs.push(`<${tag} id="${id}"${attributes}>${text}</${tag}>`)
      this.#shades.set(key, id)
    }
    return `url(#${this.#shades.get(key)})`
  }

  /** Round things, lit from the left. */
  curved (colour) {
    return this.#shade('across', [[0, darker(colour, 0.14)], [0.24, lighter(colour, 0.22)], [0.52, colour], [0.82, darker(colour, 0.2)], [1, darker(colour, 0.32)]])
  }

  /** The inside of a vessel: dark where the wall hides the light. */
  hollow (colour) {
    return this.#shade('across', [[0, darker(colour, 0.52)], [0.6, darker(colour, 0.34)], [1, darker(colour, 0.12)]])
  }

  /** Even things, a little darker to the right. */
  plain (colour) {
    return this.#shade('across', [[0, lighter(colour, 0.1)], [1, darker(colour, 0.13)]])
  }

  /** Things that are darker below. */
  falling (colour) {
    return this.#shade('down', [[0, lighter(colour, 0.12)], [0.6, colour], [1, darker(colour, 0.18)]])
  }

  glow (colour, opacity) {
    return this.#shade('glow', [[0, colour, opacity], [1, colour, 0]])
  }

  /** Where a thing touches the shelf. The light comes from the left, so it leans to the right. */
  shadow (x, y, radius) {
    const fill = this.#shade('glow', [[0, '#15110c', 0.44], [0.5, '#15110c', 0.22], [1, '#15110c', 0]])
    this.#floor.push(`<ellipse cx="${round(x + radius * 0.28)}" cy="${round(y)}" rx="${round(radius * 1.4)}" ry="${round(radius * 0.24)}" fill="${fill}"/>`)
  }

  /** Returns the attribute that cuts a shape to this outline. */
  cut (outline) {
    const id = `c${this.#defs.length}`
    this.#defs.push(`<clipPath id="${id}"><path d="${outline}"/></clipPath>`)
    return `clip-path="url(#${id})"`
  }

  toString () {
    const [width, height] = this.#size.split(' ')
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${this.#size}">` +
      `<defs>${this.#defs.join('')}</defs>${this.#floor.join('')}${this.#shapes.join('')}</svg>\n`
  }
}
