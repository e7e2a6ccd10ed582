import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { until } from './processes.js'

const ROOT = join(import.meta.dirname, '..', '..')
const FILES = join(import.meta.dirname, '..', 'balanced')

/** Two shops behind HAProxy, with PgBouncer in front of the database at `port`. */
export class Shops {
  #processes
  #folder
  #port
  #secrets = { SESSION_SECRET: randomBytes(48).toString('base64'), COOKIE_SECRET: randomBytes(48).toString('base64') }

  constructor (processes, folder, port) {
    this.#processes = processes
    this.#folder = folder
    this.#port = port
    const [, major, minor] = /(\d+)\.(\d+)/.exec(String(execFileSync('pgbouncer', ['--version'])))
    this.poolVersion = `${major}.${minor}`
    this.prepares = Number(major) > 1 || Number(minor) >= 21
  }

  get publicPort () { return this.#port }

  async start (database) {
    this.#startPool(database)
    for (const number of [1, 2]) this.startShop(number)
    this.#processes.start('haproxy', 'haproxy', ['-db', '-f', join(FILES, 'haproxy.cfg')], {
      PUBLIC_ADDRESS: `127.0.0.1:${this.#port}`, PUBLIC_PROTO: 'http', HAPROXY_SOCKET: join(this.#folder, 'haproxy.sock'), SHOP_1: `127.0.0.1:${this.#shopPort(1)}`, SHOP_2: `127.0.0.1:${this.#shopPort(2)}`
    })
    for (const number of [1, 2]) await this.ready(number)
    await until('the balancer', 20_000, async () => (await fetch(`http://127.0.0.1:${this.#port}/products`)).ok)
  }

  startShop (number) {
    this.#processes.start(`shop${number}`, process.execPath, ['--enable-source-maps', join(ROOT, 'dist/server.js')], {
      NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(this.#shopPort(number)), BASE_URL: `http://127.0.0.1:${this.#port}`, TRUST_PROXY: '127.0.0.1',
      DATABASE_URL: `postgres://shop:try-it@127.0.0.1:${this.#port + 5}/shop`, DATABASE_PREPARE: this.prepares ? 'on' : 'off', PICTURES_DIR: join(this.#folder, 'pictures'), LOG_LEVEL: 'warn', ...this.#secrets
    })
  }

  async ready (number) {
    await until(`shop ${number}`, 30_000, async () => (await fetch(`http://127.0.0.1:${this.#shopPort(number)}/readyz`)).ok)
  }

  /** Says something to the balancer, as somebody who deploys does. */
  async tell (command) {
    const socket = connect(join(this.#folder, 'haproxy.sock'))
    socket.end(`${command}\n`)
    await once(socket.resume(), 'close')
  }

  #shopPort (number) { return this.#port + number }

  #startPool ({ port }) {
    const written = readFileSync(join(FILES, 'pgbouncer.ini'), 'utf8')
      .replace('host=postgres port=5432', `host=127.0.0.1 port=${port}`)
      .replace('listen_addr = 0.0.0.0', 'listen_addr = 127.0.0.1')
      .replace('listen_port = 6432', `listen_port = ${this.#port + 5}`)
      .replace('/etc/pgbouncer/userlist.txt', join(this.#folder, 'userlist.txt'))
    writeFileSync(join(this.#folder, 'pgbouncer.ini'), this.prepares ? written : written.replace(/^max_prepared_statements.*\n/m, ''))
    writeFileSync(join(this.#folder, 'userlist.txt'), '"shop" "try-it"\n')
    this.#processes.start('pgbouncer', 'pgbouncer', [join(this.#folder, 'pgbouncer.ini')])
  }
}
