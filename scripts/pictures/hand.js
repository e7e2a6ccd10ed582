// What is rolled, bent or grown rather than thrown.
import { darker, lighter } from './glazes.js'
import { round } from './squeeze.js'

/** A handle, a spout or a cord: a thick line that ends round and has light on its upper left. */
export function strand (picture, d, colour, width) {
  const line = picture.shape(d)
  const light = round(width * -0.1, picture.step)
  picture.add(`<use href="#${line}" stroke="${darker(colour, 0.24)}" stroke-width="${width}"/>`)
  picture.add(`<use href="#${line}" x="${light}" y="${light}" stroke="${lighter(colour, 0.06)}" stroke-width="${round(width * 0.6, picture.step)}"/>`)
}

/** Leaves from one point: `[angle, length, half width, colour]`, 0 is straight up. All of them are one leaf, stretched. */
export function leaves (picture, x, y, list) {
  const leaf = picture.define('<g id="?"><path d="M0 0C-1-.3-.8-.78 0-1C.8-.78 1-.3 0 0z"/><path d="M0 0C-1-.3-.8-.78 0-1z" fill="#ffe3"/></g>')
  picture.at(x, y, () => {
    for (const [angle, length, width, colour] of list) picture.use(leaf, colour, ` transform="${angle === 0 ? '' : `rotate(${angle})`}scale(${round(width)} ${round(length)})"`)
  })
}

/** A flower that stands in a vase; like the leaves, each one is the same, in its own colour. */
export function tulip (picture, x, y, angle, colour) {
  const flower = picture.define('<g id="?"><path d="M0 130V0" stroke="#628e65" stroke-width="5"/><path d="m-17 2q-8-38 4-50 4 6 7 14 2-12 6-20 4 8 6 20 3-8 7-14 12 12 4 50-17 16-34 0z"/><path d="m-9 8q-6-36 9-58 15 22 9 58-9 5-18 0z" fill="#ffe5"/></g>')
  picture.use(flower, colour, ` transform="translate(${x}${y})rotate(${angle})"`)
}
