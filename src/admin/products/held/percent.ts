import type { Price } from '../../../catalog/catalog.ts'
import { CURRENCIES, type Currency } from '../../../money.ts'
import type { KeptVariant } from '../queries.ts'
import { priceText } from '../texts.ts'

/** By how much prices change, and to what they are rounded. */
export interface Percent {
  /** In hundredths of a percent: −750 takes 7.5 % off. */
  bps: number
  /** New prices are multiples of so many minor units. */
  stepCents: number
  /** What it costs now is shown as the price before, where the new one is lower. */
  isSale: boolean
  currencies: readonly Currency[]
}

/** `-7.5`, `+10` or `12,25` in hundredths of a percent; undefined for none, for 0, and for what leaves no price. */
export function parsePercent (typed: string): number | undefined {
  const [, sign = '', whole = '', part = ''] = /^([+\-−]?)(\d{1,3})(?:[.,](\d{1,2}))?\s?%?$/.exec(typed.trim()) ?? []
  if (whole === '') return undefined
  const bps = (Number(whole) * 100 + Number(part.padEnd(2, '0'))) * (sign === '-' || sign === '−' ? -1 : 1)
  return bps !== 0 && bps > -10_000 ? bps : undefined
}

/** A price that is at least one step. */
export function changePrice (cents: number, { bps, stepCents }: Pick<Percent, 'bps' | 'stepCents'>): number {
  return Math.max(stepCents, Math.round(cents * (10_000 + bps) / 10_000 / stepCents) * stepCents)
}

/** The cells that change the prices of a variant; undefined for one that has not all of them. */
export function changeCells ({ sku, prices }: KeptVariant, percent: Percent): Record<string, string> | undefined {
  if (CURRENCIES.some(currency => !prices[currency])) return undefined
  const cells: Record<string, string> = { sku }
  for (const currency of percent.currencies) {
    const { priceCents, compareAtCents } = prices[currency] as Price
    const next = changePrice(priceCents, percent)
    const before = percent.isSale && next < priceCents ? compareAtCents ?? priceCents : compareAtCents
    cells[currency] = priceText(next)
    cells[`${currency}_was`] = before !== null && before > next ? priceText(before) : ''
  }
  return cells
}
