import type { FastifyInstance } from 'fastify'
import { cardsOf } from '../catalog/card.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { onceFor } from '../kept.ts'
import type { Reader } from '../plugins/sheets/reader.ts'
import type { Fill } from '../plugins/sheets/sheet.ts'
import { turnOf } from '../pricing/terms.ts'
import type { PricedCart, PricedLine } from './cart.ts'
import { cartSums, savedLine, shownLine, type CartPage } from './page.ts'

/** What the cart's page shows of its reader, of which each piece is the same for all who hold the same. */
export function addCartBlanks (app: FastifyInstance): void {
  const blank = (template: string, fill: (page: CartPage, reader: Reader) => Fill | readonly Fill[]): void =>
    app.blank(template, { nobody: () => undefined, fill: reader => fill(reader.page as CartPage, reader) })

  blank('cart/_count.njk', ({ cart: { count } }) => ({ key: String(count), data: { count } }))
  blank('cart/_line.njk', ({ cart, error }, { catalog }) =>
    cart.lines.map((line, at) => ({ key: keysOf(cart)[at], data: () => ({ line: shownLine(line, catalog, error), currency: cart.currency }) })))
  blank('cart/_saved.njk', ({ cart: { saved, currency } }, { catalog }) =>
    saved.map(line => ({ key: keyOf(line), data: () => ({ line: savedLine(line, catalog), currency }) })))
  blank('cart/_summary.njk', (page, { catalog, request }) => ({ key: keyOfSums(page, catalog), data: () => cartSums(page, catalog, request.preferences) }))
  blank('cart/_alongside.njk', ({ alongside, cart: { currency } }) => ({
    key: alongside.map(({ slug }) => slug).join(), data: () => ({ alongside: cardsOf(alongside, currency, new Date()) })
  }))
}

const keysOf = onceFor(({ lines }: PricedCart) => lines.map(keyOf))

/** What a line shows besides is the catalogue's. */
function keyOf ({ sku, quantity, was }: PricedLine): string {
  return `${sku} ${quantity} ${was ?? ''}`
}

/** All that the sums say follows from these, and from the catalogue: which promotions apply, and the day on which it would arrive, from the time. */
function keyOfSums ({ cart, country, coupon = '', has, now }: CartPage, { terms }: Catalog): string {
  return `${keysOf(cart).join()} ${country} ${coupon} ${has.account} ${Math.floor(now.getTime() / DAY_MS)} ${turnOf(terms, now)}`
}

const DAY_MS = 24 * 60 * 60 * 1000
