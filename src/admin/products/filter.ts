import { Type, type Static } from 'typebox'

export const SORTS = ['changed-desc', 'changed-asc', 'name-asc', 'name-desc'] as const
export type Sort = typeof SORTS[number]

/** How far a product is on its way into the shop and out of it. */
export const STATES = ['published', 'draft', 'scheduled', 'over'] as const
export type ProductState = typeof STATES[number]

/** What is missing. */
export const LACKS = ['stock', 'picture', 'german'] as const
export type Lack = typeof LACKS[number]

/** What is asked of the list of products. */
export interface ProductFilter {
  /** As it was typed, trimmed; empty for no search. */
  q: string
  category?: string
  state?: ProductState
  lack?: Lack
  sort: Sort
  /** The page that comes after the product of this slug, or the one before it; never both. */
  after?: string
  before?: string
}

// A form sends its empty fields, too.
const OrEmpty = (values: readonly string[]) => Type.Optional(Type.Enum(['', ...values]))
const Slug = Type.Optional(Type.String({ maxLength: 200 }))

export const ProductListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  category: Slug,
  state: OrEmpty(STATES),
  lack: OrEmpty(LACKS),
  sort: OrEmpty(SORTS),
  after: Slug,
  before: Slug
}, { additionalProperties: false })
export type ProductListQuery = Static<typeof ProductListQuery>

export function parseFilter (query: ProductListQuery): ProductFilter {
  const state = STATES.find(known => known === query.state)
  const lack = LACKS.find(known => known === query.lack)
  return {
    q: (query.q ?? '').trim(),
    sort: SORTS.find(known => known === query.sort) ?? 'changed-desc',
    ...query.category && { category: query.category },
    ...state && { state },
    ...lack && { lack },
    ...query.after ? { after: query.after } : query.before ? { before: query.before } : {}
  }
}

/** The filter as fields of an address or a form, without what is as usual. */
export function filterFields (filter: Partial<ProductFilter>, changes: Partial<ProductFilter> = {}): URLSearchParams {
  const { q, category, state, lack, sort, after, before } = { ...filter, after: undefined, before: undefined, ...changes }
  const fields = new URLSearchParams()
  const values = { q, category, state, lack, sort: sort === 'changed-desc' ? undefined : sort, after, before }
  for (const [name, value] of Object.entries(values)) if (value) fields.set(name, value)
  return fields
}

/** The address of a page about the products of a filter. Another search or sort begins at its first page. */
export function productListUrl (filter: Partial<ProductFilter>, changes: Partial<ProductFilter> = {}, path = '/admin/products'): string {
  const fields = filterFields(filter, changes)
  return fields.size > 0 ? `${path}?${fields}` : path
}
