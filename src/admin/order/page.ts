import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { findInvoice } from '../../invoices/queries.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { orderSums } from '../../orders/page.ts'
import { isCancellable, type PaidLine } from '../../orders/order.ts'
import { listOrderDiscounts, listOrderTaxes, listPaidLines } from '../../orders/queries.ts'
import { shippingName } from '../../pricing/delivery.ts'
import { describeReturn } from '../../returns/page.ts'
import { listReturns } from '../../returns/queries.ts'
import { readFrame } from '../frame.ts'
import { describeSlip } from '../order-bulk/slip.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { readNeighbours } from '../order-list/neighbours.ts'
import { leftToSend, type Parcel } from '../../orders/parcel.ts'
import { mayDo } from '../permissions.ts'
import { sayAge, statusName } from '../saying.ts'
import { isOwed, stepsOf } from '../status.ts'
import { hereOf, type Here } from './here.ts'
import { historyOf } from './history.ts'
import { lettersOf } from './letters.ts'
import { noteForm, type TypedNote } from './note-form.ts'
import { parcelsPanel, type ParcelTrouble } from './parcels.ts'
import { listOrdered } from './queries.ts'
import type { ReadOrder } from './read.ts'
import { refundForm, sayByHand, type TypedRefund } from './refund-form.ts'
import { sayOrdered, STEPS } from './saying.ts'
import { undoableOf } from './undo.ts'

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'German' }
const MOST_ORDERED = 1000

export interface Showing {
  /** Why a step was not taken. */
  refused?: string
  /** The version of a form that came too late. */
  overtakenSince?: number
  /** A refund as it was typed, and why it was not made. */
  refund?: TypedRefund
  parcel?: ParcelTrouble
  note?: TypedNote
}

/** The order as it stands. */
export async function showOrder (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, order: ReadOrder, showing: Showing = {}): Promise<FastifyReply> {
  const { db } = app
  const here = hereOf(order.number, request)
  const [frame, lines, discounts, taxes, returns, invoice, ordered, beside] = await Promise.all([
    readFrame(app, request, 'orders'), listPaidLines(db, order), listOrderDiscounts(db, order), listOrderTaxes(db, order), listReturns(db, order), findInvoice(db, order),
    order.email === '' ? [] : listOrdered(db, order.email, MOST_ORDERED + 1), besideOf(app, here, order)
  ])
  const { refused = '', overtakenSince, refund, parcel, note } = showing
  const { preferences: { locale }, customer } = request
  const { bySku } = app.catalog.current()
  const history = historyOf(order, locale)
  const next = stepsOf(order, customer)
  const errors = { ...refund?.errors, ...parcel?.errors, ...note?.errors }
  const isOvertaken = overtakenSince !== undefined
  if (refused !== '' || isOvertaken || Object.keys(errors).length > 0) reply.code(422)
  return reply.page('admin/order', {
    ...frame,
    ...placeOf(here),
    ...customerPart(order, request),
    beside,
    order,
    errors,
    sums: orderSums(order, discounts, taxes, locale),
    age: sayAge(order.placedAt, new Date()),
    lines: lines.map(line => ({ ...line, product: null, ...bySku.get(line.sku) })),
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    history,
    undo: undoableOf(order, returns.length > 0)?.event.version ?? 0,
    statusName: statusName(order.status),
    steps: next.filter(status => status !== 'cancelled').map(to => ({ to, text: STEPS[to] })),
    canCancel: next.includes('cancelled'),
    canEdit: isCancellable(order.status),
    isOwed: isOwed(order),
    paidAt: order.events.find(({ toStatus, undoneVersion }) => toStatus === 'paid' && undoneVersion === null)?.at ?? null,
    mayDecideReturns: mayDo(customer, 'returns'),
    toRefund: sayByHand(order, locale),
    refund: mayDo(customer, 'refunds') ? refundForm(order, lines, returns, refund, locale) : null,
    note: noteForm(order, note),
    refused,
    isOvertaken,
    overtaken: isOvertaken ? history.filter(({ version }) => version > overtakenSince) : [],
    invoice: invoice?.number ?? '',
    letters: lettersOf(order, invoice?.number ?? ''),
    returns: returns.map(each => describeReturn(each, request.t)),
    parcels: parcelsPanel(order, lines, parcel),
    slip: describeSlip({ ...order, lines: withSent(lines, order.parcels) }),
    ordered: sayOrdered(ordered, MOST_ORDERED, locale)
  })
}

function withSent (lines: readonly PaidLine[], parcels: readonly Parcel[]): Array<PaidLine & { sent: number }> {
  const left = leftToSend(lines, parcels)
  return lines.map(line => ({ ...line, sent: line.quantity - (left.get(line.sku) ?? 0) }))
}

function customerPart (order: ReadOrder, request: FastifyRequest): object {
  return {
    writtenIn: LANGUAGE_NAMES[languageOf(order.locale)],
    shippingName: shippingName(order.shipping),
    paymentName: request.t(findPaymentMethod(order.payment)?.name ?? order.payment),
    sameCustomerUrl: orderListUrl({ q: order.email })
  }
}

/** The orders before and after this one in the list that somebody came from, by their addresses. */
async function besideOf ({ db }: FastifyInstance, { filter, kept }: Here, order: ReadOrder): Promise<{ previous: string | null, next: string | null }> {
  if (!filter) return { previous: null, next: null }
  const { previous, next } = await readNeighbours(db, filter, order)
  const urlOf = (number: string | undefined): string | null => number === undefined ? null : `/admin/orders/${number}${kept}`
  return { previous: urlOf(previous), next: urlOf(next) }
}

export async function showUnknown (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, number: string): Promise<FastifyReply> {
  const here = hereOf(number, request)
  return reply.code(404).page('admin/unknown-order', { ...await readFrame(app, request, 'orders'), ...placeOf(here), number, searchUrl: orderListUrl({ q: number.slice(0, 200) }) })
}

/** The page of an order, which its forms are shown on again: an answer to those stands at another address. */
function placeOf (here: Here): { path: string, returnTo: string, here: Here } {
  return { path: here.path, returnTo: here.path + here.kept, here }
}
