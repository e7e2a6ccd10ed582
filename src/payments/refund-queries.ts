import type { Step } from '../orders/change-queries.ts'
import { OWN_ORDERS, type OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'

export interface Refund extends OrderId {
  refundId: string
  /** Of the order, that this step has made. */
  version: number
  state: 'requested' | 'pending' | 'done' | 'failed'
  amountCents: number
  /** Of money that came beside what was asked for. */
  surplus: boolean
  /** Null where people send it by hand. */
  charge: string | null
  reference: string | null
  reason: string
  actorName: string
  requestedAt: Date
  settledAt: Date | null
}

const COLUMNS = `
  shopper_id as "shopperId", order_id as "orderId", refund_id as "refundId", version, state, amount_cents as "amountCents", surplus,
  charge, reference, reason, actor_name as "actorName", requested_at as "requestedAt", settled_at as "settledAt"`

export type NewRefund = Pick<Refund, 'refundId' | 'version' | 'state' | 'amountCents' | 'surplus' | 'charge' | 'reason'> & { key: string, actor: Step['actor'] }

/** False when there is one with this key. To be run under the lock of the order. */
export async function saveRefund (db: Db, { shopperId, orderId }: OrderId, refund: NewRefund): Promise<boolean> {
  const { refundId, key, version, state, amountCents, surplus, charge, reason, actor } = refund
  const { rowCount } = await db.query(`
    insert into refund (shopper_id, order_id, refund_id, key, version, state, amount_cents, surplus, charge, reason, actor_id, actor_name, settled_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $6 = 'done' then now() end)
    on conflict (shopper_id, order_id, key) do nothing
  `, [shopperId, orderId, refundId, key, version, state, amountCents, surplus, charge, reason, actor.shopperId, actor.name])
  return rowCount === 1
}

/** Marks the order as one of which money goes back. To be run under its lock. */
export async function saveRefunded (db: Db, { shopperId, orderId }: OrderId): Promise<void> {
  await db.query('update orders set refunded_at = now() where shopper_id = $1 and order_id = $2 and refunded_at is null', [shopperId, orderId])
}

/** The id of the refund with this key. */
export async function findRefundByKey (db: Db, { shopperId, orderId }: OrderId, key: string): Promise<string | undefined> {
  const { rows } = await db.query<{ refundId: string }>('select refund_id as "refundId" from refund where shopper_id = $1 and order_id = $2 and key = $3', [shopperId, orderId, key])
  return rows[0]?.refundId
}

const LIST_REFUNDS = `select ${COLUMNS} from refund where shopper_id = $1 and order_id = $2 order by version, requested_at`

/** What was sent back of an order, or is to be, the first first. */
export async function listRefunds (db: Db, { shopperId, orderId }: OrderId): Promise<Refund[]> {
  return (await db.query<Refund>(LIST_REFUNDS, [shopperId, orderId])).rows
}

/** Pieces that a refund is for. */
export interface RefundLine { sku: string, quantity: number, restocked: boolean }

/** Those of all refunds of an order that did not fail. */
export async function listRefundLines (db: Db, { shopperId, orderId }: OrderId): Promise<RefundLine[]> {
  const { rows } = await db.query<RefundLine>(`
    select sku, quantity, restocked
      from refund_line join refund using (shopper_id, order_id, refund_id)
     where shopper_id = $1 and order_id = $2 and state <> 'failed'
  `, [shopperId, orderId])
  return rows
}

const LIST_RESTOCKED = `
    select sku, sum(quantity)::int as quantity from (
      select sku, quantity from refund_line where shopper_id = $1 and order_id = $2 and restocked
       union all
      select sku, quantity from order_return_line where shopper_id = $1 and order_id = $2 and restocked
    ) as back group by sku`

/** How many pieces of an order are back on the shelf, by refunds, also those that failed afterwards, and by returns. To be run under its lock. */
export async function listRestocked (db: Db, { shopperId, orderId }: OrderId): Promise<Map<string, number>> {
  const { rows } = await db.query<{ sku: string, quantity: number }>(LIST_RESTOCKED, [shopperId, orderId])
  return new Map(rows.map(({ sku, quantity }) => [sku, quantity]))
}

/** In one statement, however many they are. */
export async function saveRefundLines (db: Db, { shopperId, orderId }: OrderId, refundId: string, lines: readonly RefundLine[]): Promise<void> {
  await db.query(`
    insert into refund_line (shopper_id, order_id, refund_id, sku, quantity, restocked)
    select $1::uuid, $2::uuid, $3::uuid, sku, quantity, restocked from unnest($4::text[], $5::integer[], $6::boolean[]) as line (sku, quantity, restocked)
  `, [shopperId, orderId, refundId, lines.map(({ sku }) => sku), lines.map(({ quantity }) => quantity), lines.map(({ restocked }) => restocked)])
}

// A return that was received once the order was paid has a refund of its own.
const SUM_WAIVED = `
    select coalesce(sum(refund_cents), 0)::int as cents
      from order_return
     where shopper_id = $1 and order_id = $2 and state = 'received'
       and not exists (select from refund where refund.shopper_id = $1 and refund.order_id = $2 and key = 'return/' || return_id)`

/** What returns took off an order while it was not paid, in minor units. */
export async function sumWaived (db: Db, { shopperId, orderId }: OrderId): Promise<number> {
  const { rows } = await db.query<{ cents: number }>(SUM_WAIVED, [shopperId, orderId])
  return rows[0]?.cents ?? 0
}

const COUNT_AWAITED_REFUNDS = `select count(*)::int as count from refund where state <> 'done' and (shopper_id, order_id) in (${OWN_ORDERS})`

/** How many refunds a customer still waits for. */
export async function countAwaitedRefunds (db: Db, shopperId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(COUNT_AWAITED_REFUNDS, [shopperId])
  return rows[0]?.count ?? 0
}

export type DueRefund = Pick<Refund, keyof OrderId | 'refundId' | 'amountCents' | 'reference'> & { charge: string, number: string, attempts: number }

export type RefundId = OrderId & { refundId: string }

/** Refunds to send to the provider, or to ask about, the longest waiting first. */
export async function listDueRefunds (db: Db, limit: number): Promise<RefundId[]> {
  const { rows } = await db.query<RefundId>(`
    select shopper_id as "shopperId", order_id as "orderId", refund_id as "refundId" from refund
     where charge is not null and state in ('requested', 'pending') and due_at <= now() order by due_at limit $1
  `, [limit])
  return rows
}

// Again after a minute, two, four, and so on up to six hours.
const CLAIM_REFUND = `
  update refund set attempts = attempts + 1, due_at = (clock.now at time zone 'UTC' + least(interval '1 minute' * power(2, least(attempts, 12)), interval '6 hours')) at time zone 'UTC'
    from (select now()) as clock
   where shopper_id = $1 and order_id = $2 and refund_id = $3 and charge is not null and state in ('requested', 'pending') and due_at <= now()
  returning shopper_id as "shopperId", order_id as "orderId", refund_id as "refundId", amount_cents as "amountCents", reference, charge, attempts,
            (select number from orders where orders.shopper_id = refund.shopper_id and orders.order_id = refund.order_id) as number`

/** Takes one of them, so that no other process does; due again should this one die. */
export async function claimRefund (db: Db, { shopperId, orderId, refundId }: RefundId): Promise<DueRefund | undefined> {
  return (await db.query<DueRefund>(CLAIM_REFUND, [shopperId, orderId, refundId])).rows[0]
}

/** Where a refund may stand before: it goes one way, so that whatever is told late or twice changes nothing. */
const BEFORE = { pending: ['requested'], done: ['requested', 'pending'], failed: ['requested', 'pending', 'done'] } as const

const SAVE_REFUND_STATE = `
  update refund set state = $4, reference = coalesce(nullif($5, ''), reference), problem = $6, settled_at = case when $4 = 'pending' then null else clock.now end
    from (select now()) as clock
   where shopper_id = $1 and order_id = $2 and refund_id = $3 and charge is not null and state = any($7)
  returning ${COLUMNS}`

/** Undefined, and nothing changed, where the refund is there already or further. */
export async function saveRefundState (
  db: Db, { shopperId, orderId }: OrderId, { refundId, state, reference, problem }: { refundId: string, state: keyof typeof BEFORE, reference: string, problem: string }
): Promise<Refund | undefined> {
  return (await db.query<Refund>(SAVE_REFUND_STATE, [shopperId, orderId, refundId, state, reference, problem.slice(0, 500), BEFORE[state]])).rows[0]
}

/** Somebody has sent it by hand. */
export async function saveRefundedByHand (db: Db, { shopperId, orderId }: OrderId, refundId: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update refund set state = 'done', charge = null, settled_at = now()
     where shopper_id = $1 and order_id = $2 and refund_id = $3 and (state = 'failed' or (state = 'requested' and charge is null))
  `, [shopperId, orderId, refundId])
  return rowCount === 1
}
