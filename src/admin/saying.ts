import { dateFormat } from '../dates.ts'
import { translator } from '../languages/translate.ts'
import { STATUS_NAMES, type OrderStatus } from '../orders/order.ts'
import { MOST_COUNTED } from './queries.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const english = translator('en')

/** `312`, or `1,000+` for a count that was given up. */
export function sayCount (count: number, locale: string): string {
  return count > MOST_COUNTED ? `${MOST_COUNTED.toLocaleString(locale)}+` : count.toLocaleString(locale)
}

export function statusName (status: OrderStatus): string {
  return english(STATUS_NAMES[status])
}

/** How long ago something was, in whole hours up to two days and then in days: `3 days`. */
export function sayAge (at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime()
  if (ms < HOUR_MS) return 'less than an hour'
  return ms < 2 * DAY_MS ? plural(Math.floor(ms / HOUR_MS), 'hour') : plural(Math.floor(ms / DAY_MS), 'day')
}

function plural (count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count.toLocaleString('en')} ${unit}s`
}

/** A moment as short as it is clear, in UTC: `Today, 16:52`, `19 Nov, 08:05`, and `19 Nov 2025` for another year. */
export function sayMoment (at: Date, now: Date, locale: string): string {
  const time = dateFormat('time', locale).format(at)
  const days = dayNumber(now) - dayNumber(at)
  if (days === 0) return `Today, ${time}`
  if (days === 1) return `Yesterday, ${time}`
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear()
  if (!isThisYear) return dateFormat('dayOfYear', locale).format(at)
  return `${dateFormat('day', locale).format(at)}, ${time}`
}

/** The same at full length, and how long ago that was: `19 Nov 2026, 08:05, 2 days ago`. */
export function sayMomentFully (at: Date, now: Date, locale: string): string {
  return `${dateFormat('moment', locale).format(at)}, ${sayAge(at, now)} ago`
}

function dayNumber (at: Date): number {
  return Math.floor(at.getTime() / DAY_MS)
}
