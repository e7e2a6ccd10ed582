import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { changeStatus } from '../../orders/change-status.ts'
import { ORDER_STATUSES } from '../../orders/order.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { nextStatuses } from '../status.ts'
import { readOrder, showOrder, showUnknown } from './page.ts'
import refunds from './refund-routes.ts'
import { sayTaken } from './saying.ts'

const Params = Type.Object({ number: Type.String() })
const StatusForm = Type.Object({
  to: Type.String({ maxLength: 20 }),
  version: Type.String({ pattern: '^[1-9][0-9]{0,8}$' })
}, { additionalProperties: false })

const order: FastifyPluginAsyncTypebox = async app => {
  await app.register(refunds)

  app.get('/admin/orders/:number', { schema: { params: Params } }, async (request, reply) => {
    const { number } = request.params
    const order = await readOrder(app, number)
    return order ? showOrder(app, request, reply, order) : showUnknown(app, request, reply, number)
  })

  app.post('/admin/orders/:number/status', { schema: { params: Params, body: StatusForm } }, async (request, reply) => {
    const { customer, params: { number } } = request
    const to = ORDER_STATUSES.find(known => known === request.body.to)
    const version = Number(request.body.version)
    if (!customer || !to) throw new UnprocessableInput()

    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    if (version > order.version) throw new UnprocessableInput()
    if (version < order.version) return showOrder(app, request, reply, order, { overtakenSince: version })
    if (!nextStatuses(order).includes(to)) return showOrder(app, request, reply, order, { refused: to })
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      return changeStatus(app, db, order, to, customer)
    })
    if (!isChanged) return showOrder(app, request, reply, await readOrder(app, number) ?? order, { overtakenSince: version })
    app.mail.deliverSoon()
    app.payments.lookSoon()
    await request.flash('success', sayTaken(order.number, to))
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })
}

export default order
