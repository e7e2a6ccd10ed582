import { createHash } from 'node:crypto'
import type { Db } from '../plugins/database.ts'
import { mailboxOf } from '../plugins/rate-limit/rules.ts'
import type { Promotion } from './promotions.ts'
import { deletePromotionUse, listOpenPromotions, savePromotionUse } from './queries.ts'

/** Who uses are counted for: a mailbox, however its address is written. Hashed, so that the table tells nobody who was here. */
export function countedAs (email: string): string {
  return createHash('sha256').update(`promotion/${mailboxOf(email)}`).digest('base64url').slice(0, 22)
}

/**
 * Uses promotions up for one order, within its transaction, each as often as it may be used: by all, and by `shopper`, as `countedAs` has them.
 * Returns those that cannot be used at this moment; then nothing may be ordered on their terms. In the order of their ids, so
 * that two orders never wait for each other.
 */
export async function takePromotions (db: Db, promotions: readonly Promotion[], shopper: string): Promise<Promotion[]> {
  if (promotions.length === 0) return []
  const open = new Set(await listOpenPromotions(db, promotions.map(({ promotionId }) => promotionId)))
  const spent: Promotion[] = []
  for (const promotion of promotions.toSorted((a, b) => a.promotionId < b.promotionId ? -1 : 1)) {
    if (!open.has(promotion.promotionId) || !await take(db, promotion, shopper)) spent.push(promotion)
  }
  return spent
}

async function take (db: Db, { promotionId, totalUses, usesPerCustomer }: Promotion, shopper: string): Promise<boolean> {
  if (totalUses !== null && !await savePromotionUse(db, { promotionId, shopper: '', limit: totalUses })) return false
  return usesPerCustomer === null || savePromotionUse(db, { promotionId, shopper, limit: usesPerCustomer })
}

/** True where uses are counted, and must be given back when the order comes to nothing. */
export function isCounted ({ totalUses, usesPerCustomer }: Promotion): boolean {
  return totalUses !== null || usesPerCustomer !== null
}

/** Gives the uses of a cancelled order back. */
export async function giveBackPromotions (db: Db, promotionIds: readonly string[], shopper: string): Promise<void> {
  for (const promotionId of promotionIds.toSorted()) {
    await deletePromotionUse(db, promotionId, '')
    await deletePromotionUse(db, promotionId, shopper)
  }
}
