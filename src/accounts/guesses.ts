import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mailboxOf, networkOf, type Counter } from '../plugins/rate-limit/rules.ts'
import type { KnownDevices } from './known-device.ts'

export interface Guessed {
  /** As typed. */
  email: string
  /** Whose address it is; of nobody's, any id. */
  shopperId: string
}

/**
 * Lets `check` try a password, unless too many wrong ones were tried before: on this account, from this network, by everybody.
 * It is counted first and given back when it was right, so that many at once cannot get past the limit. A browser that the
 * customer has used before counts for itself alone.
 */
export async function countGuess<T> (
  app: FastifyInstance, request: FastifyRequest, { email, shopperId }: Guessed, devices: KnownDevices, check: () => Promise<T | undefined>
): Promise<T | undefined> {
  const device = devices.find(request, shopperId)
  const account: Counter = { name: 'login-account', subject: mailboxOf(email) }
  const counters: Counter[] = device === undefined
    ? [account, { name: 'login-address', subject: networkOf(request.ip) }, { name: 'login-everybody', subject: '' }]
    : [{ name: 'login-device', subject: device }]
  await app.rateLimit.take(...counters)
  const right = await check().catch(async (error: unknown) => {
    await app.rateLimit.giveBack(...counters)
    throw error
  })
  if (right !== undefined) await app.rateLimit.giveBack(...counters)
  return right
}
