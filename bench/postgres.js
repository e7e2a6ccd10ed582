import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { pathToFileURL } from 'node:url'
import pg from 'pg'

// Durable, as it ships. Checkpoints and autovacuum would fall into whichever block runs just then: the bench vacuums between blocks itself.
const SETTINGS = ["shared_buffers = '256MB'", "min_wal_size = '2GB'", "max_wal_size = '6GB'", "checkpoint_timeout = '1h'", 'autovacuum = off']
const WAL_SEGMENTS = 2048 / 16

/** The embedded Postgres of a checkout of the shop, on an empty directory of its own that goes when it stops. */
export async function startPostgres (shop) {
  const directory = mkdtempSync(join(env.BENCH_TMP || tmpdir(), 'tote-bench-'))
  chmodSync(directory, 0o755) // as root Postgres runs as somebody else
  const { startEmbeddedPostgres } = await import(pathToFileURL(join(shop, 'dist/embedded-postgres/start.js')))
  const start = () => startEmbeddedPostgres({ directory: join(directory, 'postgres') })
  let running = await start()
  for (const setting of SETTINGS) await administer(running.url, `alter system set ${setting}`)
  await running.stop()
  running = await start()
  await makeWalSegments(running.url)
  return {
    directory,
    url: running.url,
    pid: Number(readFileSync(join(running.place, 'data', 'postmaster.pid'), 'utf8').split('\n', 1)[0]),
    /** A new database, and its address. */
    async createDatabase (name) {
      await administer(running.url, `create database ${name}`)
      return Object.assign(new URL(running.url), { pathname: `/${name}` }).href
    },
    async stop () {
      await running.stop()
      for (const path of [running.place, directory]) rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    }
  }
}

/** A server that has run for a while takes old segments of its log again. A new one is filled with zeros while all commits wait for it. */
async function makeWalSegments (url) {
  await administer(url, `
    do $$ begin
      for n in 1..${WAL_SEGMENTS} loop
        perform pg_logical_emit_message(false, 'bench', 'next');
        perform pg_switch_wal();
      end loop;
    end $$
  `)
  await administer(url, 'checkpoint')
}

/** One statement on a connection of its own; resolves to its rows. */
export async function administer (url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Connections for what the bench does between blocks. */
export function openPool (connectionString) {
  const pool = new pg.Pool({ connectionString, max: 2 })
  pool.on('error', () => {}) // where Postgres is stopped because something else has failed, that is what to tell of
  return pool
}
