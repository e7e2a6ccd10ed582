import type { Currency } from '../../money.ts'
import type { OrderStatus } from '../../orders/order.ts'
import type { Db } from '../../plugins/database.ts'

export interface WaitingOrder {
  number: string
  status: OrderStatus
  currency: Currency
  totalCents: number
  name: string
  placedAt: Date
}

/** The orders that have waited longest to be packed: placed and paid, the oldest first. */
export async function listWaiting (db: Db, limit: number): Promise<WaitingOrder[]> {
  const { rows } = await db.query<WaitingOrder>(`
    select number, status, currency, total_cents as "totalCents", name, placed_at as "placedAt"
      from (
        (select * from orders where status = 'placed' order by placed_at, order_id limit $1)
        union all
        (select * from orders where status = 'paid' order by placed_at, order_id limit $1)
      ) as waiting
     order by placed_at, order_id
     limit $1
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
