import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findPaymentMethod, paymentMethodsFor } from '../checkout/payment.ts'
import { lockOrder, saveVersion } from '../orders/change-queries.ts'
import { guestLink } from '../orders/link.ts'
import { findVisibleOrder, showOrder, type VisibleOrder } from '../orders/show.ts'
import { transaction } from '../plugins/database.ts'
import { UnprocessableInput } from '../plugins/errors.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { goToPay } from './go-to-pay.ts'
import { lockPayment, saveEnded, savePaymentMethod } from './queries.ts'
import webhook from './webhook.ts'

const Params = Type.Object({ number: Type.String() })
const PayForm = Type.Object({ payment: Type.String({ maxLength: 20 }), key: Type.String({ default: '', maxLength: 100 }) }, { additionalProperties: false })

/** Paying an order that waits for it, and what the provider tells. */
const payments: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  await app.register(webhook)

  app.post('/orders/:number/pay', { schema: { params: Params, body: PayForm }, config: { rate: 'checkout' } }, async (request, reply) => {
    const order = await findVisibleOrder(app, request, request.params.number, request.body.key, secrets)
    if (!order) return showOrder(app, request, reply, undefined, { isConfirmation: false })
    const method = paymentMethodsFor(order.totalCents, true).find(({ code }) => code === request.body.payment)
    if (!method) throw new UnprocessableInput()
    if (method.isByCard) return reply.redirect(await goToPay(app, request, order) ?? pageOf(order), 303)
    return payByInvoice(request, reply, order)
  })

  /** The page at the provider is closed after the commit; should somebody have paid there meanwhile, the order is paid. */
  async function payByInvoice (request: FastifyRequest, reply: FastifyReply, { isOwn, ...order }: VisibleOrder): Promise<FastifyReply> {
    const isChanged = await transaction(app.db, async db => {
      if (isOwn) await holdSession(db, request)
      const now = await lockOrder(db, order)
      const payment = await lockPayment(db, order)
      if (now?.status !== 'placed' || payment?.state !== 'waiting') return false
      await saveEnded(db, order)
      await savePaymentMethod(db, order, 'invoice')
      await saveVersion(db, order)
      return true
    })
    if (isChanged) {
      app.payments.lookSoon()
      await request.flash('success', request.t('Order {number} is paid by invoice. {nextStep}', { number: order.number, nextStep: findPaymentMethod('invoice')?.nextStep ?? '' }))
    }
    return reply.redirect(pageOf({ isOwn, ...order }), 303)
  }

  function pageOf ({ number, isOwn }: VisibleOrder): string {
    return isOwn ? `/orders/${number}` : guestLink(number, secrets)
  }
}

export default payments
