import fp from 'fastify-plugin'
import { isUnsafe } from './origin.ts'

const STALE = '"prefetchCache", "prerenderCache"'

/**
 * Browsers that know speculation rules fetch a product or a department while the pointer is still on its link: static/speculation-rules.json
 * says which. They fetch, and do not run the page. A page fetched so makes no session and takes no message, and after
 * a change it is thrown away: it would show the basket of before. A browser that remembers what it saw is not told to: a page
 * that was fetched before somebody wanted it would be remembered wrongly, or not at all.
 */
export default fp(async app => {
  app.addHook('onSend', async (request, reply) => {
    if (isUnsafe(request.method)) reply.header('clear-site-data', [reply.getHeader('clear-site-data') ?? [], STALE].flat().join(', '))
    else if (isPage(reply.getHeader('content-type')) && request.seen === undefined && !request.url.startsWith('/admin')) {
      reply.header('speculation-rules', `"${app.asset('/speculation-rules.json')}"`)
    }
  })
}, { name: 'speculation', dependencies: ['assets'] })

function isPage (contentType: unknown): boolean {
  return String(contentType).startsWith('text/html')
}
