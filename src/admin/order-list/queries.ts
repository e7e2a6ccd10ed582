import type { Currency } from '../../money.ts'
import { normalizeTracking } from '../../orders/carriers.ts'
import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import type { Db } from '../../plugins/database.ts'
import { MOST_COUNTED } from '../queries.ts'
import { SORTS, type Cursor, type OrderFilter, type Sort } from './filter.ts'
import type { Search } from './search.ts'

// The statements below are put together when this file is loaded, from its own words alone, one for each way to search and
// sort. In all of them $1 and $2 are days, $3 a limit, $4 what is looked for; a page has $5 status, $6 and $7 cursor, too.

export interface ListedOrder {
  orderId: string
  /** What the list is sorted by, as a cursor takes it. */
  key: string
  number: string
  status: OrderStatus
  currency: Currency
  totalCents: number
  pieces: number
  name: string
  email: string
  guest: boolean
  placedAt: Date
  payment: string
  shipping: string
  country: string
  isPaid: boolean
}

export type StatusCounts = Partial<Record<OrderStatus, number>>
type Days = Pick<OrderFilter, 'from' | 'to'>

const FIND_KNOWN = `
    (select 'sku' as by, sku as sought from order_line where sku in ($1, upper($1)) order by sku limit 1)
     union all
    (select 'tracking', tracking_number from parcel where tracking_number = $2 and tracking_number <> '' limit 1)`

/** What was typed, where it is a SKU that was sold or the number of a parcel that was sent. */
export async function findKnown (db: Db, text: string): Promise<Search | undefined> {
  const { rows } = await db.query<Extract<Search, { by: 'sku' | 'tracking' }>>(FIND_KNOWN, [text, normalizeTracking(text)])
  return rows[0]
}

/**
 * What an order has to fulfil. Three of them lead to the same orders as another, by another way: `rare-words` by the index of words,
 * `found` by the keys of those that have them, `sku-under-way` by the orders of one status instead of all that a SKU was ever sold in.
 */
export type Condition = 'all' | 'sku' | 'sku-under-way' | 'tracking' | 'email' | 'words' | 'rare-words' | 'found'

const CONDITIONS: Readonly<Record<Condition, string>> = {
  all: '$4::text is null',
  sku: 'order_line.sku = $4',
  'sku-under-way': `exists (select from order_line as line
       where line.shopper_id = orders.shopper_id and line.order_id = orders.order_id and line.sku = $4)`,
  tracking: "(orders.shopper_id, orders.order_id) in (select shopper_id, order_id from parcel where tracking_number = $4 and tracking_number <> '')",
  email: 'lower(orders.email) like lower($4)',
  // Spoken like this it is not for the index, which takes long for a word that many orders have.
  words: '(orders.search @@ lower($4)::tsquery) is true',
  'rare-words': 'orders.search @@ lower($4)::tsquery',
  found: `(orders.shopper_id, orders.order_id) in (${keysIn('$4::jsonb')})`
}

/** Keys of orders, as JSON has them. */
export interface OrderKeys { shopperId: string, orderId: string }

/** Reads them: `json` is a parameter. */
export function keysIn (json: string): string {
  return `select "shopperId" as shopper_id, "orderId" as order_id from jsonb_to_recordset(${json}) as keys ("shopperId" uuid, "orderId" uuid)`
}

/** A line has the date of its order, so that the orders of a SKU are read by date from one index. */
export function withinDays (table: 'orders' | 'order_line'): string {
  return `($1::text is null or ${table}.placed_at >= $1::timestamp at time zone 'UTC')
      and ($2::text is null or ${table}.placed_at < ($2::timestamp + interval '1 day') at time zone 'UTC')`
}

// A limit for each status: some steps along its index, however many there are.
const COUNTS = ORDER_STATUSES.map(status => `
  select '${status}' as status, count(*)::int as count
    from (select 1 from orders where status = '${status}' and ${withinDays('orders')} limit $3) as ${status}`).join(' union all ')

/** How many orders each status has, up to one more than `MOST_COUNTED`. */
export async function countByStatus (db: Db, { from, to }: Days): Promise<StatusCounts> {
  const { rows } = await db.query<{ status: OrderStatus, count: number }>(COUNTS, [from ?? null, to ?? null, MOST_COUNTED + 1])
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const ORDERS_FOUND = (condition: 'email' | 'tracking'): string => `
    with found as materialized (select status from orders where ${CONDITIONS[condition]} and ${withinDays('orders')})
    select status, count(*)::int as count from (select status from found limit $3) as counted group by status`

const FOUND_COUNTS = {
  email: ORDERS_FOUND('email'),
  tracking: ORDERS_FOUND('tracking'),
  sku: `
    with found as materialized (
      select shopper_id, order_id from order_line where ${CONDITIONS.sku} and ${withinDays('order_line')} order by placed_at desc, order_id desc limit $3
    )
    select status, count(*)::int as count from found join orders using (shopper_id, order_id) group by status`
}

/** How many orders of each status fulfil a condition, up to one more than `MOST_COUNTED` in all. */
export async function countFound (db: Db, condition: keyof typeof FOUND_COUNTS, sought: string, { from, to }: Days): Promise<StatusCounts> {
  const { rows } = await db.query<{ status: OrderStatus, count: number }>(FOUND_COUNTS[condition], [from ?? null, to ?? null, MOST_COUNTED + 1, sought])
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

const WITH_WORDS = `
    with found as materialized (select shopper_id, order_id, status from orders where ${CONDITIONS['rare-words']} and ${withinDays('orders')})
    select shopper_id as "shopperId", order_id as "orderId", status from found limit $3`

/** The orders of these days that have some words, a tsquery, which must be rare: all of them are read. At most `limit`. */
export async function listWithWords (db: Db, words: string, { from, to }: Days, limit: number): Promise<Array<OrderKeys & { status: OrderStatus }>> {
  return (await db.query<OrderKeys & { status: OrderStatus }>(WITH_WORDS, [from ?? null, to ?? null, limit, words])).rows
}

const AMONG_LATEST = `
  select status, count(*)::int as orders, (count(*) filter (where ${CONDITIONS.words}))::int as count
    from (select status, search from orders where ${withinDays('orders')} order by placed_at desc limit $3) as orders
   group by status`

/** How many of the latest orders have these words, by status. `orders`: how many were looked at, at most `latest`. */
export async function countAmongLatest (
  db: Db, latest: number, words: string, { from, to }: Days
): Promise<{ orders: number, counts: StatusCounts }> {
  const { rows } = await db.query<{ status: OrderStatus, orders: number, count: number }>(AMONG_LATEST, [from ?? null, to ?? null, latest, words])
  return {
    orders: rows.reduce((sum, { orders }) => sum + orders, 0),
    counts: Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  }
}

/** By what order, what a cursor holds of it, and what is made of that. */
export function sortedBy (sort: Sort, table: 'orders' | 'order_line'): { column: string, key: string, given: string } {
  if (sort.startsWith('total')) return { column: 'orders.total_cents', key: 'orders.total_cents::text', given: '$6::bigint' }
  if (sort.startsWith('number')) return { column: 'orders.number collate "C"', key: 'orders.number', given: '$6::text' }
  return {
    column: `${table}.placed_at`,
    key: '(extract(epoch from orders.placed_at) * 1000000)::bigint::text',
    given: "timestamptz 'epoch' + $6::bigint * interval '1 microsecond'"
  }
}

/** What a row shows of `orders`. */
export const LISTED = `orders.order_id as "orderId", orders.number, orders.status, orders.currency, orders.total_cents as "totalCents",
           orders.name, orders.email, orders.guest, orders.placed_at as "placedAt", orders.payment, orders.shipping, orders.country,
           orders.paid_at is not null as "isPaid",
           (select coalesce(sum(quantity), 0)::int from order_line as item
             where item.shopper_id = orders.shopper_id and item.order_id = orders.order_id) as pieces`

/** Reads along the index of the sort, and passes over what does not fit: quick where much fits. */
function alongIndex (condition: Condition, sort: Sort): string {
  const table = condition === 'sku' ? 'order_line' : 'orders'
  const { column, key, given } = sortedBy(sort, table)
  const [direction, isAfter] = sort.endsWith('asc') ? ['asc', '>'] : ['desc', '<']
  return `
    select ${key} as key, ${LISTED}
      from ${condition === 'sku' ? 'order_line join orders using (shopper_id, order_id)' : 'orders'}
     where ${CONDITIONS[condition]}
       and ${withinDays(table)}
       and ($5::text is null or orders.status = $5)
       and ($7::uuid is null or (${column}, ${table}.order_id) ${isAfter} (${given}, $7::uuid))
     order by ${column} ${direction}, ${table}.order_id ${direction}
     limit $3`
}

/** Orders by their keys, each looked up by itself: joined at large, Postgres might read through all there are for a thousand. */
export function ordersOf (keys: string): string {
  return `select orders.* from (${keys}) as found
     cross join lateral (select * from orders where orders.shopper_id = found.shopper_id and orders.order_id = found.order_id limit 1) as orders
     where ${withinDays('orders')}`
}

/** Collects all that fits, and sorts that: quick where little fits. */
function collected (condition: Condition, sort: Sort): string {
  return `with orders as materialized (${allThatFit(condition)}) ${alongIndex('all', sort).replace(CONDITIONS.all, 'true')}`
}

function allThatFit (condition: Condition): string {
  if (condition === 'found') return ordersOf(keysIn('$4::jsonb'))
  if (condition === 'sku') return `select orders.* from order_line join orders using (shopper_id, order_id) where ${CONDITIONS.sku} and ${withinDays('order_line')}`
  return `select * from orders where ${CONDITIONS[condition]} and ${withinDays('orders')}`
}

const ALL_CONDITIONS = Object.keys(CONDITIONS) as Condition[]
const PAGES = new Map(SORTS.flatMap(sort => ALL_CONDITIONS.flatMap(condition => [
  [`${condition} ${sort}`, alongIndex(condition, sort)],
  [`collected ${condition} ${sort}`, collected(condition, sort)]
] as const)))
const LENGTHS = new Map([...PAGES].map(([name, text]) => [name, `select count(*)::int as count from (${text}) as stretch`]))

export interface Stretch extends Days {
  status?: OrderStatus | undefined
  sort: Sort
  /** The orders that come after this one in the sort; from the first one, where it is absent. */
  after?: Cursor | undefined
  limit: number
  condition: Condition
  sought?: string | undefined
  /** Whether all that fits is collected first. */
  collect: boolean
}

/** What an order is sorted by, as cursors take it. */
export async function findCursors (db: Db, { shopperId, orderId }: { shopperId: string, orderId: string }): Promise<{ date: string, total: string, number: string } | undefined> {
  const { rows } = await db.query<{ date: string, total: string, number: string }>(`
    select (extract(epoch from placed_at) * 1000000)::bigint::text as date, total_cents::text as total, number from orders where shopper_id = $1 and order_id = $2
  `, [shopperId, orderId])
  return rows[0]
}

/** Some orders in a row, as sorted. */
export async function listOrders (db: Db, stretch: Stretch): Promise<ListedOrder[]> {
  const { rows } = await db.query<ListedOrder>(statementOf(PAGES, stretch), valuesOf(stretch))
  return rows
}

/** How many orders such a stretch has, up to its limit. */
export async function countOrders (db: Db, stretch: Stretch): Promise<number> {
  const { rows } = await db.query<{ count: number }>(statementOf(LENGTHS, stretch), valuesOf(stretch))
  return rows[0]?.count ?? 0
}

function statementOf (statements: ReadonlyMap<string, string>, { condition, sort, collect }: Stretch): string {
  const text = statements.get(`${collect ? 'collected ' : ''}${condition} ${sort}`)
  if (text === undefined) throw new Error(`there is no statement for ${condition} ${sort}`)
  return text
}

function valuesOf ({ from, to, limit, sought, status, after }: Stretch): Array<string | number | null> {
  return [from, to, limit, sought, status, after?.key, after?.orderId].map(value => value ?? null)
}
