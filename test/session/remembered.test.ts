import t from 'tap'
import { openBehindProxy, openShops, signIn, MUG, type Shops } from '../helpers/shop.ts'
import { flashIn, type Visitor } from '../helpers/visitor.ts'

// What one process remembers of a visitor's session another has changed meanwhile.
const OTHER = 'MUG-BONE'

/** A visitor with a mug in the basket, whose session the first of two processes remembers. */
async function remembered (shops: Shops): Promise<{ here: Visitor, there: Visitor }> {
  const here = shops.visitor()
  await here.submit('/cart/items', { sku: MUG })
  return { here, there: here.clone().at(shops.apps[1] ?? shops.app) }
}

t.test('a change is made on what the session is, not on what is remembered', async t => {
  const shops = await openShops(t, 2)
  const { here, there } = await remembered(shops)
  await there.post('/cart/items', { sku: OTHER, quantity: '2' })
  t.equal((await here.post('/cart/items', { sku: MUG })).statusCode, 303)
  t.strictSame(await here.cart(), { [MUG]: 2, [OTHER]: 2 })

  await there.post('/cart/items', { sku: 'VASE-MOSS' })
  await here.post(`/cart/items/${OTHER}`, { quantity: '5' })
  t.strictSame(await there.cart(), { [MUG]: 2, [OTHER]: 5, 'VASE-MOSS': 1 })
})

t.test('that there is nothing to change is not believed of what is remembered', async t => {
  const shops = await openShops(t, 2)
  const { here, there } = await remembered(shops)
  await there.post('/cart/items', { sku: OTHER })
  await here.post(`/cart/items/${OTHER}/remove`)
  t.strictSame(await there.cart(), { [MUG]: 1 }, 'what this process has never seen in the basket is taken out')
  await there.post(`/cart/items/${MUG}/remove`)
  await here.post('/cart/undo')
  t.strictSame(await there.cart(), { [MUG]: 1 }, 'what another process has taken out comes back')
})

t.test('a message that another page has shown is not shown again', async t => {
  const shops = await openShops(t, 2)
  const { here, there } = await remembered(shops)
  await here.post('/cart/items', { sku: MUG })
  t.equal(flashIn(await there.get('/cart')).length, 1)
  await here.post('/cart/items', { sku: MUG })
  t.equal(flashIn(await here.get('/cart')).length, 1)
})

t.test('a session that was ended elsewhere takes nothing, and the browser is asked to send it again', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const { here, there } = await remembered(shops)
  t.equal((await signIn(there, ann)).statusCode, 303)
  const late = await here.post('/cart/items', { sku: OTHER })
  t.match(late, { statusCode: 307, headers: { location: /resent=1/ } })
  t.notOk(late.headers['set-cookie'], 'no cookie over the new one')
  t.match(await there.submit(String(late.headers.location), { sku: OTHER }), { statusCode: 200 })
  t.strictSame(await there.cart(), { [MUG]: 1, [OTHER]: 1 })
  t.equal((await shops.db.query("select from session where ended_by = 'login' and sess <> '{}'")).rowCount, 0)
})

t.test('a session whose row is gone is a new visitor\'s', async t => {
  const shops = await openShops(t, 2)
  const { here } = await remembered(shops)
  await shops.db.query('delete from session')
  await here.submit('/cart/items', { sku: OTHER })
  t.strictSame(await here.cart(), { [OTHER]: 1 })
})

t.test('pages that answer a mistake show the basket as it is', async t => {
  const shops = await openShops(t, 2)
  const { here, there } = await remembered(shops)
  await there.post('/cart/items', { sku: OTHER, quantity: '4' })
  const mistakes: Array<[string, Record<string, string>, number]> = [
    ['/cart/items', { sku: MUG, quantity: 'many' }, 422],
    ['/cart/items', { sku: 'NO-SUCH-THING' }, 404],
    ['/cart/items', { sku: MUG, colour: 'red' }, 422],
    [`/cart/items/${OTHER}`, { quantity: 'many' }, 422]
  ]
  for (const [url, form, expected] of mistakes) {
    await here.post('/cart/items', { sku: MUG }) // remembered again
    await there.post('/cart/items', { sku: OTHER })
    const cart = await there.clone().cart()
    const pieces = Object.values(cart).reduce((sum, quantity) => sum + quantity, 0)
    const { statusCode, body } = await here.post(url, form)
    t.equal(statusCode, expected, url)
    t.match(body, `data-cart-count="${pieces}"`, `${url} ${JSON.stringify(form)}`)
  }
})

t.test('without the database a mistake is answered by 503, as everything is', async t => {
  const shops = await openShops(t, 1)
  const { app, proxy } = await openBehindProxy(t, shops)
  const guest = shops.visitor().at(app)
  await guest.submit('/cart/items', { sku: MUG })
  proxy.turn('closed')
  for (const form of [{ sku: MUG }, { sku: 'NO-SUCH-THING' }]) {
    const { statusCode, headers } = await guest.post('/cart/items', form)
    t.equal(statusCode, 503, JSON.stringify(form))
    t.ok(headers['retry-after'])
  }
})
