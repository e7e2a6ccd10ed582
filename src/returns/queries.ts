import { OWN_ORDERS, type OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import type { ReturnState } from './return.ts'

/** A piece of a return, as it was sold. */
export interface ReturnLine {
  sku: string
  name: string
  label: string
  quantity: number
  /** Back on the shelf. */
  restocked: boolean
}

export interface KeptReturn extends OrderId {
  returnId: string
  /** 1 for the first of its order. */
  position: number
  state: ReturnState
  version: number
  reason: string
  note: string
  answer: string
  /** Null until it is received. */
  refundCents: number | null
  requestedAt: Date
  decidedAt: Date | null
  decidedBy: string
  receivedAt: Date | null
  /** In the order of the basket. */
  lines: ReturnLine[]
}

export const RETURN_COLUMNS = `
           order_return.shopper_id as "shopperId", order_return.order_id as "orderId", return_id as "returnId", position, state,
           order_return.version, reason, note, answer, refund_cents as "refundCents", requested_at as "requestedAt",
           decided_at as "decidedAt", decided_by as "decidedBy", received_at as "receivedAt",
           (select jsonb_agg(jsonb_build_object('sku', sold.sku, 'name', sold.name, 'label', sold.label, 'quantity', line.quantity,
                     'restocked', line.restocked) order by sold.position)
              from order_return_line as line join order_line as sold using (shopper_id, order_id, sku)
             where line.shopper_id = order_return.shopper_id and line.order_id = order_return.order_id
               and line.return_id = order_return.return_id) as lines`

const LIST_RETURNS = `select${RETURN_COLUMNS} from order_return where shopper_id = $1 and order_id = $2 order by position`

/** Those of an order, the first one first. */
export async function listReturns (db: Db, { shopperId, orderId }: OrderId): Promise<KeptReturn[]> {
  const { rows } = await db.query<KeptReturn>(LIST_RETURNS, [shopperId, orderId])
  return rows
}

/** Whether this form has been sent before. */
export async function isAsked (db: Db, { shopperId, orderId }: OrderId, formKey: string): Promise<boolean> {
  const { rowCount } = await db.query('select from order_return where shopper_id = $1 and order_id = $2 and form_key = $3', [shopperId, orderId, formKey])
  return rowCount === 1
}

export interface NewReturn extends Pick<KeptReturn, 'shopperId' | 'orderId' | 'returnId' | 'position' | 'reason' | 'note'> { formKey: string }

export async function saveReturn (db: Db, { shopperId, orderId, returnId, position, formKey, reason, note }: NewReturn): Promise<void> {
  await db.query(`
    insert into order_return (shopper_id, order_id, return_id, position, form_key, reason, note) values ($1, $2, $3, $4, $5, $6, $7)
  `, [shopperId, orderId, returnId, position, formKey, reason, note])
}

/** `lines`: in one statement, however many they are. */
export async function saveReturnLines (
  db: Db, { shopperId, orderId, returnId }: Pick<NewReturn, 'shopperId' | 'orderId' | 'returnId'>, lines: ReadonlyArray<Pick<ReturnLine, 'sku' | 'quantity'>>
): Promise<void> {
  await db.query(`
    insert into order_return_line (shopper_id, order_id, return_id, sku, quantity)
    select $1::uuid, $2::uuid, $3::uuid, sku, quantity from unnest($4::text[], $5::integer[]) as line (sku, quantity)
  `, [shopperId, orderId, returnId, lines.map(({ sku }) => sku), lines.map(({ quantity }) => quantity)])
}

export interface ReturnStep {
  to: ReturnState
  answer: string
  /** Empty for the shopper. */
  decidedBy: string
  /** Of a return that is received. */
  refundCents?: number
}

/** Moves a return on, if nobody has since it was read; false, and nothing changed, if somebody has. */
export async function saveReturnStep (
  db: Db, { shopperId, orderId, returnId, version }: Pick<KeptReturn, 'shopperId' | 'orderId' | 'returnId' | 'version'>, { to, answer, decidedBy, refundCents }: ReturnStep
): Promise<boolean> {
  const { rowCount } = await db.query(`
    update order_return set state = $5, answer = $6, decided_by = $7, refund_cents = $8, version = version + 1,
           decided_at = case when $5 = 'received' then decided_at else clock.now end,
           received_at = case when $5 = 'received' then clock.now end
      from (select now()) as clock
     where shopper_id = $1 and order_id = $2 and return_id = $3 and version = $4
  `, [shopperId, orderId, returnId, version, to, answer, decidedBy, refundCents ?? null])
  return rowCount === 1
}

export async function saveRestockedLine (db: Db, { shopperId, orderId, returnId }: Pick<KeptReturn, 'shopperId' | 'orderId' | 'returnId'>, sku: string): Promise<void> {
  await db.query('update order_return_line set restocked = true where shopper_id = $1 and order_id = $2 and return_id = $3 and sku = $4', [shopperId, orderId, returnId, sku])
}

/** Of orders that the customer $1 has placed, or claimed. */
const OF_OWN_ORDERS = `(order_return.shopper_id, order_return.order_id) in (${OWN_ORDERS})`
const LIST_OWN = `select${RETURN_COLUMNS} from order_return where ${OF_OWN_ORDERS} order by requested_at desc`
const FORGET_NOTES = `update order_return set note = '', answer = '' where ${OF_OWN_ORDERS}`

/** All that a customer has sent back, or wanted to, the latest first. */
export async function listOwnReturns (db: Db, shopperId: string): Promise<KeptReturn[]> {
  const { rows } = await db.query<KeptReturn>(LIST_OWN, [shopperId])
  return rows
}

/** Takes out what a customer who goes has written, and what was written to them. */
export async function forgetNotes (db: Db, shopperId: string): Promise<void> {
  await db.query(FORGET_NOTES, [shopperId])
}
