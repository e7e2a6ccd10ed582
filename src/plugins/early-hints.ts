import fp from 'fastify-plugin'
import { isChange } from './origin.ts'
import { addRouteHook } from './route-hook.ts'

/**
 * Tells browsers of the style sheet and the script by a `103 Early Hints` (RFC 8297), before a page is put together. Only where it is asked for: a page
 * from memory is there as soon as its hints, and some proxies in front cannot read an answer that comes before the answer.
 */
export default fp(async app => {
  const link = [`<${app.asset('/shop.css')}>; rel=preload; as=style`, `<${app.asset('/shop.js')}>; rel=modulepreload`]
  addRouteHook(app, 'onRequest', route => isChange(route) || /^\/(api|admin)\b|\.(csv|xml|txt|json|pdf)$/.test(route.url)
    ? undefined
    : ({ raw: { httpVersion, headers } }, reply, done) => {
        // Older clients, and those that fetch a piece of a page, have no use for them.
        if (httpVersion !== '1.0' && headers['sec-fetch-dest'] === 'document') reply.raw.writeEarlyHints({ link })
        done()
      })
}, { name: 'early-hints', dependencies: ['assets'] })
