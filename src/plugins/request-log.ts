import { hostname } from 'node:os'
import process from 'node:process'
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import fp from 'fastify-plugin'
import pino from 'pino'
import { describeError } from './security-log.ts'

const BUFFER_BYTES = 16_000 // the most that it writes at once is 16 KiB
const FLUSH_MS = 500

type Output = Pick<ReturnType<typeof pino.destination>, 'write'>

/**
 * JSON to standard output. `buffered`: written when 16 KB are together or half a second has passed, and at the end of the process, instead of
 * by a system call for each line, which takes as long as a page does. `more`: what each line says, too.
 */
export function openLog (level: string, buffered: boolean, more?: () => object): { log: FastifyBaseLogger, output: Output | undefined } {
  const output = pino.destination({ sync: !buffered, ...buffered && { minLength: BUFFER_BYTES, periodicFlush: FLUSH_MS } })
  const log = pino({ level, serializers: { err: describeError }, ...more && { mixin: more } }, output)
  return { log, output: log.isLevelEnabled('info') ? output : undefined }
}

/** Fastify's own two lines for each request, which are not written. */
export class NoRequestLog extends LogController {
  override incomingRequest (): void {}
  override requestCompleted (): void {}
}

/** One line for each request, when its answer is sent, or cut off. `output`: where to; undefined where nothing is written that is only for information. */
export default fp<{ output: Output | undefined }>(async (app, { output }) => {
  if (!output) return
  app.addHook('onRequest', (request, reply, done) => {
    const { ip = null } = request // once the connection is cut, nobody knows whose it was
    reply.raw.on('close', () => output.write(lineOf(request, reply, ip)))
    done()
  })
}, { name: 'request-log' })

const INFO = pino.levels.values.info
const FROM = `"pid":${process.pid},"hostname":${JSON.stringify(hostname())}`

/**
 * The line as pino writes it, put together here in a quarter of the time. Without what opens something: links to orders carry their key in the
 * query, links to wishlists in the path.
 */
function lineOf ({ id, method, url, traceId }: FastifyRequest, { statusCode, elapsedTime, raw }: FastifyReply, ip: string | null): string {
  const query = url.indexOf('?')
  const named = query < 0 ? url : url.slice(0, query)
  const path = named.startsWith('/wishlists/') ? '/wishlists/…' : named
  return `{"level":${INFO},"time":${Date.now()},${FROM},"reqId":"${id}","method":"${method}","path":${JSON.stringify(path)},"ip":${JSON.stringify(ip)},` +
    `"status":${statusCode},"ms":${Math.round(100 * elapsedTime) / 100}${raw.writableFinished ? '' : ',"cut":true'}${traceId === undefined ? '' : `,"trace_id":"${traceId}"`},"msg":"request"}\n`
}
