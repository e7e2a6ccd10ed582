import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Db } from './plugins/database.ts'

export interface Migration {
  /** The file name; the order of the names is the order of the migrations. */
  name: string
  checksum: string
  sql: string
}

// Both src and dist stand beside migrations.
const DIRECTORY = fileURLToPath(new URL('../migrations/', import.meta.url))
const LOCK = 7_083_683 // any number, the same in every process that migrates
const UNDEFINED_TABLE = '42P01'
const CONNECT_LIMIT_MS = 5000

/**
 * Applies what has not been applied yet, one file after the other, each in a transaction of its own: killed at any point,
 * the next run goes on after the last whole file. Of several processes one works while the others wait for it.
 * Throws a sentence when the files are not those that were applied, or when one fails.
 */
export async function migrate (connectionString: string, log: (line: string) => void, directory = DIRECTORY): Promise<void> {
  const migrations = readMigrations(directory)
  const client = await connect(connectionString)
  try {
    let pending = pendingAmong(migrations, await listApplied(client))
    while (pending.length > 0) {
      pending = await applyNext(client, migrations, log)
    }
  } finally {
    await client.end()
  }
}

/** The names of the migrations that this database still lacks. Throws when it has others than the files say. */
export async function pendingMigrations (db: Db): Promise<string[]> {
  ownMigrations ??= readMigrations(DIRECTORY)
  return pendingAmong(ownMigrations, await listApplied(db)).map(({ name }) => name)
}

/** Throws everything away that is in the schema `public`, tables and data. */
export async function resetDatabase (connectionString: string): Promise<void> {
  const client = await connect(connectionString)
  try {
    await client.query("begin; set local lock_timeout = '10s'; drop schema public cascade; create schema public; commit")
  } finally {
    await client.end()
  }
}

let ownMigrations: Migration[] | undefined

/** Another process may have applied some while we waited for the lock, so what is next is decided under it. */
async function applyNext (client: pg.Client, migrations: Migration[], log: (line: string) => void): Promise<Migration[]> {
  await client.query('begin')
  try {
    await lock(client)
    const [next, ...rest] = pendingAmong(migrations, await listApplied(client))
    if (next) {
      await apply(client, next)
      await saveApplied(client, next)
    }
    await client.query('commit')
    if (next) log(`migrated ${next.name}`)
    return rest
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the connection may be gone, and its transaction with it
    throw error
  }
}

async function apply (client: pg.Client, { name, sql }: Migration): Promise<void> {
  try {
    await client.query(sql)
  } catch (error) {
    throw new Error(`Migration ${name} failed, nothing of it was kept: ${reason(error)}`, { cause: error })
  }
}

/** What is still to do, in order. Files that were applied must still be there, unchanged, and before all others. */
export function pendingAmong (migrations: Migration[], applied: Array<Omit<Migration, 'sql'>>): Migration[] {
  const files = new Map(migrations.map(migration => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const file = files.get(name)
    if (!file) throw new Error(`Migration ${name} was applied to this database, but its file is missing. Is this an older version of the shop?`)
    if (file.checksum !== checksum) {
      throw new Error(`Migration ${name} was changed after it was applied to this database. Undo the change and put it into a new file.`)
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  const last = [...done].sort().at(-1) ?? ''
  const pending = migrations.filter(({ name }) => !done.has(name))
  const late = pending.find(({ name }) => name < last)
  if (late) throw new Error(`Migration ${late.name} is new, but comes before ${last}, which was applied already. Give it a higher number.`)
  return pending
}

export function readMigrations (directory: string): Migration[] {
  return readdirSync(directory).filter(name => name.endsWith('.sql')).sort().map(name => {
    const sql = readFileSync(`${directory}/${name}`, 'utf8').replaceAll('\r\n', '\n')
    if (/^\s*(begin|commit|rollback|start transaction|end)\s*(work|transaction)?\s*;/im.test(sql.replace(/\$(\w*)\$.*?\$\1\$/gs, ''))) {
      throw new Error(`Migration ${name} begins or ends a transaction. Each file runs in one of its own: take these lines out.`)
    }
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Held by the transaction, never by the session: that works through PgBouncer in transaction mode, and ends with a killed process. */
async function lock (client: pg.Client): Promise<void> {
  await client.query("set local lock_timeout = '5min'; set local idle_in_transaction_session_timeout = '1min'")
  await client.query('select pg_advisory_xact_lock($1)', [LOCK])
  await client.query('create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())')
  // A change that waits for a table holds up everybody who comes after it.
  await client.query("set local lock_timeout = '5s'")
}

async function connect (connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MS, application_name: 'tote migrate' })
  client.on('error', () => {}) // a lost connection fails the query that waits for it; without this it would end the process, too
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new Error(`The database at ${client.host}:${client.port} cannot be used: ${reason(error)}. Check DATABASE_URL.`, { cause: error })
  }
}

/** Refused on every address of a name, Node gives an error without a message. */
function reason (error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return message || code || String(error)
}

async function listApplied (db: Db): Promise<Array<Omit<Migration, 'sql'>>> {
  try {
    const { rows } = await db.query('select name, checksum from migration order by name')
    return rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return []
    throw error
  }
}

async function saveApplied (client: pg.Client, { name, checksum }: Migration): Promise<void> {
  await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum])
}
