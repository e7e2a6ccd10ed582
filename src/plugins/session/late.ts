import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUnsafe } from '../origin.ts'
import { findEndedBy } from './queries.ts'
import { hashId, SessionEnded } from './store.ts'

/** Time for the browser to take in the cookie of the login that this request was overtaken by. */
const LOGIN_ANSWER_MS = 100

/**
 * Refuses a change that comes with the id of a session that ended at login: what it would change is now another session's.
 * Throws `SessionEnded`, which `answerEnded` turns into an answer.
 */
export async function refuseLate (app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const { endedId, routeOptions } = request
  if (!endedId || !isUnsafe(request.method) || routeOptions.config.startsSession) return
  if (await findEndedBy(app.db, hashId(endedId)) === 'login') throw new SessionEnded()
}

/**
 * Has the browser send the request again, once, with the cookie it has by now: nothing is lost, and nobody who knows only
 * the old id gets the new session. If the old id comes again, the shopper is shown what was sent, with a button.
 */
export async function answerEnded (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const url = new URL(request.url, 'http://shop')
  if (!url.searchParams.has('resent')) {
    url.searchParams.set('resent', '1')
    await wait(LOGIN_ANSWER_MS)
    return reply.redirect(url.pathname + url.search, 307)
  }
  url.searchParams.delete('resent')
  return reply.code(409).page('errors/resend', { action: url.pathname + url.search, fields: fieldsOf(request.body) })
}

function fieldsOf (body: unknown): Array<{ name: string, value: string }> {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([name, value]) => ({ name, value }))
}
