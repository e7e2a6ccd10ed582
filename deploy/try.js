import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { buildIfStale } from '../scripts/build.js'
import { Cluster } from './try/cluster.js'
import { FAULTS } from './try/faults.js'
import { compare, Load } from './try/load.js'
import { Processes, signal, withChildren } from './try/processes.js'
import { Shops } from './try/shops.js'
import { Writers } from './try/writers.js'

// Runs what deploy/ describes from Debian's packages on this machine, breaks it under load, and says what was lost. As root:
//   apt-get install -y haproxy pgbouncer postgresql-15 patroni etcd-server python3-etcd
//   node deploy/try.js [--only switchover,etcd] [--seed 8] [--visitors 12] [--keep]
// All of it listens on 127.0.0.1, from one port on, and ends with this process, which ends nothing else.
const LIMIT_MS = 20 * 60_000
const PORTS = 30

const { values: { only, seed, visitors, keep } } = parseArgs({ options: { only: { type: 'string' }, seed: { type: 'string', default: '8' }, visitors: { type: 'string', default: '12' }, keep: { type: 'boolean' } } })
const chosen = Object.entries(FAULTS).filter(([name]) => only === undefined || only.split(',').some(part => name.includes(part)))
if (chosen.length === 0) throw new Error(`--only names none of: ${Object.keys(FAULTS).join(' · ')}`)
if (process.getuid() !== 0) throw new Error('Only root may start processes as the user of Postgres: run this as root.')
if (!await buildIfStale()) throw new Error('the shop cannot be built')

const folder = mkdtempSync(join(tmpdir(), 'tote-deploy-'))
chmodSync(folder, 0o777)
const processes = new Processes(folder)
let cluster
let load
let writers
const limit = setTimeout(() => { console.error('It takes too long: ended.'); finish(1) }, LIMIT_MS)
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => finish(130))
try {
  await finish(await run() ? 0 : 1)
} catch (error) {
  console.error(error)
  await finish(1)
}

async function run () {
  const port = await freePorts()
  cluster = new Cluster(processes, folder, port)
  const shops = new Shops(processes, folder, port + 4)
  console.log(`Patroni ${cluster.version}, PgBouncer ${shops.poolVersion} (prepared statements: ${shops.prepares ? 'on' : 'off'}), ${visitors} visitors at a time, seed ${seed}; logs in ${folder}`)
  await cluster.start()
  await prepare(port)
  await shops.start({ port: cluster.leaderPort })
  const skus = (await cluster.query('select sku from stock order by sku', [], cluster.url(undefined, 'postgres', 'shop'))).map(({ sku }) => sku)
  load = new Load({ port: shops.publicPort, skus, visitors: Number(visitors), seed: Number(seed), file: join(folder, 'acknowledged') })
  writers = new Writers([0, 1, 2].map(at => cluster.url(cluster.postgresPort(at), 'postgres', 'shop')))
  console.log('\n| | requests | failed | longest time without an answer | adds acknowledged | two writers at once | nobody could write |\n| --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, fault] of chosen) await measure(name, () => fault({ processes, cluster, shops }))
  await load.stop()
  await writers.stop()
  return await settle()
}

async function measure (name, work) {
  load.take()
  writers.take()
  await work()
  const { requests, failed, adds, longestMs, why } = load.take()
  const { both, none } = writers.take()
  console.log(`| ${name} | ${requests} | ${failed}${failed > 0 ? ` (${[...why].map(([what, count]) => `${what}: ${count}`).join(', ')})` : ''} | ${(longestMs / 1000).toFixed(1)} s | ${adds} | ${both} | ${(none * 0.5).toFixed(0)} s |`)
}

/** Migrated and filled as anybody does it, straight at Postgres; there is plenty of everything. */
async function prepare () {
  const DATABASE_URL = cluster.url(undefined, 'shop', 'shop')
  execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/cli.js'), 'db:seed'], { env: { ...process.env, DATABASE_URL }, stdio: ['ignore', 'ignore', 'inherit'] })
  await cluster.query('update stock set available = 100000', [], cluster.url(undefined, 'postgres', 'shop'))
  await cluster.query('create table try_writer as select 0 as turn', [], cluster.url(undefined, 'postgres', 'shop'))
}

async function settle () {
  const rows = await cluster.query("select sid, sess #> '{cart,lines}' as lines from session", [], cluster.url(undefined, 'postgres', 'shop'))
  const { acknowledged, unknown, lost, tooMany, unknownKept } = compare(load.journal, rows)
  console.log(`\n${acknowledged} adds were acknowledged in ${load.journal.size} baskets: ${lost} lost, ${tooMany} too many. Of ${unknown} without an answer, or with a 503, ${unknownKept} are there.`)
  return lost === 0 && tooMany === 0
}

async function finish (code) {
  clearTimeout(limit)
  const postmasters = cluster ? [0, 1, 2].map(at => cluster.postmaster(at)).filter(Boolean) : []
  signal(postmasters.flatMap(withChildren), 'SIGCONT')
  await processes.endAll()
  signal(postmasters, 'SIGQUIT') // where its Patroni was killed
  if (!keep && code === 0) rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}

/** The first of so many ports in a row that nobody listens on. */
async function freePorts () {
  for (let first = 23_000; first < 32_000; first += 100) {
    const free = await Promise.all(Array.from({ length: PORTS }, (_, at) => isFree(first + at)))
    if (free.every(Boolean)) return first
  }
  throw new Error('no thirty free ports in a row')
}

function isFree (port) {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false)).once('listening', () => server.close(() => resolve(true)))
    server.listen(port, '127.0.0.1')
  })
}
