import { context, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import type pg from 'pg'

type Query = (...statement: unknown[]) => unknown
type Callback = (error: unknown, ...rest: unknown[]) => unknown

/** Makes a span of each statement that is asked within another span. Its text is told, which never holds a value: those are parameters. */
export function traceStatements (pool: pg.Pool, tracer: Tracer): void {
  // Whoever waits is called by whoever gives a connection back, and belongs to another trace.
  const connect = pool.connect.bind(pool) as Query
  pool.connect = ((...given: unknown[]) => connect(...given.map(bound))) as typeof pool.connect

  pool.on('connect', client => {
    const query = client.query.bind(client) as Query
    client.query = ((...statement: unknown[]) => {
      if (!trace.getActiveSpan()?.isRecording()) return query(...statement)
      const span = startSpan(tracer, textOf(statement[0]))
      const last = statement.at(-1)
      if (isCallback(last)) return query(...statement.slice(0, -1), ending(span, last))
      const asked = query(...statement)
      if (asked instanceof Promise) asked.then(() => span.end(), error => fail(span, error))
      else span.end()
      return asked
    }) as typeof client.query
  })
}

function startSpan (tracer: Tracer, text: string): Span {
  const operation = /^\w+/.exec(text)?.[0].toUpperCase() ?? 'STATEMENT'
  return tracer.startSpan(operation, { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': text } })
}

function textOf (statement: unknown): string {
  const text = typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement
  return String(text).trim().replace(/\s+/g, ' ')
}

function ending (span: Span, callback: Callback): Callback {
  return (error, ...rest) => {
    if (error) fail(span, error)
    else span.end()
    return callback(error, ...rest)
  }
}

/** By its code, without the words: Postgres repeats in them the row that broke a rule. */
function fail (span: Span, error: unknown): void {
  const { code = 'error' } = error as { code?: string }
  span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

function bound (given: unknown): unknown {
  return isCallback(given) ? context.bind(context.active(), given) : given
}

function isCallback (given: unknown): given is Callback {
  return typeof given === 'function'
}
