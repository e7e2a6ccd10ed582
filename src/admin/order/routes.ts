import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { lockOrder } from '../../orders/change-queries.ts'
import { changeStatus } from '../../orders/change-status.ts'
import { parseTracking } from '../../orders/carriers.ts'
import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import { isAll, leftToSend } from '../../orders/parcel.ts'
import { listOrderLines } from '../../orders/queries.ts'
import { sendPart } from '../../orders/send.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { withFlash } from '../../plugins/session/data.ts'
import { SessionEnded } from '../../plugins/session/store.ts'
import { auditChange } from '../audit/change.ts'
import { stepsOf } from '../status.ts'
import edit from './edit/routes.ts'
import { backTo } from './here.ts'
import letters from './letter-routes.ts'
import notes from './note-routes.ts'
import { showOrder, showUnknown } from './page.ts'
import { parsePieces, quantitiesIn } from './parcels.ts'
import { readOrder } from './read.ts'
import refunds from './refund-routes.ts'
import { sayPartSent, sayRefused, sayTaken } from './saying.ts'
import tracking from './tracking-routes.ts'
import { undoableOf } from './undo.ts'
import undo from './undo-routes.ts'

const Params = Type.Object({ number: Type.String() })
const StatusForm = Type.Object({
  to: Type.String(),
  version: Version,
  // Beside the step to sent: who carries the parcel, and how many of each SKU are in it; without these, all that are left.
  carrier: Type.Optional(Type.String()),
  tracking_number: Type.Optional(Type.String())
}, { additionalProperties: false, patternProperties: { '^quantity-[A-Z0-9-]{1,40}$': Type.String({ maxLength: 10 }) } })

/** One order: what it is, what has happened to it, and the step that comes next. */
const order: FastifyPluginAsyncTypebox = async app => {
  for (const part of [refunds, tracking, notes, undo, letters, edit]) await app.register(part)

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
    const quantities = quantitiesIn(request.body)
    const { tracking, errors: wrongTracking } = parseTracking(carrier, tracking_number)
    const left = leftToSend(await listOrderLines(app.db, order), order.parcels)
    const { pieces, errors: wrongPieces } = to === 'sent' ? parsePieces(quantities, left) : { pieces: left, errors: {} }
    const parcel = { typed: { carrier, tracking_number }, quantities, errors: { ...wrongTracking, ...wrongPieces } }
    if (version < order.version) return showOrder(app, request, reply, order, { overtakenSince: version, parcel: { ...parcel, errors: wrongTracking } })
    if (!stepsOf(order, customer).includes(to)) return showOrder(app, request, reply, order, { refused: sayRefused(order, to) })
    if (Object.keys(parcel.errors).length > 0) return showOrder(app, request, reply, order, { parcel })

    const isPart = to === 'sent' && !isAll(pieces, left)
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (isPart) {
        if ((await lockOrder(db, order))?.version !== version) return false
        await sendPart(app, db, order, { pieces, tracking }, customer)
      } else if (!await changeStatus(app, db, order, to, customer, { tracking })) return false
      await auditChange(db, request, { kind: 'order', key: order.number, before: { status: order.status }, after: { status: to, ...isPart && { parcel: Object.fromEntries(pieces) } } })
      return true
    })
    const now = await readOrder(app, number) ?? order
    if (!isChanged) return showOrder(app, request, reply, now, { overtakenSince: version, parcel })
    app.mail.deliverSoon()
    app.payments.lookSoon()
    // Whoever went on from there meanwhile is not undone from here.
    await tellDone(request, now, isPart ? sayPartSent(order.number) : sayTaken(order.number, to), isPart || now.version !== version + 1 ? undefined : to)
    return reply.redirect(backTo(order.number, request), 303)
  })
}

/** With the way back, where there is one. */
async function tellDone (request: FastifyRequest, order: Parameters<typeof undoableOf>[0] & { number: string }, text: string, to: OrderStatus | undefined): Promise<void> {
  const isUndoable = to !== undefined && undoableOf(order, false) !== undefined
  const message = { kind: 'success' as const, text, ...isUndoable && { undoStep: { url: backTo(`${order.number}`, request).replace(/(?=\?|$)/, '/undo'), version: order.version } } }
  try {
    await request.changeSession(session => withFlash(session, message))
  } catch (error) {
    // What it tells has happened: without a session to tell it in, the rest of the answer still holds.
    if (!(error instanceof SessionEnded)) throw error
  }
}

export default order
