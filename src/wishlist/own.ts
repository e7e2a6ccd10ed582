import type { FastifyRequest } from 'fastify'
import type { Db } from '../plugins/database.ts'
import { lockSession } from '../plugins/session/queries.ts'
import { hashId, SessionEnded } from '../plugins/session/store.ts'

/** Only a session that is alive at this moment changes a wishlist. */
export async function lockOwn (db: Db, { session }: FastifyRequest): Promise<void> {
  if (!await lockSession(db, hashId(session.sessionId))) throw new SessionEnded()
}
