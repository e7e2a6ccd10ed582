import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Test } from 'tap'
import { isAlive } from '../../src/embedded-postgres/leases.ts'
import { startEmbeddedPostgres } from '../../src/embedded-postgres/start.ts'
import { migrate } from '../../src/migrate.ts'
import { seedCatalog } from '../../src/seed/seed.ts'
import { chooseFolder } from './memory.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEMPLATE = `tote_template_${hashOf('migrations', 'src/seed')}`
const TEMPLATE_LOCK = 7_083_685

let starting: Promise<string> | undefined

/** A database of its own for this test: migrated, with the catalogue, without customers. Dropped when the test ends. */
export function createDatabase (t: Test): Promise<string> {
  return create(t, TEMPLATE)
}

/** A database without anything, even tables. */
export function createEmptyDatabase (t: Test): Promise<string> {
  return create(t, 'template0')
}

async function create (t: Test, template: string): Promise<string> {
  const server = await (starting ??= startServer())
  const name = `tote_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await administer(server, admin => admin.query(`create database ${name} template ${template}`))
  t.teardown(() => administer(server, admin => admin.query(`drop database if exists ${name} with (force)`)))
  return urlOf(server, name)
}

/** The server of TEST_DATABASE_URL, or one that all test files of this run share. */
async function startServer (): Promise<string> {
  const server = env.TEST_DATABASE_URL || await startEmbedded()
  await administer(server, async admin => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    if (!env.TEST_DATABASE_URL) await dropLeftovers(admin)
    await makeTemplate(server, admin)
  })
  return server
}

/** Nobody stops it: it ends by itself soon after tap has, or after this process where a file is run without tap. */
async function startEmbedded (): Promise<string> {
  const holder = env.TAP_CHILD_ID ? process.ppid : process.pid
  const { url } = await startEmbeddedPostgres({ directory: chooseDirectory(), durable: false, holder })
  return url
}

/** A folder that only this user has, and no other checkout. */
function chooseDirectory (): string {
  const onDisk = join(ROOT, '.data', 'test')
  const folder = chooseFolder(onDisk)
  if (folder === onDisk) return onDisk
  const path = join(folder, `tote-test-${process.getuid?.() ?? 0}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`)
  mkdirSync(path, { recursive: true, mode: 0o755 })
  return statSync(path).uid === process.getuid?.() ? path : onDisk
}

/** It gets its name when it is complete, so that a run that was killed leaves no half of one. */
async function makeTemplate (server: string, admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
  if (rowCount !== 0) return
  const unfinished = `${TEMPLATE}_unfinished`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished} template template0`)
  await migrate(urlOf(server, unfinished), () => {})
  const pool = new pg.Pool({ connectionString: urlOf(server, unfinished) })
  await seedCatalog(pool)
  await pool.end()
  await admin.query(`alter database ${unfinished} rename to ${TEMPLATE}`)
}

/** Templates of older migrations, and databases of test processes that were killed. */
async function dropLeftovers (admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>("select datname as name from pg_database where datname like 'tote\\_%'")
  for (const { name } of rows) {
    const pid = /^tote_test_(\d+)_/.exec(name)?.[1]
    const isLeft = pid ? !isAlive(Number(pid)) : !name.startsWith(TEMPLATE)
    if (isLeft) await admin.query(`drop database if exists ${name} with (force)`)
  }
}

async function administer (server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf (server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function hashOf (...directories: string[]): string {
  const hash = createHash('sha256')
  for (const directory of directories) {
    for (const name of readdirSync(join(ROOT, directory)).sort()) hash.update(name).update(readFileSync(join(ROOT, directory, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
