import { CURRENCIES, type Currency } from '../../money.ts'
import type { SalesDay } from './queries.ts'
import { addDays, countDays, type Days } from './range.ts'

/** For a week a day is counted again now and then, whatever became of its orders: money that comes late revives one. */
const SETTLES_DAYS = 7
/** So many days are counted by one statement. */
const STRETCH_DAYS = 7

/** The days that must be counted: those that were not, that are not over for good and were not counted just now, and today. In stretches for one statement each. */
export function stretchesToCount (kept: ReadonlyArray<SalesDay & { isFresh: boolean }>, { from, to }: Days, today: string): Days[] {
  const rows = new Map<string, number>()
  const usable = kept.filter(({ day, unsettled, isFresh }) => day < today && (isFresh || (unsettled === 0 && day < addDays(today, -SETTLES_DAYS))))
  for (const { day } of usable) rows.set(day, (rows.get(day) ?? 0) + 1)
  const stretches: Days[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (rows.get(day) === CURRENCIES.length) continue
    const last = stretches.at(-1)
    if (last && addDays(last.to, 1) === day && countDays(last.from, day) <= STRETCH_DAYS) last.to = day
    else stretches.push({ from: day, to: day })
  }
  return stretches
}

/** What some days come to in one currency. */
export interface Sums {
  currency: Currency
  orders: number
  cancelled: number
  salesCents: number
  /** Of what was not cancelled, in whole minor units; 0 without an order. */
  averageCents: number
}

/** By currency; only those in which there were orders. */
export function sumDays (days: readonly SalesDay[]): Sums[] {
  return CURRENCIES.map(currency => {
    const own = days.filter(each => each.currency === currency)
    const [orders, cancelled, salesCents] = [sum(own, each => each.orders), sum(own, each => each.cancelled), sum(own, each => each.salesCents)]
    return { currency, orders, cancelled, salesCents, averageCents: orders > cancelled ? Math.round(salesCents / (orders - cancelled)) : 0 }
  }).filter(({ orders }) => orders > 0)
}

/** One figure for each day, in the order of the days. */
export function seriesOf (days: readonly SalesDay[], { from, to }: Days, figure: (day: SalesDay) => number, currency?: Currency): Array<{ day: string, value: number }> {
  const values = new Map<string, number>()
  for (const each of days) if (currency === undefined || each.currency === currency) values.set(each.day, (values.get(each.day) ?? 0) + figure(each))
  return Array.from({ length: countDays(from, to) }, (_, at) => addDays(from, at)).map(day => ({ day, value: values.get(day) ?? 0 }))
}

/** How a figure has changed, in words: `Up 8% on the 28 days before`. */
export function sayChange (now: number, before: number, days: number): string {
  const since = days === 1 ? 'the day before' : `the ${days} days before`
  if (before === 0) return now === 0 ? `None in ${since} either` : `None in ${since}`
  const percent = Math.round((now - before) * 100 / before)
  if (percent === 0) return `As on ${since}`
  return `${percent > 0 ? 'Up' : 'Down'} ${Math.abs(percent).toLocaleString('en')}% on ${since}`
}

/** How many of the carts that were filled became orders, in percent: those still full were not. Undefined where there were none. */
export function conversionOf (orders: number, stillFull: number): number | undefined {
  return orders + stillFull > 0 ? Math.round(orders * 1000 / (orders + stillFull)) / 10 : undefined
}

function sum<T> (rows: readonly T[], figure: (row: T) => number): number {
  return rows.reduce((total, row) => total + figure(row), 0)
}
