import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import pg from 'pg'
import { raiseRevision } from '../../catalog/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { auditedFields, type PromotionTerms } from './promotion.ts'
import { addPromotion, findKeptPromotion, lockPromotion, saveGermanName, savePromotion, savePromotionActive } from './queries.ts'
import { recountUses } from './recount.ts'

/** Another promotion has the code, or the category is removed by now. */
export class TermRefused extends Error {
  constructor (readonly field: 'code' | 'category') {
    super(`the ${field} cannot be`)
  }
}

/** Adds a promotion, switched on, and returns its id. Throws `TermRefused`. */
export async function makePromotion (app: FastifyInstance, request: FastifyRequest, terms: PromotionTerms): Promise<string> {
  const promotionId = randomUUID()
  await judged(() => transaction(app.db, async db => {
    await holdSession(db, request)
    await addPromotion(db, promotionId, terms)
    await saveGermanName(db, promotionId, terms.germanName)
    await auditChange(db, request, { kind: 'promotion', key: promotionId, before: undefined, after: auditedFields({ ...terms, active: true }) })
    await raiseRevision(db)
  }))
  await app.catalog.refresh()
  return promotionId
}

/** Changes a promotion of this version; false, and nothing changed, when it has another by now. Throws `TermRefused`. */
export async function changePromotion (app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, terms: PromotionTerms): Promise<boolean> {
  return changeKept(app, request, promotionId, version, async (db, before) => {
    await savePromotion(db, promotionId, terms)
    if (terms.germanName !== before.germanName) await saveGermanName(db, promotionId, terms.germanName)
    await recountUses(db, promotionId, before, terms)
  })
}

/** The same for its switch. */
export async function switchPromotion (app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, active: boolean): Promise<boolean> {
  return changeKept(app, request, promotionId, version, db => savePromotionActive(db, promotionId, active))
}

async function changeKept (
  app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, save: (db: Db, before: PromotionTerms) => Promise<void>
): Promise<boolean> {
  const isDone = await judged(() => transaction(app.db, async db => {
    await holdSession(db, request)
    if (await lockPromotion(db, promotionId) !== version) return false
    const before = await findKeptPromotion(db, promotionId)
    if (!before) return false
    await save(db, before)
    const after = await findKeptPromotion(db, promotionId)
    await auditChange(db, request, { kind: 'promotion', key: promotionId, before: auditedFields(before), after: after && auditedFields(after) })
    await raiseRevision(db)
    return true
  }))
  if (isDone) await app.catalog.refresh()
  return isDone
}

/** The keys of the table judge, so that of two who take a code at once one is refused, and no category goes away meanwhile. */
async function judged<T> (work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'promotion_code_key') throw new TermRefused('code')
    if (error instanceof pg.DatabaseError && error.code === '23503' && error.constraint === 'promotion_category_fkey') throw new TermRefused('category')
    throw error
  }
}
