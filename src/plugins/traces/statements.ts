import { context, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import type pg from 'pg'
import { watchStatements } from '../watch-statements.ts'

type Connect = (...given: unknown[]) => unknown

/** Makes a span of each statement that is asked within another span. Its text is told, which never holds a value: those are parameters. */
export function traceStatements (pool: pg.Pool, tracer: Tracer): void {
  // Whoever waits is called by whoever gives a connection back, and belongs to another trace.
  const connect = pool.connect.bind(pool) as Connect
  pool.connect = ((...given: unknown[]) => connect(...given.map(bound))) as typeof pool.connect

  pool.on('connect', client => watchStatements(client as pg.Client, statement => {
    if (!trace.getActiveSpan()?.isRecording()) return undefined
    const span = startSpan(tracer, textOf(statement))
    return error => error ? fail(span, error) : span.end()
  }))
}

function startSpan (tracer: Tracer, text: string): Span {
  const operation = /^\w+/.exec(text)?.[0].toUpperCase() ?? 'STATEMENT'
  return tracer.startSpan(operation, { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': text } })
}

function textOf (statement: unknown): string {
  const text = typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement
  return String(text).trim().replace(/\s+/g, ' ')
}

/** By its code, without the words: Postgres repeats in them the row that broke a rule. */
function fail (span: Span, error: unknown): void {
  const { code = 'error' } = error as { code?: string }
  span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

function bound (given: unknown): unknown {
  return typeof given === 'function' ? context.bind(context.active(), given) : given
}
