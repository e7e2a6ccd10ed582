import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyReply } from 'fastify'
import { COUNTRY_NAMES, isCountryCode } from '../../checkout/countries.ts'
import { findPaymentMethod } from '../../checkout/payment.ts'
import { ORDER_STATUSES, STATUS_NAMES, type OrderStatus } from '../../orders/order.ts'
import { findOrderId, listOrderLines } from '../../orders/queries.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { orderListUrl } from '../order-list/filter.ts'
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
    return showOrder(reply, await readOrder(request.params.number))
  })

  app.post<{ Params: { number: string }, Body: { to: string, version: string } }>('/admin/orders/:number/status', { schema: { body: StatusForm } }, async (request, reply) => {
    const { customer } = request
    const to = ORDER_STATUSES.find(known => known === request.body.to)
    const version = Number(request.body.version)
    if (!customer || !to) throw new UnprocessableInput()

    const order = await readOrder(request.params.number)
    if (version > order.version) throw new UnprocessableInput()
    if (version < order.version) return showOrder(reply, order, { overtakenSince: version })
    if (!nextStatuses(order.status, order.payment).includes(to)) return showOrder(reply, order, { refused: to })
    if (!await changeStatus(app.db, order, to, customer)) {
      return showOrder(reply, await readOrder(order.number), { overtakenSince: version })
    }
    await request.flash('success', `Order ${order.number}: ${STATUS_NAMES[order.status]} → ${STATUS_NAMES[to]}`)
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })

  async function readOrder (number: string): Promise<VersionedOrder> {
    const id = await findOrderId(app.db, number)
    const order = id && await findVersionedOrder(app.db, id)
    if (!order) throw new NotFound('There is no order with this number.')
    return order
  }

  /** The order as it stands. `refused`: a step that it cannot take; `overtakenSince`: the version of a form that came too late. */
  async function showOrder (
    reply: FastifyReply, order: VersionedOrder, { refused, overtakenSince }: { refused?: OrderStatus, overtakenSince?: number } = {}
  ): Promise<FastifyReply> {
    const [lines, events] = await Promise.all([listOrderLines(app.db, order), listEvents(app.db, order)])
    const history = events.map(event => ({
      ...event,
      from: event.fromStatus && STATUS_NAMES[event.fromStatus],
      to: STATUS_NAMES[event.toStatus]
    }))
    if (refused || overtakenSince) reply.code(422)
    return reply.page('admin/order', {
      section: 'orders',
      order,
      lines,
      history,
      statusName: STATUS_NAMES[order.status],
      steps: nextStatuses(order.status, order.payment).filter(status => status !== 'cancelled').map(to => ({ to, text: STEPS[to] })),
      canCancel: nextStatuses(order.status, order.payment).includes('cancelled'),
      refused: refused ? STATUS_NAMES[refused] : null,
      overtaken: overtakenSince ? history.filter(({ version }) => version > overtakenSince) : [],
      countryName: isCountryCode(order.country) ? COUNTRY_NAMES[order.country] : order.country,
      paymentName: findPaymentMethod(order.payment)?.name ?? order.payment,
      sameCustomerUrl: orderListUrl({ q: order.email })
    })
  }
}

export default order
