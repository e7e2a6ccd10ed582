import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../accounts/forms.ts'
import { lockOrder } from '../orders/change-queries.ts'
import { listOrderEvents, listPaidLines } from '../orders/queries.ts'
import type { VisibleOrder } from '../orders/show.ts'
import { transaction } from '../plugins/database.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { piecesErrors, type AskedReturn } from './form.ts'
import { openUntil } from './page.ts'
import { isAsked, listReturns, saveReturn, saveReturnLines, saveReturnStep, type KeptReturn } from './queries.ts'
import { leftOf } from './return.ts'

/**
 * Writes down that something is to come back, and tells the shopper. The same form twice is one return. Gives back what is
 * wrong, and nothing is written, when by now there are fewer pieces left than are asked for, or the days are over.
 */
export async function askForReturn (app: FastifyInstance, request: FastifyRequest, order: VisibleOrder, { pieces, reason, note, formKey }: AskedReturn): Promise<FieldErrors> {
  return transaction(app.db, async db => {
    if (order.isOwn) await holdSession(db, request)
    const now = await lockOrder(db, order) ?? order
    if (await isAsked(db, order, formKey)) return {}
    const [returns, lines, events] = [await listReturns(db, order), await listPaidLines(db, order), await listOrderEvents(db, order)]
    const isOpen = openUntil(now.status, events, lines, returns, new Date()) !== undefined
    const errors = piecesErrors(pieces, isOpen ? leftOf(lines, returns) : new Map())
    if (Object.keys(errors).length > 0) return errors
    const { shopperId, orderId } = order
    const ids = { shopperId, orderId, returnId: randomUUID() }
    await saveReturn(db, { ...ids, position: returns.length + 1, formKey, reason, note })
    await saveReturnLines(db, ids, [...pieces].map(([sku, quantity]) => ({ sku, quantity })))
    const kept = (await listReturns(db, order)).find(({ returnId }) => returnId === ids.returnId)
    if (kept) await app.returnLetters.changed(db, order, kept)
    return {}
  })
}

/** The shopper keeps it after all. False when the shop has decided by now, or nothing of it was as the shopper saw it. */
export async function withdrawReturn (app: FastifyInstance, request: FastifyRequest, order: VisibleOrder, kept: KeptReturn): Promise<boolean> {
  return transaction(app.db, async db => {
    if (order.isOwn) await holdSession(db, request)
    return saveReturnStep(db, kept, { to: 'withdrawn', answer: '', decidedBy: '' })
  })
}
