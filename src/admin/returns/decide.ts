import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lockOrder, type Step, type VersionedOrder } from '../../orders/change-queries.ts'
import { listPaidLines } from '../../orders/queries.ts'
import { listRefundLines } from '../../payments/refund-queries.ts'
import { readMoney } from '../../payments/refunds.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { listReturns, saveRestockedLine, saveReturnStep, type KeptReturn } from '../../returns/queries.ts'
import { piecesOf, refundOf, type ReturnState } from '../../returns/return.ts'
import { putBack } from '../../stock/put-back.ts'
import type { Why } from '../../stock/queries.ts'
import { auditChange } from '../audit/change.ts'
import { paidBack } from '../order/refund-form.ts'

export interface Decision {
  to: Extract<ReturnState, 'approved' | 'refused' | 'received'>
  /** A word to the shopper, perhaps none. */
  answer: string
  actor: Step['actor']
  /** What goes back on the shelf, of a return that is received. */
  restocked: ReadonlySet<string>
}

/** Somebody was quicker: what was begun is rolled back. */
class Outrun extends Error {}

/**
 * Moves a return on as it was read, and tells the shopper. One that is received has its pieces go back into stock and what was
 * paid for them go back to the shopper, once. False, and nothing changed, when the shopper or a colleague was quicker. Whether the step may be
 * taken is asked before.
 */
export async function decideReturn (app: FastifyInstance, request: FastifyRequest, kept: KeptReturn, { to, answer, actor, restocked }: Decision): Promise<boolean> {
  try {
    await transaction(app.db, async db => {
      await holdSession(db, request)
      const order = await lockOrder(db, kept)
      if (!order) throw new Outrun()
      // Before the return is received: one that was received without a refund is taken for one that an invoice was lowered by.
      const refund = to === 'received' ? { refundCents: await payBack(app, db, order, kept, actor) } : {}
      if (!await saveReturnStep(db, kept, { to, answer, decidedBy: actor.name, ...refund })) throw new Outrun()
      await auditChange(db, request, {
        kind: 'return', key: kept.returnId, before: { state: kept.state }, after: { state: to, ...answer && { answer: 'given' }, ...refund, ...to === 'received' && { restocked: [...restocked] } }
      })
      if (to === 'received') await restock(db, kept, restocked, { kind: 'returned', orderNumber: order.number, actor })
      await app.returnLetters.changed(db, order, { ...kept, state: to, answer, ...refund })
    })
  } catch (error) {
    if (error instanceof Outrun) return false
    throw error
  }
  app.payments.lookSoon()
  return true
}

/** What was paid goes back; what is still owed is owed less, and nothing is sent. Answers how much, in minor units. */
async function payBack (app: FastifyInstance, db: Db, order: VersionedOrder, kept: KeptReturn, actor: Step['actor']): Promise<number> {
  const [cents, { paidCents }] = [await refundNow(db, order, kept), await readMoney(db, order)]
  if (cents > 0 && paidCents > 0) {
    await app.payments.refund(db, order, { cents, reason: 'What was sent back has arrived', actor, key: `return/${kept.returnId}` })
  }
  return cents
}

/**
 * What would be paid back if it were received now: less what came back, or was refunded, before, and with delivery if it makes the order whole.
 * Of an order that is paid never more than is left of the money; of another it is owed less.
 */
export async function refundNow (db: Db, order: VersionedOrder, kept: KeptReturn): Promise<number> {
  const [lines, returns] = [await listPaidLines(db, order), await listReturns(db, order)]
  const cents = refundOf(lines, paidBack({ refundLines: await listRefundLines(db, order) }, returns), piecesOf([kept], () => true), order.deliveryCents)
  const { paidCents, refundableCents } = await readMoney(db, order)
  return paidCents === 0 ? cents : Math.min(cents, refundableCents)
}

async function restock (db: Db, kept: KeptReturn, restocked: ReadonlySet<string>, why: Why): Promise<void> {
  const lines = kept.lines.filter(({ sku }) => restocked.has(sku))
  await putBack(db, kept, lines, why)
  for (const { sku } of lines) await saveRestockedLine(db, kept, sku)
}
