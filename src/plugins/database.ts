import { hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import pg from 'pg'
import { cancelLate } from './cancel-late.ts'

declare module 'fastify' {
  interface FastifyInstance {
    db: pg.Pool
    /** For the question whether the database is there: it is answered however many shoppers wait for a connection. */
    healthDb: pg.Pool
  }
}

/** The pool, or the client of a transaction: what every query function takes first. */
export type Db = Pick<pg.Pool, 'query'>

export interface DatabaseOptions {
  connectionString: string
  poolSize: number
  /** Statements keep their names, by which a connection has them planned once. */
  prepare: boolean
}

// Every wait for the database ends: for a connection, for an answer, for a lock, for a client that went silent in a transaction.
// The first two and a rollback together stay under the 3 s within which a shopper is told that the database is away.
const ACQUIRE_TIMEOUT_MS = 900
const ANSWER_TIMEOUT_MS = 1800
const ROLLBACK_TIMEOUT_MS = 200
const LOCK_TIMEOUT_MS = 1500
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5000

type Query = (this: pg.Client, statement: unknown, ...more: unknown[]) => unknown
const query = pg.Client.prototype.query as Query

/** For a PgBouncer that does not know prepared statements. */
class NamelessClient extends pg.Client {}
NamelessClient.prototype.query = function (statement, ...more) {
  return query.call(this, isNamed(statement) ? { ...statement, name: undefined } : statement, ...more)
} satisfies Query as typeof pg.Client.prototype.query

function isNamed (statement: unknown): statement is ReturnType<typeof prepared> {
  return typeof statement === 'object' && statement !== null && 'name' in statement && 'text' in statement
}

/** `app.db`: one pool per process, and one connection beside it for readiness. */
export default fp<DatabaseOptions>(async (app, options) => {
  app.decorate('db', openPool(app, options, options.poolSize))
  app.decorate('healthDb', openPool(app, options, 1))
}, { name: 'database' })

function openPool (app: FastifyInstance, options: DatabaseOptions, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max,
    connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'tote',
    ...!options.prepare && { Client: NamelessClient }
  })
  // Without these two a server that goes away ends the process: pg emits 'error' on idle and on checked-out clients.
  pool.on('error', ({ message }) => app.log.warn(`idle database connection lost: ${message}`))
  pool.on('connect', client => {
    client.on('error', ({ message }) => app.log.warn(`database connection lost: ${message}`))
    cancelLate(client as pg.Client)
  })
  app.addHook('onClose', () => pool.end())
  return pool
}

/**
 * A statement that each connection has planned once, for what requests ask all day: `db.query({ ...FIND_SESSION, values })`. Outside of transactions
 * only for those whose best plan is the same whatever the values are. Through PgBouncer it wants `max_prepared_statements` (1.21 or newer).
 */
export function prepared (text: string): { name: string, text: string } {
  const known = statements.get(text) ?? { name: hash('sha256', text, 'base64url').slice(0, 16), text }
  statements.set(text, known)
  return known
}

// By their text: there are as many as are written in the code, for none is put together from input.
const statements = new Map<string, { name: string, text: string }>()

const PATIENCE_MS = 15_000
const PIECE_ROWS = 500

/**
 * The same for what no shopper waits for and may take longer: reading a whole catalogue of many thousand products. Rows are asked for in pieces, or
 * all that has come would be read by one turn of the event loop.
 */
export function patient (db: Db, patienceMs = PATIENCE_MS): Db {
  const query = (text: string, values?: unknown[]): Promise<pg.QueryResult> => db.query({ text, values, query_timeout: patienceMs, rows: PIECE_ROWS } as pg.QueryConfig)
  return { query: query as Db['query'] }
}

const ATTEMPTS = 4
const PAUSE_MS = 40

/** Runs `work` in one transaction and returns what it returns. Any error rolls back and is thrown on; see `retried`. */
export async function transaction<T> (pool: pg.Pool, work: (db: Db) => Promise<T>): Promise<T> {
  return retried(() => runOnce(pool, work))
}

/**
 * Runs a transaction, or a statement that is one by itself. A deadlock or a serialization failure undid everything, so it is
 * run again, up to three times, and so did a plan that a migration has made stale; after a lost connection it is not, because whether that
 * committed is unknown here.
 */
export async function retried<T> (work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error
      await wait(Math.random() * PAUSE_MS * attempt)
    }
  }
}

/** A COMMIT that Postgres answers with ROLLBACK (the transaction was already broken) is an error too. */
async function runOnce<T> (pool: pg.Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // The limits go with the transaction, not with the connection: that holds through PgBouncer in transaction mode.
    await client.query(BEGIN)
    const result = await work(preparing(client))
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back at COMMIT')
    return result
  } catch (error) {
    broken = await rollback(client) ?? (isStalePlan(error) ? error : undefined)
    throw error
  } finally {
    client.release(broken)
  }
}

/** What is written in a transaction is found by its keys: each statement is planned once for each connection. */
function preparing (client: pg.PoolClient): Db {
  const query = (statement: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> =>
    client.query(typeof statement === 'string' ? { ...prepared(statement), values: values ?? [] } : statement, values as [])
  return { query: query as Db['query'] }
}

const BEGIN = 'begin; ' +
  `set local lock_timeout = ${LOCK_TIMEOUT_MS}; ` +
  `set local statement_timeout = ${ANSWER_TIMEOUT_MS}; ` +
  `set local idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`

/** A client that cannot roll back is returned as broken, and its connection closed. */
async function rollback (client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query({ text: 'rollback', query_timeout: ROLLBACK_TIMEOUT_MS } as pg.QueryConfig)
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

const RETRYABLE = new Set(['40001', '40P01'])

function isRetryable (error: unknown): boolean {
  return isStalePlan(error) || (error instanceof pg.DatabaseError && RETRYABLE.has(error.code ?? ''))
}

/** A migration has changed what a statement gives since this connection planned it: another connection plans it anew. */
function isStalePlan (error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.message.startsWith('cached plan')
}
