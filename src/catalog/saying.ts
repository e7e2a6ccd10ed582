import type { Language } from '../languages/language.ts'
import { translator, type Translate } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import { priceBands, type PriceBand } from './bands.ts'
import type { Catalog, Category } from './catalog.ts'
import type { Counts } from './facets.ts'
import { FACETS, listUrl, without, type FacetName, type ListQuery } from './listing.ts'
import type { Page } from './paging.ts'

/** How somebody reads. */
export interface Reader {
  currency: Currency
  locale: string
  language: Language
}

/** A value that can be chosen, and what a page calls it. */
export interface Choice {
  value: string
  text: string
}

/** What each facet offers in this shop and currency, in order. */
export function choicesOf ({ attributes: { glaze, size } }: Catalog, reader: Reader): Record<FacetName, readonly Choice[]> {
  return { price: priceBands(reader.currency).map(band => ({ value: band.value, text: bandText(band, reader) })), glaze, size }
}

export interface Facet {
  name: FacetName
  legend: string
  values: Array<Choice & { count: number, checked: boolean }>
}

/** The facets with what each value would give. A value that would give nothing is left out, unless it is chosen; of prices one can always be typed. */
export function facetsOf (query: ListQuery, choices: Record<FacetName, readonly Choice[]>, counts: Counts, t: Translate): Facet[] {
  const legends: Record<FacetName, string> = { price: t('Price'), glaze: t('Glaze or colour'), size: t('Size') }
  return FACETS.map(name => ({
    name,
    legend: legends[name],
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
export function chipsOf (query: ListQuery, category: Category | null, choices: Record<FacetName, readonly Choice[]>, { currency, locale, language }: Reader): Chip[] {
  const t = translator(language)
  const { q, maxPriceCents, inStock, chosen } = query
  const chips: Chip[] = []
  if (q) chips.push({ text: t('“{words}”', { words: q }), url: listUrl(query, { q: '' }) })
  if (category) chips.push({ text: category.name, url: listUrl(query, { category: '' }) })
  if (maxPriceCents !== undefined) chips.push({ text: t('Up to {price}', { price: formatLimit(maxPriceCents, currency, locale) }), url: listUrl(query, { maxPriceCents: undefined }) })
  for (const name of FACETS) {
    for (const { value, text } of choices[name]) {
      if (chosen[name].includes(value)) chips.push({ text, url: listUrl(query, { chosen: without(chosen, name, value) }) })
    }
  }
  if (inStock) chips.push({ text: t('In stock'), url: listUrl(query, { inStock: false }) })
  return chips
}

/** Says the filters and the page: `Table, up to €40, moss or sage, page 2 of 3`. */
export function titleOf (
  query: ListQuery, category: Category | null, choices: Record<FacetName, readonly Choice[]>, page: Page<unknown>, { currency, locale, language }: Reader
): string {
  const t = translator(language)
  const parts = [category?.name ?? (query.q ? t('All departments') : t('Everything'))]
  if (query.q) parts.unshift(t('“{words}” ({count})', { words: query.q, count: page.total }))
  if (query.maxPriceCents !== undefined) parts.push(t('up to {price}', { price: formatLimit(query.maxPriceCents, currency, locale) }))
  for (const name of FACETS) {
    const texts = choices[name].filter(({ value }) => query.chosen[name].includes(value)).map(({ text }) => language === 'en' ? text.toLowerCase() : text)
    if (texts.length > 0) parts.push(texts.reduce((one, other) => t('{one} or {other}', { one, other })))
  }
  if (query.inStock) parts.push(t('in stock'))
  if (page.count > 1) parts.push(t('page {number} of {count}', { number: page.number, count: page.count }))
  return parts.join(', ')
}

/** What was typed wrong, one sentence each, by the id of its field. */
export function listErrors ({ maxPriceText, maxPriceCents }: ListQuery, t: Translate): Record<string, string> {
  return maxPriceText !== '' && maxPriceCents === undefined ? { max_price: t('Enter a price above 0, such as 40 or 19.50') } : {}
}

function bandText ({ fromCents, belowCents }: PriceBand, { currency, locale, language }: Reader): string {
  const t = translator(language)
  const from = formatLimit(fromCents, currency, locale)
  if (belowCents === undefined) return t('{price} and over', { price: from })
  if (fromCents === 0) return t('Under {price}', { price: formatLimit(belowCents, currency, locale) })
  return t('{from} to {to}', { from, to: formatLimit(belowCents - 1, currency, locale) })
}

const formats = new Map<string, Intl.NumberFormat>()

/** `€40`, and `€19.50` where there are cents. */
export function formatLimit (cents: number, currency: Currency, locale: string): string {
  const key = locale + currency
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
  formats.set(key, format)
  return format.format(cents / 100)
}
