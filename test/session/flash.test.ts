import t from 'tap'
import { openShop, openShops, signIn, MUG } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'

t.test('four readers at once, over two instances: a message is shown once, 30 rounds', async t => {
  const { apps, visitor } = await openShops(t, 2)
  const ann = visitor()
  for (let round = 0; round < 30; round += 1) {
    await ann.post('/cart/items', { sku: MUG })
    const pages = await Promise.all([0, 1, 2, 3].map(i => ann.clone().at(apps[i % 2] ?? ann.app).get('/cart')))
    t.equal(pages.flatMap(flashIn).length, 1, `round ${round}`)
  }
  t.strictSame(flashIn(await ann.get('/cart')), [])
})

t.test('a message is kept when the page fails', async t => {
  const { app, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  const current = app.catalog.current.bind(app.catalog)
  const broken = { ...current(), categories: [{ slug: 'x', get name (): string { throw new Error('the template fails') } }] }
  app.catalog.current = () => broken
  t.equal((await ann.get('/cart')).statusCode, 500)
  app.catalog.current = current
  t.equal(flashIn(await ann.get('/cart')).length, 1)
})

t.test('a redirect, an error, a HEAD, a prefetch, a picture and an asset take no message', async t => {
  const { app, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  t.equal((await ann.get('/account')).statusCode, 303)
  t.equal((await ann.get('/nowhere')).statusCode, 404)
  t.equal((await ann.send({ method: 'HEAD', url: '/cart' })).statusCode, 200)
  for (const [name, value] of [['sec-purpose', 'prefetch'], ['sec-purpose', 'prefetch;prerender'], ['purpose', 'prefetch'], ['sec-fetch-dest', 'image']] as const) {
    t.strictSame(flashIn(await ann.get('/cart', { [name]: value })), [], `${name}: ${value}`)
  }
  t.equal((await ann.get(app.asset('/shop.css'))).statusCode, 200)
  t.strictSame(flashIn(await ann.get('/products')).map(({ kind }) => kind), ['success'])
})

t.test('a message survives the new session of a login', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  await signIn(phone, ann)
  const [added, merged] = flashIn(await phone.get('/cart'))
  t.match(added?.text, /^Added: /)
  t.match(merged?.text, /^1 item from this visit is now in your basket\.$/)
})

t.test('with no message waiting, a page writes nothing', async t => {
  const { db, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  await ann.get('/cart')
  const version = async (): Promise<unknown> => (await db.query('select version, xmin from session')).rows
  const before = await version()
  for (const url of ['/', '/cart', '/products', '/login']) t.equal((await ann.get(url)).statusCode, 200)
  t.strictSame(await version(), before)
})
