import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { parseTracking } from '../../orders/carriers.ts'
import { saveTracking } from '../../orders/parcel-queries.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { backTo } from './here.ts'
import { showOrder, showUnknown } from './page.ts'
import { readOrder } from './read.ts'
import { sayTracked } from './saying.ts'

const Params = Type.Object({ number: Type.String() })
const TrackingForm = Type.Object({
  carrier: Type.String(),
  tracking_number: Type.String(),
  previous: Type.String(),
  parcel: Type.String({ pattern: '^[1-9][0-9]{0,2}$', default: '1' })
}, { additionalProperties: false })

/** Who carries a parcel that has left, and under which number, put right. */
const tracking: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/tracking', { schema: { params: Params, body: TrackingForm } }, async (request, reply) => {
    const { previous, parcel, ...typed } = request.body
    const { number } = request.params
    const position = Number(parcel)
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    const before = order.parcels.find(each => each.position === position)
    if (!before) throw new UnprocessableInput()
    const { tracking, errors } = parseTracking(typed.carrier, typed.tracking_number)
    if (Object.keys(errors).length > 0) return showOrder(app, request, reply, order, { parcel: { typed, errors, position } })
    const isSaved = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (!await saveTracking(db, order, position, tracking, previous)) return false
      // Not the number: whoever has it finds out from the carrier who lives where.
      const changed = tracking.trackingNumber === previous ? {} : { trackingNumber: 'changed' }
      await auditChange(db, request, { kind: 'order', key: order.number, before: { carrier: before.carrier }, after: { carrier: tracking.carrier, ...changed } })
      return true
    })
    if (!isSaved) {
      return showOrder(app, request, reply, order, { parcel: { typed, errors: { tracking_number: sayTracked(before.trackingNumber) }, position } })
    }
    await request.flash('success', `Carrier and tracking number of order ${order.number} are saved.`)
    return reply.redirect(backTo(order.number, request), 303)
  })
}

export default tracking
