import type { FastifyInstance } from 'fastify'
import type { Language } from '../languages/language.ts'
import type { Db } from '../plugins/database.ts'
import { endDevices, savePasswordHash, type Account } from './queries.ts'
import { deleteTokens } from './token-queries.ts'

export interface NewPassword {
  passwordHash: string
  /** Enough only beside a second factor. */
  isShort: boolean
  /** The device that stays logged in. */
  except: string | undefined
  /** Of the owner. */
  language: Language
}

/**
 * Gives an account another password, within the transaction of `db`: links that were sent open nothing any more, every session
 * but `except` ends, and the owner is told by mail.
 */
export async function replacePassword (app: FastifyInstance, db: Db, account: Account, { passwordHash, isShort, except, language }: NewPassword): Promise<void> {
  await savePasswordHash(db, account.shopperId, passwordHash, isShort)
  await deleteTokens(db, account.shopperId)
  await endDevices(db, account.shopperId, { except })
  await app.mail.post(db, account.email, 'password-changed', { name: account.name, link: app.mail.link('/forgot-password') }, language)
}
