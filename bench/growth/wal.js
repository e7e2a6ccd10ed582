import { runBlock } from '../block.js'
import { writeRequests } from '../load.js'
import { administer } from '../postgres.js'
import { addRequests } from './points.js'
import { resetSessions, someSessions } from './sessions.js'

const AT = 10
const SECS = 2
const LAYOUTS = [['as filled, with gaps'], ['packed, fillfactor 100', 100], ['packed, fillfactor 70', 70]]

/** What adds write to the log of Postgres, right after a checkpoint, when every page that is touched is logged whole: rows of a table. */
export async function measureWal (sizes, how, log) {
  const rows = []
  for (const size of sizes) {
    for (const [layout, fillfactor] of LAYOUTS) {
      if (fillfactor) await pack(size, fillfactor)
      for (const isFirst of [false, true]) {
        for (const compression of await compressions(size)) rows.push(await measureAdds(size, { layout, isFirst, compression }, rows.length, how))
      }
      log(`${size.name}, ${layout}: WAL measured`)
    }
  }
  await setCompression(sizes[0], 'off')
  return rows
}

/** Without gaps, and with so much of each page filled. */
async function pack ({ db }, fillfactor) {
  const client = await db.connect()
  try {
    await client.query("set maintenance_work_mem = '1GB'")
    await client.query(`alter table session set (fillfactor = ${fillfactor})`)
    await client.query('vacuum full session')
    await client.query('vacuum analyze session')
  } finally {
    client.release()
  }
}

async function compressions ({ databaseUrl }) {
  const [{ known }] = await administer(databaseUrl, "select enumvals as known from pg_settings where name = 'wal_compression'")
  return ['off', known.includes('lz4') ? 'lz4' : 'on']
}

async function setCompression ({ databaseUrl }, value) {
  await administer(databaseUrl, `alter system set wal_compression = ${value}`)
  await administer(databaseUrl, 'select pg_reload_conf()')
}

async function measureAdds (size, { layout, isFirst, compression }, set, { world, quiet }) {
  await setCompression(size, compression)
  const some = someSessions(size, set)
  let from
  let wrote
  const subject = {
    server: size.server,
    url: size.server.url,
    file: writeRequests(world.directory, addRequests(size, some)),
    count: some.length,
    async reset () {
      await resetSessions(size, some, isFirst)
      await world.checkpoint()
      from = await walNow(size)
    },
    async check () {
      wrote = await walSince(size, from)
    }
  }
  const block = await runBlock(subject, { world, quiet, connections: AT, secs: SECS })
  return { size, layout, isFirst, compression, requests: block.requests, us: block.serverUs + block.postgresUs, bytes: wrote.bytes / block.requests, images: wrote.images / block.requests, hot: wrote.hot / wrote.updates }
}

async function walNow ({ db }) {
  return (await db.query('select pg_current_wal_insert_lsn() as now')).rows[0].now
}

/** Read from the log itself: the counters of Postgres are seconds late. */
async function walSince ({ db }, from) {
  const until = await walNow({ db })
  const { rows: [wrote] } = await db.query(`
    select pg_wal_lsn_diff($2, $1)::float8 as bytes, count(*) filter (where block_fpi_length > 0)::int as images,
           count(distinct start_lsn) filter (where relfilenode = pg_relation_filenode('session') and resource_manager = 'Heap' and record_type like '%UPDATE%')::int as updates,
           count(distinct start_lsn) filter (where relfilenode = pg_relation_filenode('session') and resource_manager = 'Heap' and record_type like 'HOT_UPDATE%')::int as hot
      from pg_get_wal_block_info($1, $2, false)
  `, [from, until])
  return wrote
}
