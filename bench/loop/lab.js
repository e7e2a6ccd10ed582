import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Browser } from '../browser.js'
import { startShop } from '../shop.js'

const PROBE = new URL('probe.js', import.meta.url).href
const ADMIN = { email: 'admin@pottle.example', password: 'keys-to-the-kiln-room' }
const PAUSE_MS = 50 // between one page and the next
const WARM_MS = 3000
const REPORT_MS = 10_000

/** A process of the shop for one kind of work, free to run on every core, with a few pages asked for all the while. */
export class Lab {
  #file
  #pages = []
  #isOver = false
  #traffic

  static async open ({ db, slugs, databaseUrl, directory, shop, name, isProfiling }) {
    const lab = new Lab()
    lab.db = db
    lab.slugs = slugs
    lab.#file = join(directory, `probe-${name}`)
    lab.profile = join(directory, `profile-${name}`)
    mkdirSync(lab.profile, { recursive: true })
    const nodeOptions = ['--import', PROBE, ...isProfiling ? ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${lab.profile}`] : []]
    lab.server = await startShop({ shop, databaseUrl, directory, name: `loop-${name}`, isFree: true, nodeOptions, variables: { ADMIN_SECOND_FACTOR: 'optional', BENCH_PROBE: lab.#file } })
    await lab.#signIn()
    lab.#traffic = lab.#askPages()
    lab.#traffic.catch(() => {}) // thrown by close, which awaits it
    await sleep(WARM_MS)
    return lab
  }

  async #signIn () {
    const browser = new Browser(this.server.url)
    await browser.post('/login', ADMIN)
    await browser.get('/admin/orders')
    this.admin = `sid=${encodeURIComponent(browser.cookie('sid'))}`
  }

  /** Resolves when all of the answer has come. */
  async ask (path, options = {}, expected = 200) {
    const response = await fetch(this.server.url + path, { redirect: 'manual', ...options })
    const body = await response.arrayBuffer()
    if (response.status !== expected) throw new Error(`${path} is answered with ${response.status}: ${Buffer.from(body).toString().slice(0, 500)}`)
  }

  /** Sends a form. */
  send (path, form, headers) {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(form), headers }, 303)
  }

  async #askPages () {
    for (let n = 0; !this.#isOver; n++) {
      const from = performance.now()
      await this.ask(n % 2 ? '/products' : `/products/${this.slugs[n % 40]}`)
      this.#pages.push(performance.now() - from)
      await sleep(PAUSE_MS)
    }
  }

  /** What the probe has seen while `work` ran, and the slowest page meanwhile. */
  async watch (work) {
    await this.#report()
    this.#pages = []
    const from = performance.now()
    await work()
    const tookMs = performance.now() - from
    return { ...await this.#report(), tookMs, slowest: Math.max(...this.#pages) }
  }

  async #report () {
    const before = this.#reports().length
    this.server.process.kill('SIGUSR2')
    for (const limit = Date.now() + REPORT_MS; Date.now() < limit; await sleep(5)) {
      const reports = this.#reports()
      if (reports.length > before) return reports.at(-1)
    }
    throw new Error('the probe says nothing')
  }

  #reports () {
    try {
      return readFileSync(this.#file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line))
    } catch {
      return []
    }
  }

  async close () {
    this.#isOver = true
    await this.#traffic
    await this.server.stop()
  }
}
