import type { Db } from '../../plugins/database.ts'
import { countedAs } from '../../pricing/take.ts'
import type { PromotionTerms } from './promotion.ts'
import { listUsers, lockUses, saveOrdersCounted, saveUses, saveUsesBy } from './use-queries.ts'

type Limits = Pick<PromotionTerms, 'totalUses' | 'usesPerCustomer'>

/** Nobody counts uses while there is no limit, so all are counted again when one is set or changed. */
export async function recountUses (db: Db, promotionId: string, before: Limits, { totalUses, usesPerCustomer }: Limits): Promise<void> {
  if (totalUses === null && usesPerCustomer === null) return
  if (totalUses === before.totalUses && usesPerCustomer === before.usesPerCustomer) return
  await lockUses(db, promotionId)
  await saveUses(db, promotionId)
  if (usesPerCustomer !== null) await recountUsers(db, promotionId)
  await saveOrdersCounted(db, promotionId)
}

/** Several addresses may be one mailbox. */
async function recountUsers (db: Db, promotionId: string): Promise<void> {
  const used = new Map<string, number>()
  for (const { email, orders } of await listUsers(db, promotionId)) {
    const shopper = countedAs(email)
    used.set(shopper, (used.get(shopper) ?? 0) + orders)
  }
  if (used.size > 0) await saveUsesBy(db, promotionId, used)
}
