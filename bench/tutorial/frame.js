import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CARDS = '<ul class="shelf" role="list">'
const LINES = '<ul class="lines" role="list">'

/** Cuts what does not change out of the pages of our shop, so that the tutorials' pages are as long. Resolves to the directory of the pieces. */
export function writeFrame (shopDirectory, { list, cart }) {
  const directory = join(shopDirectory, 'frame')
  mkdirSync(directory)
  const pieces = {
    top: between(list, '', '<main').replace(/data-cart-count="\d+"/, 'data-cart-count="{{ count }}"'),
    bottom: between(list, '</main>', ''),
    'list-top': between(list, '<h1', CARDS, list.indexOf('<main')) + CARDS,
    'list-bottom': between(list, '</ul>', '</main>', list.lastIndexOf('class="card"')),
    'cart-top': between(cart, '<h1', LINES, cart.indexOf('<main')) + LINES,
    'cart-bottom': between(cart, '</ul>', '</main>', cart.lastIndexOf('data-line=')).replace(/(totals__grand.*?<dd[^>]*>)[^<]*/s, '$1{{ totalCents | money }}')
  }
  for (const [name, html] of Object.entries(pieces)) writeFileSync(join(directory, `${name}.html`), html)
  return directory
}

/** From one mark up to the next; '' is the begin or the end. */
function between (html, from, to, after = 0) {
  const begin = from === '' ? 0 : html.indexOf(from, after)
  const end = to === '' ? html.length : html.indexOf(to, begin)
  if (begin < 0 || end < 0) throw new Error(`The page of the shop has no ${begin < 0 ? from : to} any more: bench/tutorial/frame.js cuts there.`)
  return html.slice(begin, end)
}
