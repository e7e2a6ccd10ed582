import type { Currency } from '../money.ts'
import { rankOf } from '../reviews/rating.ts'
import { cheapestVariant, isSoldOut } from './catalog.ts'
import type { Product } from './catalog.ts'
import { parseWords } from './words.ts'

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
    sort: SORTS.find(known => known === sort) ?? 'featured',
    page: page === '' ? 1 : /^[1-9]\d{0,8}$/.test(page) ? Number(page) : undefined
  }
}

const MAX_PRICE_LENGTH = 20

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

/** The address of the list with these values; what is as usual is left out. */
export function listUrl (query: ListQuery, changes: Partial<ListQuery> = {}): string {
  const { q, category, maxPriceCents, inStock, sort, page } = { ...query, page: 1, ...changes }
  const fields = new URLSearchParams()
  if (q) fields.set('q', q)
  if (category) fields.set('category', category)
  if (maxPriceCents !== undefined) fields.set('max_price', priceText(maxPriceCents))
  if (inStock) fields.set('in_stock', '1')
  if (sort !== 'featured') fields.set('sort', sort)
  if (page !== undefined && page > 1) fields.set('page', String(page))
  return fields.size > 0 ? `/products?${fields}` : '/products'
}

/** The products that pass the filters, sorted. `featured` leaves them in the order they came: of the shelf, or of the search. */
export function selectProducts (products: readonly Product[], query: ListQuery, currency: Currency): Product[] {
  const priceOf = (product: Product) => cheapestVariant(product, currency).prices[currency].priceCents
  const selected = products.filter(product =>
    (query.category === '' || product.category === query.category) &&
    (!query.inStock || !isSoldOut(product)) &&
    (query.maxPriceCents === undefined || priceOf(product) <= query.maxPriceCents))
  switch (query.sort) {
    case 'newest': return selected.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    case 'price-asc': return selected.sort((a, b) => priceOf(a) - priceOf(b))
    case 'price-desc': return selected.sort((a, b) => priceOf(b) - priceOf(a))
    case 'rating': return selected.sort((a, b) => rankOf(b.rating) - rankOf(a.rating))
    case 'name': return selected.sort((a, b) => alphabet.compare(a.name, b.name))
    default: return selected
  }
}

const alphabet = new Intl.Collator('en')

export interface Page<T> {
  items: T[]
  /** Of all pages. */
  total: number
  /** From 1. */
  number: number
  /** At least 1. */
  count: number
}

/** One page of a list. Asked for a page behind the last, it gives the last. */
export function pageOf<T> (items: readonly T[], number: number, size: number): Page<T> {
  const count = Math.max(1, Math.ceil(items.length / size))
  const shown = Math.min(number, count)
  return { items: items.slice((shown - 1) * size, shown * size), total: items.length, number: shown, count }
}

export interface PageLink {
  /** Undefined stands for pages that are left out. */
  number?: number
  url?: string
  current?: boolean
}

/** Links to the first, the last and the neighbouring pages. */
export function pageLinks (query: ListQuery, { number, count }: Page<unknown>): PageLink[] {
  const links: PageLink[] = []
  for (let page = 1; page <= count; page++) {
    if (page === 1 || page === count || Math.abs(page - number) <= 1) {
      links.push({ number: page, url: listUrl(query, { page }), current: page === number })
    } else if (links.at(-1)?.number !== undefined) {
      links.push({})
    }
  }
  return links
}
