import type { Currency } from '../money.ts'

/** A range of prices in minor units: from the first on, below the second; without a second one there is no end. */
export interface PriceBand {
  /** As it stands in addresses: `0-20`, `20-40`, `60-up`. */
  readonly value: string
  readonly fromCents: number
  readonly belowCents: number | undefined
}

// Prices are set by hand in each currency and differ by little, so the same round figures suit all three. And so an address means
// the same to everybody it is sent to.
const LIMITS_CENTS: Readonly<Record<Currency, readonly number[]>> = {
  EUR: [2000, 4000, 6000],
  GBP: [2000, 4000, 6000],
  USD: [2000, 4000, 6000]
}

const BANDS: Readonly<Record<Currency, readonly PriceBand[]>> = {
  EUR: bandsBetween(LIMITS_CENTS.EUR),
  GBP: bandsBetween(LIMITS_CENTS.GBP),
  USD: bandsBetween(LIMITS_CENTS.USD)
}

/** From the cheapest to the dearest. Every price is in one of them. */
export function priceBands (currency: Currency): readonly PriceBand[] {
  return BANDS[currency]
}

/** The `value` of the band that a price is in. */
export function bandOf (cents: number, currency: Currency): string {
  for (const { value, belowCents = Infinity } of BANDS[currency]) if (cents < belowCents) return value
  return ''
}

function bandsBetween (limits: readonly number[]): PriceBand[] {
  return [0, ...limits].map((fromCents, at) => {
    const belowCents = limits[at]
    return { value: `${fromCents / 100}-${belowCents === undefined ? 'up' : belowCents / 100}`, fromCents, belowCents }
  })
}
