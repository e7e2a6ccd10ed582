import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { isSent, reviewable } from '../reviews/page.ts'
import { listOwnReviews } from '../reviews/queries.ts'
import { isKeyOf } from './link.ts'
import { isOrderNumber } from './number.ts'
import { STATUS_NAMES } from './order.ts'
import { orderPage } from './page.ts'
import { findOrder, findOrderId, listOrderDiscounts, listOrderEvents, listOrderLines, listOrders, listOrderTaxes } from './queries.ts'
import reorder from './reorder-routes.ts'

const PAGE_SIZE = 20
const OrderParams = Type.Object({ number: Type.String() })

const orders: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  await app.register(reorder)

  app.get('/orders/:number', { schema: { params: OrderParams } }, async (request, reply) => {
    const { key } = request.query as { key?: unknown }
    return showOrder(request, reply, { number: request.params.number, hasKey: isKeyOf(request.params.number, key, secrets), isConfirmation: true })
  })

  app.get('/account/orders', async (request, reply) => {
    const { customer } = request
    if (!customer) return reply.redirect('/login?next=/account/orders', 303)
    const { after } = request.query as { after?: unknown }
    const found = await listOrders(app.db, customer.shopperId, typeof after === 'string' ? after : undefined, PAGE_SIZE + 1)
    const orders = found.slice(0, PAGE_SIZE).map(order => ({ ...order, statusName: STATUS_NAMES[order.status] }))
    return reply.page('orders/list', { orders, next: found.length > PAGE_SIZE ? orders.at(-1)?.number : undefined, isFirst: after === undefined })
  })

  app.get('/account/orders/:number', { schema: { params: OrderParams } }, async (request, reply) => {
    const { number } = request.params
    if (!request.customer) return reply.redirect(`/login?next=${encodeURIComponent(`/account/orders/${encodeURIComponent(number)}`)}`, 303)
    return showOrder(request, reply, { number, hasKey: false, isConfirmation: false })
  })

  /** Somebody else's order is answered like one that does not exist. */
  async function showOrder (request: FastifyRequest, reply: FastifyReply, { number, hasKey, isConfirmation }: Asked): Promise<FastifyReply> {
    const { customer } = request
    const id = isOrderNumber(number) && (hasKey || customer) ? await findOrderId(app.db, number) : undefined
    const order = id && (hasKey || id.shopperId === customer?.shopperId) ? await findOrder(app.db, id) : undefined
    if (!id || !order) return reply.code(404).page('orders/unknown', {})

    reply.header('cache-control', 'private, no-store')
    const [lines, events, discounts, taxes] = await Promise.all([
      listOrderLines(app.db, id), listOrderEvents(app.db, id), listOrderDiscounts(app.db, id), listOrderTaxes(app.db, id)
    ])
    const reader = { locale: request.preferences.locale, isOwn: id.shopperId === customer?.shopperId, isConfirmation, now: new Date() }
    const catalog = app.catalog.current()
    const own = reader.isOwn && isSent(order.status) ? await listOwnReviews(app.db, id.shopperId) : undefined
    return reply.page('orders/show', {
      ...orderPage({ order, lines, events, discounts, taxes }, catalog, reader),
      toReview: own ? reviewable(lines, catalog, new Set(own.map(({ product }) => product))) : []
    })
  }
}

interface Asked { number: string, hasKey: boolean, isConfirmation: boolean }

export default orders
