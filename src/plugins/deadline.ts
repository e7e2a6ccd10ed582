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
    deadline: NodeJS.Timeout | undefined
    /** The answer is on its way, or takes something that nobody would see otherwise: no other is sent in its place. */
    keepAnswer (): void
  }
}

/**
 * Answers 503 when a request takes longer than `limitMs`. Each wait for the database has a limit of its own (see database.ts), but a request with
 * ten statements waits ten times. What it was doing may still be done, as where a connection is lost at COMMIT. The time that the body takes to
 * come does not count.
 */
export default fp<{ limitMs: number }>(async (app, { limitMs }) => {
  app.decorateRequest('spentMs', 0)
  app.decorateRequest('deadline', undefined)
  app.decorateRequest('keepAnswer', function (this: FastifyRequest) { clearTimeout(this.deadline) })
  addRouteHook(app, 'onRequest', route => isLimited(app, route)
    ? (request, reply, done) => {
        request.spentMs = reply.elapsedTime
        done()
      }
    : undefined)
  addRouteHook(app, 'preValidation', route => isLimited(app, route)
    ? (request, reply, done) => {
        if (route.url !== '/products' || isSearch(request.query)) limit(request, reply, limitMs)
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

function limit (request: FastifyRequest, reply: FastifyReply, limitMs: number): void {
  request.deadline = setTimeout(() => {
    if (!reply.sent) answerLate(request, reply).catch((error: unknown) => request.log.error({ err: error }, 'a late request was not answered'))
  }, Math.max(0, limitMs - request.spentMs))
  reply.raw.once('close', () => request.keepAnswer())
}
