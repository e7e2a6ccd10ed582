import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { acceptedLocale } from '../languages/language.ts'
import { DEFAULTS, formatPreferences, parsePreferences, type Preferences } from './preferences.ts'
import { SignedCookie } from './signed-cookie.ts'

declare module 'fastify' {
  interface FastifyRequest { preferences: Preferences }
  interface FastifyReply { keepPreferences (preferences: Preferences): void }
}

const COOKIE = 'prefs'
const NO_COOKIE = { text: undefined, outdated: false }
const ONE_YEAR_S = 365 * 24 * 60 * 60

/**
 * `request.preferences`, from one signed cookie: they need neither a session nor the database. Who never chose a locale gets the one
 * that the browser asks for.
 */
export default fp<{ secrets: string[], https: boolean }>(async (app, { secrets, https }) => {
  const cookie = new SignedCookie(COOKIE, secrets)

  app.decorateRequest('preferences', null as never)
  app.decorateReply('keepPreferences', function (this: FastifyReply, preferences: Preferences) {
    this.setCookie(COOKIE, cookie.sign(formatPreferences(preferences)), {
      path: '/', httpOnly: true, sameSite: 'lax', secure: https, maxAge: ONE_YEAR_S
    })
  })
  app.addHook('onRequest', (request: FastifyRequest, reply, done) => {
    const raw = request.cookies[COOKIE]
    const { text, outdated } = raw === undefined ? NO_COOKIE : cookie.unsign(raw)
    const preferences = text === undefined ? undefined : parsePreferences(text)
    request.preferences = preferences ?? { ...DEFAULTS, locale: acceptedLocale(request.headers['accept-language']) }
    if (raw !== undefined && (!preferences || outdated)) reply.keepPreferences(request.preferences)
    done()
  })
}, { name: 'preferences', dependencies: ['@fastify/cookie'] })
