import type { FastifyInstance } from 'fastify'
import { Counter, Histogram, type Registry } from 'prom-client'
import type pg from 'pg'
import { gauge } from './process.ts'

const BUCKETS_S = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1]

type Connect = (callback: ConnectCallback) => void
type ConnectCallback = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void

/** The pool of connections, and how long requests wait for one of them. */
export function gaugePool ({ db }: FastifyInstance, registry: Registry): void {
  gauge(registry, 'tote_database_connections_max', 'So many connections to Postgres this process may have.', () => db.options.max)
  gauge(registry, 'tote_database_connections', 'Connections to Postgres.', () => db.totalCount)
  gauge(registry, 'tote_database_connections_idle', 'Connections to Postgres that nobody uses.', () => db.idleCount)
  gauge(registry, 'tote_database_waiting', 'Requests that wait for a connection to Postgres.', () => db.waitingCount)
  const seconds = new Histogram({ name: 'tote_database_acquire_seconds', help: 'Time until there was a connection to Postgres.', buckets: BUCKETS_S, registers: [registry] })
  const failures = new Counter({ name: 'tote_database_acquire_failures_total', help: 'Requests that got no connection to Postgres in time, or none at all.', registers: [registry] })

  // Everything that asks the database comes through here, pool.query too, which brings a callback.
  const connect = db.connect.bind(db) as unknown as Connect
  const timed = (callback: ConnectCallback): void => {
    const start = performance.now()
    connect((error, client, done) => {
      if (error) failures.inc()
      else seconds.observe((performance.now() - start) / 1000)
      callback(error, client, done)
    })
  }
  const promised = (): Promise<pg.PoolClient> => new Promise((resolve, reject) => timed((error, client) => client ? resolve(client) : reject(error)))
  db.connect = ((callback?: ConnectCallback) => callback ? timed(callback) : promised()) as typeof db.connect
}
