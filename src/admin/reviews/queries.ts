import type { Db } from '../../plugins/database.ts'
import type { ReviewState, Words } from '../../reviews/review.ts'
import { MOST_COUNTED } from '../queries.ts'

/** A review with what is needed to decide on it. */
export interface KeptReview extends Words {
  id: string
  shopperId: string
  product: string
  state: ReviewState
  reason: string
  reply: string
  /** Raised by every change, of the customer or the shop. */
  version: number
  boughtAt: Date | null
  writtenAt: Date
  decidedAt: Date | null
  decidedBy: string
}

const KEPT = `
       select review_id as id, shopper_id as "shopperId", product, stars, title, body, name, state, reason, reply, version,
              bought_at as "boughtAt", written_at as "writtenAt", decided_at as "decidedAt", decided_by as "decidedBy"
         from review`
const BY_ID = `${KEPT} where review_id = $1`

// What waits longest comes first; of what is decided, the latest.
const LISTS: Readonly<Record<ReviewState, string>> = {
  waiting: `${KEPT} where state = 'waiting' order by written_at, review_id offset $1 limit $2`,
  published: `${KEPT} where state = 'published' order by written_at desc, review_id desc offset $1 limit $2`,
  refused: `${KEPT} where state = 'refused' order by written_at desc, review_id desc offset $1 limit $2`
}

export async function listByState (db: Db, state: ReviewState, offset: number, limit: number): Promise<KeptReview[]> {
  const { rows } = await db.query<KeptReview>(LISTS[state], [offset, limit])
  return rows
}

export async function findKeptReview (db: Db, id: string): Promise<KeptReview | undefined> {
  const { rows } = await db.query<KeptReview>(BY_ID, [id])
  return rows[0]
}

/** How many wait to be read; no more are counted than one more than `MOST_COUNTED`. */
export async function countWaitingReviews (db: Db): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*)::int as count from (select 1 from review where state = 'waiting' limit $1) as waiting
  `, [MOST_COUNTED + 1])
  return rows[0]?.count ?? 0
}

export interface Decision { state: 'published' | 'refused', reason: string, decidedBy: string }

/** Publishes or refuses it, if it is still the one that was read; false, and nothing changed, if it is not. */
export async function saveDecision (db: Db, { shopperId, product, version }: KeptReview, { state, reason, decidedBy }: Decision): Promise<boolean> {
  const { rowCount } = await db.query(`
    update review set state = $4, reason = $5, decided_by = $6, decided_at = now(),
                      published_at = case when $4 = 'published' then now() end, version = version + 1
     where shopper_id = $1 and product = $2 and version = $3
  `, [shopperId, product, version, state, reason, decidedBy])
  return rowCount === 1
}

/** Answers it, or takes the answer away when that is empty; false, and nothing changed, if it is not the one that was read. */
export async function saveReply (db: Db, { shopperId, product, version }: KeptReview, reply: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update review set reply = $4, replied_at = case when $4 <> '' then now() end, version = version + 1
     where shopper_id = $1 and product = $2 and version = $3
  `, [shopperId, product, version, reply])
  return rowCount === 1
}
