import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isApi, NamedProblem, sendProblem } from '../../api/problem.ts'
import { phrase } from '../../languages/translate.ts'
import { localPath } from '../local-path.ts'
import { isUnsafe } from '../origin.ts'
import { findEndedBy } from './queries.ts'
import { hashId, SessionEnded } from './store.ts'

/** Time for the browser to take in the cookie of the login that this request was overtaken by. */
const LOGIN_ANSWER_MS = 100
const RESENT = 'resent=1'
const RESENT_MARK = new RegExp(`[?&]${RESENT}$`)

/**
 * Refuses a change that comes with the id of a session that ended at login or logout: the browser has another cookie by
 * now, or none. Throws `SessionEnded`, which `answerEnded` turns into an answer. A logged-out id that comes again is a new
 * visitor's; where a device was ended from another one, the browser knows of nothing, and is served so at once.
 */
export async function refuseLate (app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const { endedId, routeOptions } = request
  if (!endedId || request.is404 || !isUnsafe(request.method) || routeOptions.config.startsSession) return
  const endedBy = await findEndedBy(app.db, hashId(endedId))
  if (endedBy === 'login' || (endedBy === 'logout' && !wasResent(request))) throw new SessionEnded()
}

/**
 * Has the browser send the request again, once, with the cookie it has by now: nothing is lost, and nobody who knows only
 * the old id gets the new session. If the old id comes again, the shopper is shown what was sent, with a button.
 */
export async function answerEnded (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = localPath(request.url, '/')
  if (!wasResent(request)) {
    await wait(LOGIN_ANSWER_MS)
    return reply.redirect(`${path}${path.includes('?') ? '&' : '?'}${RESENT}`, 307)
  }
  if (isApi(path)) return sendProblem(reply, new NamedProblem(409, 'session-ended', phrase('The session of this request has ended, so nothing was changed. Send it again with the cookie of now.')))
  return reply.code(409).page('errors/resend', { action: path.replace(RESENT_MARK, ''), fields: fieldsOf(request.body) })
}

function wasResent ({ url }: FastifyRequest): boolean {
  return RESENT_MARK.test(url)
}

/** What was sent, to be sent again by a button. A password is never sent back, nor anything else that opens something. */
export function fieldsOf (body: unknown): Array<{ name: string, value: string }> {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .filter(([name]) => !/password|^(code|token|ticket|setup)$/.test(name))
    .map(([name, value]) => ({ name, value }))
}
