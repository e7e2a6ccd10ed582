import t from 'tap'
import { prepareOrder } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { openBehindProxy, openShop, openShops, setStock, signIn, MUG, type Shops } from '../helpers/shop.ts'

const BONE = 'MUG-BONE'

t.test('two logins at once with one anonymous cookie: both succeed, the cart is merged once, 20 rounds', async t => {
  const shops = await openShops(t, 2)
  for (let round = 0; round < 20; round += 1) {
    const { visitor: home, ...ann } = await shops.customer()
    const phone = shops.visitor()
    await phone.post('/cart/items', { sku: MUG, quantity: '2' })
    const answers = await Promise.all(shops.apps.map(app => signIn(phone.clone().at(app), ann)))
    t.strictSame(answers.map(({ statusCode }) => statusCode), [303, 303])
    t.strictSame(await home.cart(), { [MUG]: 2 }, `round ${round}`)
  }
})

t.test('a late add with the old id is sent again by the browser, once; the old id gets nothing', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  const old = phone.clone()
  await signIn(phone, ann)

  const late = await old.post('/cart/items', { sku: BONE, quantity: '2' })
  t.equal(late.statusCode, 307)
  t.equal(new URL(String(late.headers.location), 'http://x').pathname, '/cart/items')
  t.strictSame(late.cookies, [], 'and sets no cookie')
  t.equal((await phone.post(String(late.headers.location), { sku: BONE, quantity: '2' })).statusCode, 303)
  t.strictSame(await phone.cart(), { [MUG]: 1, [BONE]: 2 })

  const again = await old.post(String(late.headers.location), { sku: BONE, quantity: '2', return_to: '/"><b>' })
  t.equal(again.statusCode, 409, 'not round and round')
  t.match(again.body, /name="sku" value="MUG-BONE"/, 'but a form to send it with')
  t.notMatch(again.body, '"><b>')
  t.strictSame(again.cookies, [])
  t.strictSame(await phone.cart(), { [MUG]: 1, [BONE]: 2 })
  t.equal((await old.get('/account')).statusCode, 303)
})

t.test('an answer that comes after the answer of a login signs nobody out', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  const slow = [await phone.clone().post('/cart/items', { sku: BONE }), await phone.clone().get('/'), await phone.clone().get('/cart')]
  await signIn(phone, ann)
  for (const answer of slow) phone.keep(answer)
  t.equal((await phone.get('/account')).statusCode, 200)

  const old = phone.clone()
  await phone.post('/logout')
  await signIn(phone, ann)
  const late = await old.post('/cart/items', { sku: BONE })
  t.match([late.statusCode, late.cookies], [307, []], 'nor does one with the id of a logout')
  phone.keep(late)
  t.equal((await phone.get('/account')).statusCode, 200)
  const visit = await old.post(String(late.headers.location), { sku: BONE })
  t.equal(visit.statusCode, 303, 'sent again with nothing newer, it is a new visit')
  t.strictSame(await old.cart(), { [BONE]: 1 })
})

t.test('somebody who is signed in signs in again amid her own adds: nobody waits for ever, nothing is lost', async t => {
  const shops = await openShops(t, 2)
  await setStock(shops, MUG, 10_000)
  await Promise.all(Array.from({ length: 4 }, async () => {
    const ann = await shops.customer()
    for (let round = 0; round < 10; round += 1) {
      const adds = [0, 1, 2, 3].map(i => ann.visitor.clone().at(shops.apps[i % 2] ?? shops.app).post('/cart/items', { sku: MUG }))
      const again = signIn(ann.visitor, ann)
      const answers = await Promise.all(adds)
      t.equal((await again).statusCode, 303)
      for (const { statusCode, headers } of answers) {
        if (statusCode === 307) await ann.visitor.post(String(headers.location), { sku: MUG })
        else t.equal(statusCode, 303)
      }
      t.strictSame(await ann.visitor.cart(), { [MUG]: 4 })
      await ann.visitor.post(`/cart/items/${MUG}/remove`)
    }
  }))
})

t.test('a second login and an order of one customer lock the same rows in the same order', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const fields = await prepareOrder(ann.visitor, { [MUG]: 1 })
  const tab = ann.visitor.clone().at(shops.apps[1] ?? shops.app)
  const lock = await hold(shops.db, 'select from cart for update')
  const login = signIn(ann.visitor, ann)
  await untilWaiting(shops.db, 1)
  const order = tab.post('/orders', fields)
  await untilWaiting(shops.db, 2)
  await lock.release()
  const start = performance.now()
  t.equal((await login).statusCode, 303)
  t.equal((await order).statusCode, 307)
  const took = performance.now() - start
  t.ok(took < 900, `${took.toFixed()} ms: Postgres would have broken a deadlock after a second`)
  t.equal((await ann.visitor.post('/orders', fields)).headers.location, '/checkout', 'sent again, the new session asks for the address first')
  t.strictSame(await ann.visitor.cart(), { [MUG]: 1 })
})

t.test('the connection is cut at each statement of a login: all of it happened or nothing, and a second try ends well', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)

  const once = async (cut?: { statement: number, moment: 'before' | 'after' }): Promise<void> => {
    const ann = await shops.customer()
    await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
    const phone = shops.visitor().at(app)
    await phone.post('/cart/items', { sku: MUG, quantity: '3' })
    await phone.post('/cart/items', { sku: BONE })
    const old = phone.clone().at(shops.app)
    proxy.arm(cut)
    const answer = await signIn(phone, ann)
    proxy.arm()
    const name = `${cut?.moment} statement ${cut?.statement}`
    if (!cut) t.equal(answer.statusCode, 303)
    else {
      t.equal(answer.statusCode, 503, name)
      t.notOk(answer.cookies.some(({ name }) => name === 'sid'), 'nobody is logged in')
      const committed = await ended(shops, ann.shopperId)
      t.strictSame(await old.cart(), committed ? {} : { [MUG]: 3, [BONE]: 1 }, `${name}: the cart is still there, or all of it in the account`)
      t.strictSame(await ann.visitor.cart(), committed ? { [MUG]: 5, [BONE]: 1 } : { [MUG]: 2 }, name)
    }
    t.equal((await signIn(phone.at(shops.app), ann)).statusCode, 303)
    t.strictSame(await phone.cart(), { [MUG]: 5, [BONE]: 1 }, `${name}: after a second try`)
  }
  await once()
  const { statements } = await counted()
  t.ok(statements >= 8, `${statements} statements`)
  for (let statement = 1; statement <= statements; statement += 1) {
    await once({ statement, moment: 'before' })
    await once({ statement, moment: 'after' })
  }

  async function counted (): Promise<{ statements: number }> {
    const ann = await shops.customer()
    const phone = shops.visitor().at(app)
    await phone.post('/cart/items', { sku: MUG })
    proxy.arm()
    await signIn(phone, ann)
    return { statements: proxy.statements }
  }
})

async function ended ({ db }: Shops, shopperId: string): Promise<boolean> {
  const { rows } = await db.query("select cart->'lines'->0->>'quantity' as quantity from cart where shopper_id = $1", [shopperId])
  return rows[0]?.quantity === '5'
}

t.test('many logins at once are bounded: some are asked to wait, other pages are answered', async t => {
  const { visitor } = await openShop(t)
  const logins = Array.from({ length: 150 }, (_, at) => signIn(visitor(), { email: `nobody${at}@example.com`, password: 'wrong' }))
  const start = performance.now()
  t.equal((await visitor().get('/')).statusCode, 200)
  const pageTime = performance.now() - start
  const answers = await Promise.all(logins)
  const count = (wanted: number): number => answers.filter(({ statusCode }) => statusCode === wanted).length
  t.ok(count(503) >= 5, `the hashes of ${count(503)} had no place in the queue`)
  t.ok(count(429) >= 40, `${count(429)} were too many from one address`)
  t.equal(count(503) + count(429) + count(422), 150)
  t.ok(answers.every(({ statusCode, headers }) => statusCode === 422 || Number(headers['retry-after']) > 0))
  t.ok(pageTime < 500, `a page took ${pageTime.toFixed()} ms`)
})
