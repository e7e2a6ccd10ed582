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
  if (query.maxPrice !== undefined) chips.push({ text: underPrice(query.maxPrice, currency, locale), url: listUrl(query, { maxPrice: undefined }) })
  if (query.inStock) chips.push({ text: 'In stock', url: listUrl(query, { inStock: false }) })
  return chips
}

/** Says the filters and the page: `Table, under €40, page 2 of 3`. */
export function titleOf (query: ListQuery, category: Category | null, page: Page<unknown>, currency: Currency, locale: string): string {
  const parts = [category?.name ?? (query.q ? 'All departments' : 'Everything')]
  if (query.q) parts.unshift(`“${query.q}” (${page.total})`)
  if (query.maxPrice !== undefined) parts.push(`under ${formatUnits(query.maxPrice, currency, locale)}`)
  if (query.inStock) parts.push('in stock')
  if (page.count > 1) parts.push(`page ${page.number} of ${page.count}`)
  return parts.join(', ')
}

/** `Under €40` */
export function underPrice (units: number, currency: Currency, locale: string): string {
  return `Under ${formatUnits(units, currency, locale)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** `formatUnits(40, 'EUR', 'en-IE')` is `€40`: a limit that was typed in whole units. */
function formatUnits (units: number, currency: Currency, locale: string): string {
  const key = locale + currency
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 })
  formats.set(key, format)
  return format.format(units)
}
