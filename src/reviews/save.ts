import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { transaction, type Db } from '../plugins/database.ts'
import { SessionEnded } from '../plugins/session/store.ts'
import { countAgain } from './count-again.ts'
import { deleteReview, deleteUnpublished, forgetName, holdCustomer, holdProduct, saveReview, type OwnReview, type WrittenReview } from './queries.ts'

/**
 * Writes a review in the place of `before`, the one that was there when its version was looked at. False, and nothing changed,
 * when it is not the one any more, or the product was not bought.
 */
export async function writeReview (pool: pg.Pool, before: OwnReview | undefined, review: Omit<WrittenReview, 'reviewId' | 'version'>): Promise<boolean> {
  return transaction(pool, async db => {
    if (!await holdCustomer(db, review.shopperId)) throw new SessionEnded()
    // No foreign key takes a review along. Whoever waited here for a new address asks again, since a statement sees what was there when it began.
    const product = await holdProduct(db, review.product) ?? await holdProduct(db, review.product)
    if (product === undefined) return false
    if (!await saveReview(db, { ...review, product, reviewId: randomUUID(), version: before?.version ?? 0 })) return false
    if (before?.state === 'published') await countAgain(db, [product])
    return true
  })
}

/** False when there was none. */
export async function takeBack (pool: pg.Pool, shopperId: string, product: string): Promise<boolean> {
  return transaction(pool, async db => {
    const state = await deleteReview(db, shopperId, product)
    if (state === 'published') await countAgain(db, [product])
    return state !== undefined
  })
}

/** Belongs into the transaction that deletes the account: what is shown stays without the name, what is not goes. */
export async function forgetReviewer (db: Db, shopperId: string): Promise<void> {
  await deleteUnpublished(db, shopperId)
  await countAgain(db, await forgetName(db, shopperId))
}
