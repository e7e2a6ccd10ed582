import { phrase, type Phrase } from '../languages/translate.ts'
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
  const format = percents.get(locale) ?? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  percents.set(locale, format)
  return format.format(rateBps / 10_000)
}

const percents = new Map<string, Intl.NumberFormat>()

/** Why a coupon takes nothing off: a sentence without its full stop. */
export function sayProblem (problem: CouponProblem, code: string, currency: Currency, locale: string): Phrase {
  switch (problem.kind) {
    case 'unknown': return phrase('There is no coupon {code}', { code })
    case 'not-yet': return phrase('The coupon {code} is not valid yet', { code })
    case 'over': return phrase('The coupon {code} is over', { code })
    case 'used-up': return phrase('The coupon {code} is used up', { code })
    case 'currency': return phrase('The coupon {code} cannot be used in {currency}', { code, currency })
    case 'no-goods': return phrase('The coupon {code} is for other things than those in your basket', { code })
    case 'nothing-off': return phrase('The coupon {code} takes nothing off this basket', { code })
    case 'minimum': return phrase('Add {amount} more, and the coupon {code} counts', { amount: formatMoney(problem.missingCents, currency, locale), code })
    case 'worse': return phrase('“{promotion}” takes more off, and the coupon {code} does not go with it', { promotion: problem.than, code })
  }
}

/** What is missing for the next promotion. */
export function sayNext ({ promotion, missingCents }: { promotion: Promotion, missingCents: number }, currency: Currency, locale: string): Phrase {
  return phrase('{amount} more for “{promotion}”', { amount: formatMoney(missingCents, currency, locale), promotion: promotion.name })
}
