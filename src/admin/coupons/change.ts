import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import pg from 'pg'
import { raiseRevision } from '../../catalog/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { auditedFields, type PromotionTerms } from './promotion.ts'
import { addPromotion, findKeptPromotion, lockPromotion, saveGermanName, savePromotion, savePromotionActive, saveUsesSoFar } from './queries.ts'

/** Another promotion has the code. */
export class CodeTaken extends Error {}

/** Adds a promotion, switched on, and returns its id. Throws `CodeTaken`. */
export async function makePromotion (app: FastifyInstance, request: FastifyRequest, terms: PromotionTerms): Promise<string> {
  const promotionId = randomUUID()
  await codeAlone(() => transaction(app.db, async db => {
    await holdSession(db, request)
    await addPromotion(db, promotionId, terms)
    await saveGermanName(db, promotionId, terms.germanName)
    await auditChange(db, request, { kind: 'promotion', key: promotionId, before: undefined, after: auditedFields({ ...terms, active: true }) })
    await raiseRevision(db)
  }))
  await app.catalog.refresh()
  return promotionId
}

/** Changes a promotion of this version; false, and nothing changed, when it has another by now. Throws `CodeTaken`. */
export async function changePromotion (app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, terms: PromotionTerms): Promise<boolean> {
  return changeKept(app, request, promotionId, version, async (db, before) => {
    await savePromotion(db, promotionId, terms)
    if (terms.germanName !== before.germanName) await saveGermanName(db, promotionId, terms.germanName)
    if (terms.totalUses !== null && before.totalUses === null) await saveUsesSoFar(db, promotionId, terms.totalUses)
  })
}

/** The same for its switch. */
export async function switchPromotion (app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, active: boolean): Promise<boolean> {
  return changeKept(app, request, promotionId, version, db => savePromotionActive(db, promotionId, active))
}

async function changeKept (
  app: FastifyInstance, request: FastifyRequest, promotionId: string, version: number, save: (db: Db, before: PromotionTerms) => Promise<void>
): Promise<boolean> {
  const isDone = await codeAlone(() => transaction(app.db, async db => {
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

/** The unique key judges codes, so that of two who take one at once one is refused. */
async function codeAlone<T> (work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'promotion_code_key') throw new CodeTaken()
    throw error
  }
}
