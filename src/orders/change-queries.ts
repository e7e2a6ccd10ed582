import type { Db } from '../plugins/database.ts'
import type { Tracking } from './carriers.ts'
import type { Order, OrderLine, OrderStatus } from './order.ts'
import { ORDER_COLUMNS, type OrderId } from './queries.ts'

/** An order with what is needed to change it. */
export interface VersionedOrder extends Order, OrderId {
  /** Raised by every step. */
  readonly version: number
}

const FIND_VERSIONED_ORDER = `
    select${ORDER_COLUMNS}, guest, shopper_id as "shopperId", order_id as "orderId", version
      from orders
     where shopper_id = $1 and order_id = $2`

export async function findVersionedOrder (db: Db, { shopperId, orderId }: OrderId): Promise<VersionedOrder | undefined> {
  const { rows } = await db.query<VersionedOrder>(FIND_VERSIONED_ORDER, [shopperId, orderId])
  return rows[0]
}

const LOCK_ORDER = `${FIND_VERSIONED_ORDER} for update`

/** The same, locked until the transaction ends: before its payment, and before any stock. */
export async function lockOrder (db: Db, { shopperId, orderId }: OrderId): Promise<VersionedOrder | undefined> {
  const { rows } = await db.query<VersionedOrder>(LOCK_ORDER, [shopperId, orderId])
  return rows[0]
}

/** Raises the version of an order that is locked, for a step that leaves it where it stands, and returns it. */
export async function saveVersion (db: Db, { shopperId, orderId }: OrderId): Promise<number> {
  const { rows } = await db.query<{ version: number }>('update orders set version = version + 1 where shopper_id = $1 and order_id = $2 returning version', [shopperId, orderId])
  if (!rows[0]) throw new Error('there is no such order')
  return rows[0].version
}

/**
 * Moves an order on, if nobody has since `version`; false, and nothing changed, if somebody has. `isPaid`: its money has come
 * with this step, which may leave it where it stands.
 */
export async function saveStatus (db: Db, { shopperId, orderId }: OrderId, version: number, to: OrderStatus, isPaid: boolean): Promise<boolean> {
  const { rowCount } = await db.query(`
    update orders set status = $4, version = version + 1, paid_at = case when $5 then coalesce(paid_at, now()) else paid_at end
     where shopper_id = $1 and order_id = $2 and version = $3
  `, [shopperId, orderId, version, to, isPaid])
  return rowCount === 1
}

/** Writes down how the parcel is on its way, if its number is still `previous`; false, and nothing changed, if it is another by now. */
export async function saveTracking (db: Db, { shopperId, orderId }: OrderId, { carrier, trackingNumber }: Tracking, previous: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update orders set carrier = $3, tracking_number = $4 where shopper_id = $1 and order_id = $2 and tracking_number = $5
  `, [shopperId, orderId, carrier, trackingNumber, previous])
  return rowCount === 1
}

/** `version` is the one that the step has made. */
export interface Step {
  version: number
  /** A guest has no id. */
  actor: { shopperId: string | null, name: string }
  from: OrderStatus
  to: OrderStatus
}

export async function saveEvent (db: Db, { shopperId, orderId }: OrderId, { version, actor, from, to }: Step): Promise<void> {
  await db.query(`
    insert into order_event (shopper_id, order_id, version, at, actor_id, actor_name, from_status, to_status)
    values ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7)
  `, [shopperId, orderId, version, actor.shopperId, actor.name, from, to])
}

/** Puts pieces back. Nothing happens where the SKU has no stock any more. */
export async function saveRestocked (db: Db, { sku, quantity }: Pick<OrderLine, 'sku' | 'quantity'>): Promise<void> {
  await db.query('update stock set available = available + $2, changed_at = now() where sku = $1', [sku, quantity])
}
