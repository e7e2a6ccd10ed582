import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { promisify } from 'node:util'
import { Balancer } from './balancer.ts'
import { freePort } from './free-port.ts'
import { Postgres } from './postgres.ts'
import { Proxy } from './proxy.ts'
import { Shop, type End } from './shop.ts'

const MANY = 10_000_000
const RESTART_AFTER_MS = 300

/** All that the suite runs: a Postgres, two processes of the shop that reach it by a wire each, and the balancer before them. */
export class Rig {
  readonly postgres: Postgres
  readonly shops: readonly [Shop, Shop]
  readonly balancer: Balancer
  readonly directory: string
  /** The checkout whose dist is run. */
  readonly shop: string
  /** Of something that is for sale. */
  sku = ''
  /** Of somebody who has a session, for who asks when nobody can look it up. */
  someCookies: ReadonlyMap<string, string> = new Map()
  /** Told when a process ended that nobody had ended. */
  onEnd: (shop: Shop, end: End) => void = () => {}

  // Where the wires lead.
  readonly #target: { port: number }

  private constructor (target: { port: number }, postgres: Postgres, shops: readonly [Shop, Shop], balancer: Balancer, directory: string, shop: string) {
    this.#target = target
    this.postgres = postgres
    this.shops = shops
    this.balancer = balancer
    this.directory = directory
    this.shop = shop
    for (const each of shops) each.onEnd = end => { this.#bringBack(each, end) }
  }

  static async open ({ directory, shop }: { directory: string, shop: string }): Promise<Rig> {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    const postgres = await Postgres.open(join(directory, 'postgres'))
    await postgres.createDatabase()
    for (const command of ['db:migrate', 'db:seed']) await runCli(shop, [command], postgres.url())
    await fillShelves(postgres)
    const port = await freePort()
    const secrets = { SESSION_SECRET: randomBytes(32).toString('hex'), COOKIE_SECRET: randomBytes(32).toString('hex') }
    const target = { port: postgres.port }
    const open = async (name: string): Promise<Shop> => {
      const proxy = new Proxy(() => target.port)
      await proxy.listen()
      return new Shop({
        name, shop, proxy, port: await freePort(), log: join(directory, `shop-${name}.log`),
        settings: { DATABASE_URL: postgres.url(proxy.port), BASE_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'warn', PICTURES_DIR: join(directory, 'pictures'), DRAIN_DELAY_MS: '1500', ...secrets }
      })
    }
    const shops = [await open('A'), await open('B')] as const
    const rig = new Rig(target, postgres, shops, new Balancer(port, shops), directory, shop)
    await Promise.all(shops.map(each => each.start()))
    await rig.balancer.listen()
    return rig
  }

  get url (): string {
    return `http://127.0.0.1:${this.balancer.port}`
  }

  /** Connections that are made from now on lead to this port. */
  reachThrough (port: number): void {
    this.#target.port = port
  }

  /** The other one. */
  besides (shop: Shop): Shop {
    return shop === this.shops[0] ? this.shops[1] : this.shops[0]
  }

  /** Between the processes and Postgres all passes again. */
  mendWires (): void {
    for (const { proxy } of this.shops) proxy.mend()
  }

  async close (): Promise<void> {
    this.balancer.close()
    this.postgres.thaw()
    await Promise.all(this.shops.map(shop => shop.stop()))
    for (const { proxy } of this.shops) proxy.close()
    await this.postgres.stop('immediate')
  }

  /** As a supervisor does. */
  #bringBack (shop: Shop, end: End): void {
    this.onEnd(shop, end)
    setTimeout(() => { if (!shop.isRunning) shop.launch() }, RESTART_AFTER_MS)
  }
}

/** A command of the shop's on a database. It is killed after `killMs`. */
export async function runCli (shop: string, args: string[], databaseUrl: string, killMs?: number): Promise<void> {
  const { PATH, HOME } = env
  await promisify(execFile)(process.execPath, ['dist/cli.js', ...args], { cwd: shop, env: { PATH, HOME, DATABASE_URL: databaseUrl }, timeout: killMs, killSignal: 'SIGKILL' })
}

/** Nothing is ever sold out, and the ledger says why. */
async function fillShelves (postgres: Postgres): Promise<void> {
  await postgres.administer(`
    with filled as (update stock set available = available + ${MANY}, entries = entries + 1, changed_at = now() returning sku, entries, available)
    insert into stock_entry (sku, position, at, delta, balance, kind) select sku, entries, now(), ${MANY}, available, 'adjusted' from filled
  `)
}
