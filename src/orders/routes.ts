import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { isWithin } from '../plugins/rate-limit/within.ts'
import { readOrderList } from './list.ts'
import { STATUS_NAMES } from './order.ts'
import reorder from './reorder-routes.ts'
import { findVisibleOrder, showOrder } from './show.ts'

const OrderParams = Type.Object({ number: Type.String() })

const orders: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  await app.register(reorder)

  app.get('/orders/:number', { schema: { params: OrderParams } }, async (request, reply) => {
    const { key, returned } = request.query as { key?: unknown, returned?: unknown }
    const find = () => findVisibleOrder(app, request, request.params.number, key, secrets)
    const order = await find()
    if (order?.status !== 'placed' || returned !== '1') return showOrder(app, request, reply, order, { isConfirmation: true })
    // Back from paying: the provider may know before it has told.
    if (await isWithin(app, { name: 'returned', subject: order.number })) await app.payments.askAbout(order)
    return showOrder(app, request, reply, await find(), { isConfirmation: true })
  })

  app.get('/account/orders', async (request, reply) => {
    const { customer } = request
    if (!customer) return reply.redirect('/login?next=/account/orders', 303)
    const { after } = request.query as { after?: unknown }
    const { orders, next } = await readOrderList(app, customer.shopperId, typeof after === 'string' ? after : undefined)
    return reply.page('orders/list', { orders: orders.map(order => ({ ...order, statusName: STATUS_NAMES[order.status] })), next, isFirst: after === undefined })
  })

  app.get('/account/orders/:number', { schema: { params: OrderParams } }, async (request, reply) => {
    const { number } = request.params
    if (!request.customer) return reply.redirect(`/login?next=${encodeURIComponent(`/account/orders/${encodeURIComponent(number)}`)}`, 303)
    return showOrder(app, request, reply, await findVisibleOrder(app, request, number, undefined, secrets), { isConfirmation: false })
  })
}

export default orders
