import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig, type Config } from '../../src/config.ts'
import { createDatabase } from './database.ts'
import { openProxy, type Proxy } from './proxy.ts'
import { Visitor, type Answer } from './visitor.ts'

export interface Shops {
  /** Instances of the shop as it ships, in front of one database. */
  apps: FastifyInstance[]
  app: FastifyInstance
  /** Straight to that database. */
  db: pg.Pool
  databaseUrl: string
  visitor (): Visitor
  /** A customer who has registered, in a browser of their own. */
  customer (name?: string): Promise<Customer>
}

export interface Customer { visitor: Visitor, email: string, password: string, name: string, shopperId: string }

export const PASSWORD = 'a jug of rather good tea'

/** SKUs of the demo shop that tests buy. */
export const MUG = 'MUG-SLATE'

/** `count` instances of the shop on a database of their own, gone when the test ends. */
export async function openShops (t: Test, count: number, settings: Partial<Config> = {}): Promise<Shops> {
  const databaseUrl = await createDatabase(t)
  // Tests hammer, beside other tests, on machines that may be slow: what they count is not how soon an answer comes.
  const config = { ...readConfig({ LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' }), answerLimitMs: 20_000, ...settings, databaseUrl }
  const apps = await Promise.all(Array.from({ length: count }, () => buildApp(config)))
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  db.on('error', () => {})
  t.teardown(async () => {
    await Promise.all(apps.map(app => app.close()))
    await db.end()
  })
  await Promise.all(apps.map(app => app.ready()))
  const [app] = apps
  if (!app) throw new Error('a test needs at least one shop')

  const visitor = (): Visitor => new Visitor(app)
  return { apps, app, db, databaseUrl, visitor, customer: name => register(db, visitor(), name) }
}

/**
 * An instance that reaches the database of `shops` through a wire that can be cut. It reads its catalogue no more:
 * its polls would be counted among the statements of a request.
 */
export async function openBehindProxy (t: Test, shops: Pick<Shops, 'databaseUrl'>): Promise<{ app: FastifyInstance, proxy: Proxy }> {
  const { proxy, url } = await openProxy(t, shops.databaseUrl)
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: url })
  t.teardown(() => app.close())
  await app.ready()
  await app.catalog.stop()
  return { app, proxy }
}

/** One instance of the shop. */
export async function openShop (t: Test, settings: Partial<Config> = {}): Promise<Shops> {
  return openShops(t, 1, settings)
}

let customers = 0

async function register (db: pg.Pool, visitor: Visitor, name = 'Ann Archer'): Promise<Customer> {
  customers += 1
  const email = `ann${customers}@example.com`
  const answer = await visitor.post('/register', { name, email, password: PASSWORD })
  if (answer.statusCode !== 303) throw new Error(`registration failed: ${answer.statusCode} ${answer.body}`)
  const { rows } = await db.query<{ id: string }>('select shopper_id as id from customer_email where email = $1', [email])
  await visitor.get('/') // takes the welcome
  return { visitor, email, password: PASSWORD, name, shopperId: rows[0]?.id ?? '' }
}

/** Signs in from a browser. */
export async function signIn (visitor: Visitor, { email, password }: Pick<Customer, 'email' | 'password'>, more: Record<string, string> = {}): Promise<Answer> {
  return visitor.post('/login', { email, password, ...more })
}

/** Makes a SKU plenty, few or none, and has every instance know it. */
export async function setStock ({ db, apps }: Shops, sku: string, available: number): Promise<void> {
  await db.query(`
    with moved as (
      update stock set available = $2, entries = stock.entries + 1, changed_at = clock_timestamp() from stock as old
       where stock.sku = $1 and old.sku = stock.sku returning stock.sku, stock.entries, old.available as before
    )
    insert into stock_entry (sku, position, at, delta, balance, kind)
    select sku, entries, clock_timestamp(), $2 - before, $2, 'counted' from moved
  `, [sku, available])
  await Promise.all(apps.map(app => app.catalog.refresh()))
}

/** SKUs of which there are at least so many. */
export function skusInStock (app: FastifyInstance, count: number, atLeast = 10): string[] {
  const skus = [...app.catalog.current().bySku.values()].filter(({ variant }) => variant.available >= atLeast).map(({ variant }) => variant.sku)
  if (skus.length < count) throw new Error(`the demo shop has only ${skus.length} SKUs in stock`)
  return skus.slice(0, count)
}
