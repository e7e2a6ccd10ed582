import type { CountryCode } from './countries.ts'
import { shareOut } from './share.ts'

/** Rates in hundredths of a percent, by country and tax class. */
export type TaxRates = Readonly<Partial<Record<CountryCode, Readonly<Record<string, number>>>>>

/** The rate at which goods of a class are taxed where they are sent to: 0 where the shop has none, as for what it exports. */
export function taxRateOf (rates: TaxRates, country: CountryCode, taxClass: string): number {
  const own = rates[country]
  return own?.[taxClass] ?? own?.standard ?? 0
}

export interface Taxable {
  readonly rateBps: number
  /** What is paid for it, tax included. */
  readonly grossCents: number
}

/** What is paid at one rate, and the tax in it. */
export interface TaxOfRate extends Taxable {
  readonly taxCents: number
}

export interface Taxes {
  /** The tax in each line, in their order. */
  readonly lines: readonly number[]
  /** With delivery, the highest rate first. */
  readonly rates: readonly TaxOfRate[]
  readonly taxCents: number
}

/**
 * The tax that is included in what is paid. Delivery is taxed like the goods that it brings, in proportion to their worth
 * (a service that goes with a supply shares its treatment: Court of Justice of the EU, C-349/96). Rounded once for each
 * rate, half up; the lines share that out by largest remainder, so that all always add up.
 */
export function taxesOf (lines: readonly Taxable[], deliveryCents: number): Taxes {
  const rates = [...new Set(lines.map(({ rateBps }) => rateBps))].sort((a, b) => b - a)
  const goods = rates.map(rate => lines.filter(({ rateBps }) => rateBps === rate))
  const delivery = shareOut(deliveryCents, goods.map(sumOf))
  const lineTaxes = new Map<Taxable, number>()
  const taxed = rates.map((rateBps, at) => {
    const own = goods[at] ?? []
    const carried = delivery[at] ?? 0
    const grossCents = sumOf(own) + carried
    const taxCents = includedTax(grossCents, rateBps)
    const shares = shareOut(taxCents, [...own.map(line => line.grossCents), carried])
    for (const [index, line] of own.entries()) lineTaxes.set(line, shares[index] ?? 0)
    return { rateBps, grossCents, taxCents }
  })
  return { lines: lines.map(line => lineTaxes.get(line) ?? 0), rates: taxed, taxCents: taxed.reduce((sum, { taxCents }) => sum + taxCents, 0) }
}

/** The tax in a gross amount, to the nearest cent, half up. */
export function includedTax (grossCents: number, rateBps: number): number {
  return Math.floor((2 * grossCents * rateBps + 10_000 + rateBps) / (2 * (10_000 + rateBps)))
}

function sumOf (lines: readonly Taxable[]): number {
  return lines.reduce((sum, { grossCents }) => sum + grossCents, 0)
}
