import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressLines } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../pricing/delivery.ts'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { changeStatus } from '../../orders/change-status.ts'
import { findVersionedOrder, saveTracking, type VersionedOrder } from '../../orders/change-queries.ts'
import { findInvoice } from '../../invoices/queries.ts'
import { parseTracking } from '../../orders/carriers.ts'
import { ORDER_STATUSES, STATUS_NAMES, type OrderStatus } from '../../orders/order.ts'
import { orderSums } from '../../orders/page.ts'
import { findOrderId, listOrderDiscounts, listOrderLines, listOrderTaxes } from '../../orders/queries.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { describeReturn } from '../../returns/page.ts'
import { listReturns } from '../../returns/queries.ts'
import { readFrame } from '../frame.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { sayAge } from '../saying.ts'
import { isOwed, nextStatuses } from '../status.ts'
import { listEvents, type OrderEvent } from './queries.ts'
import { describeEvent, sayRefused, sayTaken, sayTracked, STEPS } from './saying.ts'
import { hasLeft, trackingPanel, type TrackingTrouble, type TypedTracking } from './tracking.ts'

const StatusForm = Type.Object({
  to: Type.String({ maxLength: 20 }),
  version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }),
  // Beside the step to sent.
  carrier: Type.Optional(Type.String()),
  tracking_number: Type.Optional(Type.String())
}, { additionalProperties: false })
const TrackingForm = Type.Object({ carrier: Type.String(), tracking_number: Type.String(), previous: Type.String() }, { additionalProperties: false })

type StatusBody = { to: string, version: string } & Partial<TypedTracking>

interface Trouble {
  /** A step that it cannot take. */
  refused?: OrderStatus
  /** The version of a form that came too late. */
  overtakenSince?: number
  tracking?: TrackingTrouble | undefined
}

interface ReadOrder extends VersionedOrder {
  /** The latest first. */
  readonly events: readonly OrderEvent[]
  readonly isPaid: boolean
}

const order: FastifyPluginAsyncTypebox = async app => {
  app.get<{ Params: { number: string } }>('/admin/orders/:number', async (request, reply) => {
    const order = await readOrder(request.params.number)
    return order ? showOrder(request, reply, order) : showUnknown(request, reply)
  })

  app.post<{ Params: { number: string }, Body: StatusBody }>('/admin/orders/:number/status', { schema: { body: StatusForm } }, async (request, reply) => {
    const { customer, body: { carrier = '', tracking_number = '' } } = request
    const to = ORDER_STATUSES.find(known => known === request.body.to)
    const version = Number(request.body.version)
    if (!customer || !to) throw new UnprocessableInput()

    const order = await readOrder(request.params.number)
    if (!order) return showUnknown(request, reply)
    if (version > order.version) throw new UnprocessableInput()
    const { tracking, errors } = parseTracking(carrier, tracking_number)
    const typed = { typed: { carrier, tracking_number }, errors }
    if (version < order.version) return showOrder(request, reply, order, { overtakenSince: version, tracking: typed })
    if (!nextStatuses(order).includes(to)) return showOrder(request, reply, order, { refused: to })
    if (Object.keys(errors).length > 0) return showOrder(request, reply, order, { tracking: typed })
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (to !== 'sent') return changeStatus(app, db, order, to, customer)
      return await changeStatus(app, db, { ...order, ...tracking }, to, customer) && saveTracking(db, order, tracking, order.trackingNumber)
    })
    if (!isChanged) return showOrder(request, reply, await readOrder(order.number) ?? order, { overtakenSince: version, tracking: typed })
    app.mail.deliverSoon()
    await request.flash('success', sayTaken(order.number, to))
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })

  app.post<{ Params: { number: string }, Body: TypedTracking & { previous: string } }>('/admin/orders/:number/tracking', { schema: { body: TrackingForm } }, async (request, reply) => {
    const { previous, ...typed } = request.body
    const order = await readOrder(request.params.number)
    if (!order) return showUnknown(request, reply)
    if (!hasLeft(order.status)) throw new UnprocessableInput()
    const { tracking, errors } = parseTracking(typed.carrier, typed.tracking_number)
    if (Object.keys(errors).length > 0) return showOrder(request, reply, order, { tracking: { typed, errors } })
    if (!await saveTracking(app.db, order, tracking, previous)) {
      return showOrder(request, reply, order, { tracking: { typed, errors: { tracking_number: sayTracked(order.trackingNumber) } } })
    }
    await request.flash('success', `Carrier and tracking number of order ${order.number} are saved.`)
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })

  async function readOrder (number: string): Promise<ReadOrder | undefined> {
    const id = await findOrderId(app.db, number)
    const order = id && await findVersionedOrder(app.db, id)
    if (!order) return undefined
    // A step that somebody takes between both statements is not of this version.
    const events = (await listEvents(app.db, order)).filter(({ version }) => version <= order.version)
    return { ...order, events, isPaid: events.some(({ toStatus }) => toStatus === 'paid') }
  }

  async function showUnknown (request: FastifyRequest<{ Params: { number: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const { number } = request.params
    return reply.code(404).page('admin/unknown-order', { ...await readFrame(app, request, 'orders'), ...placeOf(number), number, searchUrl: orderListUrl({ q: number.slice(0, 200) }) })
  }

  /** The order as it stands. */
  async function showOrder (request: FastifyRequest, reply: FastifyReply, order: ReadOrder, { refused, overtakenSince, tracking }: Trouble = {}): Promise<FastifyReply> {
    const [frame, lines, discounts, taxes, returns, invoice] = await Promise.all([
      readFrame(app, request, 'orders'), listOrderLines(app.db, order), listOrderDiscounts(app.db, order), listOrderTaxes(app.db, order), listReturns(app.db, order), findInvoice(app.db, order)
    ])
    const { bySku } = app.catalog.current()
    const shipping = SHIPPING.find(known => known === order.shipping)
    const history = order.events.map(describeEvent)
    const next = nextStatuses(order)
    if (refused || overtakenSince || tracking) reply.code(422)
    return reply.page('admin/order', {
      ...frame,
      ...placeOf(order.number),
      order,
      sums: orderSums(order, discounts, taxes, request.preferences.locale),
      age: sayAge(order.placedAt, new Date()),
      lines: lines.map(line => ({ ...line, product: null, ...bySku.get(line.sku) })),
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      history,
      statusName: STATUS_NAMES[order.status],
      steps: next.filter(status => status !== 'cancelled').map(to => ({ to, text: STEPS[to] })),
      canCancel: next.includes('cancelled'),
      isOwed: isOwed(order),
      paidAt: order.events.find(({ toStatus }) => toStatus === 'paid')?.at ?? null,
      refused: refused ? sayRefused(order, refused) : null,
      overtaken: overtakenSince ? history.filter(({ version }) => version > overtakenSince) : [],
      invoice: invoice?.number ?? '',
      returns: returns.map(describeReturn),
      tracking: trackingPanel(order, tracking),
      address: addressLines(order),
      shippingName: shipping ? SHIPPING_NAMES[shipping] : order.shipping,
      paymentName: findPaymentMethod(order.payment)?.name ?? order.payment,
      sameCustomerUrl: orderListUrl({ q: order.email })
    })
  }
}

export default order

/** The page of an order, which its form is shown on again: an answer to that stands at another address. */
function placeOf (number: string): { path: string, returnTo: string } {
  const path = `/admin/orders/${encodeURIComponent(number)}`
  return { path, returnTo: path }
}
