import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import pg from 'pg'
import { until } from './processes.js'

const FILES = join(import.meta.dirname, '..', 'high-availability')
const NODES = ['one', 'two', 'three']
const PASSWORD = 'try-it'
const BIN = process.env.POSTGRES_BIN ?? '/usr/lib/postgresql/15/bin'
// Patroni 4 from a folder with its source, where the packages have an older one.
const SOURCE = process.env.PATRONI_SOURCE

/** Postgres on three nodes, looked after by Patroni and etcd, and the address of the leader. */
export class Cluster {
  #processes
  #folder
  #port

  constructor (processes, folder, port) {
    this.#processes = processes
    this.#folder = folder
    this.#port = port
    this.version = /\d+\.\d+\.\d+/.exec(String(execFileSync(...this.#command('patroni', ['--version']))))?.[0] ?? '0'
  }

  get leaderPort () { return this.#port + 1 }

  url (port = this.leaderPort, user = 'postgres', database = 'postgres') {
    return `postgres://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`
  }

  async start () {
    await this.startEtcd()
    this.#writeConfiguration()
    for (const at of NODES.keys()) this.startNode(at)
    this.#processes.start('leader', 'haproxy', ['-db', '-f', join(FILES, 'haproxy.cfg')], {
      LEADER_ADDRESS: `127.0.0.1:${this.leaderPort}`,
      ...Object.fromEntries(NODES.flatMap((_, at) => [[`NODE_${at + 1}`, `127.0.0.1:${this.postgresPort(at)}`], [`CHECK_${at + 1}`, String(this.#restPort(at))]]))
    })
    await until('a leader with two standbys', 90_000, async () => (await this.members()).filter(({ state }) => ['running', 'streaming'].includes(state)).length === 3 && this.query('select 1'))
    await this.query(`create role shop login password '${PASSWORD}'`)
    await this.query('create database shop owner shop')
  }

  startEtcd () {
    const [client, peer] = [`http://127.0.0.1:${this.#port + 2}`, `http://127.0.0.1:${this.#port + 3}`]
    this.#processes.start('etcd', 'etcd', ['--name', 'one', '--data-dir', join(this.#folder, 'etcd'), '--enable-v2', '--listen-client-urls', client, '--advertise-client-urls', client,
      '--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `one=${peer}`])
  }

  startNode (at) {
    const directory = join(this.#folder, NODES[at])
    const old = Number.parseInt(this.version) < 4 // whose etcd3 lost acknowledged commits when a leader was frozen
    const [command, args] = this.#command('patroni', [join(this.#folder, 'patroni.yml')])
    this.#processes.start(NODES[at], command, args, {
      PYTHONPATH: SOURCE ?? '',
      PATRONI_NAME: NODES[at],
      [old ? 'PATRONI_ETCD_HOSTS' : 'PATRONI_ETCD3_HOSTS']: `127.0.0.1:${this.#port + 2}`,
      PATRONI_RESTAPI_LISTEN: `127.0.0.1:${this.#restPort(at)}`,
      PATRONI_RESTAPI_CONNECT_ADDRESS: `127.0.0.1:${this.#restPort(at)}`,
      PATRONI_POSTGRESQL_LISTEN: `127.0.0.1:${this.postgresPort(at)}`,
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: `127.0.0.1:${this.postgresPort(at)}`,
      PATRONI_POSTGRESQL_DATA_DIR: directory,
      PATRONI_POSTGRESQL_PGPASS: join(this.#folder, `pgpass-${NODES[at]}`),
      PATRONI_POSTGRESQL_BIN_DIR: BIN,
      PATRONI_SUPERUSER_PASSWORD: PASSWORD,
      PATRONI_REPLICATION_PASSWORD: PASSWORD,
      PATRONI_REWIND_PASSWORD: PASSWORD
    })
  }

  postgresPort (at) { return this.#port + 10 + at }
  #restPort (at) { return this.#port + 20 + at }

  /** As one node sees them all: { name, role, state } of each. */
  async members () {
    for (const at of NODES.keys()) {
      const answer = await fetch(`http://127.0.0.1:${this.#restPort(at)}/cluster`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined)
      if (answer?.ok) return (await answer.json()).members
    }
    return []
  }

  /** Which node leads: 0, 1 or 2. */
  async leader () {
    const found = (await this.members()).find(({ role }) => role === 'leader' || role === 'master')
    if (!found) throw new Error('no leader')
    return NODES.indexOf(found.name)
  }

  /** Hands over to the standby that has all of it. */
  async switchover () {
    const from = await this.leader()
    const to = (await this.members()).find(({ role }) => role === 'sync_standby')
    const answer = await fetch(`http://127.0.0.1:${this.#restPort(from)}/switchover`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ leader: NODES[from], candidate: to?.name }), signal: AbortSignal.timeout(30_000)
    })
    if (!answer.ok) throw new Error(`switchover: ${answer.status} ${await answer.text()}`)
  }

  /** The process of Postgres itself on a node. */
  postmaster (at) {
    const file = join(this.#folder, NODES[at], 'postmaster.pid')
    return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8')) : undefined
  }

  patroni (at) { return this.#processes.pid(NODES[at]) }

  async query (sql, values, url = this.url()) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1500, query_timeout: 30_000 })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(sql, values)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** All three are there again, and two follow. */
  async healed (limitMs = 90_000) {
    await until('three nodes again', limitMs, async () => {
      const members = await this.members()
      return members.length === 3 && members.some(({ role }) => role === 'sync_standby') && members.every(({ state, lag = 0 }) => ['running', 'streaming'].includes(state) && lag === 0)
    })
  }

  // A machine without a watchdog can be tried, too.
  #writeConfiguration () {
    writeFileSync(join(this.#folder, 'patroni.yml'), readFileSync(join(FILES, 'patroni.yml'), 'utf8').replace('mode: required', existsSync('/dev/watchdog') ? 'mode: automatic' : 'mode: "off"'))
  }

  #command (name, args) {
    return SOURCE ? ['/usr/bin/python3', [join(SOURCE, `${name}.py`), ...args]] : [name, args]
  }
}
