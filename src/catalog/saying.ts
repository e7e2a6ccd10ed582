import type { Currency } from '../money.ts'
import type { Category } from './catalog.ts'
import { listUrl } from './listing.ts'
import type { ListQuery, Page } from './listing.ts'

export interface Chip {
  text: string
  /** The list without this filter. */
  url: string
}

/** The filters that are on, each with the address that takes it off. */
export function chipsOf (query: ListQuery, category: Category | null, currency: Currency, locale: string): Chip[] {
  const chips: Chip[] = []
  if (query.q) chips.push({ text: `“${query.q}”`, url: listUrl(query, { q: '' }) })
  if (category) chips.push({ text: category.name, url: listUrl(query, { category: '' }) })
  if (query.maxPriceCents !== undefined) chips.push({ text: `Up to ${formatLimit(query.maxPriceCents, currency, locale)}`, url: listUrl(query, { maxPriceCents: undefined }) })
  if (query.inStock) chips.push({ text: 'In stock', url: listUrl(query, { inStock: false }) })
  return chips
}

/** Says the filters and the page: `Table, up to €40, page 2 of 3`. */
export function titleOf (query: ListQuery, category: Category | null, page: Page<unknown>, currency: Currency, locale: string): string {
  const parts = [category?.name ?? (query.q ? 'All departments' : 'Everything')]
  if (query.q) parts.unshift(`“${query.q}” (${page.total})`)
  if (query.maxPriceCents !== undefined) parts.push(`up to ${formatLimit(query.maxPriceCents, currency, locale)}`)
  if (query.inStock) parts.push('in stock')
  if (page.count > 1) parts.push(`page ${page.number} of ${page.count}`)
  return parts.join(', ')
}

/** What was typed wrong, one sentence each, by the id of its field. */
export function listErrors ({ maxPriceText, maxPriceCents }: ListQuery): Record<string, string> {
  return maxPriceText !== '' && maxPriceCents === undefined ? { max_price: 'Enter a price above 0, such as 40 or 19.50' } : {}
}

const formats = new Map<string, Intl.NumberFormat>()

/** `€40`, and `€19.50` where there are cents. */
export function formatLimit (cents: number, currency: Currency, locale: string): string {
  const key = locale + currency
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
  formats.set(key, format)
  return format.format(cents / 100)
}
