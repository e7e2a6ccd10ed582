import { Type, type Static } from 'typebox'
import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { SHIPPING } from '../../pricing/delivery.ts'
import { checkFilter, type FilterErrors } from './checks.ts'

export const SORTS = ['date-desc', 'date-asc', 'total-desc', 'total-asc', 'number-asc', 'number-desc'] as const
export type Sort = typeof SORTS[number]

/** What may be asked of the money: whether it is there, how it comes, and whether some went back. */
export const PAYMENTS = ['paid', 'unpaid', 'card', 'invoice', 'refunded'] as const

/** Where a page of the list begins: the sorted value of its neighbour (microseconds, cents or number) and what settles ties. */
export interface Cursor { key: string, orderId: string }

/** By what the list can be sifted beside status, days and search, as it is named in the address. */
export const SIEVES = ['payment', 'shipping', 'country', 'min_total', 'max_total', 'sku', 'coupon', 'customer'] as const
/** Each as it was typed, trimmed, and absent where nothing was. */
export type Sieves = Partial<Record<typeof SIEVES[number], string>>

/** What is asked of the list of orders. */
export interface OrderFilter extends Sieves {
  status?: OrderStatus
  /** As it was typed, trimmed; empty for no search. */
  q: string
  /** Days in UTC, both inclusive, as YYYY-MM-DD. */
  from?: string
  to?: string
  sort: Sort
  /** The page that comes after this order in the list, or the one before it; never both. */
  after?: Cursor
  before?: Cursor
}

// A form sends its empty fields, too.
const OrEmpty = (values: readonly string[]) => Type.Enum(['', ...values])
const Typed = Type.String({ maxLength: 40 })
const CursorText = Type.String({ pattern: '^([0-9A-Z-]{1,20}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$' })

export const OrderListQuery = Type.Object({
  status: Type.Optional(OrEmpty(ORDER_STATUSES)),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  from: Type.Optional(Typed),
  to: Type.Optional(Typed),
  payment: Type.Optional(OrEmpty(PAYMENTS)),
  shipping: Type.Optional(OrEmpty(SHIPPING)),
  country: Type.Optional(Type.String({ pattern: '^([A-Z]{2})?$' })),
  min_total: Type.Optional(Typed),
  max_total: Type.Optional(Typed),
  sku: Type.Optional(Type.String({ maxLength: 60 })),
  coupon: Type.Optional(Type.String({ maxLength: 60 })),
  customer: Type.Optional(Type.String({ maxLength: 254 })),
  sort: Type.Optional(OrEmpty(SORTS)),
  after: Type.Optional(CursorText),
  before: Type.Optional(CursorText)
}, { additionalProperties: false })
export type OrderListQuery = Static<typeof OrderListQuery>

/** What a query string asks for. `errors` tells what of it cannot be; throws `UnprocessableInput` for what no link of ours says. */
export function parseFilter (query: OrderListQuery): { filter: OrderFilter, errors: FilterErrors } {
  const { from = '', to = '' } = query
  const sort = SORTS.find(known => known === query.sort) ?? 'date-desc'
  const status = ORDER_STATUSES.find(known => known === query.status)
  const after = parseCursor(query.after, sort)
  const before = after ? undefined : parseCursor(query.before, sort)
  const filter = {
    q: (query.q ?? '').trim(),
    sort,
    ...status && { status },
    ...from && { from },
    ...to && { to },
    ...sievesOf(query),
    ...after && { after },
    ...before && { before }
  }
  return { filter, errors: checkFilter(filter) }
}

function sievesOf (query: Sieves): Sieves {
  return Object.fromEntries(SIEVES.map(name => [name, (query[name] ?? '').trim()] as const).filter(([, text]) => text !== ''))
}

function parseCursor (text: string | undefined, sort: Sort): Cursor | undefined {
  if (!text) return undefined
  const [key = '', orderId = ''] = text.split('_')
  if (!sort.startsWith('number') && !/^\d{1,16}$/.test(key)) throw new UnprocessableInput('This is not a page of the list.')
  return { key, orderId }
}

/** Whether anything is asked but status, days and search. */
export function isSifted (filter: Partial<OrderFilter>): boolean {
  return SIEVES.some(name => filter[name] !== undefined)
}

/** The query string of the list with these values, without `?`. Another status, sort or search begins at its first page. */
export function orderListQuery (filter: Partial<OrderFilter>, changes: Partial<OrderFilter> = {}): string {
  const values: Partial<OrderFilter> = { ...filter, after: undefined, before: undefined, ...changes }
  const { sort, after, before } = values
  const fields = new URLSearchParams()
  for (const name of ['status', 'q', 'from', 'to', ...SIEVES] as const) if (values[name]) fields.set(name, values[name])
  if (sort && sort !== 'date-desc') fields.set('sort', sort)
  if (after) fields.set('after', `${after.key}_${after.orderId}`)
  if (before) fields.set('before', `${before.key}_${before.orderId}`)
  return fields.toString()
}

/** The same for the audit log: that somebody was looked for, and not who. */
export function auditedQuery (filter: Partial<OrderFilter>): string {
  return orderListQuery(filter, { ...filter.q && { q: 'given' }, ...filter.customer && { customer: 'given' } })
}

/** The address of the list with these values. */
export function orderListUrl (...values: Parameters<typeof orderListQuery>): string {
  const query = orderListQuery(...values)
  return query === '' ? '/admin/orders' : `/admin/orders?${query}`
}
