import type { Db } from '../../plugins/database.ts'
import { hashRecoveryCode, stepOf } from './codes.ts'
import { findSecondFactor, saveStep, takeRecoveryCode } from './queries.ts'
import { open, seal } from './secret.ts'

/**
 * Takes a code of the authenticator app, or one of the recovery codes: true for the first who brings it, and never again.
 * Recovery codes work also where the secret cannot be read any more, and each use seals it by the newest of `secrets`.
 * To be run in the transaction of what it allows.
 */
export async function takeCode (db: Db, shopperId: string, code: string, secrets: readonly string[], now: Date): Promise<boolean> {
  const factor = await findSecondFactor(db, shopperId)
  if (!factor) return false
  const secret = open(factor.secret, secrets)
  const step = secret === undefined ? undefined : stepOf(secret, code, now)
  if (secret === undefined || step === undefined) return takeRecoveryCode(db, shopperId, hashRecoveryCode(code))
  return saveStep(db, shopperId, step, seal(secret, secrets))
}
