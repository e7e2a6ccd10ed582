import { Type, type Static } from 'typebox'
import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'

export const SORTS = ['date-desc', 'date-asc', 'total-desc', 'total-asc', 'number-asc', 'number-desc'] as const
export type Sort = typeof SORTS[number]

/** Where a page of the list begins: the sorted value of its neighbour (microseconds, cents or number) and what settles ties. */
export interface Cursor { key: string, orderId: string }

/** What is asked of the list of orders. */
export interface OrderFilter {
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

export type FilterErrors = Partial<Record<'from' | 'to', string>>

// A form sends its empty fields, too.
const OrEmpty = (values: readonly string[]) => Type.Enum(['', ...values])
const CursorText = Type.String({ pattern: '^([0-9A-Z-]{1,20}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$' })

export const OrderListQuery = Type.Object({
  status: Type.Optional(OrEmpty(ORDER_STATUSES)),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
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
  return {
    filter: {
      q: (query.q ?? '').trim(),
      sort,
      ...status && { status },
      ...from && { from },
      ...to && { to },
      ...after && { after },
      ...before && { before }
    },
    errors: checkDates(from, to)
  }
}

function checkDates (from: string, to: string): FilterErrors {
  const errors: FilterErrors = {}
  if (from && !isDay(from)) errors.from = 'From must be a date, such as 2026-11-20'
  if (to && !isDay(to)) errors.to = 'To must be a date, such as 2026-11-20'
  if (!errors.from && !errors.to && from && to && to < from) errors.to = 'To must not be before From'
  return errors
}

/** True for a day of the calendar from 1970 on, as YYYY-MM-DD. */
function isDay (text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1970') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function parseCursor (text: string | undefined, sort: Sort): Cursor | undefined {
  if (!text) return undefined
  const [key = '', orderId = ''] = text.split('_')
  if (!sort.startsWith('number') && !/^\d{1,16}$/.test(key)) throw new UnprocessableInput('This is not a page of the list.')
  return { key, orderId }
}

/** The address of the list with these values. Another status, sort or search begins at its first page. */
export function orderListUrl (filter: Partial<OrderFilter>, changes: Partial<OrderFilter> = {}): string {
  const { status, q, from, to, sort, after, before } = { ...filter, after: undefined, before: undefined, ...changes }
  const fields = new URLSearchParams()
  if (status) fields.set('status', status)
  if (q) fields.set('q', q)
  if (from) fields.set('from', from)
  if (to) fields.set('to', to)
  if (sort && sort !== 'date-desc') fields.set('sort', sort)
  if (after) fields.set('after', `${after.key}_${after.orderId}`)
  if (before) fields.set('before', `${before.key}_${before.orderId}`)
  return fields.size > 0 ? `/admin/orders?${fields}` : '/admin/orders'
}
