import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase } from '../languages/translate.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { clearSessionCookie } from '../plugins/session/cookie.ts'

/** What the login page says to who was sent there: the address tells it, because a message would need a session. */
export const LOGIN_SAYS = {
  left: phrase('You are logged out. Your basket is kept with your account.'),
  changed: phrase('Your password is changed. Log in with the new one.'),
  confirmed: phrase('Your e-mail address is confirmed. Log in with it.'),
  joined: phrase('You work here now. Log in to begin.'),
  deleted: phrase('Your account is deleted, and what we knew of you with it. The shop stays open to you.')
} as const

export type LoginSays = keyof typeof LOGIN_SAYS

export function loginSaying (what: LoginSays): string {
  return `/login?${what}=1`
}

/** Where a logout leads. */
export const LOGGED_OUT = loginSaying('left')

/** Logs out: the session ends for good, and the cart stays with the account. */
export async function endVisit (request: FastifyRequest): Promise<void> {
  logSecurity(request, 'logout')
  await request.session.destroy()
}

/** The answer after a session was ended for good: the browser forgets its cookie, and pages that it kept. */
export function leaveFor (reply: FastifyReply, cookieName: string, target: string): FastifyReply {
  return forgetVisit(reply, cookieName).redirect(target, 303)
}

/** Has the browser forget the cookie of a session that was ended, and pages that it kept. */
export function forgetVisit (reply: FastifyReply, cookieName: string): FastifyReply {
  clearSessionCookie(reply, cookieName, cookieName.startsWith('__Host-'))
  return reply.header('clear-site-data', '"cache"')
}
