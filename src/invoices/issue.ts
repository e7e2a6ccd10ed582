import type { OrderStatus } from '../orders/order.ts'
import type { OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import type { Seller } from '../settings/shop.ts'
import { findInvoice, saveInvoice, saveNewInvoice, saveReplacedInvoice, takeNumber } from './queries.ts'

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
  await saveInvoice(db, order, { number: await nextNumber(db, now), issuedAt: now, seller: [...lines], vatId })
}

/**
 * Of an order that was changed: another invoice, which names the one that it replaces (Directive 2006/112/EC, Article 219). What that
 * one said is kept by `saveReplacedInvoice`. Nothing happens where there is none. The last thing in the transaction, as above.
 */
export async function replaceInvoice (db: Db, order: OrderId, { lines, vatId }: Seller, now: Date): Promise<void> {
  const earlier = await findInvoice(db, order)
  if (!earlier) return
  await saveReplacedInvoice(db, order, earlier)
  await saveNewInvoice(db, order, { number: await nextNumber(db, now), issuedAt: now, seller: [...lines], vatId, replaces: earlier.number })
}

async function nextNumber (db: Db, now: Date): Promise<string> {
  const series = String(now.getUTCFullYear())
  return `${series}-${String(await takeNumber(db, series)).padStart(6, '0')}`
}
