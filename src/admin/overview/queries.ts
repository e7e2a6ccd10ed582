import type { Currency } from '../../money.ts'
import type { Db } from '../../plugins/database.ts'
import type { OrderRow } from '../order-row.ts'

/** The orders that have waited longest to be packed: up to `limit` that are placed and as many that are paid, the oldest first. */
export async function listWaiting (db: Db, limit: number): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(`
    select number, status, currency, total_cents as "totalCents", name, email, guest, placed_at as "placedAt",
           (select coalesce(sum(quantity), 0)::int from order_line as item
             where item.shopper_id = waiting.shopper_id and item.order_id = waiting.order_id) as pieces
      from (
        (select * from orders where status = 'placed' and not exists (
           select from payment where payment.shopper_id = orders.shopper_id and payment.order_id = orders.order_id and payment.state = 'waiting'
         ) order by placed_at, order_id limit $1)
        union all
        (select * from orders where status = 'paid' order by placed_at, order_id limit $1)
      ) as waiting
     order by placed_at, order_id
  `, [limit])
  return rows
}

/** What was ordered in one currency. */
export interface Sales {
  currency: Currency
  /** Those that were cancelled are orders, too. */
  orders: number
  ordersToday: number
  /** What they come to in minor units, without those that were cancelled. */
  totalCents: number
  totalCentsToday: number
}

/** Sales since the day `from`, and since the later day `today` (YYYY-MM-DD in UTC). Reads the latest `most` orders and no more. */
export async function listSales (db: Db, { from, today, most }: { from: string, today: string, most: number }): Promise<Sales[]> {
  const { rows } = await db.query<Record<keyof Sales, string>>(`
    select currency, count(*) as orders, count(*) filter (where is_today) as "ordersToday",
           coalesce(sum(total_cents) filter (where status <> 'cancelled'), 0) as "totalCents",
           coalesce(sum(total_cents) filter (where status <> 'cancelled' and is_today), 0) as "totalCentsToday"
      from (select currency, total_cents, status, placed_at >= $2::timestamp at time zone 'UTC' as is_today
              from orders
             where placed_at >= $1::timestamp at time zone 'UTC' order by placed_at desc limit $3) as latest
     group by currency
     order by currency
  `, [from, today, most])
  return rows.map(({ currency, ...counts }) => ({ currency: currency as Currency, ...toNumbers(counts) }))
}

/** Sums are bigint, which pg gives as text. */
function toNumbers (row: Record<Exclude<keyof Sales, 'currency'>, string>): Omit<Sales, 'currency'> {
  return {
    orders: Number(row.orders),
    totalCents: Number(row.totalCents),
    ordersToday: Number(row.ordersToday),
    totalCentsToday: Number(row.totalCentsToday)
  }
}
