import pg from 'pg'
import type { Db } from '../plugins/database.ts'
import {
  findCitusVersion, isCitusAvailable, listDistributed, listForeignKeys, listStatements, listTables, saveAsDistributed, saveAsReference, type ForeignKey
} from './queries.ts'
import { columnOf, TABLES } from './tables.ts'

const CONNECT_LIMIT_MS = 5000

/**
 * Distributes the tables over the nodes that the coordinator at this address knows, as the list says, in one transaction: all of them or none.
 * What is distributed already stays as it is. Throws a sentence where Citus is missing, or when the schema and the list differ.
 */
export async function distribute (connectionString: string, log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MS, application_name: 'tote distribute' })
  client.on('error', () => {}) // a lost connection fails the statement that waits for it
  await client.connect()
  try {
    await checkCitus(client)
    checkList(await listTables(client))
    await client.query('begin')
    // One shard after the other: the foreign keys come back in the transaction that has moved the tables.
    await client.query("set local citus.multi_shard_modify_mode = 'sequential'; set local lock_timeout = '10s'")
    await distributeAll(client, log)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function checkCitus (db: Db): Promise<void> {
  if (await findCitusVersion(db) !== undefined) return
  throw new Error(await isCitusAvailable(db)
    ? 'Citus is on this server, but not in this database. Run "create extension citus" in it, tell it of the workers by citus_add_node, and come back: deploy/README.md says how. Nothing was done.'
    : 'Citus is not installed on this Postgres, so there is nothing to distribute the tables over. The shop needs none of it: on plain Postgres everything runs as it is. Nothing was done.')
}

function checkList (tables: readonly string[]): void {
  const missing = tables.filter(table => TABLES[table] === undefined)
  const gone = Object.keys(TABLES).filter(table => !tables.includes(table))
  if (missing.length > 0) throw new Error(`src/distribution/tables.ts does not say where the rows of ${missing.join(', ')} are. Nothing was done.`)
  if (gone.length > 0) throw new Error(`This database has no table ${gone.join(', ')}. Run npm run db:migrate first. Nothing was done.`)
}

/** A table with a foreign key can be distributed only where the other one is already, and some refer to each other's neighbours: so the keys go first, and come back. */
async function distributeAll (db: Db, log: (line: string) => void): Promise<void> {
  const done = new Set(await listDistributed(db))
  const pending = Object.keys(TABLES).filter(table => TABLES[table] !== 'local' && !done.has(table))
  if (pending.length === 0) return log('Every table is distributed already.')
  const keys = await listForeignKeys(db)
  const moving = keys.filter(({ table, definition }) => pending.includes(table) || pending.some(name => definition.includes(` REFERENCES ${name}(`)))
  for (const key of moving) await runFormatted(db, 'alter table %1$s drop constraint %2$I', key)
  const first = new Map<string, string>()
  for (const [table] of Object.entries(TABLES)) {
    const column = columnOf(table)
    if (column !== undefined && done.has(table)) first.set(column, first.get(column) ?? table)
  }
  for (const table of pending) {
    await distributeOne(db, table, first)
    log(`${table}: ${TABLES[table] === 'reference' ? 'on every node' : `by ${columnOf(table)}`}`)
  }
  for (const key of moving) await runFormatted(db, 'alter table %1$s add constraint %2$I %3$s', key)
}

async function distributeOne (db: Db, table: string, first: Map<string, string>): Promise<void> {
  const column = columnOf(table)
  if (column === undefined) return await saveAsReference(db, table)
  await saveAsDistributed(db, table, column, first.get(column) ?? 'none')
  first.set(column, first.get(column) ?? table)
}

async function runFormatted (db: Db, format: string, key: ForeignKey): Promise<void> {
  await db.query(await listStatements(db, format, key))
}
