import { createHash } from 'node:crypto'
import type { FieldErrors } from '../accounts/forms.ts'
import { priceCart, type PricedLine } from '../cart/cart.ts'
import { nameOf } from '../cart/messages.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { phrase, type Phrase } from '../languages/translate.ts'
import { formatMoney, type Currency } from '../money.ts'
import type { SessionData } from '../plugins/session/data.ts'
import type { Checkout } from './checkout.ts'
import { totalsOf, type Totals } from '../pricing/totals.ts'

/** What would be ordered now, and for how much. Amounts are in minor units of `currency`. */
export interface Review {
  /** Names this order: the checkout's key, and a digest of the items and the delivery that the shopper is shown. */
  readonly key: string
  readonly checkout: Checkout
  readonly lines: readonly PricedLine[]
  readonly currency: Currency
  /** Of a coupon. */
  readonly coupon: string | undefined
  readonly totals: Totals
}

/** What a shopper agreed to when they pressed the button. */
export interface Agreed {
  readonly key: string
  readonly totalCents: number
  readonly currency: Currency
}

/**
 * Undefined when there is nothing to order, nowhere to send it, or no way to. Prices come from the catalogue, which is what the shopper
 * was shown: never from the session or from a form.
 */
export function reviewOf ({ cart, checkout }: SessionData, catalog: Catalog, currency: Currency, now = new Date()): Review | undefined {
  if (!checkout || cart.lines.length === 0) return undefined
  const { lines } = priceCart({ lines: cart.lines, saved: [] }, catalog, currency)
  const { country, shipping } = checkout
  const totals = totalsOf({ lines, currency, country, shipping, code: cart.coupon, now }, catalog.terms)
  return totals && { key: keyOf(checkout, lines), checkout, lines, currency, coupon: cart.coupon, totals }
}

/** Another tab may have swapped an item for one of the same price, or changed the address: then this is another order. */
function keyOf (checkout: Checkout, lines: readonly PricedLine[]): string {
  const shown = JSON.stringify([checkout, lines.map(({ sku, quantity }) => [sku, quantity])])
  return `${checkout.key}.${createHash('sha256').update(shown).digest('base64url').slice(0, 16)}`
}

/** True when the order may be made as far as can be said before stock is taken. */
export function isAgreed (review: Review, agreed: Agreed): boolean {
  return review.key === agreed.key && isSameTotal(review, agreed) && !review.lines.some(({ problem }) => problem === 'gone')
}

function isSameTotal (review: Review, agreed: Agreed): boolean {
  return review.totals.totalCents === agreed.totalCents && review.currency === agreed.currency
}

/** One sentence for each line that cannot be sent, by the id of its element. Empty when all can. */
export function lineErrors ({ lines }: Review, catalog: Catalog): FieldErrors {
  return Object.fromEntries(lines.filter(({ problem }) => problem).map(line => [lineId(line.sku), lineError(line, nameOf(line.sku, catalog))]))
}

export function lineId (sku: string): string {
  return `line-${sku}`
}

function lineError ({ problem, available, quantity }: PricedLine, name: string): Phrase {
  if (problem === 'gone') return phrase('Your basket holds {name}: take it out to go on', { name })
  if (problem === 'sold-out') return phrase('{name} is sold out: take it out to go on', { name })
  return phrase('Only {available} of {name} are left and your basket holds {quantity}: take fewer to go on', { available, name, quantity })
}

/** Why an order was not made, one sentence each, by the id of the element it is about. */
export function refusalErrors (review: Review, agreed: Agreed, catalog: Catalog, locale: string): FieldErrors {
  return {
    ...lineErrors(review, catalog),
    ...!isSameTotal(review, agreed) && {
      total: phrase('The total was {before}, is now {now}: if that is fine, place the order again', {
        before: formatMoney(agreed.totalCents, agreed.currency, locale), now: formatMoney(review.totals.totalCents, review.currency, locale)
      })
    },
    ...review.key !== agreed.key && { order: phrase('The page you ordered from was out of date: check the order below and place it again') }
  }
}
