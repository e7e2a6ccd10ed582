import { ATTRIBUTES } from './catalog.ts'
import { parseWords } from './words.ts'

/** Of these several values may be chosen at once. Each is a field of the form and a part of the address. */
export const FACETS = ['price', ...ATTRIBUTES] as const
export type FacetName = typeof FACETS[number]

/** `featured` is the order of the shelf, or that of the search: best match first. */
export const SORTS = ['featured', 'newest', 'price-asc', 'price-desc', 'name', 'rating'] as const

/** What is asked of the list of products; every value is one that the page can say back. */
export interface ListQuery {
  /** Words to look for; empty for none. */
  readonly q: string
  /** A slug, known or not; empty for all. */
  readonly category: string
  /** In minor units of the shopper's currency; undefined when none, or no price, was typed. */
  readonly maxPriceCents: number | undefined
  /** As it was typed, to be said back; empty when nothing was. */
  readonly maxPriceText: string
  readonly inStock: boolean
  /** For each facet the values of which a product has at least one; none: any will do. */
  readonly chosen: Readonly<Record<FacetName, readonly string[]>>
  readonly sort: typeof SORTS[number]
  /** From 1; undefined when what was asked for is not a page number. */
  readonly page: number | undefined
}

/** Reads a query string that anybody may have written. What is not understood is as if it were not there, save that the page says so of a price. */
export function parseListQuery (query: unknown): ListQuery {
  const sort = readText(query, 'sort')
  const maxPriceText = readText(query, 'max_price').trim().slice(0, MAX_PRICE_LENGTH)
  const page = readText(query, 'page')
  return {
    q: parseWords(readText(query, 'q')),
    category: readText(query, 'category'),
    maxPriceCents: parsePrice(maxPriceText),
    maxPriceText,
    inStock: readText(query, 'in_stock') === '1',
    chosen: { price: readValues(query, 'price'), glaze: readValues(query, 'glaze'), size: readValues(query, 'size') },
    sort: SORTS.find(known => known === sort) ?? 'featured',
    page: page === '' ? 1 : /^[1-9]\d{0,8}$/.test(page) ? Number(page) : undefined
  }
}

/** Whether a query string has words to look for. */
export function isSearch (query: unknown): boolean {
  const words = readText(query, 'q')
  return words !== '' && parseWords(words) !== ''
}

const MAX_PRICE_LENGTH = 20
const MAX_VALUES = 20
const MAX_VALUE_LENGTH = 40

/** `40`, `19.50` or `19,5` in minor units; undefined when it is no price above 0, or has more than six digits before the point. */
export function parsePrice (text: string): number | undefined {
  const [, units = '', parts = ''] = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(text) ?? []
  const cents = Number(units) * 100 + Number(parts.padEnd(2, '0'))
  return cents > 0 ? cents : undefined
}

/** The other way: `40`, and `19.50` where there are cents. */
export function priceText (cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)
}

/** One text field of a query string; the first one when it was sent more than once. */
export function readText (query: unknown, name: string): string {
  const value: unknown = Object(query)[name]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

/** All that was sent under one name, each once; at most 20, of at most 40 characters. */
function readValues (query: unknown, name: string): string[] {
  const values: unknown[] = [Object(query)[name]].flat()
  const texts = values.slice(0, MAX_VALUES).flatMap(value => typeof value === 'string' ? parseWords(value).slice(0, MAX_VALUE_LENGTH) : [])
  return [...new Set(texts)].filter(text => text !== '')
}

/**
 * The query with only those values that are on offer, in their order, so that a list has one address; and what was left out.
 * `offered`: the values of each facet.
 */
export function keepKnown (query: ListQuery, offered: Readonly<Record<FacetName, readonly string[]>>): { query: ListQuery, unknown: string[] } {
  const known = (name: FacetName) => offered[name].filter(value => query.chosen[name].includes(value))
  const chosen = { price: known('price'), glaze: known('glaze'), size: known('size') }
  return { query: { ...query, chosen }, unknown: FACETS.flatMap(name => query.chosen[name].filter(value => !chosen[name].includes(value))) }
}

/** The chosen values without one of them. */
export function without (chosen: ListQuery['chosen'], name: FacetName, value: string): ListQuery['chosen'] {
  return { ...chosen, [name]: chosen[name].filter(other => other !== value) }
}

/** Whether the list is neither searched nor narrowed nor sorted: the shop, or one department of it. */
export function isPlain (query: ListQuery): boolean {
  return listUrl({ ...query, page: 1 }) === listUrl({ ...parseListQuery({}), category: query.category })
}

/** The address of the list with these values; what is as usual is left out. */
export function listUrl (query: ListQuery, changes: Partial<ListQuery> = {}): string {
  const { q, category, maxPriceCents, inStock, chosen, sort, page } = { ...query, page: 1, ...changes }
  const fields = new URLSearchParams()
  if (q) fields.set('q', q)
  if (category) fields.set('category', category)
  if (maxPriceCents !== undefined) fields.set('max_price', priceText(maxPriceCents))
  for (const name of FACETS) for (const value of chosen[name]) fields.append(name, value)
  if (inStock) fields.set('in_stock', '1')
  if (sort !== 'featured') fields.set('sort', sort)
  if (page !== undefined && page > 1) fields.set('page', String(page))
  return fields.size > 0 ? `/products?${fields}` : '/products'
}
