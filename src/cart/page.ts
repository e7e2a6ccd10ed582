import type { FastifyRequest } from 'fastify'
import { isFew } from '../catalog/card.ts'
import type { Catalog, Product } from '../catalog/catalog.ts'
import type { CountryCode } from '../pricing/countries.ts'
import { arrivalOf, deliveryOffer, formatArrival, type DeliveryOffer } from '../pricing/delivery.ts'
import { sayNext, sayProblem, showTotals } from '../pricing/saying.ts'
import type { Preferences } from '../preferences/preferences.ts'
import { listAlongside } from './alongside.ts'
import { MAX_QUANTITY, priceCart, type PricedCart, type PricedLine } from './cart.ts'
import { nameOf } from './messages.ts'
import { destinationOf, standardTotals } from './reckon.ts'

/** What was typed and cannot be: the quantity of a line, or a coupon. */
export type CartError = { sku: string, typed: string } | { coupon: string, message: string }

const ALONGSIDE = 4

/** What `cart/show` shows, and what its blanks are filled from. */
export interface CartPage {
  path: '/cart'
  returnTo: '/cart'
  errors: Readonly<Record<string, string>>
  has: CartParts
  cart: PricedCart
  /** Where it would be sent to. */
  country: CountryCode
  coupon: string | undefined
  error: CartError | undefined
  /** What goes well with it. */
  alongside: readonly Product[]
  now: Date
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
  const { session: { cart }, customer } = request
  const priced = priceCart(cart, catalog, request.preferences.currency)
  const alongside = listAlongside(cart, catalog, ALONGSIDE)
  return {
    path: '/cart',
    returnTo: '/cart',
    errors: errorsOf(request, catalog, error),
    has: { lines: priced.lines.length > 0, saved: priced.saved.length > 0, alongside: alongside.length > 0, account: customer !== undefined },
    cart: priced,
    country: destinationOf(request),
    coupon: cart.coupon,
    error,
    alongside,
    now: new Date()
  }
}

/** By the ids of the fields. */
function errorsOf ({ t }: FastifyRequest, catalog: Catalog, error: CartError | undefined): CartPage['errors'] {
  if (!error) return {}
  if ('coupon' in error) return { code: error.message }
  return { [idOf(error.sku)]: t('Enter a number from 0 to {most} for {name}', { most: MAX_QUANTITY, name: nameOf(error.sku, catalog) }) }
}

/** What the summary beside the lines shows. */
export function cartSums ({ cart, country, coupon, error, errors, has, now }: CartPage, catalog: Catalog, { currency, locale }: Preferences): object {
  const { lines, subtotalCents } = cart
  const totals = standardTotals(cart, { country, code: coupon, now }, catalog)
  const { deliveries } = catalog.terms
  const arrival = arrivalOf(deliveries, 'standard', country, now)
  return {
    isSignedIn: has.account,
    currency,
    errors,
    blocked: lines.some(({ problem }) => problem !== undefined),
    summary: totals ? showTotals(totals, currency, locale) : null,
    subtotalCents,
    towards: towardsFree(subtotalCents - (totals?.discountCents ?? 0), deliveryOffer(deliveries, country, currency), totals?.deliveryCents),
    coupon: coupon ?? '',
    couponTyped: error && 'coupon' in error ? error.coupon : '',
    couponNote: totals?.couponProblem && coupon !== undefined ? sayProblem(totals.couponProblem, coupon, currency, locale) : '',
    nextNote: totals?.next ? sayNext(totals.next, currency, locale) : '',
    arrival: arrival ? formatArrival(arrival, locale) : ''
  }
}

/** A line that is saved for later, as it is shown. */
export function savedLine (line: PricedLine, catalog: Catalog): object {
  return { ...line, name: nameOf(line.sku, catalog), isFew: isFew(line.available) }
}

interface ShownLine extends PricedLine {
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

/** A line of the cart, as it is shown. */
export function shownLine (line: PricedLine, catalog: Catalog, error: CartError | undefined): ShownLine {
  const name = nameOf(line.sku, catalog)
  const wrong = error && 'sku' in error && error.sku === line.sku ? error : undefined
  return {
    ...line,
    id: idOf(line.sku),
    name,
    typed: wrong ? wrong.typed : line.quantity,
    isWrong: wrong !== undefined,
    most: MAX_QUANTITY,
    isAll: line.problem === undefined && line.quantity >= line.available,
    isMost: line.quantity >= Math.min(line.available || MAX_QUANTITY, MAX_QUANTITY),
    isFew: isFew(line.available)
  }
}

/** Of the field of a line. */
function idOf (sku: string): string {
  return `quantity-${sku}`
}

/** How far it is to free delivery, in minor units; null where none is free. */
function towardsFree (paidCents: number, offer: DeliveryOffer | undefined, deliveryCents: number | undefined): { freeFromCents: number, paidCents: number, missingCents: number } | null {
  const freeFromCents = offer?.freeFromCents
  if (freeFromCents === undefined || freeFromCents === null) return null
  const missingCents = deliveryCents === 0 ? 0 : Math.max(freeFromCents - paidCents, 0)
  return { freeFromCents, paidCents: Math.min(paidCents, freeFromCents), missingCents }
}
