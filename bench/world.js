import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCeilingTables } from './ceilings/database.js'
import { processesOf } from './cpu.js'
import { pinSelf } from './machine.js'
import { administer, startPostgres } from './postgres.js'
import { freePort, logOf, Server } from './server.js'
import { buildShop, openShop } from './shop.js'
import { openTutorial } from './tutorial/storefront.js'

const CEILINGS = fileURLToPath(new URL('ceilings/server.js', import.meta.url))

/** All that a run needs: a Postgres, the shop, the ceilings and the tutorials' shop. */
export class World {
  servers = []
  fronts = []
  #atEnd = []
  #closing

  /** A shop that is built, and a Postgres without a database. What is started is stopped by `close`, also when this fails half way. */
  async openPostgres ({ shop }, log) {
    log('building the shop')
    await buildShop(shop)
    log('starting Postgres')
    this.postgres = await startPostgres(shop)
    this.atEnd(() => this.postgres.stop())
    this.directory = this.postgres.directory
    this.postmaster = this.postgres.pid
  }

  /** Keeps the bench and Postgres on the core of the load. Before, a database is filled in half the time. */
  pin () {
    pinSelf(processesOf(this.postmaster))
  }

  /** Starts all of it: Postgres, the shop, the tutorials' shop and the ceilings. */
  async open ({ shop, withTutorial, profile }, log) {
    await this.openPostgres({ shop }, log)
    this.pin()
    log('starting the shop')
    const nodeOptions = profile ? ['--cpu-prof', `--cpu-prof-dir=${tmpdir()}`] : []
    const { front, skus } = await openShop({ shop, databaseUrl: await this.postgres.createDatabase('shop'), directory: this.directory, nodeOptions })
    this.skus = skus
    this.#add(front)
    this.shop = front
    await this.#visit(front)
    if (withTutorial) {
      log("starting the tutorials' shop")
      const tutorial = await openTutorial({ shop: front, databaseUrl: await this.postgres.createDatabase('tutorial'), directory: this.directory })
      this.#add(tutorial)
      await this.#visit(tutorial)
    }
    log('starting the ceilings')
    await this.#openCeilings()
  }

  /** One visitor with three lines, and what the three pages look like, which are the same for all like that visitor. */
  async #visit (front) {
    front.visitor = await front.makeVisitor(this.skus.slice(0, 3))
    const anonymous = await fetch(`${front.server.url}/products`)
    front.pages = { list: await anonymous.text(), 'list-session': await front.visitor.browser.get('/products'), cart: await front.visitor.browser.get('/cart') }
  }

  #add (front) {
    this.fronts.push(front)
    this.atEnd(() => front.db.end())
    this.addServer(front.server)
  }

  /** Its CPU time is not that of others, and it is stopped at the end. */
  addServer (server) {
    this.servers.push(server)
    this.atEnd(() => server.stop())
  }

  /** The last first. */
  atEnd (stop) {
    this.#atEnd.push(stop)
  }

  async #openCeilings () {
    const databaseUrl = await this.postgres.createDatabase('ceilings')
    this.ceilingsUrl = databaseUrl
    await makeCeilingTables(databaseUrl)
    const pages = join(this.directory, 'pages.json')
    writeFileSync(pages, JSON.stringify(this.shop.pages))
    const port = await freePort()
    this.ceilings = await Server.start({ name: 'ceilings', script: CEILINGS, port, log: logOf(this.directory, 'ceilings'), variables: { DATABASE_URL: databaseUrl, BENCH_PAGES: pages } })
    this.addServer(this.ceilings)
  }

  /** Has Postgres write out what it holds, so that it does not do so in the middle of a block. */
  async checkpoint () {
    await administer(this.postgres.url, 'checkpoint')
  }

  async vacuumCeilings () {
    await administer(this.ceilingsUrl, 'vacuum')
  }

  async version () {
    return (await administer(this.postgres.url, 'show server_version'))[0].server_version
  }

  /** Stops what was started, the last first. A signal and the end of a command that it has cut off may both ask for that. */
  close () {
    this.#closing ??= this.#stopAll()
    return this.#closing
  }

  async #stopAll () {
    for (const stop of this.#atEnd.splice(0).reverse()) await stop().catch(error => console.error(error))
  }
}
