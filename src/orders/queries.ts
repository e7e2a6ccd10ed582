import type { Db } from '../plugins/database.ts'
import type { TaxOfRate } from '../pricing/tax.ts'
import type { Order, OrderDiscount, OrderEvent, OrderLine, PaidLine } from './order.ts'

export interface OrderId {
  shopperId: string
  orderId: string
}

/** `ownerId`: whoever placed the order, or the customer who has claimed it since. */
export interface NamedOrder extends OrderId {
  ownerId: string
}

/** Whose order a number names. */
export async function findOrderId (db: Db, number: string): Promise<NamedOrder | undefined> {
  const { rows } = await db.query<NamedOrder>(`
    select shopper_id as "shopperId", order_id as "orderId", coalesce(claimed_by, shopper_id) as "ownerId" from order_number where number = $1
  `, [number])
  return rows[0]
}

/** Of `orders`, as `Order` has them, but for `guest`. */
export const ORDER_COLUMNS = `
           number, status, currency, subtotal_cents as "subtotalCents", discount_cents as "discountCents", delivery_cents as "deliveryCents",
           total_cents as "totalCents", tax_cents as "taxCents", shipping, payment, email, name, line1, line2, city, postcode, country, phone,
           placed_at as "placedAt", locale`

const FIND_ORDER = `
    select${ORDER_COLUMNS}, guest
      from orders
     where shopper_id = $1 and order_id = $2`

export async function findOrder (db: Db, { shopperId, orderId }: OrderId): Promise<Order | undefined> {
  const { rows } = await db.query<Order>(FIND_ORDER, [shopperId, orderId])
  return rows[0]
}

/** In the order of the basket. */
export async function listOrderLines (db: Db, { shopperId, orderId }: OrderId): Promise<OrderLine[]> {
  const { rows } = await db.query<OrderLine>(`
    select sku, name, label, quantity, price_cents as "priceCents", total_cents as "totalCents"
      from order_line
     where shopper_id = $1 and order_id = $2
     order by position
  `, [shopperId, orderId])
  return rows
}

/** In the order of the basket. */
export async function listPaidLines (db: Db, { shopperId, orderId }: OrderId): Promise<PaidLine[]> {
  const { rows } = await db.query<PaidLine>(`
    select sku, name, label, quantity, price_cents as "priceCents", total_cents as "totalCents",
           discount_cents as "discountCents", tax_rate_bps as "taxRateBps"
      from order_line
     where shopper_id = $1 and order_id = $2
     order by position
  `, [shopperId, orderId])
  return rows
}

/** What was taken off the goods of an order, in the order in which it was. What was taken off delivery is in its price. */
export async function listOrderDiscounts (db: Db, { shopperId, orderId }: OrderId): Promise<OrderDiscount[]> {
  const { rows } = await db.query<OrderDiscount>(`
    select name, coalesce(code, '') as code, discount_cents as cents
      from order_promotion
     where shopper_id = $1 and order_id = $2 and discount_cents > 0
     order by position
  `, [shopperId, orderId])
  return rows
}

/** The promotions of an order whose uses are counted. */
export async function listCountedPromotions (db: Db, { shopperId, orderId }: OrderId): Promise<string[]> {
  const { rows } = await db.query<{ promotionId: string }>(`
    select promotion_id as "promotionId" from order_promotion where shopper_id = $1 and order_id = $2 and counted
  `, [shopperId, orderId])
  return rows.map(({ promotionId }) => promotionId)
}

/** What of an order's total is taxed, the highest rate first. */
export async function listOrderTaxes (db: Db, { shopperId, orderId }: OrderId): Promise<TaxOfRate[]> {
  const { rows } = await db.query<TaxOfRate>(`
    select rate_bps as "rateBps", gross_cents as "grossCents", tax_cents as "taxCents"
      from order_tax
     where shopper_id = $1 and order_id = $2
     order by rate_bps desc
  `, [shopperId, orderId])
  return rows
}

/** Oldest first, without steps that were taken back. */
export async function listOrderEvents (db: Db, { shopperId, orderId }: OrderId): Promise<OrderEvent[]> {
  const { rows } = await db.query<OrderEvent>(`
    select to_status as "toStatus", at from order_event where shopper_id = $1 and order_id = $2 and undone_version is null order by version
  `, [shopperId, orderId])
  return rows
}

/** The numbers of guests' orders with this address, written as `normalizeEmail` does. */
export async function listUnclaimedNumbers (db: Db, email: string): Promise<string[]> {
  const { rows } = await db.query<{ number: string }>('select number from orders where lower(email) = $1 and guest', [email])
  return rows.map(({ number }) => number)
}

/** Makes orders a customer's, unless they are somebody's already, and returns how many became theirs. */
export async function saveClaim (db: Db, customerId: string, numbers: readonly string[]): Promise<number> {
  const { rowCount } = await db.query('update order_number set claimed_by = $1 where number = any($2) and claimed_by is null', [customerId, numbers])
  return rowCount ?? 0
}

/** Those that the customer $1 has placed, and those they have claimed. */
export const OWN_ORDERS = `
         select shopper_id, order_id from orders where shopper_id = $1
         union all select shopper_id, order_id from order_number where claimed_by = $1`

export type OrderSummary = Pick<Order, 'number' | 'status' | 'currency' | 'totalCents' | 'placedAt'> & { pieces: number }

const LIST_ORDERS = `
    with own as materialized (${OWN_ORDERS})
    select number, status, currency, total_cents as "totalCents", placed_at as "placedAt",
           (select sum(quantity)::integer from order_line
             where order_line.shopper_id = orders.shopper_id and order_line.order_id = orders.order_id) as pieces
      from orders
     where (shopper_id, order_id) in (select shopper_id, order_id from own)
       and ($2::text is null or (placed_at, number) < (
         select placed_at, number from orders where (shopper_id, order_id) in (select shopper_id, order_id from own) and number = $2))
     order by placed_at desc, number desc
     limit $3`

/** A customer's orders, newest first; with `after`, those that follow the order of this number. */
export async function listOrders (db: Db, shopperId: string, after: string | undefined, limit: number): Promise<OrderSummary[]> {
  const { rows } = await db.query<OrderSummary>(LIST_ORDERS, [shopperId, after ?? null, limit])
  return rows
}

export type WholeOrder = Omit<Order, 'guest'> & { lines: OrderLine[] }

const LIST_ALL_ORDERS = `
    select${ORDER_COLUMNS},
           (select jsonb_agg(jsonb_build_object('sku', sku, 'name', name, 'label', label, 'quantity', quantity,
                     'priceCents', price_cents, 'totalCents', total_cents) order by position)
              from order_line
             where order_line.shopper_id = orders.shopper_id and order_line.order_id = orders.order_id) as lines,
           (select jsonb_agg(jsonb_build_object('amountCents', amount_cents, 'state', state, 'requestedAt', requested_at, 'settledAt', settled_at) order by requested_at)
              from refund
             where refund.shopper_id = orders.shopper_id and refund.order_id = orders.order_id) as refunds,
           (select jsonb_agg(jsonb_build_object('carrier', carrier, 'trackingNumber', tracking_number, 'sentAt', sent_at) order by position)
              from parcel
             where parcel.shopper_id = orders.shopper_id and parcel.order_id = orders.order_id) as parcels,
           (select jsonb_agg(jsonb_build_object('at', at, 'text', text) order by at)
              from order_note as note
             where note.shopper_id = orders.shopper_id and note.order_id = orders.order_id and visible) as notes,
           (select jsonb_build_object('number', invoice.number, 'issuedAt', issued_at)
              from invoice
             where invoice.shopper_id = orders.shopper_id and invoice.order_id = orders.order_id) as invoice
      from orders
     where (shopper_id, order_id) in (${OWN_ORDERS})
     order by placed_at desc, number desc`

/** All orders of a customer with all that is known of them, newest first. */
export async function listAllOrders (db: Db, shopperId: string): Promise<WholeOrder[]> {
  const { rows } = await db.query<WholeOrder>(LIST_ALL_ORDERS, [shopperId])
  return rows
}

const FORGET_BUYER = `
    update orders set email = '', name = 'Deleted customer', line1 = '', line2 = '', city = '', postcode = '', phone = ''
     where (shopper_id, order_id) in (${OWN_ORDERS})`

// Who placed an order as a guest has no id in its history, as the payment provider has none: it has the name of the order.
const FORGET_ACTOR = `
    update order_event set actor_name = 'Deleted customer'
     where (shopper_id, order_id) in (${OWN_ORDERS}) and (actor_id = $1 or (actor_id is null and shopper_id <> $1 and actor_name = (
             select name from orders where orders.shopper_id = order_event.shopper_id and orders.order_id = order_event.order_id
             union all select before->>'name' from order_change
              where order_change.shopper_id = order_event.shopper_id and order_change.order_id = order_event.order_id)))`

const FORGET_PARCELS = `update parcel set tracking_number = '' where (shopper_id, order_id) in (${OWN_ORDERS})`
const FORGET_ORDER_NOTES = `delete from order_note where (shopper_id, order_id) in (${OWN_ORDERS})`
const FORGET_CHANGES = `
    update order_change set before = before - '{name,address,phone}'::text[], after = after - '{name,address,phone}'::text[]
     where (shopper_id, order_id) in (${OWN_ORDERS})`

/** Takes the person out of their orders. What was sold, when, for how much, and to which country stays. */
export async function forgetBuyer (db: Db, shopperId: string): Promise<void> {
  await db.query(FORGET_ACTOR, [shopperId]) // first: it goes by the name of the order
  for (const statement of [FORGET_BUYER, FORGET_PARCELS, FORGET_ORDER_NOTES, FORGET_CHANGES]) await db.query(statement, [shopperId])
}
