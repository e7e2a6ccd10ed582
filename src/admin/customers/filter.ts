import { Type, type Static } from 'typebox'
import type { Role } from '../../plugins/session/lifetimes.ts'
import { UUID } from '../../plugins/schemas.ts'

export const SORTS = ['joined-desc', 'joined-asc', 'name-asc', 'name-desc'] as const
export type Sort = typeof SORTS[number]
export const PARTS = ['locked', 'unconfirmed'] as const
export type Part = typeof PARTS[number]
const ROLES = ['shopper', 'staff', 'admin'] as const satisfies readonly Role[]

/** What is asked of the list of customers. */
export interface CustomerFilter {
  part?: Part | undefined
  role?: Role | undefined
  /** As it was typed, trimmed; empty for no search. */
  q: string
  sort: Sort
  /** The page that comes after this customer in the list, or the one before; never both. An id: no name stands in an address. */
  after?: string | undefined
  before?: string | undefined
}

// A form sends its empty fields, too.
const OrEmpty = (values: readonly string[]) => Type.Optional(Type.Enum(['', ...values]))
const Cursor = Type.Optional(Type.String({ pattern: `^$|${UUID.source}` }))

export const CustomerQuery = Type.Object({
  part: OrEmpty(PARTS), role: OrEmpty(ROLES), q: Type.Optional(Type.String({ maxLength: 200 })), sort: OrEmpty(SORTS), after: Cursor, before: Cursor
}, { additionalProperties: false })
export type CustomerQuery = Static<typeof CustomerQuery>

export function parseCustomerFilter (query: CustomerQuery): CustomerFilter {
  return {
    q: (query.q ?? '').trim(),
    part: PARTS.find(known => known === query.part),
    role: ROLES.find(known => known === query.role),
    sort: SORTS.find(known => known === query.sort) ?? 'joined-desc',
    after: query.after || undefined,
    before: query.after ? undefined : query.before || undefined
  }
}

/** The address of the list with these values. Another part, role, sort or search begins at its first page. */
export function customersUrl (filter: Partial<CustomerFilter>, changes: Partial<CustomerFilter> = {}): string {
  const { part, role, q, sort, after, before } = { ...filter, after: undefined, before: undefined, ...changes }
  const fields = Object.entries({ part, role, q, sort: sort === 'joined-desc' ? undefined : sort, after, before })
  const given = fields.filter((field): field is [string, string] => Boolean(field[1]))
  return given.length > 0 ? `/admin/customers?${new URLSearchParams(given)}` : '/admin/customers'
}

/** The same list, from its other end. */
export function opposite (sort: Sort): Sort {
  const [by, direction] = sort.split('-')
  return SORTS.find(other => other === `${by}-${direction === 'asc' ? 'desc' : 'asc'}`) ?? sort
}
