import { listOrderLines, type OrderId } from '../orders/queries.ts'
import { listRestocked } from '../payments/refund-queries.ts'
import type { Db } from '../plugins/database.ts'
import { saveRestocked, type Why } from './queries.ts'

/**
 * Puts pieces of an order that came back on the shelf, each once, whatever says so: a refund, a return, or both. In the order of the
 * SKUs, as stock is taken, so that nobody waits for somebody who waits for them. To be run under the lock of the order.
 */
export async function putBack (db: Db, order: OrderId, pieces: ReadonlyArray<{ sku: string, quantity: number }>, why: Why): Promise<void> {
  if (pieces.length === 0) return
  const sold = new Map((await listOrderLines(db, order)).map(({ sku, quantity }) => [sku, quantity]))
  const back = await listRestocked(db, order)
  for (const { sku, quantity } of pieces.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) {
    const left = Math.max(0, (sold.get(sku) ?? 0) - (back.get(sku) ?? 0))
    if (left > 0) await saveRestocked(db, { sku, quantity: Math.min(quantity, left) }, why)
  }
}
