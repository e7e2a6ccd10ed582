import type { OrderStatus } from '../../orders/order.ts'
import type { OrderId } from '../../orders/queries.ts'
import type { Db } from '../../plugins/database.ts'

/** One step of an order: it made `version` of it. A payment is a step `paid` wherever the order stood, and may leave it there. */
export interface OrderEvent {
  version: number
  at: Date
  actorName: string
  /** Null for the first. */
  fromStatus: OrderStatus | null
  toStatus: OrderStatus
}

/** The history of an order, latest first. */
export async function listEvents (db: Db, { shopperId, orderId }: OrderId): Promise<OrderEvent[]> {
  const { rows } = await db.query<OrderEvent>(`
    select version, at, actor_name as "actorName", from_status as "fromStatus", to_status as "toStatus"
      from order_event
     where shopper_id = $1 and order_id = $2
     order by version desc
  `, [shopperId, orderId])
  return rows
}
