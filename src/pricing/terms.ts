import { isCountryCode, type CountryCode } from './countries.ts'
import { SHIPPING, type Deliveries, type DeliveryMethod, type DeliveryRate, type Shipping } from './delivery.ts'
import type { Currency } from '../money.ts'
import type { Amounts, Effect, Promotion } from './promotions.ts'
import type { TaxRates } from './tax.ts'

/** On what terms the shop sells, as they were at one moment: a part of the catalogue's snapshot. */
export interface Terms {
  readonly deliveries: Deliveries
  readonly taxRates: TaxRates
  /** All that are switched on, also those whose time is to come or over. */
  readonly promotions: readonly Promotion[]
}

/** Counts the promotions that have begun or ended by `now`: while it stays the same, so do those that apply. */
export function turnOf ({ promotions }: Terms, now: Date): number {
  let turn = 0
  for (const { startsAt, endsAt } of promotions) turn += Number(startsAt !== null && startsAt <= now) + Number(endsAt !== null && endsAt <= now)
  return turn
}

export const NO_TERMS: Terms = { deliveries: {}, taxRates: {}, promotions: [] }

export interface StoredMethod {
  country: string
  method: string
  fewestDays: number
  mostDays: number
  rates: { currency: Currency, upToGrams: number, priceCents: number, freeFromCents: number | null }[] | null
}

export interface StoredTaxRate { country: string, taxClass: string, rateBps: number }

export interface StoredPromotion extends Omit<Promotion, 'effect'> {
  kind: string
  percent: number | null
  amounts: Amounts | null
  buy: number | null
  get: number | null
}

/** What the code does not know, a country or a way to send, is left out. */
export function buildTerms (methods: readonly StoredMethod[], taxRates: readonly StoredTaxRate[], promotions: readonly StoredPromotion[]): Terms {
  const deliveries: Partial<Record<CountryCode, DeliveryMethod[]>> = {}
  for (const { country, method, rates, ...days } of methods) {
    const known = SHIPPING.find(shipping => shipping === method)
    if (!known || !isCountryCode(country)) continue
    deliveries[country] = [...deliveries[country] ?? [], { ...days, method: known, rates: ratesByCurrency(rates ?? []) }]
      .sort((a, b) => rank(a.method) - rank(b.method))
  }
  const rates: Partial<Record<CountryCode, Record<string, number>>> = {}
  for (const { country, taxClass, rateBps } of taxRates) {
    if (isCountryCode(country)) rates[country] = { ...rates[country], [taxClass]: rateBps }
  }
  return { deliveries, taxRates: rates, promotions: promotions.flatMap(toPromotion) }
}

function rank (method: Shipping): number {
  return SHIPPING.indexOf(method)
}

function ratesByCurrency (stored: NonNullable<StoredMethod['rates']>): DeliveryMethod['rates'] {
  const rates: Partial<Record<Currency, DeliveryRate[]>> = {}
  for (const { currency, ...rate } of stored.toSorted((a, b) => a.upToGrams - b.upToGrams)) rates[currency] = [...rates[currency] ?? [], rate]
  return rates
}

function toPromotion ({ kind, percent, amounts, buy, get, ...promotion }: StoredPromotion): Promotion[] {
  const effect = effectOf(kind, { percent, amounts, buy, get })
  return effect ? [{ ...promotion, effect }] : []
}

function effectOf (kind: string, { percent, amounts, buy, get }: Pick<StoredPromotion, 'percent' | 'amounts' | 'buy' | 'get'>): Effect | undefined {
  switch (kind) {
    case 'percent': return percent === null ? undefined : { kind, percent }
    case 'amount': return amounts === null ? undefined : { kind, amounts }
    case 'buy-x-get-y': return buy === null || get === null ? undefined : { kind, buy, get }
    case 'free-delivery': return { kind }
    default: return undefined
  }
}
