import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Words } from '../languages/translate.ts'
import { findPayment } from '../payments/queries.ts'
import { listRefunds } from '../payments/refund-queries.ts'
import { showPayment } from '../payments/show.ts'
import { reviewable } from '../reviews/page.ts'
import { listOwnReviews } from '../reviews/queries.ts'
import { findInvoice } from '../invoices/queries.ts'
import { returnsPart } from '../returns/page.ts'
import { listReturns } from '../returns/queries.ts'
import { findVersionedOrder, type VersionedOrder } from './change-queries.ts'
import { isKeyOf } from './link.ts'
import { listNotes } from './note-queries.ts'
import { isOrderNumber } from './number.ts'
import { isSent } from './order.ts'
import { orderPage, type WholeOrder } from './page.ts'
import { listParcels } from './parcel-queries.ts'
import { findOrderId, listOrderDiscounts, listOrderEvents, listOrderLines, listOrderTaxes } from './queries.ts'

/** An order that whoever asks may see. */
export interface VisibleOrder extends VersionedOrder {
  /** Of the customer who asks. */
  readonly isOwn: boolean
  /** That it was opened with; empty where it is their own. */
  readonly key: string
}

/** Somebody else's order is not there, as one that does not exist. `key`: as it was sent. */
export async function findVisibleOrder (app: FastifyInstance, { customer }: FastifyRequest, number: string, key: unknown, secrets: readonly string[]): Promise<VisibleOrder | undefined> {
  const hasKey = isKeyOf(number, key, secrets)
  const id = isOrderNumber(number) && (hasKey || customer) ? await findOrderId(app.db, number) : undefined
  const isOwn = id !== undefined && id.ownerId === customer?.shopperId
  const order = id && (hasKey || isOwn) ? await findVersionedOrder(app.db, id) : undefined
  return order && { ...order, isOwn, key: isOwn ? '' : String(key) }
}

/** All that is known of an order. */
export async function readOrder<O extends VersionedOrder> (app: FastifyInstance, order: O): Promise<WholeOrder & { order: O }> {
  const [lines, events, discounts, taxes, parcels, notes] = await Promise.all([
    listOrderLines(app.db, order), listOrderEvents(app.db, order), listOrderDiscounts(app.db, order), listOrderTaxes(app.db, order),
    listParcels(app.db, order), listNotes(app.db, order)
  ])
  return { order, lines, events, discounts, taxes, parcels, notes }
}

export interface Showing {
  /** Where placing an order leads, as opposed to the history. */
  isConfirmation: boolean
  /** What could not be done. */
  problem?: Words
}

export async function showOrder (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, order: VisibleOrder | undefined, { isConfirmation, problem = '' }: Showing): Promise<FastifyReply> {
  if (!order) return reply.code(404).page('orders/unknown', {})
  reply.header('cache-control', 'private, no-store')
  if (problem !== '') reply.code(422)
  const [whole, invoice, payment, refunds] = await Promise.all([readOrder(app, order), findInvoice(app.db, order), findPayment(app.db, order), listRefunds(app.db, order)])
  const { lines, events } = whole
  const { isOwn, key, number } = order
  const reader = { locale: request.preferences.locale, isOwn, isConfirmation, now: new Date() }
  const returns = isSent(order.status) ? await listReturns(app.db, order) : []
  const { customer, catalog } = request
  const own = isOwn && isSent(order.status) && customer ? await listOwnReviews(app.db, customer.shopperId) : undefined
  return reply.page('orders/show', {
    ...orderPage(whole, catalog, reader),
    ...returnsPart({ status: order.status, lines, events, returns, now: reader.now }, request.t),
    payment: showPayment(order, payment, refunds, { takesCards: app.payments.provider !== undefined, locale: reader.locale, now: reader.now }),
    sellerLines: app.seller.lines,
    invoiceUrl: invoice ? `/orders/${number}/invoice${isOwn ? '' : `?key=${encodeURIComponent(key)}`}` : '',
    returnUrl: isOwn ? `/account/orders/${number}/return` : `/orders/${number}/return?key=${encodeURIComponent(key)}`,
    key,
    problem,
    toReview: own ? reviewable(whole.lines, catalog, new Set(own.map(({ product }) => product))) : []
  })
}
