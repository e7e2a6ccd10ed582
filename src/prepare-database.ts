import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Config } from './config.ts'
import { migrate } from './migrate.ts'

export interface Database {
  url: string
  /** True for the one the shop brings itself, which holds the demo shop. */
  embedded: boolean
  /** Ends the embedded Postgres, if this process is the last that uses it. */
  stop (): Promise<void>
}

// Both src and dist stand beside .data.
const DATA = fileURLToPath(new URL('../.data/shop', import.meta.url))
const SEED_LOCK = 7_083_684

type Log = (line: string) => void

/** The Postgres of DATABASE_URL, or the embedded one, running. */
export async function openDatabase (config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, embedded: false, stop: async () => {} }
  // In production it is not installed.
  const { startEmbeddedPostgres } = await import('./embedded-postgres/start.ts')
  const { url, place, stop } = await startEmbeddedPostgres({ directory: DATA })
  if (place !== DATA) log(`Only root may enter the folder of this checkout, so the database is in ${place}`)
  return { url, embedded: true, stop }
}

/** Opened and migrated; an embedded one that is empty gets the demo shop. */
export async function prepareDatabase (config: Config, log: Log): Promise<Database> {
  const database = await openDatabase(config, log)
  try {
    await migrate(database.url, log)
    if (database.embedded) await seedWhatIsEmpty(database.url, log)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** The demo shop: its products, what is said of them, and its two customers. Nothing that is there is changed. */
export async function seed (url: string): Promise<void> {
  const { seedCatalog, seedCustomers, seedReviews } = await import('./seed/seed.ts')
  await withPool(url, async pool => {
    await seedCatalog(pool)
    await seedReviews(pool)
    await seedCustomers(pool)
  })
}

async function seedWhatIsEmpty (url: string, log: Log): Promise<void> {
  await withPool(url, async pool => {
    if (await isSeeded(pool)) return
    const { seedCatalog, seedCustomers, seedReviews } = await import('./seed/seed.ts')
    // Two that start at once on an empty database: the second waits, and finds it full.
    await alone(pool, async () => {
      if (await isSeeded(pool)) return
      await seedCatalog(pool)
      await seedReviews(pool)
      await seedCustomers(pool)
      log('seeded the demo shop')
    })
  })
}

/** The admin comes last, so a seed that was killed half way is done again. */
async function isSeeded (pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query("select exists (select from customer where role = 'admin') as seeded")
  return rows[0].seeded
}

async function alone (pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [SEED_LOCK])
    await work()
    await client.query('commit')
  } finally {
    client.release(true)
  }
}

async function withPool (connectionString: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 3, connectionTimeoutMillis: 5000 })
  try {
    await work(pool)
  } finally {
    await pool.end()
  }
}
