import type { FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.ts'
import { countryOf, type CountryCode } from '../pricing/countries.ts'
import { totalsOf, type Totals } from '../pricing/totals.ts'
import { priceCart, type PricedCart } from './cart.ts'

/** A cart with all its sums, as they would be if it were sent in the standard way. */
export interface ReckonedCart extends PricedCart {
  /** Undefined where nothing is sent to. */
  readonly totals: Totals | undefined
}

/** The cart of a request at `now`. */
export function reckonCart (request: FastifyRequest, catalog: Catalog, now: Date): ReckonedCart {
  const { session: { cart }, preferences: { currency } } = request
  const priced = priceCart(cart, catalog, currency)
  return { ...priced, totals: standardTotals(priced, { country: destinationOf(request), code: cart.coupon, now }, catalog) }
}

/** Where it goes: to where the shopper had it sent at checkout, or to the country of the locale. */
export function destinationOf ({ session: { checkout }, preferences: { locale } }: FastifyRequest): CountryCode {
  return checkout?.country ?? countryOf(locale)
}

/** Undefined where nothing is sent to. `code`: of a coupon. */
export function standardTotals ({ lines, currency }: PricedCart, { country, code, now }: { country: CountryCode, code: string | undefined, now: Date }, catalog: Catalog): Totals | undefined {
  return totalsOf({ lines, currency, country, shipping: 'standard', code, now }, catalog.terms)
}
