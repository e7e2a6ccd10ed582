import { formatMoney, type Currency } from '../money.ts'
import type { CouponProblem, Discount, Promotion } from './promotions.ts'
import type { TaxOfRate } from './tax.ts'
import type { Totals } from './totals.ts'

/** Sums as pages show them. Amounts are in minor units. */
export interface ShownTotals {
  subtotalCents: number
  discounts: Array<{ name: string, code: string, cents: number }>
  deliveryCents: number
  totalCents: number
  taxes: Array<{ rate: string, taxCents: number }>
  taxCents: number
  currency: Currency
}

export function showTotals ({ subtotalCents, discounts, deliveryCents, totalCents, taxes, taxCents }: Totals, currency: Currency, locale: string): ShownTotals {
  return {
    subtotalCents,
    discounts: discounts.filter(({ promotion }) => promotion.effect.kind !== 'free-delivery').map(toShown),
    deliveryCents,
    totalCents,
    taxes: showTaxes(taxes, locale),
    taxCents,
    currency
  }
}

function toShown ({ promotion: { name, code }, cents }: Discount): ShownTotals['discounts'][number] {
  return { name, code: code ?? '', cents }
}

/** Rates at which nothing is taxed are not shown. */
export function showTaxes (taxes: readonly TaxOfRate[], locale: string): ShownTotals['taxes'] {
  return taxes.filter(({ taxCents }) => taxCents > 0).map(({ rateBps, taxCents }) => ({ rate: sayRate(rateBps, locale), taxCents }))
}

/** `25.5%` */
export function sayRate (rateBps: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rateBps / 10_000)
}

/** Why a coupon takes nothing off, in a sentence. */
export function sayProblem (problem: CouponProblem, code: string, currency: Currency, locale: string): string {
  switch (problem.kind) {
    case 'unknown': return `There is no coupon ${code}`
    case 'not-yet': return `The coupon ${code} is not valid yet`
    case 'over': return `The coupon ${code} is over`
    case 'used-up': return `The coupon ${code} is used up`
    case 'currency': return `The coupon ${code} cannot be used in ${currency}`
    case 'no-goods': return `The coupon ${code} is for other things than those in your basket`
    case 'nothing-off': return `The coupon ${code} takes nothing off this basket`
    case 'minimum': return `Add ${formatMoney(problem.missingCents, currency, locale)} more, and the coupon ${code} counts`
    case 'worse': return `“${problem.than}” takes more off, and the coupon ${code} does not go with it`
  }
}

/** What is missing for the next promotion. */
export function sayNext ({ promotion, missingCents }: { promotion: Promotion, missingCents: number }, currency: Currency, locale: string): string {
  return `${formatMoney(missingCents, currency, locale)} more for “${promotion.name}”`
}
