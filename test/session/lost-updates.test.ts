import type { Session } from 'fastify'
import t from 'tap'
import { SessionStore } from '../../src/plugins/session/store.ts'
import { openShops, setStock, skusInStock, MUG } from '../helpers/shop.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { cartIn, flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'

const add = (visitor: Visitor, sku: string, quantity = 1) => visitor.post('/cart/items', { sku, quantity: String(quantity) })

t.test('50 adds of different items at once, over two instances: all that are acknowledged are there', async t => {
  const shops = await openShops(t, 2)
  const skus = skusInStock(shops.app, 50, 2)
  for (const visitor of [await anonymous(shops), (await shops.customer()).visitor]) {
    const answers = await Promise.all(skus.map((sku, i) => add(over(visitor, shops.apps[i % 2]), sku)))
    const cart = await visitor.cart()
    t.strictSame(skus.filter((sku, i) => isAcknowledged(answers[i]) && !cart[sku]), [], 'none that was acknowledged is missing')
    t.ok(answers.filter(isAcknowledged).length >= 40, 'and hardly any was refused')
  }
})

t.test('50 adds of one item at once, over two instances: a piece for each that is acknowledged', async t => {
  const shops = await openShops(t, 2)
  await setStock(shops, MUG, 1000)
  for (const visitor of [await anonymous(shops), (await shops.customer()).visitor]) {
    const { [MUG]: before = 0 } = await visitor.cart()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => add(over(visitor, shops.apps[i % 2]), MUG)))
    const added = ((await visitor.cart())[MUG] ?? 0) - before
    const acknowledged = answers.filter(isAcknowledged).length
    t.ok(acknowledged <= added && added <= 50, `${added} pieces for ${acknowledged} acknowledged adds`)
    t.ok(acknowledged >= 40, 'hardly any was refused')
  }
})

t.test('a customer adds on several devices at once: one cart with everything', async t => {
  const shops = await openShops(t, 2)
  const skus = skusInStock(shops.app, 30)
  const ann = await shops.customer()
  const devices = await Promise.all([0, 1, 2].map(async i => {
    const device = over(shops.visitor(), shops.apps[i % 2])
    await device.post('/login', { email: ann.email, password: ann.password })
    return device
  }))
  await Promise.all(skus.map((sku, i) => add((devices[i % 3] ?? ann.visitor).clone(), sku)))
  for (const device of [...devices, ann.visitor]) t.strictSame(Object.keys(await device.cart()).sort(), [...skus].sort())
})

t.test('adds, removals and quantities of different lines at once: each holds', async t => {
  const shops = await openShops(t, 2)
  const skus = skusInStock(shops.app, 30)
  const visitor = await anonymous(shops)
  for (const sku of skus.slice(0, 20)) await add(visitor, sku)
  await Promise.all([
    ...skus.slice(0, 10).map((sku, i) => over(visitor, shops.apps[i % 2]).post(`/cart/items/${sku}/remove`)),
    ...skus.slice(10, 20).map((sku, i) => over(visitor, shops.apps[i % 2]).post(`/cart/items/${sku}`, { quantity: '7' })),
    ...skus.slice(20).map((sku, i) => add(over(visitor, shops.apps[i % 2]), sku, 2))
  ])
  const expected = [...skus.slice(10, 20).map(sku => [sku, 7]), ...skus.slice(20).map(sku => [sku, 2])]
  const { [MUG]: _mug, ...cart } = await visitor.cart()
  t.strictSame(cart, Object.fromEntries(expected.filter(([sku]) => sku !== MUG)))
})

t.test('a slow page and a quick add: neither undoes the other', async t => {
  const shops = await openShops(t, 2)
  const visitor = await anonymous(shops) // and a message waits for the next page
  const lock = await hold(shops.db, 'select from session for update')
  const page = visitor.clone().get('/cart')
  await untilWaiting(shops.db, 1)
  const added = add(over(visitor, shops.apps[1]), 'MUG-BONE')
  await untilWaiting(shops.db, 2)
  await lock.release()
  t.equal(flashIn(await page).length, 1)
  t.equal((await added).statusCode, 303)
  const next = await visitor.get('/cart')
  t.match(cartIn(next), { [MUG]: 1, 'MUG-BONE': 1 })
  t.match(flashIn(next), [{ text: /Bone/ }], 'the message of the add is still to come, that of the first is not shown again')
})

t.test('a plain save writes only the keys that it changed, and nothing once the session has ended', async t => {
  const shops = await openShops(t, 1)
  const visitor = await anonymous(shops)
  const store = new SessionStore(shops.db)
  const id = decodeURIComponent(String(visitor.cookies.sid)).split('.', 1)[0] ?? ''
  const session = await new Promise<Session>((resolve, reject) => store.get(id, (error, found) => found ? resolve(found) : reject(error)))
  const save = (changes: Partial<Session>): Promise<unknown> =>
    new Promise(resolve => store.set(id, Object.assign(session, changes), resolve))
  const guestShopperId = crypto.randomUUID()
  await add(visitor, 'MUG-BONE')
  t.notOk(await save({ guestShopperId }))
  t.match(await visitor.cart(), { [MUG]: 1, 'MUG-BONE': 1 })
  t.equal((await shops.db.query("select sess->>'guestShopperId' as id from session")).rows[0].id, guestShopperId)
  t.notOk(await save({}), 'with nothing changed it has nothing to do')

  await new Promise(resolve => store.destroy(id, resolve))
  t.match(await save({ guestShopperId: crypto.randomUUID() }), { name: 'SessionEnded' })
  t.strictSame((await shops.db.query('select sess from session')).rows, [{ sess: {} }])
})

async function anonymous (shops: Pick<Awaited<ReturnType<typeof openShops>>, 'visitor'>): Promise<Visitor> {
  const visitor = shops.visitor()
  await add(visitor, MUG)
  return visitor
}

/** On a machine that is too busy an add may be refused (503): then nobody was told that it is in the cart. */
function isAcknowledged (answer: Answer | undefined): boolean {
  return answer?.statusCode === 303
}

/** The same browser, its next request going to another instance. */
function over (visitor: Visitor, app: Parameters<Visitor['at']>[0] | undefined): Visitor {
  return app ? visitor.clone().at(app) : visitor.clone()
}
