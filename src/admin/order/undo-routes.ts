import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { saveStepBack, saveUndone } from '../../orders/change-queries.ts'
import { deleteParcel, deleteParcelLines } from '../../orders/parcel-queries.ts'
import { topicOf } from '../../orders/plugin.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { listReturns } from '../../returns/queries.ts'
import { auditChange } from '../audit/change.ts'
import { deleteKeptDay } from '../overview/queries.ts'
import { backTo } from './here.ts'
import { showOrder, showUnknown } from './page.ts'
import { readOrder } from './read.ts'
import { NOT_UNDOABLE, sayUndone } from './saying.ts'
import { undoableOf } from './undo.ts'

const Params = Type.Object({ number: Type.String() })
const UndoForm = Type.Object({ version: Version }, { additionalProperties: false })

/** The last step, taken back: the letter about it is withdrawn, where it has not been sent yet. */
const undo: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/undo', { schema: { params: Params, body: UndoForm } }, async (request, reply) => {
    const { customer, params: { number } } = request
    const version = Number(request.body.version)
    if (!customer) throw new UnprocessableInput()
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    if (version > order.version) throw new UnprocessableInput()
    if (version < order.version) return showOrder(app, request, reply, order, { overtakenSince: version })
    const step = undoableOf(order, (await listReturns(app.db, order)).length > 0)
    if (!step) return showOrder(app, request, reply, order, { refused: NOT_UNDOABLE })

    const { event, to } = step
    const letter = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (!await saveStepBack(db, order, version, to, event.toStatus === 'paid')) return undefined
      // Locked by now: a return that is asked for meanwhile waits, or is there.
      if ((await listReturns(db, order)).length > 0) throw new UnprocessableInput('Something of this order comes back by now.')
      await saveUndone(db, order, { version, by: version + 1, actorName: customer.name })
      await deleteKeptDay(db, order.placedAt) // it may be cancelled now
      await deleteParcelLines(db, order, version)
      await deleteParcel(db, order, version)
      await auditChange(db, request, { kind: 'order', key: order.number, before: { step: event.toStatus, status: order.status }, after: { step: 'taken back', status: to } })
      if (event.toStatus !== 'sent' && event.toStatus !== 'paid') return 'none'
      return await app.mail.withdraw(db, topicOf(order.number, version)) ? 'withdrawn' : 'gone'
    })
    if (!letter) return showOrder(app, request, reply, await readOrder(app, number) ?? order, { overtakenSince: version })
    await request.flash(letter === 'gone' && order.email !== '' ? 'warning' : 'success', sayUndone(order, event.toStatus, to, letter))
    return reply.redirect(backTo(order.number, request), 303)
  })
}

export default undo
