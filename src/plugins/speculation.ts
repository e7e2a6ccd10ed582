import type { FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { isChange } from './origin.ts'
import { addRouteHook } from './route-hook.ts'

const STALE = '"prefetchCache", "prerenderCache"'

/**
 * Browsers that know speculation rules fetch a product or a department while the pointer is still on its link: static/speculation-rules.json
 * says which. They fetch, and do not run the page. A page fetched so makes no session and takes no message, and after
 * a change it is thrown away: it would show the basket of before.
 */
export default fp(async app => {
  addRouteHook(app, 'onSend', route => isChange(route)
    ? (_request, reply, _payload, done) => {
        const besides = reply.getHeader('clear-site-data')
        reply.header('clear-site-data', besides === undefined ? STALE : [besides, STALE].flat().join(', '))
        done()
      }
    : undefined)
}, { name: 'speculation', dependencies: ['assets'] })

/**
 * What a page says of them: nothing where it is the admin's. A browser that remembers what it saw is not told to fetch ahead, either: a page that
 * was fetched before somebody wanted it would be remembered wrongly, or not at all.
 */
export function speculationRules ({ statusCode, request: { seen, url, server } }: FastifyReply): string | undefined {
  return statusCode < 400 && seen === undefined && !url.startsWith('/admin') ? `"${server.asset('/speculation-rules.json')}"` : undefined
}
