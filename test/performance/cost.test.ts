import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { createDatabase } from '../helpers/database.ts'
import { openBehindProxy, openShops } from '../helpers/shop.ts'

// What a change may cost is not measured by a clock here, which differs from machine to machine. The figures beside this file are what it costs
// now; `npm run tap -- test/performance/cost.test.ts` prints what it finds.
const FIGURES = JSON.parse(readFileSync(join(import.meta.dirname, 'figures.json'), 'utf8')) as { bytes: Record<string, number>, allocated: Record<string, number> }
const TOLERANCE = 0.1

t.test('statements: none without a cookie, one with a session, one for an add after a page and two without', async t => {
  const shops = await openShops(t, 1)
  const { app, proxy } = await openBehindProxy(t, shops)
  const guest = shops.visitor().at(app)
  const cost = async (ask: () => Promise<unknown>): Promise<number> => {
    proxy.arm()
    await ask()
    return proxy.statements
  }
  for (const url of ['/', '/products', '/products?category=table', '/products/dipped-mug', '/cart', '/login']) t.equal(await cost(() => shops.visitor().at(app).get(url)), 0, url)
  await guest.submit('/cart/items', { sku: 'VASE-MOSS' })
  for (const url of ['/', '/products', '/products/dipped-mug', '/cart']) t.equal(await cost(() => guest.get(url)), 1, `${url} with a session`)
  t.equal(await cost(() => guest.post('/cart/items', { sku: 'VASE-MOSS' })), 1, 'an add after a page')
  const elsewhere = shops.visitor()
  await elsewhere.post('/cart/items', { sku: 'VASE-MOSS' })
  t.equal(await cost(() => elsewhere.at(app).post('/cart/items', { sku: 'VASE-MOSS' })), 2, 'an add of whom another process has served')
  await guest.get('/')
  t.equal(await cost(() => Promise.all(Array.from({ length: 8 }, () => guest.clone().get('/products')))), 1, 'eight that come together')
})

t.test('bytes of a page stay within a tenth of what they were', async t => {
  const { visitor } = await openShops(t, 1)
  for (const [url, expected] of Object.entries(FIGURES.bytes)) {
    const { rawPayload } = await visitor().get(url, { 'accept-encoding': 'br' })
    near(t, rawPayload.length, expected, `${url}, brotli`)
  }
})

t.test('what a request allocates stays within a tenth of what it was', async t => {
  const databaseUrl = await createDatabase(t)
  const flags = ['--import=./scripts/typescript.js', '--expose-gc', '--max-semi-space-size=512', '--min-semi-space-size=512']
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(import.meta.dirname, 'measure.ts')], { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: databaseUrl } })
  const allocated = JSON.parse(stdout) as Record<string, number>
  t.strictSame(Object.keys(allocated), Object.keys(FIGURES.allocated))
  for (const [what, expected] of Object.entries(FIGURES.allocated)) near(t, allocated[what] ?? 0, expected, `${what}: bytes of the heap`)
})

function near (t: Test, found: number, expected: number, what: string): void {
  t.ok(found <= expected * (1 + TOLERANCE), `${what}: ${found}, and ${expected} in figures.json`)
  if (found < expected * (1 - TOLERANCE)) t.comment(`${what} is less now, ${found}: note it in figures.json`)
}
