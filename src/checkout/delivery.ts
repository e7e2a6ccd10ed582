import type { Currency } from '../money.ts'

export const SHIPPING = ['standard', 'express'] as const
export type Shipping = typeof SHIPPING[number]

export const SHIPPING_NAMES: Readonly<Record<Shipping, string>> = { standard: 'Standard', express: 'Express' }
export const SHIPPING_TIMES: Readonly<Record<Shipping, string>> = { standard: '3 to 5 working days', express: '1 to 2 working days' }

/** What delivery costs, in minor units. From `freeFromCents` of goods on, standard delivery is free. */
export interface Tariff {
  readonly standardCents: number
  readonly freeFromCents: number
  readonly expressCents: number
}

/** Set by hand for each currency, as prices are: nothing is ever converted. */
export const TARIFFS: Readonly<Record<Currency, Tariff>> = {
  EUR: { standardCents: 490, freeFromCents: 6000, expressCents: 1190 },
  GBP: { standardCents: 450, freeFromCents: 5500, expressCents: 990 },
  USD: { standardCents: 590, freeFromCents: 7000, expressCents: 1390 }
}

/** The price of delivery for goods worth `subtotalCents`, both in minor units of `currency`. */
export function deliveryCents (shipping: Shipping, subtotalCents: number, currency: Currency): number {
  const { standardCents, freeFromCents, expressCents } = TARIFFS[currency]
  if (shipping === 'express') return expressCents
  return subtotalCents >= freeFromCents ? 0 : standardCents
}
