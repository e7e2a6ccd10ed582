import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Version } from '../plugins/schemas.ts'
import { cancelOrder, sayRefused, type ToCancel } from './cancel.ts'
import { guestLink } from './link.ts'
import { showOrder } from './show.ts'

const Params = Type.Object({ number: Type.String() })
const OwnForm = Type.Object({ version: Version }, { additionalProperties: false })
const GuestForm = Type.Object({ version: Version, key: Type.String() }, { additionalProperties: false })

/** The shopper takes an order back, until it is packed. */
const cancelRoutes: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.post('/account/orders/:number/cancel', { schema: { params: Params, body: OwnForm } }, async (request, reply) => {
    return cancel(request, reply, { number: request.params.number, version: Number(request.body.version), key: undefined })
  })

  app.post('/orders/:number/cancel', { schema: { params: Params, body: GuestForm } }, async (request, reply) => {
    return cancel(request, reply, { number: request.params.number, version: Number(request.body.version), key: request.body.key })
  })

  async function cancel (request: FastifyRequest, reply: FastifyReply, form: ToCancel): Promise<FastifyReply> {
    const { order, outcome } = await cancelOrder(app, request, form, secrets)
    if (!order || outcome === 'refused') return showOrder(app, request, reply, order, { isConfirmation: false, problem: order ? sayRefused(order.status) : '' })
    if (outcome === 'cancelled') await request.flash('success', request.t('Order {number} is cancelled.', { number: order.number }))
    return reply.redirect(order.isOwn ? `/account/orders/${order.number}` : guestLink(order.number, secrets), 303)
  }
}

export default cancelRoutes
