import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findVersionedOrder, saveRestocked, type VersionedOrder } from '../../orders/change-queries.ts'
import { listPaidLines } from '../../orders/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { listReturns, lockOrder, saveRestockedLine, saveReturnStep, type KeptReturn } from '../../returns/queries.ts'
import { piecesOf, refundOf, type ReturnState } from '../../returns/return.ts'

export interface Decision {
  to: Extract<ReturnState, 'approved' | 'refused' | 'received'>
  /** A word to the shopper, perhaps none. */
  answer: string
  decidedBy: string
  /** What goes back on the shelf, of a return that is received. */
  restocked: ReadonlySet<string>
}

/**
 * Moves a return on as it was read, and tells the shopper. One that is received gets the amount to pay back, and its pieces go
 * back into stock, once. False, and nothing changed, when the shopper or a colleague was quicker. Whether the step may be
 * taken is asked before.
 */
export async function decideReturn (app: FastifyInstance, request: FastifyRequest, kept: KeptReturn, { to, answer, decidedBy, restocked }: Decision): Promise<boolean> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    await lockOrder(db, kept)
    const order = await findVersionedOrder(db, kept)
    if (!order) return false
    const refund = to === 'received' ? { refundCents: await refundNow(db, order, kept) } : {}
    if (!await saveReturnStep(db, kept, { to, answer, decidedBy, ...refund })) return false
    if (to === 'received') await restock(db, kept, restocked)
    await app.returnLetters.changed(db, order, { ...kept, state: to, answer, ...refund })
    return true
  })
}

/** What would be paid back if it were received now: less what came back before, and with delivery if it makes the order whole. */
export async function refundNow (db: Db, order: VersionedOrder, kept: KeptReturn): Promise<number> {
  const [lines, returns] = [await listPaidLines(db, order), await listReturns(db, order)]
  return refundOf(lines, piecesOf(returns, state => state === 'received'), piecesOf([kept], () => true), order.deliveryCents)
}

/** In the order of the SKUs, as stock is taken, so that nobody waits for somebody who waits for them. */
async function restock (db: Db, kept: KeptReturn, restocked: ReadonlySet<string>): Promise<void> {
  for (const line of kept.lines.filter(({ sku }) => restocked.has(sku)).toSorted((a, b) => a.sku < b.sku ? -1 : 1)) {
    await saveRestocked(db, line)
    await saveRestockedLine(db, kept, line.sku)
  }
}
