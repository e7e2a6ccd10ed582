import pg from 'pg'

const PAUSE_MS = 500
const LIMIT_MS = 400

/** Asks each node, past all proxies, twice a second to write something down: how often two of them did at once. */
export class Writers {
  #stopping = false
  #running
  both = 0
  /** Turns in which nobody wrote. */
  none = 0
  turns = 0

  constructor (urls) {
    this.#running = this.#ask(urls)
  }

  take () {
    const { both, none, turns } = this
    Object.assign(this, { both: 0, none: 0, turns: 0 })
    return { both, none, turns }
  }

  async stop () {
    this.#stopping = true
    await this.#running
  }

  async #ask (urls) {
    while (!this.#stopping) {
      const start = performance.now()
      const wrote = (await Promise.all(urls.map(writes))).filter(Boolean).length
      this.turns += 1
      if (wrote > 1) this.both += 1
      if (wrote === 0) this.none += 1
      await new Promise(resolve => setTimeout(resolve, Math.max(0, PAUSE_MS - (performance.now() - start))))
    }
  }
}

async function writes (connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('update try_writer set turn = turn + 1')
    return true
  } catch {
    return false
  } finally {
    client.end().catch(() => {})
  }
}
