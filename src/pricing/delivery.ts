import { dateFormat } from '../dates.ts'
import { Recent } from '../kept.ts'
import type { Currency } from '../money.ts'
import type { CountryCode } from './countries.ts'

export const SHIPPING = ['standard', 'express'] as const
export type Shipping = typeof SHIPPING[number]

export const SHIPPING_NAMES: Readonly<Record<Shipping, string>> = { standard: 'Standard', express: 'Express' }

/** What a way of delivery that an order names is called; one that there is no more, by its code. */
export function shippingName (shipping: string): string {
  const known = SHIPPING.find(each => each === shipping)
  return known ? SHIPPING_NAMES[known] : shipping
}

/** A parcel of up to so many grams; free from so much of goods on, in minor units. */
export interface DeliveryRate {
  readonly upToGrams: number
  readonly priceCents: number
  readonly freeFromCents: number | null
}

/** A way to send to a zone. */
export interface DeliveryMethod {
  readonly method: Shipping
  /** Working days, Monday to Friday, after the day of the order. */
  readonly fewestDays: number
  readonly mostDays: number
  /** The lightest first. Set by hand for each currency, as prices are: nothing is ever converted. */
  readonly rates: Readonly<Partial<Record<Currency, readonly DeliveryRate[]>>>
}

/** What can be sent how, by country. A country that is not here is not delivered to. */
export type Deliveries = Readonly<Partial<Record<CountryCode, readonly DeliveryMethod[]>>>

export interface Parcel {
  readonly country: CountryCode
  readonly currency: Currency
  readonly grams: number
  /** What the goods cost after what is taken off. */
  readonly goodsCents: number
}

/** How a parcel can be sent, in the order of `SHIPPING`. */
export function methodsFor (deliveries: Deliveries, { country, currency }: Pick<Parcel, 'country' | 'currency'>): DeliveryMethod[] {
  return (deliveries[country] ?? []).filter(({ rates }) => (rates[currency] ?? []).length > 0)
}

/**
 * What delivery costs, in minor units of the parcel's currency; undefined where it cannot be sent so. What is heavier than the
 * heaviest parcel is sent in several, each at the price of the heaviest.
 */
export function deliveryCents (deliveries: Deliveries, shipping: Shipping, parcel: Parcel): number | undefined {
  const rates = methodsFor(deliveries, parcel).find(({ method }) => method === shipping)?.rates[parcel.currency]
  const heaviest = rates?.at(-1)
  if (!rates || !heaviest) return undefined
  const rate = rates.find(({ upToGrams }) => parcel.grams <= upToGrams)
  const { priceCents, freeFromCents } = rate ?? heaviest
  if (freeFromCents !== null && parcel.goodsCents >= freeFromCents) return 0
  return rate ? priceCents : Math.ceil(parcel.grams / heaviest.upToGrams) * priceCents
}

/** What the shop says of delivery before it knows the basket: the lightest parcel, by the standard way. */
export interface DeliveryOffer {
  readonly priceCents: number
  readonly freeFromCents: number | null
}

/** Undefined where nothing is sent to. */
export function deliveryOffer (deliveries: Deliveries, country: CountryCode, currency: Currency): DeliveryOffer | undefined {
  return methodsFor(deliveries, { country, currency })[0]?.rates[currency]?.[0]
}

/** The first and the last day, as midnights in UTC. */
export interface Arrival { readonly first: Date, readonly last: Date }

/**
 * When a parcel that is ordered at `orderedAt` arrives: for the page of a product, the basket, the checkout and the order alike.
 * It knows weekends but no public holidays, so pages say "about". Undefined where it cannot be sent so.
 */
export function arrivalOf (deliveries: Deliveries, shipping: Shipping, country: CountryCode, orderedAt: Date): Arrival | undefined {
  const way = deliveries[country]?.find(({ method }) => method === shipping)
  return way && { first: workingDaysAfter(orderedAt, way.fewestDays), last: workingDaysAfter(orderedAt, way.mostDays) }
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
  return arrivals.take(`${locale} ${first.getTime()} ${last.getTime()}`, () => dateFormat('weekday', locale).formatRange(first, last))
}

const arrivals = new Recent<string>(250)
