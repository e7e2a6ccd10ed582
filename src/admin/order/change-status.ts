import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { OrderStatus } from '../../orders/order.ts'
import { listCountedPromotions, listOrderLines, type OrderId } from '../../orders/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { mailboxOf } from '../../plugins/rate-limit/rules.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { giveBackPromotions } from '../../pricing/take.ts'
import { statusAfter } from '../status.ts'
import { saveEvent, saveRestocked, saveStatus, type Step, type VersionedOrder } from './queries.ts'

/**
 * Moves an order on from the version that `order` has, and writes down who did it; a cancelled one gives its pieces back, and
 * one that is paid late stays where it is. Only in a session that is alive at this moment.
 * All or nothing: false, and nothing changed, when somebody else was quicker. Whether the step may be taken is asked before.
 */
export async function changeStatus (pool: pg.Pool, request: FastifyRequest, order: VersionedOrder, to: OrderStatus, actor: Step['actor']): Promise<boolean> {
  return transaction(pool, async db => {
    await holdSession(db, request)
    if (!await saveStatus(db, order, order.version, statusAfter(order.status, to))) return false
    await saveEvent(db, order, { version: order.version + 1, actor, from: order.status, to })
    if (to === 'cancelled') {
      await restock(db, order)
      await giveBackPromotions(db, await listCountedPromotions(db, order), mailboxOf(order.email))
    }
    return true
  })
}

/** In the order of the SKUs, as stock is taken, so that nobody waits for somebody who waits for them. */
async function restock (db: Db, order: OrderId): Promise<void> {
  const lines = await listOrderLines(db, order)
  for (const line of lines.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) await saveRestocked(db, line)
}
