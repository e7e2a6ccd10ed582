import t from 'tap'
import { MUG, openShop, openShops, setStock } from '../helpers/shop.ts'
import { countIn, flashIn, type Visitor } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'

/** The token in the link that a basket is given. */
async function makeLink (visitor: Visitor): Promise<string> {
  const { statusCode, body } = await visitor.post('/cart/link')
  const link = /class="to-copy"><a href="([^"]+)"/.exec(body)?.[1]
  if (statusCode !== 200 || !link) throw new Error(`no link: ${statusCode}`)
  return new URL(link).searchParams.get('token') ?? ''
}

async function holding (visitor: Visitor, items: Record<string, number>): Promise<Visitor> {
  for (const [sku, quantity] of Object.entries(items)) await visitor.post('/cart/items', { sku, quantity: String(quantity) })
  await visitor.get('/')
  return visitor
}

t.test('a link, and a picture of it, puts the basket into that of another device, once; both keep what they had', async t => {
  const shops = await openShop(t)
  const desk = await holding(shops.visitor(), { [MUG]: 2, [BONE]: 1 })
  t.match((await desk.get('/cart')).body, 'action="/cart/link"')
  const made = await desk.post('/cart/link')
  t.match(made.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' })
  t.match(made.body, /<svg class="qr"[^>]*role="img" aria-label="QR code[\s\S]*<path fill="#000" d="M/)
  const token = await makeLink(desk)
  t.match(token, /^[\w-]{32}$/)
  t.notMatch(JSON.stringify((await shops.db.query('select * from cart_link')).rows), token, 'the database does not know it')

  const phone = await holding(shops.visitor(), { [MUG]: 1 })
  const page = await phone.get(`/cart/link?token=${token}`)
  t.match(page.body, /<li>2 × Dipped mug, Slate<\/li>[\s\S]*Put 3 items into this basket/)
  t.strictSame(await phone.cart(), { [MUG]: 1 }, 'to look changes nothing')
  t.match(flashIn(await phone.submit('/cart/link/take', { token })), [{ kind: 'success', text: '3 items from your other device are now in your basket.' }])
  t.strictSame(await phone.cart(), { [MUG]: 3, [BONE]: 1 })
  t.strictSame(await desk.cart(), { [MUG]: 2, [BONE]: 1 })
  t.equal((await phone.post('/cart/link/take', { token })).statusCode, 404, 'once')
  t.equal((await phone.get(`/cart/link?token=${token}`)).statusCode, 404)
  t.strictSame(await phone.cart(), { [MUG]: 3, [BONE]: 1 })
  await phone.post('/cart/undo')
  t.strictSame(await phone.cart(), { [MUG]: 1 }, 'and it can be taken back')
})

t.test('a device without a session gets one with the basket in it, and looking gives it none', async t => {
  const shops = await openShop(t)
  const token = await makeLink(await holding(shops.visitor(), { [MUG]: 2 }))
  const phone = shops.visitor()
  const page = await phone.get(`/cart/link?token=${token}`)
  t.equal(page.statusCode, 200)
  t.match(page.body, 'Put 2 items into this basket')
  t.strictSame(phone.cookies, {})
  t.equal((await phone.post('/cart/link/take', { token: 'a'.repeat(32) })).statusCode, 404)
  t.strictSame(phone.cookies, {})
  t.equal(countIn(await phone.submit('/cart/link/take', { token })), 2)
  t.strictSame(await phone.cart(), { [MUG]: 2 })
})

t.test('ten devices at once over two instances, with and without a basket: exactly one gets it', async t => {
  const shops = await openShops(t, 2)
  for (let round = 0; round < 3; round += 1) {
    await shops.db.query('delete from rate_limit')
    const token = await makeLink(await holding(shops.visitor(), { [MUG]: 2 }))
    const devices = await Promise.all(Array.from({ length: 10 }, async (_, i) => {
      const device = shops.visitor().at(shops.apps[i % 2] ?? shops.app)
      return i % 3 === 0 ? holding(device, { [BONE]: 1 }) : device
    }))
    const answers = await Promise.all(devices.map(device => device.post('/cart/link/take', { token })))
    t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, ...Array.from({ length: 9 }, () => 404)])
    const carts = await Promise.all(devices.map(device => device.cart()))
    t.equal(carts.filter(({ [MUG]: pieces }) => pieces === 2).length, 1)
    t.equal(carts.filter(({ [MUG]: pieces }) => pieces !== undefined).length, 1)
  }
})

t.test('taken while things are added here, over two instances: all of it is there', async t => {
  const shops = await openShops(t, 2)
  const token = await makeLink(await holding(shops.visitor(), { [MUG]: 2 }))
  const phone = await holding(shops.visitor(), { [BONE]: 1 })
  const at = (i: number) => phone.clone().at(shops.apps[i % 2] ?? shops.app)
  await Promise.all([0, 1, 2, 3, 4, 5].map(i => i === 2 ? at(i).post('/cart/link/take', { token }) : at(i).post('/cart/items', { sku: BONE })))
  t.strictSame(await phone.cart(), { [BONE]: 6, [MUG]: 2 })
})

t.test('from a customer it carries the lines and no way in; to a customer it goes by the merge rule', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const bo = await shops.customer('Bo Baker')
  await holding(ann.visitor, { [MUG]: 2, [BONE]: 1 })
  await ann.visitor.post(`/cart/items/${BONE}/save`)
  await ann.visitor.get('/')
  await holding(bo.visitor, { [MUG]: 1 })
  await setStock(shops, MUG, 2)
  const token = await makeLink(ann.visitor)
  const page = await bo.visitor.get(`/cart/link?token=${token}`)
  for (const secret of [ann.email, 'Ann', ann.shopperId]) t.notMatch(page.body, secret)
  const told = await bo.visitor.submit('/cart/link/take', { token })
  t.match(flashIn(told), [{ kind: 'warning' }])
  t.match(told.body, 'only 2 in stock')
  t.strictSame(await bo.visitor.cart(), { [MUG]: 2 })
  t.notMatch((await bo.visitor.get('/cart')).body, BONE, 'what was saved for later stays where it is')
  t.match((await bo.visitor.get('/account')).body, 'Bo Baker')
  t.strictSame(await ann.visitor.cart(), { [MUG]: 2 })
})

t.test('a basket is not added to itself, and the link still works elsewhere', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  for (const visitor of [await holding(shops.visitor(), { [MUG]: 2 }), await holding(ann.visitor, { [MUG]: 2 })]) {
    const token = await makeLink(visitor)
    t.match((await visitor.get(`/cart/link?token=${token}`)).body, 'This basket is here already')
    t.equal((await visitor.post('/cart/link/take', { token })).statusCode, 404)
    t.strictSame(await visitor.cart(), { [MUG]: 2 })
    t.equal((await shops.visitor().post('/cart/link/take', { token })).statusCode, 303)
  }
})

t.test('a link is good for a quarter of an hour; an empty basket has none; too many are refused', async t => {
  const shops = await openShop(t)
  const desk = await holding(shops.visitor(), { [MUG]: 1 })
  const token = await makeLink(desk)
  await shops.db.query("update cart_link set expires_at = expires_at - interval '15 minutes'")
  t.equal((await shops.visitor().get(`/cart/link?token=${token}`)).statusCode, 404)
  t.equal((await shops.visitor().post('/cart/link/take', { token })).statusCode, 404)
  const empty = shops.visitor()
  t.match([(await empty.post('/cart/link')).headers.location, empty.cookies], ['/cart', {}])
  const answers = await Promise.all(Array.from({ length: 30 }, () => desk.clone().post('/cart/link')))
  t.ok(answers.some(({ statusCode }) => statusCode === 429))
})

t.test('few left is said on a line, and a price that changed with both amounts', async t => {
  const shops = await openShop(t)
  const guest = await holding(shops.visitor(), { [MUG]: 1, [BONE]: 1 })
  await guest.post(`/cart/items/${BONE}/save`)
  await setStock(shops, MUG, 3)
  await setStock(shops, BONE, 2)
  await shops.db.query("update price set price_cents = 1000 where sku = $1 and currency = 'EUR'", [MUG])
  await shops.app.catalog.refresh()
  const { body } = await guest.get('/cart')
  t.match(body.split(`data-line="${MUG}"`)[1], /Only 3 left[\s\S]*it was €18\.00, now €10\.00/)
  t.match(body.split(`data-saved="${BONE}"`)[1], 'Only 2 left')
})
