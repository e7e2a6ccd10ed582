import { Signer } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { DEFAULTS, formatPreferences, parsePreferences, type Preferences } from './preferences.ts'

declare module 'fastify' {
  interface FastifyRequest { preferences: Preferences }
  interface FastifyReply { keepPreferences (preferences: Preferences): void }
}

const COOKIE = 'prefs'
const ONE_YEAR_S = 365 * 24 * 60 * 60

/** `request.preferences`, from one signed cookie: they need neither a session nor the database. */
export default fp<{ secrets: string[], https: boolean }>(async (app, { secrets, https }) => {
  const signer = new Signer(secrets)

  app.decorateRequest('preferences', null as never)
  app.decorateReply('keepPreferences', function (this: FastifyReply, preferences: Preferences) {
    this.setCookie(COOKIE, sign(signer, formatPreferences(preferences)), {
      path: '/', httpOnly: true, sameSite: 'lax', secure: https, maxAge: ONE_YEAR_S
    })
  })
  app.addHook('onRequest', async (request: FastifyRequest, reply) => {
    const raw = request.cookies[COOKIE]
    request.preferences = DEFAULTS
    if (raw === undefined) return
    const { text, outdated } = unsign(signer, raw)
    const preferences = text === undefined ? undefined : parsePreferences(text)
    request.preferences = preferences ?? DEFAULTS
    if (!preferences || outdated) reply.keepPreferences(request.preferences)
  })
}, { name: 'preferences', dependencies: ['@fastify/cookie'] })

/** The name is part of what is signed: a value signed as something else is no preference. */
function sign (signer: Signer, text: string): string {
  return signer.sign(`${COOKIE}=${text}`).slice(COOKIE.length + 1)
}

function unsign (signer: Signer, raw: string): { text: string | undefined, outdated: boolean } {
  const { valid, value, renew } = signer.unsign(`${COOKIE}=${raw}`)
  return { text: valid && value !== null ? value.slice(COOKIE.length + 1) : undefined, outdated: renew }
}
