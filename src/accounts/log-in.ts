import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import type { Counter } from '../plugins/rate-limit/rules.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { normalizeEmail } from './forms.ts'
import { countGuess } from './guesses.ts'
import type { KnownDevices } from './known-device.ts'
import { verifyPassword } from './passwords.ts'
import { findAccount, findShopperId, type Account } from './queries.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import { takeCode } from './second-factor/take-code.ts'
import { findTokenOwner, saveToken, useToken } from './token-queries.ts'

export const WRONG_PASSWORD = phrase('The e-mail address or the password is not right')
export const WRONG_CODE = phrase('This code is not right, or was used before. Enter the one that your app shows now')

export interface Ways {
  devices: KnownDevices
  /** Decrypt the secrets of second factors. */
  secrets: readonly string[]
}

/** Who proved to be a customer; or the ticket with which a code of the second factor is to be brought, within ten minutes. */
export type Proved = { account: Account } | { ticket: string }

/** Undefined where the address or the password is wrong. Throws a 429 when too many were. */
export async function provePassword (app: FastifyInstance, request: FastifyRequest, typed: { email: string, password: string }, { devices }: Ways): Promise<Proved | undefined> {
  // An address that nobody has is looked up as long, and its password compared as long, as one that somebody has.
  const shopperId = await findShopperId(app.db, normalizeEmail(typed.email)) ?? randomUUID()
  const account = await countGuess(app, request, { email: typed.email, shopperId }, devices, () => findRight(app, request, shopperId, typed.password))
  if (!account) return undefined
  if (!await findSecondFactor(app.db, account.shopperId)) return { account }
  return { ticket: await transaction(app.db, db => saveToken(db, 'log-in', account)) }
}

/** `over`: the ticket is none, or none any more. Throws a 429 after too many wrong codes. */
export async function proveCode (app: FastifyInstance, request: FastifyRequest, { ticket, code }: { ticket: string, code: string }, { devices, secrets }: Ways): Promise<Account | 'over' | 'wrong'> {
  const owner = await findTokenOwner(app.db, 'log-in', ticket)
  if (!owner) return 'over'
  const guess: Counter = { name: 'code', subject: devices.find(request, owner.shopperId) ?? owner.shopperId }
  await app.rateLimit.take(guess)
  const account = await transaction(app.db, async db => {
    const isRight = await takeCode(db, owner.shopperId, code, secrets, new Date())
    return isRight && await useToken(db, 'log-in', ticket) ? findAccount(db, owner.shopperId) : undefined
  })
  if (!account) {
    logSecurity(request, 'code.wrong', { customer: owner.shopperId })
    return 'wrong'
  }
  await app.rateLimit.giveBack(guess)
  return account
}

async function findRight (app: FastifyInstance, request: FastifyRequest, shopperId: string, password: string): Promise<Account | undefined> {
  const account = await findAccount(app.db, shopperId)
  const isRight = await verifyPassword(account?.passwordHash, password)
  if (isRight && !account?.isLocked) return account
  // Who is locked is answered like who has typed a wrong password, and as late: only a mail has told them.
  logSecurity(request, isRight ? 'login.locked' : 'login.wrong', { customer: account?.shopperId })
  return undefined
}
