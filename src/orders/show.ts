import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findPayment } from '../payments/queries.ts'
import { listRefunds } from '../payments/refund-queries.ts'
import { showPayment } from '../payments/show.ts'
import { isSent, reviewable } from '../reviews/page.ts'
import { listOwnReviews } from '../reviews/queries.ts'
import { findVersionedOrder, type VersionedOrder } from './change-queries.ts'
import { isKeyOf } from './link.ts'
import { isOrderNumber } from './number.ts'
import { orderPage } from './page.ts'
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

export interface Showing {
  /** Where placing an order leads, as opposed to the history. */
  isConfirmation: boolean
  /** Why it could not be cancelled. */
  problem?: string
}

export async function showOrder (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, order: VisibleOrder | undefined, { isConfirmation, problem = '' }: Showing): Promise<FastifyReply> {
  if (!order) return reply.code(404).page('orders/unknown', {})
  reply.header('cache-control', 'private, no-store')
  if (problem !== '') reply.code(422)
  const [lines, events, discounts, taxes, payment, refunds] = await Promise.all([
    listOrderLines(app.db, order), listOrderEvents(app.db, order), listOrderDiscounts(app.db, order), listOrderTaxes(app.db, order),
    findPayment(app.db, order), listRefunds(app.db, order)
  ])
  const { isOwn, key } = order
  const reader = { locale: request.preferences.locale, isOwn, isConfirmation, now: new Date() }
  const catalog = app.catalog.current()
  // What was ordered as a guest is reviewed by nobody: a review is for who ordered with their account.
  const isBuyer = order.shopperId === request.customer?.shopperId
  const own = isBuyer && isSent(order.status) ? await listOwnReviews(app.db, order.shopperId) : undefined
  return reply.page('orders/show', {
    ...orderPage({ order, lines, events, discounts, taxes }, catalog, reader),
    payment: showPayment(order, payment, refunds, { takesCards: app.payments.provider !== undefined, locale: reader.locale, now: reader.now }),
    key,
    problem,
    toReview: own ? reviewable(lines, catalog, new Set(own.map(({ product }) => product))) : []
  })
}
