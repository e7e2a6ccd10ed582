import process from 'node:process'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { Visitor } from '../helpers/visitor.ts'

// Run by cost.test.ts in a process of its own, whose young generation is so large that nothing is collected while it measures: prints, as JSON, how many
// bytes of the heap each request takes. How long it takes depends on the machine and the day; what it allocates does not.
const WARM_UP = 300
const REQUESTS = 200
const ROUNDS = 5

const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: process.env.DATABASE_URL ?? '' })
await app.ready()
await app.catalog.stop()
const guest = new Visitor(app)
for (const sku of ['VASE-MOSS', 'TEAPOT-DUSK', 'TOWELS-4']) await guest.submit('/cart/items', { sku })
await guest.get('/cart')
const cookie = guest.cookieHeader
const nobody = ''
const add = 'sku=VASE-MOSS&quantity=1&return_to=%2Fproducts'
let adds = 0

const figures = {
  'list, nobody': await measure(() => get('/products', nobody)),
  'list, session': await measure(() => get('/products', cookie)),
  'product, session': await measure(() => get('/products/dipped-mug', cookie)),
  'cart, session': await measure(() => get('/cart', cookie)),
  add: await measure(addOnce)
}
process.stdout.write(JSON.stringify(figures))
await app.close()
process.exit()

async function get (url: string, cookie: string): Promise<void> {
  const { statusCode } = await app.inject({ url, headers: { host: 'localhost', cookie } })
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
}

/** Messages are taken and the cart emptied now and again, or the session would grow. */
async function addOnce (): Promise<void> {
  adds += 1
  if (adds % 20 === 0) await guest.submit('/cart/items/VASE-MOSS', { quantity: '1' })
  const { statusCode } = await app.inject({ method: 'POST', url: '/cart/items', headers: { host: 'localhost', cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: add })
  if (statusCode !== 303) throw new Error(`add: ${statusCode}`)
}

/** The median of some rounds. */
async function measure (ask: () => Promise<void>): Promise<number> {
  for (let at = 0; at < WARM_UP; at += 1) await ask()
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    for (let at = 0; at < REQUESTS; at += 1) await ask()
    rounds.push((process.memoryUsage().heapUsed - before) / REQUESTS)
  }
  return Math.round(rounds.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0)
}
