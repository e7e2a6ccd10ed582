import type { OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'

/** Of an order that was paid or sent. */
export interface Invoice {
  number: string
  issuedAt: Date
  /** Name and address of the seller at that time; empty where nobody wrote them down then. */
  seller: string[]
  vatId: string
  /** The number of the one that it takes the place of; empty for most. */
  replaces: string
}

export async function findInvoice (db: Db, { shopperId, orderId }: OrderId): Promise<Invoice | undefined> {
  const { rows } = await db.query<Invoice>(`
    select number, issued_at as "issuedAt", seller, vat_id as "vatId", replaces from invoice where shopper_id = $1 and order_id = $2
  `, [shopperId, orderId])
  return rows[0]
}

/** The next number of a series, which nobody else gets: its row is locked until the transaction ends. One that rolls back leaves no gap. */
export async function takeNumber (db: Db, series: string): Promise<number> {
  const { rows } = await db.query<{ last: number }>(`
    insert into invoice_series (series, last) values ($1, 1) on conflict (series) do update set last = invoice_series.last + 1 returning last
  `, [series])
  const [row] = rows
  if (!row) throw new Error(`the series ${series} gave no number`)
  return row.last
}

export async function saveInvoice (db: Db, { shopperId, orderId }: OrderId, { number, issuedAt, seller, vatId }: Omit<Invoice, 'replaces'>): Promise<void> {
  await db.query(`
    insert into invoice (shopper_id, order_id, number, issued_at, seller, vat_id) values ($1, $2, $3, $4, $5, $6)
  `, [shopperId, orderId, number, issuedAt, seller, vatId])
}

const SAVE_REPLACED = `
    insert into replaced_invoice (shopper_id, order_id, number, issued_at, replaced_at, said)
    select $1, $2, $3, $4, clock_timestamp(), before || jsonb_build_object('seller', $5::text[], 'vatId', $6::text)
      from (select before - '{name,address,phone}'::text[] as before from order_change where shopper_id = $1 and order_id = $2 order by version desc limit 1) as change`

/** Keeps what an invoice said before the change that was written down last. */
export async function saveReplacedInvoice (db: Db, { shopperId, orderId }: OrderId, { number, issuedAt, seller, vatId }: Invoice): Promise<void> {
  await db.query(SAVE_REPLACED, [shopperId, orderId, number, issuedAt, seller, vatId])
}

/** Puts another invoice in the place of an order's. */
export async function saveNewInvoice (db: Db, { shopperId, orderId }: OrderId, { number, issuedAt, seller, vatId, replaces }: Invoice): Promise<void> {
  await db.query(`
    update invoice set number = $3, issued_at = $4, seller = $5, vat_id = $6, replaces = $7 where shopper_id = $1 and order_id = $2
  `, [shopperId, orderId, number, issuedAt, seller, vatId, replaces])
}
