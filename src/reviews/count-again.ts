import { raiseRevision } from '../catalog/queries.ts'
import type { Db } from '../plugins/database.ts'
import { countStars, listPublished, lockRating, saveRating } from './queries.ts'

/** So many reviews stand on the page of a product. */
export const FIRST_PAGE = 5

/**
 * Counts the published reviews of these products again, and has every process show it. Belongs into the transaction of the change
 * and behind it: of two changes at once the second waits here for the first, and counts it.
 */
export async function countAgain (db: Db, products: readonly string[]): Promise<void> {
  for (const product of [...new Set(products)].sort()) {
    if (!await lockRating(db, product)) continue
    await saveRating(db, product, await countStars(db, product), await listPublished(db, product, { limit: FIRST_PAGE }))
  }
  if (products.length > 0) await raiseRevision(db)
}
