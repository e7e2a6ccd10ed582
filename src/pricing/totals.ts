import type { PricedLine } from '../cart/cart.ts'
import type { Currency } from '../money.ts'
import type { CountryCode } from './countries.ts'
import { deliveryCents, type Shipping } from './delivery.ts'
import { discountsOf, type CouponProblem, type Discount, type Discounts } from './promotions.ts'
import { taxesOf, taxRateOf, type TaxOfRate } from './tax.ts'
import type { Terms } from './terms.ts'

/** What is bought on which terms: nothing here comes from a price that a browser or a session holds. */
export interface Sale {
  readonly lines: readonly PricedLine[]
  readonly currency: Currency
  readonly country: CountryCode
  readonly shipping: Shipping
  /** Of a coupon. */
  readonly code: string | undefined
  readonly now: Date
}

export interface TotalLine {
  readonly discountCents: number
  readonly taxRateBps: number
  readonly taxCents: number
}

/** All sums of a sale, in minor units: `totalCents = subtotalCents − discountCents + deliveryCents`, tax included. */
export interface Totals {
  readonly subtotalCents: number
  /** What is taken off the goods. What a promotion takes off delivery is in `deliveryCents` already. */
  readonly discountCents: number
  readonly discounts: readonly Discount[]
  readonly deliveryCents: number
  readonly totalCents: number
  readonly taxCents: number
  readonly taxes: readonly TaxOfRate[]
  /** Of each line of the sale, in their order. */
  readonly lines: readonly TotalLine[]
  /** Why the coupon takes nothing off. */
  readonly couponProblem: CouponProblem | undefined
  readonly next: Discounts['next']
}

/** Undefined where the sale cannot be sent as it should be. */
export function totalsOf (sale: Sale, terms: Terms): Totals | undefined {
  const { lines, currency, country, shipping, code, now } = sale
  const grams = lines.reduce((sum, { variant, quantity }) => sum + (variant?.grams ?? 0) * quantity, 0)
  const priceFor = (goodsCents: number): number | undefined => deliveryCents(terms.deliveries, shipping, { country, currency, grams, goodsCents })
  if (priceFor(0) === undefined) return undefined

  const goods = lines.map(({ sku, product, quantity, priceCents }) => ({ sku, category: product?.category ?? '', quantity, priceCents }))
  const discounts = discountsOf({ goods, currency, code, deliveryFor: goodsCents => priceFor(goodsCents) ?? 0 }, terms.promotions, now)
  const paid = lines.map(({ product, totalCents }, at) => ({
    rateBps: taxRateOf(terms.taxRates, country, product?.taxClass ?? 'standard'), grossCents: totalCents - (discounts.lines[at] ?? 0)
  }))
  const delivery = discounts.delivery.cents - discounts.delivery.offCents
  const taxes = taxesOf(paid, delivery)
  const subtotalCents = lines.reduce((sum, { totalCents }) => sum + totalCents, 0)
  return {
    subtotalCents,
    discountCents: discounts.goodsCents,
    discounts: discounts.applied,
    deliveryCents: delivery,
    totalCents: subtotalCents - discounts.goodsCents + delivery,
    taxCents: taxes.taxCents,
    taxes: taxes.rates,
    lines: paid.map(({ rateBps }, at) => ({ discountCents: discounts.lines[at] ?? 0, taxRateBps: rateBps, taxCents: taxes.lines[at] ?? 0 })),
    couponProblem: discounts.problem,
    next: discounts.next
  }
}
