import type { FastifyInstance } from 'fastify'
import type { Db } from '../plugins/database.ts'
import { endDevices, savePasswordHash, type Account } from './queries.ts'
import { deleteTokens } from './token-queries.ts'

/**
 * Gives an account another password, within the transaction of `db`: links that were sent open nothing any more, every session
 * but `except` ends, and the owner is told by mail.
 */
export async function replacePassword (app: FastifyInstance, db: Db, account: Account, passwordHash: string, except: string | undefined): Promise<void> {
  await savePasswordHash(db, account.shopperId, passwordHash)
  await deleteTokens(db, account.shopperId)
  await endDevices(db, account.shopperId, { except })
  await app.mail.post(db, account.email, 'password-changed', { name: account.name, link: app.mail.link('/forgot-password') })
}
