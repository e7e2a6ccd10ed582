import type { Currency } from '../money.ts'
import { priceBands, type PriceBand } from './bands.ts'
import type { Catalog, Category } from './catalog.ts'
import type { Counts } from './facets.ts'
import { FACETS, listUrl, without, type FacetName, type ListQuery } from './listing.ts'
import type { Page } from './paging.ts'

const LEGENDS: Readonly<Record<FacetName, string>> = { price: 'Price', glaze: 'Glaze or colour', size: 'Size' }

/** A value that can be chosen, and what a page calls it. */
export interface Choice {
  value: string
  text: string
}

/** What each facet offers in this shop and currency, in order. */
export function choicesOf ({ attributes: { glaze, size } }: Catalog, currency: Currency, locale: string): Record<FacetName, readonly Choice[]> {
  return { price: priceBands(currency).map(band => ({ value: band.value, text: bandText(band, currency, locale) })), glaze, size }
}

export interface Facet {
  name: FacetName
  legend: string
  values: Array<Choice & { count: number, checked: boolean }>
}

/** The facets with what each value would give. A value that would give nothing is left out, unless it is chosen; of prices one can always be typed. */
export function facetsOf (query: ListQuery, choices: Record<FacetName, readonly Choice[]>, counts: Counts): Facet[] {
  return FACETS.map(name => ({
    name,
    legend: LEGENDS[name],
    values: choices[name]
      .map(choice => ({ ...choice, count: counts.facets[name].get(choice.value) ?? 0, checked: query.chosen[name].includes(choice.value) }))
      .filter(({ count, checked }) => count > 0 || checked)
  })).filter(({ name, values }) => values.length > 0 || name === 'price')
}

export interface Chip {
  text: string
  /** The list without this filter. */
  url: string
}

/** The filters that are on, each with the address that takes it off. */
export function chipsOf (query: ListQuery, category: Category | null, choices: Record<FacetName, readonly Choice[]>, currency: Currency, locale: string): Chip[] {
  const { q, maxPriceCents, inStock, chosen } = query
  const chips: Chip[] = []
  if (q) chips.push({ text: `“${q}”`, url: listUrl(query, { q: '' }) })
  if (category) chips.push({ text: category.name, url: listUrl(query, { category: '' }) })
  if (maxPriceCents !== undefined) chips.push({ text: `Up to ${formatLimit(maxPriceCents, currency, locale)}`, url: listUrl(query, { maxPriceCents: undefined }) })
  for (const name of FACETS) {
    for (const { value, text } of choices[name]) {
      if (chosen[name].includes(value)) chips.push({ text, url: listUrl(query, { chosen: without(chosen, name, value) }) })
    }
  }
  if (inStock) chips.push({ text: 'In stock', url: listUrl(query, { inStock: false }) })
  return chips
}

/** Says the filters and the page: `Table, up to €40, moss or sage, page 2 of 3`. */
export function titleOf (
  query: ListQuery, category: Category | null, choices: Record<FacetName, readonly Choice[]>, page: Page<unknown>, currency: Currency, locale: string
): string {
  const parts = [category?.name ?? (query.q ? 'All departments' : 'Everything')]
  if (query.q) parts.unshift(`“${query.q}” (${page.total})`)
  if (query.maxPriceCents !== undefined) parts.push(`up to ${formatLimit(query.maxPriceCents, currency, locale)}`)
  for (const name of FACETS) {
    const texts = choices[name].filter(({ value }) => query.chosen[name].includes(value)).map(({ text }) => text.toLowerCase())
    if (texts.length > 0) parts.push(texts.join(' or '))
  }
  if (query.inStock) parts.push('in stock')
  if (page.count > 1) parts.push(`page ${page.number} of ${page.count}`)
  return parts.join(', ')
}

/** What was typed wrong, one sentence each, by the id of its field. */
export function listErrors ({ maxPriceText, maxPriceCents }: ListQuery): Record<string, string> {
  return maxPriceText !== '' && maxPriceCents === undefined ? { max_price: 'Enter a price above 0, such as 40 or 19.50' } : {}
}

function bandText ({ fromCents, belowCents }: PriceBand, currency: Currency, locale: string): string {
  const from = formatLimit(fromCents, currency, locale)
  if (belowCents === undefined) return `${from} and over`
  if (fromCents === 0) return `Under ${formatLimit(belowCents, currency, locale)}`
  return `${from} to ${formatLimit(belowCents - 1, currency, locale)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** `€40`, and `€19.50` where there are cents. */
export function formatLimit (cents: number, currency: Currency, locale: string): string {
  const key = locale + currency
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
  formats.set(key, format)
  return format.format(cents / 100)
}
