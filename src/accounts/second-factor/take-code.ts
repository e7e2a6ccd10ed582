import type { Db } from '../../plugins/database.ts'
import { hashRecoveryCode, stepOf } from './codes.ts'
import { findSecondFactor, saveStep, takeRecoveryCode } from './queries.ts'
import { open } from './secret.ts'

/**
 * Takes a code of the authenticator app, or one of the recovery codes: true for the first who brings it, and never again.
 * To be run in the transaction of what it allows.
 */
export async function takeCode (db: Db, shopperId: string, code: string, secrets: readonly string[], now: Date): Promise<boolean> {
  const factor = await findSecondFactor(db, shopperId)
  const secret = factor && open(factor.secret, secrets)
  if (!secret) return false
  const step = stepOf(secret, code, now)
  return step === undefined ? takeRecoveryCode(db, shopperId, hashRecoveryCode(code)) : saveStep(db, shopperId, step)
}
