import type { FastifyInstance } from 'fastify'
import { isInvoiced, issueInvoice } from '../invoices/issue.ts'
import type { Db } from '../plugins/database.ts'
import { cancelPayment } from '../payments/refunds.ts'
import { writeParcel, type ParcelWanted } from './send.ts'
import { countedAs, giveBackPromotions } from '../pricing/take.ts'
import { saveRestocked } from '../stock/queries.ts'
import { saveEvent, saveStatus, type Step, type VersionedOrder } from './change-queries.ts'
import { listParcels } from './parcel-queries.ts'
import { isLatePayment, type OrderStatus } from './order.ts'
import { listCountedPromotions, listOrderLines } from './queries.ts'

export interface StepDetails extends ParcelWanted {
  /** Nobody cancelled it, but the time to pay was over. */
  readonly why?: 'unpaid'
}

/**
 * Moves an order on from the version that `order` has, within a transaction: writes down who did it and tells the shopper. A
 * cancelled one gives its pieces, its coupons and what was paid for it back (sent by `app.payments.lookSoon()` after the commit),
 * one that is sent goes in the parcel that `more` describes, one that is paid or sent gets its invoice, and one that is paid late stays
 * where it is.
 * False, and nothing changed, when somebody else was quicker, or is to be cancelled after a parcel of it has left. Whether the step
 * may be taken is asked before.
 */
export async function changeStatus (app: FastifyInstance, db: Db, order: VersionedOrder, to: OrderStatus, actor: Step['actor'], { why, ...parcel }: StepDetails = {}): Promise<boolean> {
  if (to === 'cancelled' && (await listParcels(db, order)).length > 0) return false
  if (!await saveStatus(db, order, order.version, isLatePayment(order.status, to) ? order.status : to, to === 'paid')) return false
  await saveEvent(db, order, { version: order.version + 1, actor, from: order.status, to })
  if (to === 'cancelled') {
    await cancelPayment(db, order, order.version + 1)
    await restock(db, order)
    await giveBackPromotions(db, await listCountedPromotions(db, order), countedAs(order.email))
  }
  if (to === 'sent') await writeParcel(app, db, order, order.version + 1, parcel, actor)
  else await app.orderLetters.changed(db, order, to, { why, waits: actor.shopperId !== null })
  if (isInvoiced(to)) await issueInvoice(db, order, app.seller, new Date())
  return true
}

/** In the order of the SKUs, as stock is taken, so that nobody waits for somebody who waits for them. */
async function restock (db: Db, order: VersionedOrder): Promise<void> {
  const lines = await listOrderLines(db, order)
  for (const line of lines.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) await saveRestocked(db, line, { kind: 'cancelled', orderNumber: order.number })
}
