import { Type, type Static } from 'typebox'
import { PageNumber, parsePage } from '../numbered.ts'

export const STOCK_SORTS = ['days-asc', 'available-asc', 'available-desc', 'sold-desc', 'name-asc'] as const
export type StockSort = typeof STOCK_SORTS[number]

/** Parts of the list: all, few left or none, none left, what was never sold. */
export const STOCK_PARTS = ['all', 'low', 'out', 'unsold'] as const

/** What is asked of the list of stock. */
export interface StockFilter {
  /** Part of a SKU or of a name, trimmed; empty for all. */
  q: string
  show: typeof STOCK_PARTS[number]
  sort: StockSort
}

/** Items on a page of the list. */
export const STOCK_PAGE = 50

const MAX_SEARCH = 100

export const StockQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: MAX_SEARCH })),
  show: Type.Optional(Type.Enum(['', ...STOCK_PARTS])),
  sort: Type.Optional(Type.Enum(['', ...STOCK_SORTS])),
  page: PageNumber
}, { additionalProperties: false })

/** What a query string asks for, and which page of it. */
export function parseStockQuery ({ q = '', show, sort, page }: Static<typeof StockQuery>): { filter: StockFilter, page: number } {
  return {
    filter: {
      // A character that no text of the database can hold finds nothing else.
      q: q.replaceAll('\u0000', '').trim(),
      show: STOCK_PARTS.find(known => known === show) ?? 'all',
      sort: STOCK_SORTS.find(known => known === sort) ?? 'days-asc'
    },
    page: parsePage(page)
  }
}

/** The address of the list, or of what is done with a page of it, with these values; another part, search or sort begins at its first page. */
export function stockUrl (filter: Partial<StockFilter>, page = 1, path = '/admin/stock'): string {
  const fields = new URLSearchParams()
  if (filter.q) fields.set('q', filter.q)
  if (filter.show && filter.show !== 'all') fields.set('show', filter.show)
  if (filter.sort && filter.sort !== 'days-asc') fields.set('sort', filter.sort)
  if (page > 1) fields.set('page', String(page))
  return fields.size > 0 ? `${path}?${fields}` : path
}
