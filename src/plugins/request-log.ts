import { type FastifyReply, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'
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

/** One line for each request, once it is answered, and not another when it comes. */
export class RequestLog extends LogController {
  override incomingRequest (): void {}

  /** Without what opens something: links to orders carry their key in the query, links to wishlists in the path. */
  override requestCompleted (_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { method, originalUrl, ip } = request
    request.log.info({ method, path: loggedPath(originalUrl), ip, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 100) / 100 }, 'request')
  }
}

function loggedPath (url: string): string {
  return (url.split('?', 1)[0] ?? '').replace(/^\/wishlists\/.*/s, '/wishlists/…')
}
