import { Type, type Static } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { Version } from '../../plugins/schemas.ts'
import { COUNTRY_CODES, COUNTRY_NAMES, isCountryCode } from '../../pricing/countries.ts'
import type { TaxRateRow } from './queries.ts'

/** A percentage for each country and class: `rate-IE-reduced`. */
export const TaxForm = Type.Object({ version: Version }, { additionalProperties: false, patternProperties: { '^rate-[A-Z]{2}-[a-z0-9-]{1,40}$': Type.String({ maxLength: 40 }) } })
export type TypedTaxes = Omit<Static<typeof TaxForm>, 'version'> & Record<string, string>

export const taxField = (country: string, taxClass: string): string => `rate-${country}-${taxClass}`

/** `Ireland, reduced` for `rate-IE-reduced`, as the table of rates names them. */
export function sayTaxField (field: string): string {
  const [, country = '', taxClass = ''] = /^rate-([A-Z]{2})-(.+)$/.exec(field) ?? []
  return `${isCountryCode(country) ? COUNTRY_NAMES[country] : country}, ${taxClass}`
}

/** Hundredths of a percent; undefined for what is no rate. `25.5` and `25,5` are 2550. */
export function parseRate (typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim()) ?? []
  const bps = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return whole === '' || bps > 10_000 ? undefined : bps
}

/** What is empty has no rate: there the standard one counts, and without that the country is one that the shop exports to. */
export function parseTaxes (typed: TypedTaxes, classes: readonly string[]): { rates: TaxRateRow[], errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const rates = COUNTRY_CODES.flatMap(country => classes.flatMap((taxClass): TaxRateRow[] => {
    const field = taxField(country, taxClass)
    const text = (typed[field] ?? '').trim()
    if (text === '') return []
    const rateBps = parseRate(text)
    if (rateBps === undefined) errors[field] = `${sayTaxField(field)}: enter a percentage such as 13.5, or leave it empty`
    return [{ country, taxClass, rateBps: rateBps ?? 0 }]
  }))
  return { rates, errors }
}

export function typedTaxesOf (rates: readonly TaxRateRow[]): TypedTaxes {
  return Object.fromEntries(rates.map(({ country, taxClass, rateBps }) => [taxField(country, taxClass), String(rateBps / 100)]))
}
