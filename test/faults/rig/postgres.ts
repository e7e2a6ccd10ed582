import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { prepareBinaries, type Binaries } from '../../../src/embedded-postgres/binaries.ts'
import { createCluster, lastWords, readPassword, USER } from '../../../src/embedded-postgres/cluster.ts'
import { choosePlace, type Place } from '../../../src/embedded-postgres/place.ts'
import { findPostmaster } from '../../../src/embedded-postgres/postmaster.ts'
import { freePort } from './free-port.ts'

const START_LIMIT_MS = 60_000
const MAX_CONNECTIONS = 60
/** Whom the shop connects as: no superuser, so that rights can be taken away and places run out. */
const ROLE = 'tote'
const PASSWORD = 'faults'

/** How `pg_ctl stop` ends a server: the signals of the manual, "Shutting Down the Server". */
const STOPS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const
export type Stop = keyof typeof STOPS

/** A durable Postgres of the suite's own, always at the same port, which is stopped, killed and frozen. */
export class Postgres {
  readonly port: number
  readonly #place: Place
  readonly #binaries: Binaries
  #server: ChildProcess | undefined

  private constructor (place: Place, binaries: Binaries, port: number) {
    this.#place = place
    this.#binaries = binaries
    this.port = port
  }

  static async open (directory: string): Promise<Postgres> {
    const place = choosePlace(directory)
    const binaries = prepareBinaries(place)
    await createCluster(place, binaries, true)
    const postgres = new Postgres(place, binaries, await freePort())
    await postgres.start()
    return postgres
  }

  /** Whom it runs as, where that is not who runs the suite. */
  get owner (): Place['owner'] {
    return this.#place.owner
  }

  /** Resolves when it answers: after a crash it has replayed its log by then. */
  async start (): Promise<void> {
    const log = openSync(join(this.#place.home, 'log'), 'a', 0o600)
    const settings = { listen_addresses: '127.0.0.1', port: this.port, unix_socket_directories: '', max_connections: MAX_CONNECTIONS, max_prepared_transactions: 5, deadlock_timeout: '200ms' }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(this.#binaries.postgres, ['-D', this.#place.data, ...args], {
      ...this.#place.owner, cwd: this.#place.home, detached: true, stdio: ['ignore', log, log], env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
    })
    closeSync(log)
    this.#server = server
    for (const limit = Date.now() + START_LIMIT_MS; Date.now() < limit; await sleep(10)) {
      if (server.exitCode !== null) break
      const found = findPostmaster(this.#place.data)
      if (found?.pid === server.pid && found?.status === 'ready') return
    }
    throw new Error(`Postgres does not start. ${lastWords(this.#place)}`)
  }

  async stop (how: Stop): Promise<void> {
    const server = this.#server
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const children = this.#children()
    const ended = new Promise(resolve => server.once('exit', resolve))
    server.kill(STOPS[how])
    await ended
    // Of a postmaster that was killed outright, they see by themselves that it is gone, and no other starts before that.
    for (const limit = Date.now() + START_LIMIT_MS; children.some(isRunning) && Date.now() < limit;) await sleep(10)
  }

  freeze (): void {
    this.#signal('SIGSTOP')
  }

  thaw (): void {
    this.#signal('SIGCONT')
  }

  /** One statement, or several, of the administrator's, on a connection of its own that passes no proxy. */
  async administer<Row extends object = Record<string, unknown>> (sql: string, values: unknown[] = [], database = ROLE): Promise<Row[]> {
    const client = await this.connect(database)
    try {
      const { rows } = await client.query<Row & pg.QueryResultRow>(sql, values.length > 0 ? values : undefined)
      return rows
    } finally {
      await client.end()
    }
  }

  /** The administrator's, who has places that nobody else can take. */
  async connect (database = ROLE): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: `postgres://${USER}:${readPassword(this.#place)}@127.0.0.1:${this.port}/${database}`, application_name: 'faults' })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  /** An empty database whose owner is the shop's role. */
  async createDatabase (name = ROLE): Promise<void> {
    if (name === ROLE) await this.administer(`create role ${ROLE} login password '${PASSWORD}'`, [], 'postgres')
    await this.administer(`create database ${name} owner ${ROLE}`, [], 'postgres')
  }

  /** The address of a database as the shop is told it, at the port of Postgres or of something in front. */
  url (port = this.port, database: string = ROLE): string {
    return `postgres://${ROLE}:${PASSWORD}@127.0.0.1:${port}/${database}`
  }

  #signal (signal: NodeJS.Signals): void {
    const pid = this.#server?.pid
    if (pid === undefined) return
    for (const each of [pid, ...this.#children()]) {
      try {
        process.kill(each, signal)
      } catch {} // it has ended meanwhile
    }
  }

  #children (): number[] {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => parentOf(pid) === this.#server?.pid)
  }
}

/** The fourth field of /proc/PID/stat; the second is in brackets and may hold anything. */
function parentOf (pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    return 0
  }
}

function isRunning (pid: number): boolean {
  return parentOf(pid) !== 0
}
