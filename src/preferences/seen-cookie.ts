import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { isPrefetched } from '../plugins/flash.ts'
import { formatSeen, parseSeen, see } from './seen.ts'
import { SignedCookie } from './signed-cookie.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Slugs of the products this browser saw, the last one first; undefined unless the shopper wants them remembered. */
    seen: readonly string[] | undefined
  }
  interface FastifyReply {
    /** Remembers a product whose page is shown, in a browser that wants it. */
    saw (slug: string): void
    /** Remembers these from now on. */
    keepSeen (slugs: readonly string[]): void
    /** Remembers nothing any more. */
    dropSeen (): void
  }
}

const ONE_YEAR_S = 365 * 24 * 60 * 60

/**
 * The products that a browser saw, in a signed cookie of their own: neither session nor database knows them. To have the cookie
 * is to have asked for it, so nobody is remembered who did not say so, and there is no consent to store beside it.
 */
export default fp<{ secrets: string[], https: boolean }>(async (app, { secrets, https }) => {
  const name = https ? '__Host-seen' : 'seen'
  const cookie = new SignedCookie(name, secrets)
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const

  app.decorateRequest('seen', undefined)
  app.decorateReply('keepSeen', function (this: FastifyReply, slugs: readonly string[]) {
    this.setCookie(name, cookie.sign(formatSeen(slugs)), { ...flags, maxAge: ONE_YEAR_S })
  })
  app.decorateReply('dropSeen', function (this: FastifyReply) {
    this.clearCookie(name, flags)
  })
  app.decorateReply('saw', function (this: FastifyReply, slug: string) {
    const { request } = this
    if (!request.seen || request.method !== 'GET' || isPrefetched(request)) return
    const seen = see(request.seen, slug)
    if (seen !== request.seen) this.keepSeen(seen)
  })

  app.addHook('onRequest', (request: FastifyRequest, reply, done) => {
    const raw = request.cookies[name]
    if (raw !== undefined) {
      const { text, outdated } = cookie.unsign(raw)
      const seen = text === undefined ? undefined : parseSeen(text)
      request.seen = seen ?? []
      if (!seen || outdated) reply.keepSeen(request.seen)
    }
    done()
  })
}, { name: 'seen', dependencies: ['@fastify/cookie'] })
