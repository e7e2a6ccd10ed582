import { context, diag, DiagLogLevel, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { openTracer } from './open.ts'
import { traceStatements } from './statements.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where traces are on: the one that this request is a part of. */
    traceId?: string
  }
}

/**
 * A span for each request, named by the pattern of its route, and one for each statement that it asks of Postgres. Loaded only where a collector is named.
 * Made by a hook and by a wrapper around the pool's clients, so nothing has to be loaded before everything else.
 */
export default fp<{ url: URL }>(async (app, { url }) => {
  const { tracer, close } = openTracer(url)
  diag.setLogger({ ...SILENT, error: message => app.log.warn({ reason: message.slice(0, 300) }, 'traces were not delivered') }, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true })
  traceStatements(app.db, tracer)

  app.decorateRequest('traceId', undefined)
  app.addHook('onRequest', (request, reply, done) => {
    const span = startSpan(tracer, request)
    request.traceId = span.spanContext().traceId
    reply.raw.once('close', () => endSpan(span, reply))
    context.with(trace.setSpan(ROOT_CONTEXT, span), done)
  })
  app.addHook('onClose', close)
}, { name: 'traces', dependencies: ['database'] })

/** What a line of the log says of the trace that it was written in. */
export function nameTrace (): { trace_id?: string } {
  const traceId = trace.getActiveSpan()?.spanContext().traceId
  return traceId === undefined ? {} : { trace_id: traceId }
}

/** A proxy that is believed goes on with its own trace. Anybody else's is only linked to: they could put their spans into ours. */
function startSpan (tracer: Tracer, { id, method, routeOptions: { url: route }, raw: { headers }, ips = [] }: FastifyRequest): Span {
  const told = propagation.extract(ROOT_CONTEXT, headers)
  const remote = trace.getSpanContext(told)
  const isBelieved = ips.length > 1
  return tracer.startSpan(route === undefined ? method : `${method} ${route}`, {
    kind: SpanKind.SERVER,
    attributes: { 'http.request.method': method, 'http.route': route, 'tote.request_id': id },
    links: remote && !isBelieved ? [{ context: remote }] : []
  }, isBelieved ? told : ROOT_CONTEXT)
}

function endSpan (span: Span, { statusCode, raw }: FastifyReply): void {
  span.setAttribute('http.response.status_code', statusCode)
  if (!raw.writableEnded) span.setAttribute('error.type', 'cut')
  else if (statusCode >= 500) span.setAttribute('error.type', String(statusCode)).setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

const nothing = (): void => {}
const SILENT = { error: nothing, warn: nothing, info: nothing, debug: nothing, verbose: nothing }
