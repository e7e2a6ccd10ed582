import fastifyCompress from '@fastify/compress'
import fp from 'fastify-plugin'

const SMALL_BYTES = 1024

/**
 * Pages go out as brotli or gzip; what lies in static/ was compressed by the build. That a length tells something of what a page
 * holds (BREACH) helps nobody here: no page has a secret beside text of a stranger's choice, and other sites cannot send our cookies
 * but by going to the page.
 */
export default fp(async app => {
  await app.register(fastifyCompress, { encodings: ['br', 'gzip', 'identity'], customTypes: /^text\/html/, threshold: SMALL_BYTES })
}, { name: 'compression' })
