import type { FastifyInstance } from 'fastify'
import { issueInvoice } from '../invoices/issue.ts'
import { lockOrder, saveEvent, saveStatus, type VersionedOrder } from '../orders/change-queries.ts'
import { changeStatus } from '../orders/change-status.ts'
import { wasPaid } from '../orders/order.ts'
import { findOrderId, listCountedPromotions, listOrderEvents, listOrderLines, type OrderId } from '../orders/queries.ts'
import type { Db } from '../plugins/database.ts'
import { countedAs, takePromotions } from '../pricing/take.ts'
import { saveStockTaken } from '../stock/queries.ts'
import type { PaymentReport } from './provider.ts'
import { lockPayment, saveNextAttempt, savePaid, saveReleased, type Payment } from './queries.ts'
import { refundSurplus, requestRefund } from './refunds.ts'

/** Who the history of an order names for what no person has done. */
export const PROVIDER = { shopperId: null, name: 'Card payment' }

/**
 * Brings an order to where the provider says that its payment is, within a transaction: whatever was told before, how often, and
 * in which order. The order is locked before its payment, and its stock after both, as everywhere.
 *
 * Money that comes for an order which was released meanwhile has it served after all when everything is there, and goes back
 * when not. Money that is not what was asked for changes nothing and goes back as well.
 */
export async function settle (app: FastifyInstance, db: Db, report: PaymentReport): Promise<void> {
  if (report.state === 'open') return
  const id = await findOrderId(db, report.orderNumber)
  const order = id && await lockOrder(db, id)
  const payment = order && await lockPayment(db, order)
  if (!payment) return app.log.warn({ order: report.orderNumber, reference: report.reference }, 'the payment provider tells of an order that is not there')
  if (report.state === 'ended') {
    if (payment.reference === report.reference) await release(app, db, order)
    return
  }
  if (payment.state === 'paid' && payment.reference === report.reference) return
  const isPaidAlready = payment.state === 'paid' || await isPaid(db, order)
  // An order that became one by invoice may have been changed since, and cost something else.
  const isOfOther = report.amountCents !== payment.amountCents || report.currency !== payment.currency || (!isPaidAlready && report.amountCents !== order.totalCents)
  if (isOfOther) return refuse(app, db, order, payment, report)
  if (isPaidAlready) return refundSurplus(db, order, report, 'The order was paid already', PROVIDER)
  await serve(app, db, order, payment, report)
}

/** Of the wrong sum: it goes back, and the order waits for the right one. */
async function refuse (app: FastifyInstance, db: Db, order: VersionedOrder, payment: Payment, report: PaymentReport): Promise<void> {
  app.log.error({ order: order.number, reference: report.reference }, 'a payment is not of the sum of its order; it goes back')
  await refundSurplus(db, order, report, 'The sum was not that of the order', PROVIDER)
  if (payment.reference === report.reference) await saveNextAttempt(db, payment)
}

async function serve (app: FastifyInstance, db: Db, order: VersionedOrder, payment: Payment, { reference, charge }: PaymentReport): Promise<void> {
  if (charge === undefined) throw new Error(`payment ${reference} has no charge`)
  await savePaid(db, payment, { reference, charge })
  if (order.status !== 'cancelled') {
    if (!await changeStatus(app, db, order, 'paid', PROVIDER)) throw new Error(`order ${order.number} changed under its lock`)
    return
  }
  const isForgotten = order.email === '' // there is nobody left to send it to
  if (payment.state === 'released' && !isForgotten && await takeAgain(app, db, order)) return
  await requestRefund(db, order, { cents: undefined, reason: 'The payment came when the order was over', actor: PROVIDER, key: 'late' })
}

/** Serves a released order after all: true when every piece and every coupon of it was still there. */
async function takeAgain (app: FastifyInstance, db: Db, order: VersionedOrder): Promise<boolean> {
  await db.query('savepoint again')
  if (!await takeAll(app, db, order)) {
    await db.query('rollback to savepoint again')
    return false
  }
  if (!await saveStatus(db, order, order.version, 'paid', true)) throw new Error(`order ${order.number} changed under its lock`)
  await saveEvent(db, order, { version: order.version + 1, actor: PROVIDER, from: 'cancelled', to: 'paid' })
  await app.orderLetters.changed(db, order, 'paid')
  await issueInvoice(db, order, app.seller, new Date())
  return true
}

async function takeAll (app: FastifyInstance, db: Db, order: VersionedOrder): Promise<boolean> {
  const lines = await listOrderLines(db, order)
  for (const line of lines.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) {
    if (!await saveStockTaken(db, line, { kind: 'sold', orderNumber: order.number })) return false
  }
  const counted = new Set(await listCountedPromotions(db, order))
  const promotions = app.catalog.current().terms.promotions.filter(({ promotionId }) => counted.has(promotionId))
  return promotions.length === counted.size && (await takePromotions(db, promotions, countedAs(order.email))).length === 0
}

async function isPaid (db: Db, order: OrderId): Promise<boolean> {
  return wasPaid(await listOrderEvents(db, order))
}

/** Ends the wait for a payment that nobody can make any more: the order is cancelled and its goods are free. */
export async function release (app: FastifyInstance, db: Db, id: OrderId): Promise<void> {
  const order = await lockOrder(db, id)
  const payment = await lockPayment(db, id)
  if (!order || payment?.state !== 'waiting') return
  await saveReleased(db, payment)
  if (order.status === 'placed') await changeStatus(app, db, order, 'cancelled', PROVIDER, { why: 'unpaid' })
}
