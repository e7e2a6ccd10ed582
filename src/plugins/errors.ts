import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import pg from 'pg'
import { invalidInput, isApi, problemText, sendProblem } from '../api/problem.ts'
import { phrase, type Phrase } from '../languages/translate.ts'
import { localPath } from './local-path.ts'
import { isUnsafe } from './origin.ts'
import { Forbidden, NotFound, PageError, Unavailable, UnprocessableInput } from './page-error.ts'
import { logSecurity, type SecurityEvent } from './security-log.ts'
import { answerEnded, fieldsOf } from './session/late.ts'
import { SessionEnded } from './session/store.ts'
import { saveRefused } from './signals.ts'

export { Forbidden, NotFound, PageError, Unavailable, UnprocessableInput }

const TEMPLATES: Record<number, 'errors/forbidden' | 'errors/not-found' | 'errors/too-many' | 'errors/unavailable'> = {
  403: 'errors/forbidden',
  404: 'errors/not-found',
  429: 'errors/too-many',
  503: 'errors/unavailable'
}

const EVENTS: Record<number, SecurityEvent> = { 403: 'origin.refused', 415: 'input.refused', 422: 'input.refused', 429: 'rate.exceeded' }

const MESSAGES: Record<number, Phrase> = {
  400: phrase('This request could not be understood.'),
  413: phrase('That was too much to send at once, so nothing was changed.'),
  414: phrase('This address is too long.'),
  415: phrase('This kind of content is not accepted here, so nothing was changed.')
}

// Not what became of a change: it may have been done before something broke.
const BROKEN = phrase('Something went wrong on our side.')

/** The one place where an error becomes an answer: the log gets the error, the page a sentence. */
export default fp(async app => {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    request.keepAnswer()
    if (error instanceof SessionEnded) {
      saveRefused.tell({ reason: 'ended' })
      return answerEnded(request, reply)
    }
    const answer = answerTo(error, request)
    if (answer.statusCode >= 500) request.log.error({ err: error }, 'request failed')
    const event = EVENTS[answer.statusCode]
    if (event) logSecurity(request, event, { action: `${request.method} ${request.routeOptions.url ?? ''}` })
    return showError(answer, request, reply)
  })

  // Runs before @fastify/session saves: after a failure there is nothing to save, and trying would fail again.
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode >= 500) request.session = null as never
    done()
  })
}, { name: 'errors' })

function answerTo (error: FastifyError, { url }: FastifyRequest): PageError {
  if (error instanceof PageError) return error
  if (error.validation) return isApi(url) ? invalidInput(error.validation, error.validationContext) : new UnprocessableInput()
  const { statusCode = 500 } = error
  // Before the question for the database: a request that was cut off has the code ECONNRESET, too.
  if (statusCode >= 400 && statusCode < 500) return new PageError(statusCode, MESSAGES[statusCode] ?? phrase('This request cannot be answered.'))
  return isDatabaseAway(error) ? new Unavailable() : new PageError(500, BROKEN)
}

/**
 * Answers with a 503 in the place of a handler that takes too long. That one goes on, with its session, and what it sends later is not sent; so
 * no hook of an answer runs here.
 */
export async function answerLate (request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.hijack()
  const error = new Unavailable()
  beginError(error, reply)
  const body = isApi(request.url) ? problemText(reply, error) : await reply.pageText('errors/unavailable', shownOf(error, request)).catch(() => inWords(reply, error))
  reply.removeHeader('set-cookie')
  if (!reply.raw.destroyed) reply.raw.writeHead(error.statusCode, { ...reply.getHeaders() as OutgoingHttpHeaders, 'content-length': Buffer.byteLength(body) }).end(body)
}

function inWords (reply: FastifyReply, { words }: PageError): string {
  reply.type('text/plain; charset=utf-8')
  return reply.request.t(words)
}

/** Takes back what the answer said that is not given now. */
function beginError ({ statusCode, retryAfterS }: PageError, reply: FastifyReply): void {
  for (const header of ['location', 'etag', 'content-encoding']) reply.removeHeader(header)
  if (/public/.test(String(reply.getHeader('cache-control')))) reply.removeHeader('cache-control')
  reply.code(statusCode)
  if (statusCode === 503 || statusCode === 429) reply.header('retry-after', retryAfterS)
}

function shownOf ({ words, retryAfterS }: PageError, request: FastifyRequest): object {
  const { t } = request
  return {
    message: t(words),
    wait: t(sayWait(retryAfterS)),
    isChange: isUnsafe(request.method),
    requestId: request.id,
    action: localPath(request.url, '/'),
    fields: request.isForeign ? fieldsOf(request.body) : []
  }
}

async function showError (error: PageError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { statusCode } = error
  beginError(error, reply)
  if (isApi(request.url)) return sendProblem(reply, error)
  const template = TEMPLATES[statusCode] ?? (statusCode < 500 ? 'errors/invalid' : 'errors/failure')
  try {
    return await reply.page(template, shownOf(error, request))
  } catch (failure) {
    if (statusCode < 500 && isDatabaseAway(failure)) return showError(new Unavailable(), request, reply)
    request.log.error({ err: failure }, 'the error page failed')
    return reply.code(500).type('text/plain; charset=utf-8').send(request.t(BROKEN))
  }
}

/** `5 seconds`, `1 minute`: rounded up, so that who waits as long gets through. */
export function sayWait (seconds: number): Phrase {
  if (seconds <= 90) return phrase('{count, plural, one {# second} other {# seconds}}', { count: Math.ceil(seconds) })
  return phrase('{count, plural, one {# minute} other {# minutes}}', { count: Math.ceil(seconds / 60) })
}

// Classes 08 (connection), 53 (resources), 57P (shutdown), 58 (its disk), and what says "not now": 25006 read-only, 55P03 lock, 57014 cancelled,
// 42501 a right that was taken away.
const AWAY_STATES = /^(08|53|57P|58)|^(25006|55P03|57014|25P03|40001|40P01|42501)$/
const AWAY_SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const AWAY_MESSAGES = /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after)/

/** True when Postgres is not there, too busy, or did not answer in time. pg has no error class for the last two. */
export function isDatabaseAway (error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return AWAY_STATES.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  return AWAY_SYSTEM_CODES.has((error as NodeJS.ErrnoException).code ?? '') || AWAY_MESSAGES.test(error.message) ||
    (error instanceof AggregateError && error.errors.some(isDatabaseAway))
}
