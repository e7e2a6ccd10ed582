import fastifyCompress from '@fastify/compress'
import type { onSendHookHandler } from 'fastify'
import fp from 'fastify-plugin'

const SMALL_BYTES = 1024

/**
 * Pages, feeds and JSON go out as brotli or gzip; what lies in static/ was compressed by the build. The length of a page tells something of what
 * it holds (BREACH) to who can have it loaded over and over with text of their choice in the address: `SameSite=Lax` leaves them only
 * going there in the open, once for every guess.
 */
export default fp(async app => {
  await app.register(fastifyCompress, { encodings: ['br', 'gzip', 'identity'], customTypes: /^(text\/html|application\/(json|(rss\+)?xml))/, threshold: SMALL_BYTES })

  // @fastify/compress adds its hook to each route, and what answers where no route is has none: it borrows that of a route.
  let compress: onSendHookHandler | undefined
  app.addHook('onRoute', ({ onSend }) => { compress ??= [onSend ?? []].flat().at(-1) })
  app.addHook('onSend', function (request, reply, payload, done) {
    if (request.is404 && compress) compress.call(this, request, reply, payload, done)
    else done(null, payload)
  })
}, { name: 'compression' })
