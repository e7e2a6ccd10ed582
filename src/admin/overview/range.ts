import { Type, type Static } from 'typebox'
import { isDay } from '../days.ts'

const DAY_MS = 24 * 60 * 60 * 1000
export const PRESETS = [7, 28, 90] as const
/** A range is no longer than this, so that what is read for a page stays little. */
export const MOST_DAYS = 366

/** Days in UTC as YYYY-MM-DD, both inclusive. */
export interface Days { from: string, to: string }

export interface Range extends Days {
  /** How many. */
  days: number
  /** As many days, right before. */
  before: Days
  /** Of `PRESETS`; undefined for days of one's own choice. */
  preset: number | undefined
}

export const RangeQuery = Type.Object({
  days: Type.Optional(Type.String({ maxLength: 10 })),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 }))
}, { additionalProperties: false })

/** The days that are asked for, up to today at most: the last 28 where nothing, or nothing that can be, is. `errors` says what cannot be. */
export function parseRange ({ days, from = '', to = '' }: Static<typeof RangeQuery>, now: Date): { range: Range, errors: { from?: string, to?: string } } {
  const today = dayOf(now.getTime())
  const preset = PRESETS.find(known => String(known) === days) ?? 28
  const latest = { range: rangeOf(addDays(today, 1 - preset), today, preset), errors: {} }
  if (from === '' && to === '') return latest
  const end = to === '' ? today : to
  const errors = {
    ...from === '' && { from: 'Say from which day on' },
    ...from !== '' && !isDay(from) && { from: 'From must be a date, such as 2026-11-20' },
    ...!isDay(end) && { to: 'To must be a date, such as 2026-11-20' }
  }
  if (Object.keys(errors).length > 0) return { ...latest, errors }
  if (end < from) return { ...latest, errors: { to: 'To must not be before From' } }
  if (from > today) return { ...latest, errors: { from: 'From must not be after today' } }
  const last = end < today ? end : today
  if (countDays(from, last) > MOST_DAYS) return { ...latest, errors: { from: `Choose at most ${MOST_DAYS} days` } }
  return { range: rangeOf(from, last, undefined), errors: {} }
}

function rangeOf (from: string, to: string, preset: number | undefined): Range {
  const days = countDays(from, to)
  return { from, to, days, before: { from: addDays(from, -days), to: addDays(from, -1) }, preset }
}

/** How many days there are from one to the other, both inclusive. */
export function countDays (from: string, to: string): number {
  return Math.round((msOf(to) - msOf(from)) / DAY_MS) + 1
}

export function addDays (day: string, count: number): string {
  return dayOf(msOf(day) + count * DAY_MS)
}

/** A moment's day in UTC, as YYYY-MM-DD. */
export function dayOf (ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function msOf (day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}
