import type { Currency } from '../../money.ts'
import { ORDER_COLUMNS, type OrderId } from '../../orders/queries.ts'
import type { Order, OrderLine, OrderStatus } from '../../orders/order.ts'
import type { Db } from '../../plugins/database.ts'

/** What has to be known of an order to say whether it may take a step. */
export interface BulkOrder extends OrderId {
  number: string
  version: number
  status: OrderStatus
  payment: string
  isPaid: boolean
  name: string
  currency: Currency
  totalCents: number
}

/** The orders of these numbers, newest first; of a number that there is not, nothing. */
export async function listBulkOrders (db: Db, numbers: readonly string[]): Promise<BulkOrder[]> {
  const { rows } = await db.query<BulkOrder>(`
    select orders.shopper_id as "shopperId", orders.order_id as "orderId", orders.number, version, status, payment, paid_at is not null as "isPaid",
           name, currency, total_cents as "totalCents"
      from order_number join orders using (shopper_id, order_id)
     where order_number.number = any($1)
     order by placed_at desc, orders.order_id desc
  `, [numbers])
  return rows
}

export type SlipOrder = Pick<Order, 'number' | 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country' | 'shipping' | 'placedAt' | 'carrier' | 'trackingNumber'> & { lines: OrderLine[] }

const LIST_SLIPS = `
    select ${ORDER_COLUMNS},
           (select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'name', name, 'label', label, 'quantity', quantity) order by position), '[]')
              from order_line where order_line.shopper_id = orders.shopper_id and order_line.order_id = orders.order_id) as lines
      from orders
     where (shopper_id, order_id) in (select shopper_id, order_id from order_number where order_number.number = any($1))
     order by placed_at, order_id`

/** What is in the parcels of these orders, and where they go: the oldest first, as they are packed. */
export async function listSlips (db: Db, numbers: readonly string[]): Promise<SlipOrder[]> {
  return (await db.query<SlipOrder>(LIST_SLIPS, [numbers])).rows
}
