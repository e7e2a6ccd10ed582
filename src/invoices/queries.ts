import type { OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'

/** Of an order that was paid or sent. */
export interface Invoice {
  number: string
  issuedAt: Date
  /** Name and address of the seller at that time; empty where nobody wrote them down then. */
  seller: string[]
  vatId: string
}

export async function findInvoice (db: Db, { shopperId, orderId }: OrderId): Promise<Invoice | undefined> {
  const { rows } = await db.query<Invoice>(`
    select number, issued_at as "issuedAt", seller, vat_id as "vatId" from invoice where shopper_id = $1 and order_id = $2
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

export async function saveInvoice (db: Db, { shopperId, orderId }: OrderId, { number, issuedAt, seller, vatId }: Invoice): Promise<void> {
  await db.query(`
    insert into invoice (shopper_id, order_id, number, issued_at, seller, vat_id) values ($1, $2, $3, $4, $5, $6)
  `, [shopperId, orderId, number, issuedAt, seller, vatId])
}
