import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Forbidden } from './errors.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** True for a method that may change something (RFC 9110, 9.2.1). */
export function isUnsafe (method: string): boolean {
  return !SAFE_METHODS.has(method)
}

/**
 * Refuses changes that another site asks a browser for, so that forms need no token. Browsers say where a request comes
 * from in Sec-Fetch-Site, older ones in Origin; a request with neither comes from no browser and carries nobody's cookie.
 */
export default fp<{ baseUrl: URL | undefined }>(async (app, { baseUrl }) => {
  app.addHook('onRequest', async request => {
    if (isUnsafe(request.method) && !isFromHere(request, baseUrl)) {
      throw new Forbidden('This request came from another site, so nothing was changed.')
    }
  })
}, { name: 'origin' })

function isFromHere (request: FastifyRequest, baseUrl: URL | undefined): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  if (origin === undefined) return true
  return origin === (baseUrl?.origin ?? `${request.protocol}://${request.host}`)
}
