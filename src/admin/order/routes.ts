import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { COUNTRY_NAMES, isCountryCode } from '../../checkout/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../checkout/delivery.ts'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { ORDER_STATUSES, STATUS_NAMES, type OrderStatus } from '../../orders/order.ts'
import { findOrderId, listOrderLines } from '../../orders/queries.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { readFrame } from '../frame.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { sayAge } from '../saying.ts'
import { nextStatuses } from '../status.ts'
import { changeStatus } from './change-status.ts'
import { findVersionedOrder, listEvents, type VersionedOrder } from './queries.ts'

const StatusForm = Type.Object({
  to: Type.String({ maxLength: 20 }),
  version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' })
}, { additionalProperties: false })

const STEPS: Readonly<Record<OrderStatus, string>> = {
  placed: '',
  paid: 'Mark as paid',
  packed: 'Mark as packed',
  sent: 'Mark as sent',
  delivered: 'Mark as delivered',
  cancelled: 'Cancel the order'
}

const order: FastifyPluginAsyncTypebox = async app => {
  app.get<{ Params: { number: string } }>('/admin/orders/:number', async (request, reply) => {
    const order = await readOrder(request.params.number)
    return order ? showOrder(request, reply, order) : showUnknown(request, reply)
  })

  app.post<{ Params: { number: string }, Body: { to: string, version: string } }>('/admin/orders/:number/status', { schema: { body: StatusForm } }, async (request, reply) => {
    const { customer } = request
    const to = ORDER_STATUSES.find(known => known === request.body.to)
    const version = Number(request.body.version)
    if (!customer || !to) throw new UnprocessableInput()

    const order = await readOrder(request.params.number)
    if (!order) return showUnknown(request, reply)
    if (version > order.version) throw new UnprocessableInput()
    if (version < order.version) return showOrder(request, reply, order, { overtakenSince: version })
    if (!nextStatuses(order.status, order.payment).includes(to)) return showOrder(request, reply, order, { refused: to })
    if (!await changeStatus(app.db, order, to, customer)) {
      return showOrder(request, reply, await readOrder(order.number) ?? order, { overtakenSince: version })
    }
    await request.flash('success', `Order ${order.number}: ${STATUS_NAMES[order.status]} → ${STATUS_NAMES[to]}`)
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })

  async function readOrder (number: string): Promise<VersionedOrder | undefined> {
    const id = await findOrderId(app.db, number)
    return id && await findVersionedOrder(app.db, id)
  }

  async function showUnknown (request: FastifyRequest<{ Params: { number: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const { number } = request.params
    return reply.code(404).page('admin/unknown-order', { ...await readFrame(app, request, 'orders'), number, searchUrl: orderListUrl({ q: number.slice(0, 200) }) })
  }

  /** The order as it stands. `refused`: a step that it cannot take; `overtakenSince`: the version of a form that came too late. */
  async function showOrder (
    request: FastifyRequest, reply: FastifyReply, order: VersionedOrder, { refused, overtakenSince }: { refused?: OrderStatus, overtakenSince?: number } = {}
  ): Promise<FastifyReply> {
    const [frame, lines, events] = await Promise.all([readFrame(app, request, 'orders'), listOrderLines(app.db, order), listEvents(app.db, order)])
    const { bySku } = app.catalog.current()
    const shipping = SHIPPING.find(known => known === order.shipping)
    const history = events.map(event => ({
      ...event,
      from: event.fromStatus && STATUS_NAMES[event.fromStatus],
      to: STATUS_NAMES[event.toStatus]
    }))
    if (refused || overtakenSince) reply.code(422)
    return reply.page('admin/order', {
      ...frame,
      order,
      age: sayAge(order.placedAt, new Date()),
      lines: lines.map(line => ({ ...line, product: bySku.get(line.sku)?.product ?? null })),
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      history,
      statusName: STATUS_NAMES[order.status],
      steps: nextStatuses(order.status, order.payment).filter(status => status !== 'cancelled').map(to => ({ to, text: STEPS[to] })),
      canCancel: nextStatuses(order.status, order.payment).includes('cancelled'),
      refused: refused ? STATUS_NAMES[refused] : null,
      overtaken: overtakenSince ? history.filter(({ version }) => version > overtakenSince) : [],
      countryName: isCountryCode(order.country) ? COUNTRY_NAMES[order.country] : order.country,
      shippingName: shipping ? SHIPPING_NAMES[shipping] : order.shipping,
      paymentName: findPaymentMethod(order.payment)?.name ?? order.payment,
      sameCustomerUrl: orderListUrl({ q: order.email })
    })
  }
}

export default order
