import type { FastifyRequest } from 'fastify'
import { isFew } from '../catalog/card.ts'
import type { Catalog, Product } from '../catalog/catalog.ts'
import type { Currency } from '../money.ts'
import { arrivalOf, deliveryOffer, formatArrival, type DeliveryOffer } from '../pricing/delivery.ts'
import { sayNext, sayProblem, showTotals } from '../pricing/saying.ts'
import { listAlongside } from './alongside.ts'
import { MAX_QUANTITY, type PricedLine } from './cart.ts'
import { nameOf } from './messages.ts'
import { reckonCart } from './reckon.ts'

/** What was typed and cannot be: the quantity of a line, or a coupon. */
export type CartError = { sku: string, typed: string } | { coupon: string, message: string }

const ALONGSIDE = 4

/** What `cart/show` shows, and what its blanks do. */
export interface CartPage {
  path: '/cart'
  returnTo: '/cart'
  errors: Readonly<Record<string, string>>
  has: CartParts
  lines: readonly ShownLine[]
  saved: readonly ShownSaved[]
  /** Pieces. */
  count: number
  currency: Currency
  sums: object
  /** What goes well with it. */
  alongside: readonly Product[]
}

/** Which parts the page has. */
export interface CartParts {
  lines: boolean
  saved: boolean
  alongside: boolean
  /** The shopper is logged in. */
  account: boolean
}

/** The page of a request's cart; with an error, the line has what was typed and says what is wrong with it. */
export function cartPage (request: FastifyRequest, catalog: Catalog, error?: CartError): CartPage {
  const { session: { cart }, preferences: { currency, locale }, t, customer } = request
  const now = new Date()
  const { lines, saved, count, subtotalCents, country, totals } = reckonCart(request, catalog, now)
  const shown = lines.map(line => shownLine(line, catalog, error))
  const couponError = error && 'coupon' in error ? error : undefined
  const { deliveries } = catalog.terms
  const arrival = arrivalOf(deliveries, 'standard', country, now)
  const alongside = listAlongside(cart, catalog, ALONGSIDE)
  const errors = { ...Object.fromEntries(shown.filter(({ isWrong }) => isWrong).map(({ id, name }) => [id, t('Enter a number from 0 to {most} for {name}', { most: MAX_QUANTITY, name })])), ...couponError && { code: couponError.message } }
  return {
    path: '/cart',
    returnTo: '/cart',
    errors,
    has: { lines: lines.length > 0, saved: saved.length > 0, alongside: alongside.length > 0, account: customer !== undefined },
    lines: shown,
    saved: saved.map(line => ({ ...line, name: nameOf(line.sku, catalog), isFew: isFew(line.available) })),
    count,
    currency,
    alongside,
    sums: {
      isSignedIn: customer !== undefined,
      currency,
      errors,
      blocked: lines.some(({ problem }) => problem !== undefined),
      summary: totals ? showTotals(totals, currency, locale) : null,
      subtotalCents,
      towards: towardsFree(subtotalCents - (totals?.discountCents ?? 0), deliveryOffer(deliveries, country, currency), totals?.deliveryCents),
      coupon: cart.coupon ?? '',
      couponTyped: couponError?.coupon ?? '',
      couponNote: totals?.couponProblem && cart.coupon !== undefined ? sayProblem(totals.couponProblem, cart.coupon, currency, locale) : '',
      nextNote: totals?.next ? sayNext(totals.next, currency, locale) : '',
      arrival: arrival ? formatArrival(arrival, locale) : ''
    }
  }
}

export interface ShownSaved extends PricedLine {
  name: string
  isFew: boolean
}

export interface ShownLine extends PricedLine {
  /** Of its field. */
  id: string
  name: string
  /** What stands in the field. */
  typed: string | number
  /** What was typed is no quantity: one is at most `most`. */
  isWrong: boolean
  most: number
  /** All that is in stock. */
  isAll: boolean
  /** One more cannot be had. */
  isMost: boolean
  /** So few are left that it is worth saying. */
  isFew: boolean
}

function shownLine (line: PricedLine, catalog: Catalog, error: CartError | undefined): ShownLine {
  const name = nameOf(line.sku, catalog)
  const wrong = error && 'sku' in error && error.sku === line.sku ? error : undefined
  return {
    ...line,
    id: `quantity-${line.sku}`,
    name,
    typed: wrong ? wrong.typed : line.quantity,
    isWrong: wrong !== undefined,
    most: MAX_QUANTITY,
    isAll: line.problem === undefined && line.quantity >= line.available,
    isMost: line.quantity >= Math.min(line.available || MAX_QUANTITY, MAX_QUANTITY),
    isFew: isFew(line.available)
  }
}

/** How far it is to free delivery, in minor units; null where none is free. */
function towardsFree (paidCents: number, offer: DeliveryOffer | undefined, deliveryCents: number | undefined): { freeFromCents: number, paidCents: number, missingCents: number } | null {
  const freeFromCents = offer?.freeFromCents
  if (freeFromCents === undefined || freeFromCents === null) return null
  const missingCents = deliveryCents === 0 ? 0 : Math.max(freeFromCents - paidCents, 0)
  return { freeFromCents, paidCents: Math.min(paidCents, freeFromCents), missingCents }
}
