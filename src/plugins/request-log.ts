import { type FastifyReply, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'
import fp from 'fastify-plugin'
import pino from 'pino'
import { describeError } from './security-log.ts'

const BUFFER_BYTES = 16_000 // the most that it writes at once is 16 KiB
const FLUSH_MS = 500

/**
 * JSON to standard output. `buffered`: written when 16 KB are together or half a second has passed, and at the end of the process, instead of
 * by a system call for each line, which takes as long as a page does.
 */
export function loggerOf (level: string, buffered: boolean): FastifyServerOptions['logger'] {
  return {
    level,
    serializers: { err: describeError },
    ...buffered && { stream: pino.destination({ sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MS }) }
  }
}

/** Fastify's own two lines for each request, which are not written. */
export class NoRequestLog extends LogController {
  override incomingRequest (): void {}
  override requestCompleted (): void {}
}

/** One line for each request, when its answer is sent, or cut off. */
export default fp(async app => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => logRequest(request, reply))
    done()
  })
}, { name: 'request-log' })

/** Without what opens something: links to orders carry their key in the query, links to wishlists in the path. */
function logRequest ({ method, url, ip, log }: FastifyRequest, { statusCode, elapsedTime, raw }: FastifyReply): void {
  const path = (url.split('?', 1)[0] ?? '').replace(/^\/wishlists\/.*/s, '/wishlists/…')
  log.info({ method, path, ip, status: statusCode, ms: Math.round(elapsedTime * 100) / 100, ...!raw.writableFinished && { cut: true } }, 'request')
}
