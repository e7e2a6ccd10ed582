import t from 'tap'
import { openShop, signIn, MUG } from '../helpers/shop.ts'

t.test('a stored session of any wrong shape is read without an error, and can be used again', async t => {
  const { db, visitor, customer } = await openShop(t)
  const message = { id: '1', kind: 'success', text: 'x' }
  const shapes: unknown[] = [
    null, 7, 'x', [], [[]], {}, { cart: null }, { cart: 7 }, { cart: { lines: {} } }, { cart: { lines: [null, [], 'x', { sku: MUG }] } },
    { cart: { lines: [{ sku: MUG, quantity: '3' }] } }, { cart: { lines: [{ sku: MUG, quantity: 1e9 }] } }, { cart: { lines: [{ sku: '<script>', quantity: 1 }] } },
    { flash: 'x' }, { flash: [null] }, { flash: [{ ...message, kind: 'evil' }] }, { flash: { length: 3 } }, { flash: Array(1000).fill(message) },
    { checkout: [] }, { checkout: { email: 7 } }, { guestShopperId: 'x' }, { guestShopperId: {} },
    { save: 'x', regenerate: 1, destroy: null, cookie: 'x', row: { customer: { role: 'admin' } }, sessionId: 'x' },
    { cookie: { expires: 'garbage', httpOnly: false, domain: 'evil', secure: false } }, { toJSON: 'x' }, { constructor: { prototype: {} } }
  ]
  for (const browser of [visitor(), (await customer()).visitor]) {
    await browser.post('/cart/items', { sku: MUG })
    const column = 'update session set sess = $1, version = version + 1'
    for (const shape of shapes) {
      await db.query(column, [JSON.stringify(shape)])
      for (const url of ['/', '/cart', '/checkout', '/account']) {
        const answer = await browser.get(url)
        t.ok(answer.statusCode < 400, `${JSON.stringify(shape).slice(0, 60)} ${url} ${answer.statusCode}`)
        for (const { name, httpOnly, domain } of answer.cookies) t.match([name, httpOnly, domain], ['sid', true, undefined])
      }
      t.equal((await browser.post('/cart/items', { sku: MUG })).statusCode, 303)
      t.ok((await browser.cart())[MUG], 'an add after it is kept')
    }
    await db.query(column, ['{"__proto__": {"admin": true}, "flash": []}'])
    t.equal((await browser.get('/cart')).statusCode, 200)
    t.equal(({} as { admin?: boolean }).admin, undefined)
  }
})

t.test("a customer's stored cart of any wrong shape is read without an error", async t => {
  const { db, customer } = await openShop(t)
  const ann = await customer()
  for (const shape of [null, 7, 'x', [], {}, { lines: null }, { lines: [{ sku: MUG, quantity: -1 }], undo: [] }]) {
    await db.query('update cart set cart = $1, version = version + 1', [JSON.stringify(shape)])
    t.strictSame(await ann.visitor.cart(), {})
    t.equal((await ann.visitor.post('/cart/items', { sku: MUG })).statusCode, 303)
    t.strictSame(await ann.visitor.cart(), { [MUG]: 1 })
    await db.query('update cart set cart = $1, version = version + 1', [JSON.stringify(shape)])
    t.equal((await signIn(ann.visitor, ann)).statusCode, 303)
  }
})
