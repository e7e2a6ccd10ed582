import fastifyCompress from '@fastify/compress'
import fp from 'fastify-plugin'

const SMALL_BYTES = 1024

/**
 * Pages go out as brotli or gzip; what lies in static/ was compressed by the build. The length of a page tells something of what
 * it holds (BREACH) to who can have it loaded over and over with text of their choice in the address: `SameSite=Lax` leaves them only
 * going there in the open, once for every guess.
 */
export default fp(async app => {
  await app.register(fastifyCompress, { encodings: ['br', 'gzip', 'identity'], customTypes: /^text\/html/, threshold: SMALL_BYTES })
}, { name: 'compression' })
