import type { FastifyInstance } from 'fastify'
import { Gauge, type Registry } from 'prom-client'
import { ORDER_STATUSES } from '../../orders/order.ts'
import { patient, type Db } from '../database.ts'
import * as queries from './queries.ts'

const KEPT_MS = 2000 // two that scrape at once ask once
const STATEMENT_LIMIT_MS = 1000
const LIMIT_MS = 2000 // no statement is begun later: a scrape is answered within three seconds

type Numbers = Readonly<Record<string, number>>
interface Stored { sessions: Numbers, carts: Numbers, orders: Numbers, mails: Numbers }

/** What only the database knows, of the whole shop: each process tells the same. While it cannot be asked these have no value, and all others do. */
export function gaugeStored (app: FastifyInstance, registry: Registry): void {
  const read = keeping(KEPT_MS, () => readStored(patient(app.db, STATEMENT_LIMIT_MS)).catch((error: unknown) => {
    app.log.warn({ err: error }, 'the database was not asked for metrics')
    return undefined
  }))
  const up = 'tote_database_up'
  registry.registerMetric(new Gauge({ name: up, help: '1 when the database told in time what these metrics ask of it.', registers: [], async collect () { this.set(await read() ? 1 : 0) } }))
  show('tote_sessions', 'Sessions that are alive, by who has them.', 'kind', ({ sessions }) => sessions)
  show('tote_carts', 'Carts that hold something, by whose they are.', 'kind', ({ carts }) => carts)
  show('tote_orders', 'Orders by what became of them.', 'status', ({ orders }) => orders)
  show('tote_mails', 'Mails in the outbox. waiting: not sent; overdue: nobody has tried for five minutes; failed: the server did not take them, and they are tried again.', 'state', ({ mails }) => mails)

  function show (name: string, help: string, label: string, of: (stored: Stored) => Numbers): void {
    registry.registerMetric(new Gauge({
      name,
      help: `${help} Counted up to ${queries.COUNTED}, estimated above.`,
      labelNames: [label],
      registers: [],
      async collect () {
        const stored = await read()
        this.reset()
        for (const [value, number] of Object.entries(stored ? of(stored) : {})) this.set({ [label]: value }, number)
      }
    }))
  }
}

/** Asks one thing after the other, over one connection of those that shoppers share. */
async function readStored (unbounded: Db): Promise<Stored> {
  const db = until(performance.now() + LIMIT_MS, unbounded)
  const estimates = await queries.findEstimates(db)
  const known = async (estimate: number, count: (db: Db) => Promise<number>): Promise<number> => estimate < queries.COUNTED ? count(db) : Math.round(estimate)
  const staff = await queries.countStaff(db)
  const signedIn = await known(estimates.session_shopper, queries.countSignedIn)
  const visitor = await known(estimates.session - estimates.session_shopper, queries.countVisitors)
  const carts = { visitor: await known(estimates.session_cart_at, queries.countVisitorCarts), customer: await known(estimates.cart_cart_at, queries.countCustomerCarts) }
  const shares = await queries.listStatusShares(db)
  const orders: Record<string, number> = {}
  for (const status of ORDER_STATUSES) orders[status] = await known(estimates.orders * (shares.get(status) ?? 0), db => queries.countOrders(db, status))
  const { waiting, overdue, failed } = await queries.countMails(db)
  return { sessions: { visitor, customer: Math.max(0, signedIn - staff), staff }, carts, orders, mails: { waiting, overdue, failed } }
}

function until (deadline: number, db: Db): Db {
  const query = async (...statement: [string, unknown[]?]): Promise<unknown> => {
    if (performance.now() > deadline) throw new Error('the database takes too long')
    return db.query(...statement)
  }
  return { query: query as Db['query'] }
}

/** `find`, asked once in so many milliseconds. */
function keeping<Found> (forMs: number, find: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined
  let until = 0
  return () => {
    if (!found || performance.now() > until) {
      found = find()
      until = performance.now() + forMs
    }
    return found
  }
}
