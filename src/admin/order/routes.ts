import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { saveTracking } from '../../orders/change-queries.ts'
import { changeStatus } from '../../orders/change-status.ts'
import { parseTracking } from '../../orders/carriers.ts'
import { ORDER_STATUSES } from '../../orders/order.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { nextStatuses } from '../status.ts'
import { readOrder, showOrder, showUnknown } from './page.ts'
import refunds from './refund-routes.ts'
import { sayTaken } from './saying.ts'
import tracking from './tracking-routes.ts'

const Params = Type.Object({ number: Type.String() })
const StatusForm = Type.Object({
  to: Type.String(),
  version: Version,
  // Beside the step to sent.
  carrier: Type.Optional(Type.String()),
  tracking_number: Type.Optional(Type.String())
}, { additionalProperties: false })

/** One order: what it is, what has happened to it, and the step that comes next. */
const order: FastifyPluginAsyncTypebox = async app => {
  await app.register(refunds)
  await app.register(tracking)

  app.get('/admin/orders/:number', { schema: { params: Params } }, async (request, reply) => {
    const { number } = request.params
    const order = await readOrder(app, number)
    return order ? showOrder(app, request, reply, order) : showUnknown(app, request, reply, number)
  })

  app.post('/admin/orders/:number/status', { schema: { params: Params, body: StatusForm } }, async (request, reply) => {
    const { customer, params: { number }, body: { carrier = '', tracking_number = '' } } = request
    const to = ORDER_STATUSES.find(known => known === request.body.to)
    const version = Number(request.body.version)
    if (!customer || !to) throw new UnprocessableInput()

    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    if (version > order.version) throw new UnprocessableInput()
    const { tracking, errors } = parseTracking(carrier, tracking_number)
    const typed = { typed: { carrier, tracking_number }, errors }
    if (version < order.version) return showOrder(app, request, reply, order, { overtakenSince: version, tracking: typed })
    if (!nextStatuses(order).includes(to)) return showOrder(app, request, reply, order, { refused: to })
    if (Object.keys(errors).length > 0) return showOrder(app, request, reply, order, { tracking: typed })
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (to !== 'sent') return changeStatus(app, db, order, to, customer)
      if (!await changeStatus(app, db, { ...order, ...tracking }, to, customer)) return false
      if (!await saveTracking(db, order, tracking, order.trackingNumber)) throw new Error('the tracking number changed under a lock')
      return true
    })
    if (!isChanged) return showOrder(app, request, reply, await readOrder(app, number) ?? order, { overtakenSince: version, tracking: typed })
    app.mail.deliverSoon()
    app.payments.lookSoon()
    await request.flash('success', sayTaken(order.number, to))
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })
}

export default order
