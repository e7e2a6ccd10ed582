import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { saveTracking } from '../../orders/change-queries.ts'
import { parseTracking } from '../../orders/carriers.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { readOrder, showOrder, showUnknown } from './page.ts'
import { sayTracked } from './saying.ts'
import { hasLeft } from './tracking.ts'

const Params = Type.Object({ number: Type.String() })
const TrackingForm = Type.Object({ carrier: Type.String(), tracking_number: Type.String(), previous: Type.String() }, { additionalProperties: false })

/** Who carries a parcel that has left, and under which number, put right. */
const tracking: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/tracking', { schema: { params: Params, body: TrackingForm } }, async (request, reply) => {
    const { previous, ...typed } = request.body
    const { number } = request.params
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    if (!hasLeft(order.status)) throw new UnprocessableInput()
    const { tracking, errors } = parseTracking(typed.carrier, typed.tracking_number)
    if (Object.keys(errors).length > 0) return showOrder(app, request, reply, order, { tracking: { typed, errors } })
    const isSaved = await transaction(app.db, async db => {
      await holdSession(db, request)
      return saveTracking(db, order, tracking, previous)
    })
    if (!isSaved) {
      return showOrder(app, request, reply, order, { tracking: { typed, errors: { tracking_number: sayTracked(order.trackingNumber) } } })
    }
    await request.flash('success', `Carrier and tracking number of order ${order.number} are saved.`)
    return reply.redirect(`/admin/orders/${order.number}`, 303)
  })
}

export default tracking
