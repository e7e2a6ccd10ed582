// One SVG. Things are flat colours; light and shade are a few gradients that all of them share, so a picture stays small.
import { round, squeeze } from './squeeze.js'

/** Kind of gradient and stops: place, and a colour whose last digit is how much of it there is. */
const SHADES = {
  // Round things: the light comes from the left, and the shelf gives a little of it back on the right.
  round: ['across', [[0, '#2103'], [0.25, '#ffe5'], [0.52, '#8760'], [0.86, '#2106'], [1, '#2103']]],
  even: ['across', [[0, '#ffe3'], [0.45, '#8760'], [1, '#2103']]],
  below: ['down', [[0, '#ffe3'], [0.5, '#8760'], [1, '#2104']]],
  // The inside of a vessel is dark where its wall hides the light.
  hollow: ['across', [[0, '#2109'], [1, '#2102']]],
  // One soft crease in a cloth: shade to the left of the ridge, light on it.
  crease: ['across', [[0, '#2100'], [0.45, '#2103'], [0.68, '#ffe4'], [1, '#ffe0']]],
  floor: ['glow', [[0, '#2108'], [1, '#2100']]],
  lamp: ['glow', [[0, '#fdac'], [1, '#fda0']]]
}

const GRADIENTS = { across: ['linear', ''], down: ['linear', ' x2="0" y2="1"'], glow: ['radial', ''] }

export class Picture {
  #defs = new Map()
  #floor = []
  #shapes = []
  #origin = [0, 0]
  #size

  /** `step` is how exact a place is: a tenth, or 1 where many things share one picture. */
  constructor (width = 400, height = 440, step = 0.1) {
    this.#size = [width, height]
    this.step = step
  }

  add (...shapes) {
    this.#shapes.push(...shapes)
  }

  /** Moves the origin for what `draw` draws; `more` can turn or stretch it too. */
  at (x, y, draw, more = '') {
    const [outerX, outerY] = this.#origin
    this.#origin = [outerX + x, outerY + y]
    const still = x === 0 && y === 0 && more === ''
    if (!still) this.add(`<g transform="${x === 0 && y === 0 ? '' : `translate(${round(x)}${y < 0 ? '' : ' '}${round(y)})`}${more}">`)
    draw()
    if (!still) this.add('</g>')
    this.#origin = [outerX, outerY]
  }

  /** Keeps a definition once, however often it is asked for, and returns its id. */
  define (text) {
    if (!this.#defs.has(text)) this.#defs.set(text, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[this.#defs.size])
    return this.#defs.get(text)
  }

  shade (name) {
    const [kind, stops] = SHADES[name]
    const [tag, direction] = GRADIENTS[kind]
    const list = stops.map(([at, colour]) => `<stop${at > 0 ? ` offset="${at}"` : ''} stop-color="${colour}"/>`)
    return `url(#${this.define(`<${tag}Gradient id="?"${direction}>${list.join('')}</${tag}Gradient>`)})`
  }

  /** Threads of linen, to lay over a cloth. */
  weave () {
    return `url(#${this.define('<pattern id="?" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 1h5M0 3.5h5M1 0v5M3.5 0v5" stroke="#210" stroke-width=".8" opacity=".11"/></pattern>')})`
  }

  shape (d) {
    return this.define(`<path id="?" d="${squeeze(d, this.step)}"/>`)
  }

  use (shape, fill, more = '') {
    this.add(`<use href="#${shape}"${fill ? ` fill="${fill}"` : ''}${more}/>`)
  }

  /** A thing: its colour, then light and shade over it, then perhaps a weave. */
  form (d, colour, shade = 'even', woven = false) {
    const shape = this.shape(d)
    this.use(shape, colour)
    if (woven) this.use(shape, this.weave())
    this.use(shape, this.shade(shade))
    return shape
  }

  path (d, paint) {
    this.add(`<path d="${squeeze(d, this.step)}" ${paint}/>`)
  }

  line (d, colour, width, more = '') {
    this.path(d, `stroke="${colour}" stroke-width="${round(width, this.step)}"${more}`)
  }

  oval (x, y, rx, ry, fill, more = '') {
    const centre = (name, value) => value === 0 ? '' : `${name}="${round(value, this.step)}" `
    this.add(`<ellipse ${centre('cx', x)}${centre('cy', y)}rx="${round(rx, this.step)}" ry="${round(ry, this.step)}" fill="${fill}"${more}/>`)
  }

  /** Keeps what `draw` draws, to be used more than once; what has no colour there takes that of its use. */
  symbol (draw) {
    const outer = this.#shapes
    this.#shapes = []
    draw()
    const text = this.#shapes.join('')
    this.#shapes = outer
    return this.define(`<g id="?">${text}</g>`)
  }

  /** Draws only what falls inside a shape. */
  inside (shape, draw) {
    this.add(`<g clip-path="url(#${this.define(`<clipPath id="?"><use href="#${shape}"/></clipPath>`)})">`)
    draw()
    this.add('</g>')
  }

  /** Where a thing touches the shelf; as the light comes from the left, it leans to the right. */
  shadow (x, y, radius) {
    const [left, top] = this.#origin
    this.#floor.push(`<ellipse cx="${round(left + x + radius * 0.24, 1)}" cy="${round(top + y, 1)}" rx="${round(radius * 1.3, 1)}" ry="${round(radius * 0.22, 1)}"/>`)
  }

  toString () {
    const [width, height] = this.#size
    const floor = this.#floor.length > 0 ? `<g fill="${this.shade('floor')}">${this.#floor.join('')}</g>` : ''
    const defs = [...this.#defs].map(([text, id]) => text.replace('?', id))
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none" stroke-linecap="round">` +
      `<defs>${defs.join('')}</defs>${floor}${this.#shapes.join('')}</svg>\n`
    return svg.replace(/(?<![\d.])0\./g, '.')
  }
}
