import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import type { Db } from '../../plugins/database.ts'
import { MOST_COUNTED } from '../queries.ts'
import { SORTS, type Cursor, type OrderFilter, type Sort } from './filter.ts'
import { keysIn, LISTED, ordersOf, sortedBy, withinDays, type ListedOrder, type OrderKeys, type StatusCounts } from './queries.ts'

// The statements below are put together when this file is loaded, from its own words alone. In all of them $1 and $2 are days,
// $3 is a limit and $4 is what is asked for, as JSON: what is not asked for is not in it, and its condition falls away when the
// statement is planned. A page has $5 status, $6 and $7 cursor, too.

/** What orders are sifted by, as the conditions take it. */
export interface Asked {
  /** The way to pay. */
  payment?: string
  standing?: 'paid' | 'unpaid' | 'refunded'
  shipping?: string
  country?: string
  min?: number
  max?: number
  sku?: string
  coupon?: string
  customerId?: string
  customerEmail?: string
  /** Of the search: each is one of its ways (see search.ts). */
  soughtSku?: string
  tracking?: string
  /** A pattern of LIKE. */
  email?: string
  /** A tsquery. */
  words?: string | undefined
  /** The keys of those that have rare words: looked for once. */
  found?: OrderKeys[] | undefined
}

/** What the index orders_placed_at holds, so that an order is not opened to be passed over. */
const FACTS = 'shopper_id, order_id, number, status, total_cents, payment, shipping, country, placed_at, paid_at, refunded_at'

const COMMON = `
           ($4::jsonb ->> 'payment' is null or orders.payment = $4::jsonb ->> 'payment')
       and ($4::jsonb ->> 'shipping' is null or orders.shipping = $4::jsonb ->> 'shipping')
       and ($4::jsonb ->> 'country' is null or orders.country = $4::jsonb ->> 'country')
       and ($4::jsonb ->> 'min' is null or orders.total_cents >= ($4::jsonb ->> 'min')::bigint)
       and ($4::jsonb ->> 'max' is null or orders.total_cents <= ($4::jsonb ->> 'max')::bigint)
       and case $4::jsonb ->> 'standing' when 'paid' then orders.paid_at is not null
                                  when 'unpaid' then orders.paid_at is null and orders.status <> 'cancelled'
                                  when 'refunded' then orders.refunded_at is not null else true end`

// Each of them looks one order up, and is written so that Postgres does not turn it round and look up all there are.
const hasLine = (key: string): string => `($4::jsonb ->> '${key}' is null or coalesce((select true from order_line as line
         where line.shopper_id = orders.shopper_id and line.order_id = orders.order_id and line.sku = $4::jsonb ->> '${key}' limit 1), false))`
const PROBED = `
           ${hasLine('sku')}
       and ${hasLine('soughtSku')}
       and ($4::jsonb ->> 'coupon' is null or coalesce((select true from order_promotion as used
             where used.shopper_id = orders.shopper_id and used.order_id = orders.order_id and used.code = $4::jsonb ->> 'coupon' limit 1), false))
       and ($4::jsonb ->> 'customerId' is null or orders.shopper_id = ($4::jsonb ->> 'customerId')::uuid or coalesce((select true from order_number
             where order_number.number = orders.number and claimed_by = ($4::jsonb ->> 'customerId')::uuid limit 1), false))
       and ($4::jsonb ->> 'customerEmail' is null or lower(orders.email) = lower($4::jsonb ->> 'customerEmail'))
       and ($4::jsonb ->> 'tracking' is null or coalesce((select true from parcel
             where parcel.shopper_id = orders.shopper_id and parcel.order_id = orders.order_id and parcel.tracking_number = $4::jsonb ->> 'tracking' limit 1), false))
       and ($4::jsonb ->> 'email' is null or lower(orders.email) like lower($4::jsonb ->> 'email'))
       and ($4::jsonb ->> 'words' is null or (orders.search @@ lower($4::jsonb ->> 'words')::tsquery) is true)`

export const FITS = `${COMMON} and ${PROBED}`
// With its limit inside, Postgres might read through all orders until it has so many.
const own = (condition: string, limit: number): string =>
  `with own as materialized (select shopper_id, order_id from orders where ${condition}) select shopper_id, order_id from own limit ${limit}`

/** One more than is taken for few. */
const FEW = MOST_COUNTED + 1

/** Has Postgres go along the index of the SKUs, and not through all lines there are until it has enough. */
const BY_DATE = 'order by order_line.placed_at desc, order_line.order_id desc'

/** The orders of what is rare, found by its own index. Never more than `FEW`: who asks has counted them first. */
export const RARE = {
  sku: `select shopper_id, order_id from order_line where sku = $4::jsonb ->> 'sku' and ${withinDays('order_line')} ${BY_DATE} limit ${FEW}`,
  soughtSku: `select shopper_id, order_id from order_line where sku = $4::jsonb ->> 'soughtSku' and ${withinDays('order_line')} ${BY_DATE} limit ${FEW}`,
  coupon: `select distinct shopper_id, order_id from (select shopper_id, order_id from order_promotion where code = $4::jsonb ->> 'coupon' order by shopper_id, order_id limit ${FEW}) as used`,
  customerId: `select shopper_id, order_id from (
                 select shopper_id, order_id from orders where shopper_id = ($4::jsonb ->> 'customerId')::uuid
                  union select shopper_id, order_id from order_number where claimed_by = ($4::jsonb ->> 'customerId')::uuid) as theirs limit ${FEW}`,
  customerEmail: own("lower(email) = lower($4::jsonb ->> 'customerEmail')", FEW),
  tracking: `select distinct shopper_id, order_id from (
               select shopper_id, order_id from parcel where tracking_number = $4::jsonb ->> 'tracking' and tracking_number <> '' limit ${FEW}) as sent`,
  email: own("lower(email) like lower($4::jsonb ->> 'email')", FEW),
  found: keysIn("$4::jsonb -> 'found'")
} as const satisfies Partial<Record<keyof Asked, string>>
export type Rare = keyof typeof RARE

/** How many orders are looked through at most, where what is asked for is not rare. */
export const REACH = { latest: 25_000, refunded: 25_000, owed: 25_000, probed: 5000, 'latest of the SKU': 2000 } as const

const COMMON_SCOPES = {
  latest: `select ${FACTS} from orders where ${withinDays('orders')} order by placed_at desc, order_id desc limit ${REACH.latest}`,
  refunded: `select ${FACTS} from orders where refunded_at is not null and ${withinDays('orders')} order by placed_at desc, order_id desc limit ${REACH.refunded}`,
  owed: `select ${FACTS} from orders where paid_at is null and status <> 'cancelled' and ${withinDays('orders')} order by placed_at desc, order_id desc limit ${REACH.owed}`,
  probed: `select * from orders where ${withinDays('orders')} order by placed_at desc, order_id desc limit ${REACH.probed}`,
  'latest of the SKU': ordersOf(`select shopper_id, order_id from order_line
      where sku = coalesce($4::jsonb ->> 'sku', $4::jsonb ->> 'soughtSku') and ${withinDays('order_line')}
      ${BY_DATE} limit ${REACH['latest of the SKU']}`)
} as const

/** Among which orders is looked. */
export type Scope = Rare | keyof typeof COMMON_SCOPES

export const SCOPES = { ...COMMON_SCOPES, ...Object.fromEntries(Object.entries(RARE).map(([name, ids]) => [name, ordersOf(ids)])) } as Readonly<Record<Scope, string>>
const ALL_SCOPES = Object.keys(SCOPES) as Scope[]
const OF_FACTS: readonly Scope[] = ['latest', 'refunded', 'owed']
const fitsIn = (scope: Scope): string => OF_FACTS.includes(scope) ? COMMON : FITS

// What is counted is not a page: their conditions on $1 and $2 and $3, which always hold, are for Postgres, that wants to know what each is.
const RARE_COUNTS = new Map(Object.entries(RARE).map(([name, ids]) => [name, `select count(*)::int as count from (${ids}) as found where $1::text is null or $2::text is null or $3::int > 0`]))
const COUNTS = new Map(ALL_SCOPES.map(scope => [scope, `
  select status, count(*)::int as looked, (count(*) filter (where ${fitsIn(scope)}))::int as count
    from (${SCOPES[scope]}) as orders where $3::int > 0 group by status`]))

function orderBy (sort: Sort): string {
  const direction = sort.endsWith('asc') ? 'asc' : 'desc'
  return `order by ${sortedBy(sort, 'orders').column} ${direction}, orders.order_id ${direction}`
}

/** The ids of a stretch. */
function stretchOf (scope: Scope, sort: Sort): string {
  const { column, given } = sortedBy(sort, 'orders')
  return `select shopper_id, order_id from (${SCOPES[scope]}) as orders
           where ${fitsIn(scope)}
             and ($5::text is null or orders.status = $5)
             and ($7::uuid is null or (${column}, orders.order_id) ${sort.endsWith('asc') ? '>' : '<'} (${given}, $7::uuid))
           ${orderBy(sort)} limit $3`
}

const STRETCHES = SORTS.flatMap(sort => ALL_SCOPES.map(scope => ({ name: `${scope} ${sort}`, sort, ids: stretchOf(scope, sort) })))
const PAGES = new Map(STRETCHES.map(({ name, sort, ids }) => [name, `
    select ${sortedBy(sort, 'orders').key} as key, ${LISTED} from (${ids}) as page join orders using (shopper_id, order_id) ${orderBy(sort)}`]))
const LENGTHS = new Map(STRETCHES.map(({ name, ids }) => [name, `select count(*)::int as count from (${ids}) as stretch`]))

type Days = Pick<OrderFilter, 'from' | 'to'>
/** `limit`: how many are wanted. */
export interface Sifted extends Days { scope: Scope, asked: Asked, sort: Sort, status?: OrderStatus | undefined, after?: Cursor | undefined, limit: number }

/** A SKU that was sold, as it is written. */
export async function findSoldSku (db: Db, typed: string): Promise<string | undefined> {
  const { rows } = await db.query<{ sku: string }>('select sku from order_line where sku in ($1, upper($1)) order by sku limit 1', [typed])
  return rows[0]?.sku
}

/** How many orders there are of what may be rare, up to one more than `MOST_COUNTED`. */
export async function countRare (db: Db, name: Rare, asked: Asked, { from, to }: Days): Promise<number> {
  const { rows } = await db.query<{ count: number }>(textOf(RARE_COUNTS, name), [from ?? null, to ?? null, FEW, asked])
  return rows[0]?.count ?? 0
}

/** How many fit, by status, and how many were looked through. */
export async function countSifted (db: Db, scope: Scope, asked: Asked, { from, to }: Days): Promise<{ looked: number, counts: StatusCounts }> {
  const { rows } = await db.query<{ status: OrderStatus, looked: number, count: number }>(textOf(COUNTS, scope), [from ?? null, to ?? null, FEW, asked])
  const counts = new Map(rows.map(({ status, count }) => [status, count]))
  return {
    looked: rows.reduce((sum, { looked }) => sum + looked, 0),
    counts: Object.fromEntries(ORDER_STATUSES.map(status => [status, counts.get(status) ?? 0]))
  }
}

/** Some of those that fit, in a row, as sorted. */
export async function listSifted (db: Db, sifted: Sifted): Promise<ListedOrder[]> {
  return (await db.query<ListedOrder>(textOf(PAGES, `${sifted.scope} ${sifted.sort}`), valuesOf(sifted))).rows
}

/** How many there are in such a stretch. */
export async function countStretch (db: Db, sifted: Sifted): Promise<number> {
  const { rows } = await db.query<{ count: number }>(textOf(LENGTHS, `${sifted.scope} ${sifted.sort}`), valuesOf(sifted))
  return rows[0]?.count ?? 0
}

function textOf (statements: ReadonlyMap<string, string>, name: string): string {
  const text = statements.get(name)
  if (text === undefined) throw new Error(`there is no statement for ${name}`)
  return text
}

function valuesOf ({ from, to, limit, asked, status, after }: Sifted): unknown[] {
  return [from ?? null, to ?? null, limit, asked, status ?? null, after?.key ?? null, after?.orderId ?? null]
}
