import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { transaction } from '../plugins/database.ts'
import { UnprocessableInput } from '../plugins/errors.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { changeStatus } from './change-status.ts'
import { guestLink } from './link.ts'
import { isCancellable, STATUS_NAMES, type OrderStatus } from './order.ts'
import { findVisibleOrder, showOrder, type VisibleOrder } from './show.ts'

const Params = Type.Object({ number: Type.String() })
const version = Type.String({ pattern: '^[1-9][0-9]{0,8}$' })
const OwnForm = Type.Object({ version }, { additionalProperties: false })
const GuestForm = Type.Object({ version, key: Type.String() }, { additionalProperties: false })

/** The shopper takes an order back, until it is packed. */
const cancel: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.post('/account/orders/:number/cancel', { schema: { params: Params, body: OwnForm } }, async (request, reply) => {
    return cancelOrder(request, reply, request.params.number, { version: Number(request.body.version), key: undefined })
  })

  app.post('/orders/:number/cancel', { schema: { params: Params, body: GuestForm } }, async (request, reply) => {
    return cancelOrder(request, reply, request.params.number, { version: Number(request.body.version), key: request.body.key })
  })

  async function cancelOrder (request: FastifyRequest, reply: FastifyReply, number: string, form: { version: number, key: string | undefined }): Promise<FastifyReply> {
    const order = await findVisibleOrder(app, request, number, form.key, secrets)
    if (!order) return showOrder(app, request, reply, undefined, { isConfirmation: false })
    if (form.version > order.version) throw new UnprocessableInput()
    if (order.status === 'cancelled') return goToOrder(reply, order)
    if (form.version < order.version || !isCancellable(order.status)) return refuse(request, reply, order)

    const isChanged = await transaction(app.db, async db => {
      if (order.isOwn) await holdSession(db, request)
      const actor = order.isOwn && request.customer ? request.customer : { shopperId: null, name: order.name }
      return changeStatus(app, db, order, 'cancelled', actor)
    })
    if (!isChanged) {
      const now = await findVisibleOrder(app, request, number, form.key, secrets)
      return now?.status === 'cancelled' ? goToOrder(reply, now) : refuse(request, reply, now)
    }
    app.mail.deliverSoon()
    app.payments.lookSoon()
    await request.flash('success', `Order ${order.number} is cancelled.`)
    return goToOrder(reply, order)
  }

  function goToOrder (reply: FastifyReply, { number, isOwn }: VisibleOrder): FastifyReply {
    return reply.redirect(isOwn ? `/account/orders/${number}` : guestLink(number, secrets), 303)
  }

  function refuse (request: FastifyRequest, reply: FastifyReply, order: VisibleOrder | undefined): Promise<FastifyReply> {
    return showOrder(app, request, reply, order, { isConfirmation: false, problem: order ? sayRefused(order.status) : '' })
  }
}

/** Why an order as it stands now was not cancelled. */
function sayRefused (status: OrderStatus): string {
  return isCancellable(status)
    ? 'Something about this order has changed since you opened this page. Here it is as it stands now: you can still cancel it.'
    : `The order is ${STATUS_NAMES[status].toLowerCase()} by now, so it can no longer be cancelled. You have 30 days to change your mind once it has arrived.`
}

export default cancel
