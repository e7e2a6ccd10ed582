import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { findInvoice } from '../../invoices/queries.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { findVersionedOrder, type VersionedOrder } from '../../orders/change-queries.ts'
import type { OrderStatus } from '../../orders/order.ts'
import { orderSums } from '../../orders/page.ts'
import { findOrderId, listOrderDiscounts, listOrderLines, listOrderTaxes } from '../../orders/queries.ts'
import { findPayment } from '../../payments/queries.ts'
import { listRefunds, sumWaived, type Refund } from '../../payments/refund-queries.ts'
import { moneyOf, type Money } from '../../payments/refunds.ts'
import { addressLines } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../pricing/delivery.ts'
import { describeReturn } from '../../returns/page.ts'
import { listReturns } from '../../returns/queries.ts'
import { readFrame } from '../frame.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { sayAge, statusName } from '../saying.ts'
import { isOwed, nextStatuses } from '../status.ts'
import { listEvents, type OrderEvent } from './queries.ts'
import { refundForm, type TypedRefund } from './refund-form.ts'
import { describeEvent, describeRefund, sayRefused, STEPS } from './saying.ts'
import { trackingPanel, type TrackingTrouble } from './tracking.ts'

export interface ReadOrder extends VersionedOrder {
  /** The latest first. */
  readonly events: readonly OrderEvent[]
  readonly isPaid: boolean
  readonly refunds: readonly Refund[]
  readonly money: Money
  /** Until then the goods are held for a payment by card; null where none is awaited. */
  readonly payBy: Date | null
}

export async function readOrder (app: FastifyInstance, number: string): Promise<ReadOrder | undefined> {
  const id = await findOrderId(app.db, number)
  const order = id && await findVersionedOrder(app.db, id)
  if (!order) return undefined
  // A step that somebody takes between the statements is not of this version.
  const events = (await listEvents(app.db, order)).filter(({ version }) => version <= order.version)
  const refunds = (await listRefunds(app.db, order)).filter(({ version }) => version <= order.version)
  const payment = await findPayment(app.db, order)
  const isPaid = events.some(({ toStatus }) => toStatus === 'paid')
  return { ...order, events, isPaid, refunds, money: moneyOf(order, isPaid, payment, refunds, await sumWaived(app.db, order)), payBy: payment?.state === 'waiting' ? payment.payBy : null }
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'German' }

export interface Showing {
  /** A step that it cannot take. */
  refused?: OrderStatus
  /** The version of a form that came too late. */
  overtakenSince?: number
  /** A refund as it was typed, and why it was not made. */
  refund?: TypedRefund
  tracking?: TrackingTrouble
}

/** The order as it stands. */
export async function showOrder (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, order: ReadOrder, { refused, overtakenSince, refund, tracking }: Showing = {}): Promise<FastifyReply> {
  const [frame, lines, discounts, taxes, returns, invoice] = await Promise.all([
    readFrame(app, request, 'orders'), listOrderLines(app.db, order), listOrderDiscounts(app.db, order), listOrderTaxes(app.db, order), listReturns(app.db, order), findInvoice(app.db, order)
  ])
  const { locale } = request.preferences
  const { bySku } = app.catalog.current()
  const shipping = SHIPPING.find(known => known === order.shipping)
  const history = [...order.events.map(describeEvent), ...order.refunds.map(each => describeRefund(each, order.currency, locale))].toSorted((a, b) => b.version - a.version || b.at.getTime() - a.at.getTime())
  const next = nextStatuses(order)
  const errors = { ...refund?.errors, ...tracking?.errors }
  if (refused || overtakenSince || refund || tracking) reply.code(422)
  return reply.page('admin/order', {
    ...frame,
    ...placeOf(order.number),
    order,
    errors,
    writtenIn: LANGUAGE_NAMES[languageOf(order.locale)],
    sums: orderSums(order, discounts, taxes, locale),
    age: sayAge(order.placedAt, new Date()),
    lines: lines.map(line => ({ ...line, product: null, ...bySku.get(line.sku) })),
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    history,
    statusName: statusName(order.status),
    steps: next.filter(status => status !== 'cancelled').map(to => ({ to, text: STEPS[to] })),
    canCancel: next.includes('cancelled'),
    isOwed: isOwed(order),
    paidAt: order.events.find(({ toStatus }) => toStatus === 'paid')?.at ?? null,
    refund: refundForm(order, refund, locale),
    refused: refused ? sayRefused(order, refused) : null,
    isOvertaken: overtakenSince !== undefined,
    overtaken: overtakenSince ? history.filter(({ version }) => version > overtakenSince) : [],
    invoice: invoice?.number ?? '',
    returns: returns.map(each => describeReturn(each, request.t)),
    tracking: trackingPanel(order, tracking),
    address: addressLines(order),
    shippingName: shipping ? SHIPPING_NAMES[shipping] : order.shipping,
    paymentName: request.t(findPaymentMethod(order.payment)?.name ?? order.payment),
    sameCustomerUrl: orderListUrl({ q: order.email })
  })
}

export async function showUnknown (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, number: string): Promise<FastifyReply> {
  return reply.code(404).page('admin/unknown-order', { ...await readFrame(app, request, 'orders'), ...placeOf(number), number, searchUrl: orderListUrl({ q: number.slice(0, 200) }) })
}

/** The page of an order, which its forms are shown on again: an answer to those stands at another address. */
function placeOf (number: string): { path: string, returnTo: string } {
  const path = `/admin/orders/${encodeURIComponent(number)}`
  return { path, returnTo: path }
}
