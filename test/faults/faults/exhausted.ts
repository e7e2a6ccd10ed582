import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Rig } from '../rig/rig.ts'
import { Browser, type Answer } from '../shoppers/browser.ts'
import type { Fault } from './fault.ts'

let held: pg.Client[] = []

/** 9: somebody else has all connections that Postgres gives (53300). */
export const noConnections: Fault = {
  number: 9,
  name: 'Postgres has no connection left',
  boundMs: 3000,
  holdMs: 5000,
  isMixed: true,
  async inject ({ rig }) {
    await rig.postgres.administer("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tote'")
    held = await takeAll(rig)
    return `${held.length} taken`
  },
  async during ({ rig }) {
    // What the shop gave back meanwhile is taken, too.
    await sleep(1000)
    await rig.postgres.administer("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tote' and application_name = 'tote'")
    held.push(...await takeAll(rig))
  },
  async heal () {
    await Promise.all(held.map(client => client.end().catch(() => {})))
    held = []
  }
}

async function takeAll ({ postgres }: Rig): Promise<pg.Client[]> {
  const taken: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString: postgres.url(), application_name: 'holder' })
    client.on('error', () => {})
    try {
      await client.connect()
      taken.push(client)
    } catch {
      return taken
    }
  }
}

const CLIENTS = 400
const SHORT_CLIENTS = 200
const LOGINS_IN = 4 // one client of so many logs in
const LIMIT_MS = 3000

/** 9, too: 400 at once (200 in a short run), who add and log in, while Postgres is slow. Who cannot be served is told so in time. */
export const overload: Fault = {
  number: 9,
  name: 'hundreds of clients at once, and Postgres is slow',
  boundMs: 5000,
  holdMs: 0,
  async inject ({ rig, journal, slowness, isShort }) {
    for (const { proxy } of rig.shops) proxy.delayMs = 150
    const answers: Answer[] = []
    await Promise.all(Array.from({ length: isShort ? SHORT_CLIENTS : CLIENTS }, async (_, at) => {
      const browser = new Browser(rig.url, `10.2.${at >> 8}.${at & 255}`, answer => { answers.push(answer) })
      if (at % LOGINS_IN === 0) await browser.post('/login', { email: `nobody${at}@faults.example`, password: 'whatever it may be' })
      else for (let adds = 0; adds < 5; adds += 1) await browser.post('/cart/items', { sku: rig.sku, quantity: '1' })
      browser.close()
    }))
    const late = answers.filter(({ status, tookMs }) => (status === 0 || status >= 500) && tookMs > LIMIT_MS * slowness)
    const [first] = late
    if (first) journal.violate('I9', `${late.length} of ${answers.length} were refused only after ${LIMIT_MS * slowness} ms: one with ${first.status} after ${first.tookMs} ms ${first.lost}`)
    const wrong = answers.filter(({ status, retryAfter }) => ![303, 422, 503, 502].includes(status) || (status === 503 && retryAfter === ''))
    if (wrong[0]) journal.violate('I9', `${wrong.length} of ${answers.length} got something else than a 503 with Retry-After: ${wrong[0].status}`)
    const slowest = Math.max(...answers.map(({ tookMs }) => tookMs))
    return `${answers.length} answers, ${answers.filter(({ status }) => status === 503).length} of them 503, the slowest of all after ${slowest} ms`
  },
  async heal ({ rig }) {
    rig.mendWires()
  }
}
