import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { isSearch } from '../catalog/listing.ts'
import { answerLate } from './errors.ts'
import { isChange } from './origin.ts'
import { addRouteHook } from './route-hook.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds until the body was waited for. */
    spentMs: number
    wait: Wait | undefined
    /** The answer is on its way, or takes something that nobody would see otherwise: no other is sent in its place. */
    keepAnswer (): void
  }
}

const LOOK_MS = 50

/**
 * Answers 503 when a request takes longer than `limitMs`. Each wait for the database has a limit of its own (see database.ts), but a request with
 * ten statements waits ten times. What it was doing may still be done, as where a connection is lost at COMMIT. The time that the body takes to
 * come does not count.
 */
export default fp<{ limitMs: number }>(async (app, { limitMs }) => {
  const waits = new Waits()
  app.decorateRequest('spentMs', 0)
  app.decorateRequest('wait', undefined)
  app.decorateRequest('keepAnswer', function (this: FastifyRequest) { if (this.wait) this.wait.reply = undefined })
  addRouteHook(app, 'onRequest', route => isLimited(app, route)
    ? (request, reply, done) => {
        request.spentMs = reply.elapsedTime
        done()
      }
    : undefined)
  addRouteHook(app, 'preValidation', route => isLimited(app, route)
    ? (request, reply, done) => {
        if (route.url !== '/products' || isSearch(request.query)) request.wait = waits.add(reply, performance.now() + limitMs - request.spentMs)
        done()
      }
    : undefined)
  // Before the session is saved, which waits for the database too.
  app.addHook('onSend', (request, _reply, _payload, done) => {
    request.keepAnswer()
    done()
  })
}, { name: 'deadline', dependencies: ['payments'] })

/** All that asks more than once, of the list of products only a search: not the admin, whose lists are long, and not what waits for the payment provider. */
function isLimited (app: FastifyInstance, route: RouteOptions): boolean {
  const { url } = route
  if (url.startsWith('/admin') || (app.payments.provider && /order|pay|webhook|checkout/.test(url))) return false
  return isChange(route) || /^\/(account|checkout|orders|products$|wishlist)/.test(url)
}

/** One that an answer is waited for. */
interface Wait {
  readonly dueAtMs: number
  /** Undefined when it is answered. */
  reply: FastifyReply | undefined
}

/** All that is waited for, looked through twenty times a second: a timer for each would cost more than most answers take. */
class Waits {
  #waits: Wait[] = []
  #looking: NodeJS.Timeout | undefined

  add (reply: FastifyReply, dueAtMs: number): Wait {
    const wait: Wait = { dueAtMs, reply }
    this.#waits.push(wait)
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS)
    return wait
  }

  #look (): void {
    const now = performance.now()
    for (const wait of this.#waits) {
      const { reply, dueAtMs } = wait
      if (!reply || dueAtMs > now) continue
      wait.reply = undefined
      if (!reply.sent && !reply.raw.destroyed) answerLate(reply.request, reply).catch((error: unknown) => reply.log.error({ err: error }, 'a late request was not answered'))
    }
    this.#waits = this.#waits.filter(({ reply }) => reply !== undefined)
    if (this.#waits.length > 0) return
    clearInterval(this.#looking)
    this.#looking = undefined
  }
}
