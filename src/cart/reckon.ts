import type { FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.ts'
import { countryOf, type CountryCode } from '../pricing/countries.ts'
import { totalsOf, type Totals } from '../pricing/totals.ts'
import { priceCart, type PricedCart } from './cart.ts'

/** A cart with all its sums, as they would be if it were sent to `country` in the standard way. */
export interface ReckonedCart extends PricedCart {
  readonly country: CountryCode
  /** Undefined where nothing is sent to. */
  readonly totals: Totals | undefined
}

/** The cart of a request at `now`. It goes to where the shopper had it sent at checkout, or to the country of the locale. */
export function reckonCart ({ session: { cart, checkout }, preferences: { currency, locale } }: FastifyRequest, catalog: Catalog, now: Date): ReckonedCart {
  const { lines, saved, count, subtotalCents } = priceCart(cart, catalog, currency)
  const country = checkout?.country ?? countryOf(locale)
  const totals = totalsOf({ lines, currency, country, shipping: 'standard', code: cart.coupon, now }, catalog.terms)
  return { lines, saved, count, subtotalCents, currency, country, totals }
}
