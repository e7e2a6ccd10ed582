import { Type, type Static } from 'typebox'
import { CURRENCIES } from '../../money.ts'
import { Version } from '../../plugins/schemas.ts'
import { COUNTRY_CODES } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES, type Shipping } from '../../pricing/delivery.ts'
import { parseAmount } from '../order/refund-form.ts'
import type { StoredZone } from './queries.ts'

/** Parcels by weight: so many rows are in the form. */
export const BANDS = 6
const ROWS = Array.from({ length: BANDS }, (_, at) => at + 1)
const Ticked = Type.Optional(Type.Literal('1'))
const Typed = Type.Optional(Type.String({ maxLength: 40 }))
type TypedFields = Record<string, typeof Typed>

/** `country-IE`, `standard-on`, `standard-fewest`, `standard-kg-1`, `standard-EUR-1`, `standard-free-EUR` … */
export const ZoneForm = Type.Object({
  version: Version,
  ...Object.fromEntries(COUNTRY_CODES.map(country => [`country-${country}`, Ticked])),
  ...Object.fromEntries(SHIPPING.flatMap(way => [
    `${way}-on`, `${way}-fewest`, `${way}-most`, ...ROWS.flatMap(row => [`${way}-kg-${row}`, ...CURRENCIES.map(currency => `${way}-${currency}-${row}`)]), ...CURRENCIES.map(currency => `${way}-free-${currency}`)
  ].map(name => [name, Typed]))) as TypedFields
}, { additionalProperties: false })
export type TypedZone = Readonly<Record<string, string | undefined>>
export type ZoneBody = Static<typeof ZoneForm>

export type ZoneTerms = Pick<StoredZone, 'countries' | 'methods'>

const MOST_DAYS = 60

/** The terms of a zone as they were typed, and what is wrong with them. */
export function parseZone (typed: TypedZone): { terms: ZoneTerms, errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  return {
    errors,
    terms: {
      countries: COUNTRY_CODES.filter(country => typed[`country-${country}`] === '1'),
      methods: SHIPPING.filter(way => typed[`${way}-on`] === '1').map(way => parseMethod(way, field => (typed[`${way}-${field}`] ?? '').trim(), errors))
    }
  }
}

function parseMethod (way: Shipping, read: (field: string) => string, errors: Record<string, string>): ZoneTerms['methods'][number] {
  const name = SHIPPING_NAMES[way]
  const refuse = (field: string, sentence: string): void => { errors[`${way}-${field}`] ??= `${name}: ${sentence}` }
  const days = (field: 'fewest' | 'most'): number => {
    const text = read(field)
    if (!/^\d{1,2}$/.test(text) || Number(text) > MOST_DAYS) refuse(field, `enter the ${field} working days, from 0 to ${MOST_DAYS}`)
    return Number(text)
  }
  const [fewestDays, mostDays] = [days('fewest'), days('most')]
  if (mostDays < fewestDays) refuse('most', 'the most working days must not be less than the fewest')

  const rows = ROWS.filter(row => [`kg-${row}`, ...CURRENCIES.map(currency => `${currency}-${row}`)].some(field => read(field) !== ''))
  if (rows.length === 0) refuse('kg-1', 'enter a weight and a price, or do not offer it')
  const currencies = CURRENCIES.filter(currency => rows.some(row => read(`${currency}-${row}`) !== ''))
  if (rows.length > 0 && currencies.length === 0) refuse('EUR-1', 'enter a price in at least one currency')
  const weights = new Set<number>()
  const rates = rows.flatMap(row => {
    const upToGrams = parseGrams(read(`kg-${row}`))
    if (upToGrams === undefined) refuse(`kg-${row}`, `enter a weight in kilograms such as 2 or 0.5 in row ${row}`)
    else if (weights.has(upToGrams)) refuse(`kg-${row}`, `row ${row} has the weight of another row`)
    else weights.add(upToGrams)
    return currencies.map(currency => {
      const priceCents = money(read(`${currency}-${row}`))
      const free = read(`free-${currency}`)
      const freeFromCents = free === '' ? null : money(free)
      if (priceCents === undefined) refuse(`${currency}-${row}`, `enter a price in ${currency} such as 4.90 in row ${row}, or none in ${currency} at all`)
      if (freeFromCents === undefined) refuse(`free-${currency}`, `enter a sum in ${currency} such as 60, or nothing`)
      return { currency, upToGrams: upToGrams ?? 1, priceCents: priceCents ?? 0, freeFromCents: freeFromCents ?? null }
    })
  })
  return { method: way, fewestDays, mostDays, rates }
}

const money = parseAmount

function parseGrams (typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(typed) ?? []
  const grams = Number(whole) * 1000 + Number(part.padEnd(3, '0'))
  return whole === '' || grams === 0 ? undefined : grams
}

/** What the form of a zone shows. From how much on a parcel is free is one sum for all weights: that of the lightest. */
export function typedZoneOf ({ countries, methods }: ZoneTerms): TypedZone {
  const typed: Record<string, string> = {}
  for (const country of countries) typed[`country-${country}`] = '1'
  for (const { method, fewestDays, mostDays, rates } of methods) {
    Object.assign(typed, { [`${method}-on`]: '1', [`${method}-fewest`]: String(fewestDays), [`${method}-most`]: String(mostDays) })
    const weights = [...new Set(rates.map(({ upToGrams }) => upToGrams))].sort((a, b) => a - b)
    for (const { currency, upToGrams, priceCents, freeFromCents } of rates) {
      const row = weights.indexOf(upToGrams) + 1
      typed[`${method}-kg-${row}`] = String(upToGrams / 1000)
      typed[`${method}-${currency}-${row}`] = inUnits(priceCents)
      if (freeFromCents !== null) typed[`${method}-free-${currency}`] ??= inUnits(freeFromCents)
    }
  }
  return typed
}

function inUnits (cents: number): string {
  return (cents / 100).toFixed(2)
}
