import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { transaction } from '../../plugins/database.ts'
import { countAgain } from '../../reviews/count-again.ts'
import { auditChange } from '../audit/change.ts'
import { saveDecision, saveReply, type Decision, type KeptReview } from './queries.ts'

/**
 * Publishes or refuses the review as it was read, and rates its product anew in the same transaction.
 * All or nothing: false, and nothing changed, when the customer or a colleague was quicker.
 */
export async function decide (pool: pg.Pool, request: FastifyRequest, review: KeptReview, decision: Decision): Promise<boolean> {
  return transaction(pool, async db => {
    if (!await saveDecision(db, review, decision)) return false
    const { state, reason } = decision
    await auditChange(db, request, { kind: 'review', key: review.id, before: { state: review.state, reason: review.reason }, after: { state, reason } })
    if (review.state === 'published' || decision.state === 'published') await countAgain(db, [review.product])
    return true
  })
}

/** The same for an answer of the shop. */
export async function answer (pool: pg.Pool, request: FastifyRequest, review: KeptReview, reply: string): Promise<boolean> {
  return transaction(pool, async db => {
    if (!await saveReply(db, review, reply)) return false
    await auditChange(db, request, { kind: 'review', key: review.id, before: { reply: review.reply }, after: { reply } })
    if (review.state === 'published') await countAgain(db, [review.product])
    return true
  })
}
