import { CURRENCIES, type Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import type { OrderRow } from '../order-row.ts'

/** The orders that have waited longest to be packed: up to `limit` that are placed and as many that are paid, the oldest first. */
export async function listWaiting (db: Db, limit: number): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(`
    with waiting as materialized (
        (select * from orders where status = 'placed' and not exists (
           select from payment where payment.shopper_id = orders.shopper_id and payment.order_id = orders.order_id and payment.state = 'waiting'
         ) order by placed_at, order_id limit $1)
        union all
        (select * from orders where status = 'paid' order by placed_at, order_id limit $1)
    )
    select number, status, currency, total_cents as "totalCents", name, email, guest, waiting.placed_at as "placedAt", coalesce(item.pieces, 0) as pieces
      from waiting
      left join (select shopper_id, order_id, sum(quantity)::int as pieces from order_line where (shopper_id, order_id) in (select shopper_id, order_id from waiting)
                  group by shopper_id, order_id) as item on item.shopper_id = waiting.shopper_id and item.order_id = waiting.order_id
     order by waiting.placed_at, waiting.order_id
  `, [limit])
  return rows
}

/** How many orders are not paid yet, cancelled ones aside; no more than `limit` are counted. */
export async function countOwed (db: Db, limit: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*)::int as count from (select 1 from orders where paid_at is null and status <> 'cancelled' limit $1) as owed
  `, [limit])
  return rows[0]?.count ?? 0
}

/** What was ordered on a day in one currency. */
export interface SalesDay {
  /** YYYY-MM-DD, in UTC. */
  day: string
  currency: Currency
  /** Those that were cancelled are orders, too. */
  orders: number
  cancelled: number
  /** What they come to in minor units, without those that were cancelled. */
  salesCents: number
  /** Orders of the day that may still be cancelled. */
  unsettled: number
}

/** What was counted before of these days, both inclusive. `isFresh`: within the last five minutes. */
export async function listKeptDays (db: Db, from: string, to: string): Promise<Array<SalesDay & { isFresh: boolean }>> {
  const { rows } = await db.query<SalesDay & { isFresh: boolean, salesCents: string }>(`
    select day::text, currency, orders, cancelled, sales_cents::text as "salesCents", unsettled, counted_at > now() - interval '5 minutes' as "isFresh"
      from sales_day where day between $1 and $2 order by day, currency
  `, [from, to])
  return rows.map(row => ({ ...row, salesCents: Number(row.salesCents) }))
}

/** Counts the orders of these days, both inclusive, in every currency: one step along the index of their dates for each order. */
export async function countDays (db: Db, from: string, to: string): Promise<SalesDay[]> {
  const { rows } = await db.query<SalesDay & { salesCents: string }>(`
    with ordered as (
      select (placed_at at time zone 'UTC')::date as day, currency, count(*)::integer as orders,
             (count(*) filter (where status = 'cancelled'))::integer as cancelled,
             sum(total_cents) filter (where status <> 'cancelled') as sales_cents,
             (count(*) filter (where status in ('placed', 'paid', 'packed')))::integer as unsettled
        from orders
       where placed_at >= $1::timestamp at time zone 'UTC' and placed_at < ($2::timestamp + interval '1 day') at time zone 'UTC'
       group by 1, 2
    )
    select days.day::date::text as day, currency, coalesce(orders, 0) as orders, coalesce(cancelled, 0) as cancelled,
           coalesce(sales_cents, 0)::text as "salesCents", coalesce(unsettled, 0) as unsettled
      from generate_series($1::timestamp, $2::timestamp, '1 day') as days (day)
     cross join unnest($3::text[]) as currency
      left join ordered using (day, currency)
     order by 1, 2
  `, [from, to, CURRENCIES])
  return rows.map(row => ({ ...row, salesCents: Number(row.salesCents) }))
}

/** Keeps what was counted, unless somebody has counted since. */
export async function saveDays (db: Db, days: readonly SalesDay[]): Promise<void> {
  await db.query(`
    insert into sales_day (day, currency, orders, cancelled, sales_cents, unsettled, counted_at)
    select day, currency, orders, cancelled, "salesCents", unsettled, clock_timestamp()
      from jsonb_to_recordset($1) as row (day date, currency text, orders integer, cancelled integer, "salesCents" bigint, unsettled integer)
        on conflict (day, currency) do update
       set orders = excluded.orders, cancelled = excluded.cancelled, sales_cents = excluded.sales_cents, unsettled = excluded.unsettled, counted_at = excluded.counted_at
     where sales_day.counted_at < excluded.counted_at
  `, [JSON.stringify(days)])
}

/** Of a day that was over for good, and is not: it is counted again when somebody asks. */
export async function deleteKeptDay (db: Db, placedAt: Date): Promise<void> {
  await db.query("delete from sales_day where day = ($1::timestamptz at time zone 'UTC')::date", [placedAt])
}

/** What sold most of these days, both inclusive: pieces, less those of orders that were cancelled. Read from the sums of the days. */
export async function listBestSellers (db: Db, from: string, to: string, limit: number): Promise<Array<{ sku: string, pieces: number }>> {
  const { rows } = await db.query<{ sku: string, pieces: number }>(`
    select sku, sum(sold)::integer as pieces from stock_day where day between $1 and $2
     group by sku having sum(sold) > 0 order by 2 desc, sku limit $3
  `, [from, to, limit])
  return rows
}

/** Carts that hold something: of visitors, and of customers. */
export interface HeldCarts {
  visitors: number
  customers: number
}

/** Pieces of a SKU in carts, by the currency in which they were shown; null where that is not known. */
export interface HeldPieces { sku: string, currency: string | null, pieces: number }

// The carts whose last change lies between two moments (hours ago), the latest first and no more than a limit: along two partial indexes,
// and counted in these alone. A session that ends has no cart_at any more, and none expires within 30 days of a change.
const HELD = `
      (select 'visitor' as kind, sess #> '{cart,lines}' as lines, cart_at from session
        where cart_at > now() - make_interval(hours => $1) and cart_at <= now() - make_interval(hours => $2)
        order by cart_at desc limit $3)
      union all
      (select 'customer', cart -> 'lines', cart_at from cart
        where cart_at > now() - make_interval(hours => $1) and cart_at <= now() - make_interval(hours => $2)
        order by cart_at desc limit $3)`
const COUNT_HELD = `
    select (count(*) filter (where kind = 'visitor'))::integer as visitors, (count(*) filter (where kind = 'customer'))::integer as customers
      from (${HELD.replaceAll(/sess #> '{cart,lines}' as lines|cart -> 'lines'/g, 'null')}) as held`
const HELD_PIECES = `
    select line ->> 'sku' as sku, line #>> '{seen,currency}' as currency, sum((line ->> 'quantity')::integer)::integer as pieces
      from (select * from (${HELD}) as all_held order by cart_at desc limit $3) as held, jsonb_array_elements(lines) as line
     group by 1, 2`

/** How many carts were last changed within `since` hours, and not within `until`. Of either kind no more are counted than `limit`. */
export async function countHeldCarts (db: Db, { since, until, limit }: { since: number, until: number, limit: number }): Promise<HeldCarts> {
  const { rows } = await db.query<HeldCarts>(COUNT_HELD, [since, until, limit])
  return rows[0] ?? { visitors: 0, customers: 0 }
}

/** What the latest `limit` of them hold. */
export async function listHeldPieces (db: Db, { since, until, limit }: { since: number, until: number, limit: number }): Promise<HeldPieces[]> {
  const { rows } = await db.query<HeldPieces>(HELD_PIECES, [since, until, limit])
  return rows
}
