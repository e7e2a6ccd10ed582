import type { FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { isApi } from '../api/problem.ts'
import { phrase } from '../languages/translate.ts'
import { Forbidden } from './errors.ts'
import { addRouteHook } from './route-hook.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** True for a method that may change something (RFC 9110, 9.2.1). */
export function isUnsafe (method: string): boolean {
  return !SAFE_METHODS.has(method)
}

/** True for a route that answers such a method. */
export function isChange ({ method }: RouteOptions): boolean {
  return [method].flat().some(isUnsafe)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** A change that another site asked this browser for. It is refused before anything acts on it. */
    isForeign: boolean
  }
}

/**
 * Refuses changes that another site asks a browser for, so that forms need no token. Browsers say where a request comes
 * from in Sec-Fetch-Site, older ones in Origin; a request with neither comes from no browser and carries nobody's cookie.
 */
export default fp<{ baseUrl: URL | undefined, adminHost: string | undefined }>(async (app, { baseUrl, adminHost }) => {
  app.decorateRequest('isForeign', false)
  app.addHook('onRequest', (request, _reply, done) => {
    request.isForeign = isUnsafe(request.method) && !isFromHere(request, baseUrl, adminHost)
    done(request.isForeign && !mayBeOffered(request) ? new Forbidden(FOREIGN) : undefined)
  })
  // The body has been read by now, so that the page can offer to send it again.
  addRouteHook(app, 'preValidation', route => isChange(route)
    ? (request, _reply, done) => done(request.isForeign ? new Forbidden(FOREIGN) : undefined)
    : undefined)
}, { name: 'origin' })

const FOREIGN = phrase('This came from another site, not from a page of ours, so nothing was changed.')

/** Only what anybody may do, and nothing of an account or the admin, is offered with a button. */
function mayBeOffered ({ routeOptions: { config, url = '' } }: FastifyRequest): boolean {
  return !isApi(url) && (config.access === 'anyone' || config.access === 'owner') && url !== '/orders'
}

function isFromHere (request: FastifyRequest, baseUrl: URL | undefined, adminHost: string | undefined): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  if (origin === undefined) return true
  if (baseUrl === undefined || request.host === adminHost) return origin === `${request.protocol}://${request.host}`
  return origin === baseUrl.origin
}
