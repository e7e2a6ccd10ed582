import type { Currency } from '../../money.ts'
import type { OrderStatus } from '../../orders/order.ts'
import type { OrderId } from '../../orders/queries.ts'
import type { Db } from '../../plugins/database.ts'

/** One step of an order: it made `version` of it. A payment is a step `paid` wherever the order stood, and may leave it there. */
export interface OrderEvent {
  version: number
  at: Date
  /** Null for a guest, and for what nobody did. */
  actorId: string | null
  actorName: string
  /** Null for the first. */
  fromStatus: OrderStatus | null
  toStatus: OrderStatus
  /** Of the order, that taking the step back has made; null where it counts. */
  undoneVersion: number | null
  undoneAt: Date | null
  undoneBy: string
}

/** The history of an order, latest first, with the steps that were taken back. */
export async function listEvents (db: Db, { shopperId, orderId }: OrderId): Promise<OrderEvent[]> {
  const { rows } = await db.query<OrderEvent>(`
    select version, at, actor_id as "actorId", actor_name as "actorName", from_status as "fromStatus", to_status as "toStatus",
           undone_version as "undoneVersion", undone_at as "undoneAt", undone_by as "undoneBy"
      from order_event
     where shopper_id = $1 and order_id = $2
     order by version desc
  `, [shopperId, orderId])
  return rows
}

/** What somebody has ordered so far, in one currency. */
export interface Ordered { currency: Currency, orders: number, totalCents: number }

/** What was ordered with this e-mail address and not cancelled, by currency; no more than `most` orders are looked at. */
export async function listOrdered (db: Db, email: string, most: number): Promise<Ordered[]> {
  const { rows } = await db.query<Ordered>(`
    select currency, count(*)::int as orders, sum(total_cents)::float8 as "totalCents"
      from (select currency, total_cents from orders where lower(email) = lower($1) and status <> 'cancelled' limit $2) as found
     group by currency
     order by orders desc, currency
  `, [email, most])
  return rows
}
