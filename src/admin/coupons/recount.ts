import type { Db } from '../../plugins/database.ts'
import { countedAs } from '../../pricing/take.ts'
import type { PromotionTerms } from './promotion.ts'
import { listUsers, lockUses, MOST_COUNTED, saveOrdersCounted, saveUses, saveUsesBy } from './use-queries.ts'

/** Rows that are written by one statement: each has its time. */
const STRETCH = 10_000

type Limits = Pick<PromotionTerms, 'totalUses' | 'usesPerCustomer'>

/** Nobody counts uses while there is no limit, so all are counted again when one is set or changed. */
export async function recountUses (db: Db, promotionId: string, before: Limits, { totalUses, usesPerCustomer }: Limits): Promise<void> {
  if (totalUses === null && usesPerCustomer === null) return
  if (totalUses === before.totalUses && usesPerCustomer === before.usesPerCustomer) return
  // Before anything that an order waits for.
  for (let done = 0; done < MOST_COUNTED; done += STRETCH) if (await saveOrdersCounted(db, promotionId, STRETCH) < STRETCH) break
  await lockUses(db, promotionId)
  await saveUses(db, promotionId)
  if (usesPerCustomer !== null) await recountUsers(db, promotionId)
}

/** Several addresses may be one mailbox. */
async function recountUsers (db: Db, promotionId: string): Promise<void> {
  const used = new Map<string, number>()
  for (const { email, orders } of await listUsers(db, promotionId)) {
    const shopper = countedAs(email)
    used.set(shopper, (used.get(shopper) ?? 0) + orders)
  }
  const rows = [...used].sort(([one], [other]) => one < other ? -1 : 1)
  for (let at = 0; at < rows.length; at += STRETCH) await saveUsesBy(db, promotionId, rows.slice(at, at + STRETCH))
}
