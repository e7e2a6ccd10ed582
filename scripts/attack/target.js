import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { buildIfStale, ROOT } from '../build.js'
import { ask } from './ask.js'

const START_LIMIT_MS = 60_000
const CHANGE_BY_THEMSELVES = ['session', 'rate_limit', 'mail', 'account_token']

/** The shop as it ships, in production, on a free port, with a database of its own that holds the demo shop. */
export class Target {
  /** What must stand nowhere in the log. */
  secrets = new Set()
  #log = ''
  #atEnd = []

  /** The server of TEST_DATABASE_URL, as for the tests, or an embedded one. */
  static async open () {
    if (!await buildIfStale()) throw new Error('the shop cannot be built')
    const target = new Target()
    try {
      await target.#openDatabase(process.env.TEST_DATABASE_URL || await target.#startPostgres())
      await target.#startShop()
      return target
    } catch (error) {
      await target.close()
      throw error
    }
  }

  async #startPostgres () {
    const { startEmbeddedPostgres } = await import('../../dist/embedded-postgres/start.js')
    const { url, stop } = await startEmbeddedPostgres({ directory: join(ROOT, '.data', 'attack'), durable: false })
    this.#atEnd.push(stop)
    return url
  }

  async #openDatabase (server) {
    const name = `tote_attack_${process.pid}`
    const administer = async sql => {
      const admin = new pg.Client({ connectionString: server })
      await admin.connect()
      await admin.query(sql).finally(() => admin.end())
    }
    await administer(`create database ${name}`)
    this.#atEnd.push(() => administer(`drop database if exists ${name} with (force)`))
    this.databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href
    const { migrate } = await import('../../dist/migrate.js')
    const { seed } = await import('../../dist/prepare-database.js')
    await migrate(this.databaseUrl, () => {})
    await seed(this.databaseUrl)
    this.db = new pg.Pool({ connectionString: this.databaseUrl, max: 2 })
    this.db.on('error', () => {})
    this.#atEnd.push(() => this.db.end())
  }

  async #startShop () {
    this.port = await freePort()
    this.url = `http://127.0.0.1:${this.port}`
    const secrets = { SESSION_SECRET: this.secret(randomBytes(32).toString('hex')), COOKIE_SECRET: this.secret(randomBytes(32).toString('hex')) }
    const { PATH, HOME } = process.env
    this.shop = spawn(process.execPath, [join(ROOT, 'scripts', 'start.js')], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, HOME, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: this.port, BASE_URL: this.url, DATABASE_URL: this.databaseUrl, ...secrets }
    })
    this.#atEnd.push(() => this.#stopShop())
    process.once('exit', () => this.shop.kill('SIGKILL')) // should this process end in another way
    for (const stream of [this.shop.stdout, this.shop.stderr]) stream.on('data', chunk => { this.#log += chunk })
    const limit = Date.now() + START_LIMIT_MS
    while (!this.#log.includes('Tote is at ')) {
      if (this.shop.exitCode !== null || Date.now() > limit) throw new Error(`the shop does not start: ${this.#log}`)
      await sleep(20)
    }
  }

  async #stopShop () {
    if (this.shop.exitCode !== null || this.shop.signalCode !== null) return
    const ended = once(this.shop, 'exit')
    this.shop.kill('SIGTERM')
    await ended
  }

  /** All that the shop has said so far. */
  get log () {
    return this.#log
  }

  /** Remembers what the log must not hold. */
  secret (text) {
    this.secrets.add(text)
    return text
  }

  /** One request, see ask.js. */
  ask (path, options) {
    return ask(this, path, options)
  }

  /** The mails to an address that wait to be sent. */
  async mailsTo (email) {
    const { rows } = await this.db.query('select subject, body from mail where recipient = $1', [email])
    return rows.map(({ subject, body }) => `${subject}\n${body}`)
  }

  /** A hash of all rows of each table that only the shop's own pages may change. */
  async fingerprint () {
    const { rows: tables } = await this.db.query(`
      select quote_ident(table_name) as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> all($1) order by 1
    `, [CHANGE_BY_THEMSELVES])
    const hashes = {}
    for (const { name } of tables) {
      const { rows: [{ hash }] } = await this.db.query(`select md5(coalesce(string_agg(each::text, chr(10) order by each::text), '')) as hash from ${name} as each`)
      hashes[name] = hash
    }
    return hashes
  }

  /** How much memory the shop has had at most, in MB, where the system tells. */
  peakMemory () {
    try {
      return Math.round(Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${this.shop.pid}/status`, 'utf8'))?.[1]) / 1024)
    } catch {
      return NaN
    }
  }

  /** Stops what was started, in the opposite order. */
  async close () {
    for (const stop of this.#atEnd.splice(0).reverse()) await stop().catch(error => console.error(error))
  }
}

async function freePort () {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}
