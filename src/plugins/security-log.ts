import type { FastifyRequest } from 'fastify'
import { hashId } from './session/store.ts'

/** What happened, as the vocabulary of OWASP's Logging Cheat Sheet has it, in words of this shop. */
export type SecurityEvent =
  'login.right' | 'login.wrong' | 'login.locked' | 'code.wrong' | 'logout' | 'register' | 'password.forgotten' | 'password.changed' | 'password.wrong' |
  'email.changed' | 'second-factor.on' | 'second-factor.off' | 'recovery-codes.new' | 'account.deleted' | 'data.taken' | 'devices.ended' |
  'customer.locked' | 'customer.unlocked' | 'staff.joined' | 'admin.allowed' | 'admin.refused' | 'origin.refused' | 'rate.exceeded' | 'input.refused'

const WARNINGS: ReadonlySet<SecurityEvent> = new Set(['login.wrong', 'login.locked', 'code.wrong', 'password.wrong', 'admin.refused', 'origin.refused', 'rate.exceeded'])

/**
 * One line of JSON for each: what, who, in which session (a hash of its hash), and by `reqId` in which request. Never a
 * password, a token, a cookie or an e-mail address.
 */
export function logSecurity (request: FastifyRequest, event: SecurityEvent, more: { customer?: string, action?: string } = {}): void {
  const { customer, session } = request
  const line = { event, customer: customer?.shopperId, ...more, ...session?.row && { session: hashId(hashId(session.sessionId)).slice(0, 16) } }
  request.log[WARNINGS.has(event) ? 'warn' : 'info'](line, 'security')
}

/** What the log gets of an error: not its further fields, in which Postgres repeats the row that broke a rule. */
export function describeError (error: Error & { code?: string }): { type: string, code: string | undefined, message: string, stack: string } {
  const { constructor, code, message, stack = '' } = error
  return { type: constructor.name, code, message, stack }
}
