import type { OrderStatus } from '../orders/order.ts'
import type { OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import type { Seller } from '../settings/shop.ts'
import { findInvoice, saveInvoice, takeNumber } from './queries.ts'

/** An invoice is due with the payment, or with the goods (Directive 2006/112/EC, Articles 63 to 66 and 222). */
export function isInvoiced (to: OrderStatus): boolean {
  return to === 'paid' || to === 'sent'
}

/**
 * Gives an order its invoice, once, within the transaction of the step that asks for it, which has locked the order. The last
 * thing in that transaction: until it ends nobody else gets a number.
 */
export async function issueInvoice (db: Db, order: OrderId, { lines, vatId }: Seller, now: Date): Promise<void> {
  if (await findInvoice(db, order)) return
  const series = String(now.getUTCFullYear())
  const place = await takeNumber(db, series)
  await saveInvoice(db, order, { number: `${series}-${String(place).padStart(6, '0')}`, issuedAt: now, seller: [...lines], vatId })
}
