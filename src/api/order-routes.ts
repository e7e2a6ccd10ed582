import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { shopperIdOf } from '../accounts/account-routes.ts'
import { paymentMethodsFor } from '../checkout/payment.ts'
import { OrderRefused, placeOrder } from '../checkout/place-order.ts'
import { explainRefusal } from '../checkout/refusal.ts'
import type { Agreed } from '../checkout/review.ts'
import { phrase } from '../languages/translate.ts'
import { cancelOrder, sayRefused } from '../orders/cancel.ts'
import { orderKey } from '../orders/link.ts'
import { readOrderList } from '../orders/list.ts'
import { findVisibleOrder, readOrder, type VisibleOrder } from '../orders/show.ts'
import { NotFound } from '../plugins/errors.ts'
import { needItems, needReview } from './checkout-routes.ts'
import { NewOrder } from './checkout-schema.ts'
import { refusalProblems } from './checkout-show.ts'
import { Cancel, ListQuery, Order, OrderList, OrderParams, OrderQuery } from './order-schema.ts'
import { orderJson, orderListJson } from './order-show.ts'
import { invalidFields, NamedProblem } from './problem.ts'
import { changeProblems, problems, Ref } from './schema.ts'

const tags = ['Orders']

/** Orders: made of the cart, looked at, taken back. */
const orders: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.post('/orders', {
    schema: {
      tags, summary: 'Orders what the cart holds', description: 'Sent again with the same checkout_key it answers with the same order, and with the page to pay on while it waits for a payment by card.', body: NewOrder,
      response: { 201: Ref(Order), ...changeProblems(409) }
    },
    config: { rate: 'checkout' }
  }, async (request, reply) => {
    const { checkout_key: key, expected_total: expected, payment: code } = request.body
    if (!request.session.row) needItems(request)
    const payment = paymentMethodsFor(expected.amount, app.payments.provider !== undefined).find(method => method.code === code)
    if (!payment) throw invalidFields({ payment: phrase('There is no such way to pay.') })
    const agreed = { key, totalCents: expected.amount, currency: expected.currency }
    try {
      const number = await placeOrder(app, request, agreed, payment)
      const order = await findOrder(request, number, request.customer ? undefined : orderKey(number, secrets))
      return reply.code(201).header('location', `/api/v1/orders/${number}`).send(await show(request, order, await pageOf(request, order)))
    } catch (error) {
      throw error instanceof OrderRefused ? await refused(request, agreed, error) : error
    }
  })

  app.get('/orders', { schema: { tags, summary: 'Lists the customer\'s orders, newest first', querystring: ListQuery, response: { 200: Ref(OrderList), ...problems(401, 422) } } }, async request => {
    const { orders, next } = await readOrderList(app, shopperIdOf(request), request.query.after)
    return orderListJson(orders, next)
  })

  app.get('/orders/:number', { schema: { tags, summary: 'Shows an order', params: OrderParams, querystring: OrderQuery, response: { 200: Ref(Order), ...problems(404, 422) } } }, async request => {
    return show(request, await findOrder(request, request.params.number, request.query.key))
  })

  app.post('/orders/:number/cancel', { schema: { tags, summary: 'Takes an order back, until it is packed', params: OrderParams, body: Cancel, response: { 200: Ref(Order), ...changeProblems(404, 409) } } }, async request => {
    const { params: { number }, body: { version, key } } = request
    const { order, outcome } = await cancelOrder(app, request, { number, version, key }, secrets)
    if (order && outcome === 'refused') throw new NamedProblem(409, 'not-cancelled', sayRefused(order.status))
    return show(request, await findOrder(request, number, key))
  })

  async function findOrder (request: FastifyRequest, number: string, key: string | undefined): Promise<VisibleOrder> {
    const order = await findVisibleOrder(app, request, number, key, secrets)
    if (!order) throw new NotFound('There is no such order, or it is not yours.')
    return order
  }

  async function show (request: FastifyRequest, order: VisibleOrder, redirectUrl: string | null = null) {
    return orderJson(await readOrder(app, order), request.preferences.locale, redirectUrl)
  }

  /** Where a card is taken; null where there is nothing to pay, or while the provider is away: the order is kept, to be asked for again. */
  async function pageOf (request: FastifyRequest, order: VisibleOrder): Promise<string | null> {
    try {
      return await app.payments.pageOf(order) ?? null
    } catch (error) {
      request.log.warn({ err: error }, 'a page to pay on could not be opened')
      return null
    }
  }
}

async function refused (request: FastifyRequest, agreed: Agreed, error: OrderRefused): Promise<NamedProblem> {
  const { review, errors } = await explainRefusal(request.server, request, agreed, error.refused)
  const skus = needReview(request, review).lines.map(({ sku }) => sku)
  return new NamedProblem(409, 'order-refused', 'No order was made. Look at /checkout/review and order again if that is fine.', { errors: refusalProblems(errors, skus) })
}

export default orders
