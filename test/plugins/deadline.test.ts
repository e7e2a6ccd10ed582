import t, { type Test } from 'tap'
import { hold, untilNobodyWaits, untilWaiting } from '../helpers/locks.ts'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openShop, MUG, type Customer, type Shops } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'

/** A customer at a process that answers within half a second. */
async function openQuick (t: Test): Promise<{ shops: Shops, visitor: Customer['visitor'] }> {
  const shops = await openShop(t)
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), answerLimitMs: 500, databaseUrl: shops.databaseUrl })
  t.teardown(() => app.close())
  const { visitor } = await shops.customer()
  await visitor.at(app).get('/account')
  return { shops, visitor }
}

t.test('what takes longer than the limit is answered by 503, and goes on', async t => {
  const { shops, visitor } = await openQuick(t)
  for (const ask of [() => visitor.post('/cart/items', { sku: MUG }), async () => (await visitor.api('POST', '/cart/items', { sku: MUG, quantity: 1 })).answer]) {
    const lock = await hold(shops.db, 'select from cart for update')
    const beganAt = performance.now()
    const answer = await ask()
    t.ok(performance.now() - beganAt < 1500, 'while the lock is held')
    t.match(answer, { statusCode: 503, headers: { 'retry-after': '5', 'x-frame-options': 'DENY', 'cache-control': 'private, no-store' } })
    t.match(answer.body, /Your basket is safe/)
    t.notOk(answer.headers['set-cookie'])
    await lock.release()
  }
  t.match(await visitor.get('/cart'), { statusCode: 200 })
  t.match(await visitor.cart(), { [MUG]: 2 }, 'it may have been done, and it was')
})

t.test('a message that is taken is shown, also by a page that is late by then', async t => {
  const { shops, visitor } = await openQuick(t)
  await visitor.post('/cart/items', { sku: MUG })
  const lock = await hold(shops.db, 'select from session for update')
  const page = visitor.get('/account')
  await untilWaiting(shops.db, 1)
  await new Promise(resolve => setTimeout(resolve, 800))
  await lock.release()
  t.equal((await page).statusCode, 200)
  t.equal(flashIn(await page).length, 1)
})

t.test('what nobody waits for any more is not done later', async t => {
  const shops = await openShop(t)
  const visitor = shops.visitor()
  await visitor.submit('/cart/items', { sku: MUG })
  const lock = await hold(shops.db, 'lock table session in access exclusive mode')
  t.match(await visitor.post('/cart/items', { sku: MUG }), { statusCode: 503 })
  await untilNobodyWaits(shops.db)
  await lock.release()
  t.match(await visitor.cart(), { [MUG]: 1 })
})
