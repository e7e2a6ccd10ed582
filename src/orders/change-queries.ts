import type { Db } from '../plugins/database.ts'
import type { Order, OrderStatus } from './order.ts'
import { ORDER_COLUMNS, type OrderId } from './queries.ts'

/** An order with what is needed to change it. */
export interface VersionedOrder extends Order, OrderId {
  /** Raised by every step. */
  readonly version: number
  /** By how much it was made cheaper since it was paid. */
  readonly loweredCents: number
}

const FIND_VERSIONED_ORDER = `
    select${ORDER_COLUMNS}, guest, shopper_id as "shopperId", order_id as "orderId", version, lowered_cents as "loweredCents"
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
    update orders set status = $4, version = version + 1, paid_at = case when $5 then coalesce(paid_at, clock.now) else paid_at end
      from (select now()) as clock
     where shopper_id = $1 and order_id = $2 and version = $3
  `, [shopperId, orderId, version, to, isPaid])
  return rowCount === 1
}

/** Moves an order back, if nobody has moved it since `version`. `isUnpaid`: the step that is taken back said that its money had come. */
export async function saveStepBack (db: Db, { shopperId, orderId }: OrderId, version: number, to: OrderStatus, isUnpaid: boolean): Promise<boolean> {
  const { rowCount } = await db.query(`
    update orders set status = $4, version = version + 1, paid_at = case when $5 then null else paid_at end
     where shopper_id = $1 and order_id = $2 and version = $3
  `, [shopperId, orderId, version, to, isUnpaid])
  return rowCount === 1
}

/** A step does not count any more. `by`: the version of the order that taking it back has made. */
export async function saveUndone (db: Db, { shopperId, orderId }: OrderId, { version, by, actorName }: { version: number, by: number, actorName: string }): Promise<void> {
  await db.query(`
    update order_event set undone_version = $4, undone_at = clock.now, undone_by = $5 from (select clock_timestamp() as now) as clock where shopper_id = $1 and order_id = $2 and version = $3
  `, [shopperId, orderId, version, by, actorName])
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
