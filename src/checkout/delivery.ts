import { dateFormat } from '../dates.ts'
import type { Currency } from '../money.ts'

export const SHIPPING = ['standard', 'express'] as const
export type Shipping = typeof SHIPPING[number]

export const SHIPPING_NAMES: Readonly<Record<Shipping, string>> = { standard: 'Standard', express: 'Express' }

/** Working days, Monday to Friday, after the day of the order. */
const WORKING_DAYS: Readonly<Record<Shipping, { readonly fewest: number, readonly most: number }>> = {
  standard: { fewest: 3, most: 5 },
  express: { fewest: 1, most: 2 }
}

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

/** The first and the last day, as midnights in UTC. */
export interface Arrival { readonly first: Date, readonly last: Date }

/**
 * When a parcel that is ordered at `orderedAt` arrives: for the page of a product, the basket, the checkout and the order alike.
 * It knows weekends but no public holidays, so pages say "about".
 */
export function arrivalOf (shipping: Shipping, orderedAt: Date): Arrival {
  const { fewest, most } = WORKING_DAYS[shipping]
  return { first: workingDaysAfter(orderedAt, fewest), last: workingDaysAfter(orderedAt, most) }
}

function workingDaysAfter (date: Date, count: number): Date {
  const day = new Date(date)
  day.setUTCHours(0, 0, 0, 0)
  for (let left = count; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() % 6 !== 0) left -= 1 // 0 is Sunday, 6 is Saturday
  }
  return day
}

/** `Wed 25 – Fri 27 November`, in the manner of the locale. */
export function formatArrival ({ first, last }: Arrival, locale: string): string {
  return dateFormat('weekday', locale).formatRange(first, last)
}

/** The price of delivery for goods worth `subtotalCents`, both in minor units of `currency`. */
export function deliveryCents (shipping: Shipping, subtotalCents: number, currency: Currency): number {
  const { standardCents, freeFromCents, expressCents } = TARIFFS[currency]
  if (shipping === 'express') return expressCents
  return subtotalCents >= freeFromCents ? 0 : standardCents
}
