import t from 'tap'
import { openBehindProxy, openShop, setStock, MUG } from '../helpers/shop.ts'
import { cartIn, countIn, flashIn } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'

t.test('the cart page: names, prices in the chosen currency, totals; the header counts pieces on every page', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG, quantity: '2' })
  await ann.post('/cart/items', { sku: BONE })
  await ann.post('/preferences', { currency: 'USD', locale: 'en-US' })
  const { body } = await ann.get('/cart')
  t.strictSame(cartIn({ body }), { [MUG]: 2, [BONE]: 1 })
  for (const text of ['Dipped mug', 'Slate', '$20.00 each', '$40.00', '$60.00', '/static/pictures/']) t.ok(body.includes(text), text)
  for (const url of ['/', '/products', '/login', '/nowhere']) {
    const page = await ann.get(url)
    t.equal(countIn(page), 3, url)
    t.match(page.body, '$60.00')
  }
})

t.test('an add goes back where it came from, with a message', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  const answer = await ann.post('/cart/items', { sku: MUG, quantity: '2', return_to: '/products/dipped-mug' })
  t.match([answer.statusCode, answer.headers.location], [303, '/products/dipped-mug'])
  t.match(flashIn(await ann.get('/products/dipped-mug')), [{ kind: 'success', text: 'Added: 2 × Dipped mug, Slate · 2 items in your basket' }])
  t.equal((await ann.post('/cart/items', { sku: MUG, return_to: '//evil.example' })).headers.location, '/cart')
})

t.test('quantities: set, step with what is typed, 0 removes, 99 is the most', async t => {
  const shops = await openShop(t)
  await setStock(shops, MUG, 500)
  const ann = shops.visitor()
  await ann.post('/cart/items', { sku: MUG })
  const set = async (form: Record<string, string>): Promise<number | undefined> => {
    t.equal((await ann.post(`/cart/items/${MUG}`, form)).statusCode, 303)
    return (await ann.cart())[MUG]
  }
  t.equal(await set({ quantity: '5' }), 5)
  t.equal(await set({ quantity: '5', step: '1' }), 6)
  t.equal(await set({ quantity: '9', step: '-1' }), 8)
  t.equal(await set({ quantity: '99', step: '1' }), 99)
  t.equal(await set({ quantity: '1', step: '-1' }), undefined)
  t.equal(await set({ quantity: '3' }), undefined, 'what is not in the cart is not set')
})

t.test('more than there is: the cart takes what there is and says so; sold out takes nothing', async t => {
  const shops = await openShop(t)
  await setStock(shops, MUG, 3)
  const ann = shops.visitor()
  await ann.post('/cart/items', { sku: MUG, quantity: '5' })
  t.match(flashIn(await ann.get('/cart')), [{ kind: 'warning', text: /^Only 3 in stock, so only 3 were added: Dipped mug, Slate/ }])
  await ann.post('/cart/items', { sku: MUG })
  t.match(flashIn(await ann.get('/cart')), [{ kind: 'warning', text: /^Only 3 in stock, all in your basket already: Dipped mug, Slate/ }])
  await ann.post(`/cart/items/${MUG}`, { quantity: '9' })
  t.match(flashIn(await ann.get('/cart')), [{ kind: 'warning', text: 'Only 3 in stock, so the quantity is now 3: Dipped mug, Slate' }])
  t.strictSame(await ann.cart(), { [MUG]: 3 })

  await setStock(shops, MUG, 1)
  t.match((await ann.get('/cart')).body, /Only 1 in stock\. Please take fewer/)
  await setStock(shops, MUG, 0)
  t.match((await ann.get('/cart')).body, /Sold out/)
  await ann.post('/cart/items', { sku: MUG })
  t.match(flashIn(await ann.get('/cart')), [{ kind: 'error', text: /Sold out, so nothing was added/ }])
})

t.test('remove, undo, save for later and back', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG, quantity: '2' })
  await ann.post('/cart/items', { sku: BONE })
  await ann.get('/cart')
  const removed = await ann.submit(`/cart/items/${MUG}/remove`)
  t.match(removed.body, /action="\/cart\/undo"/)
  t.match(flashIn(removed), [{ text: 'Removed: Dipped mug, Slate' }])
  t.match(removed.body, '<title>Removed: Dipped mug, Slate – Your basket – Pottle</title>')
  await ann.submit('/cart/undo')
  t.strictSame(await ann.cart(), { [MUG]: 2, [BONE]: 1 })
  await ann.submit(`/cart/items/${MUG}/save`)
  const saved = await ann.get('/cart')
  t.strictSame([cartIn(saved), countIn(saved)], [{ [BONE]: 1 }, 1])
  t.match(saved.body, /data-saved="MUG-SLATE"/)
  await ann.submit(`/cart/saved/${MUG}/restore`)
  t.strictSame(await ann.cart(), { [BONE]: 1, [MUG]: 2 })
  await ann.submit(`/cart/items/${BONE}/save`)
  await ann.submit(`/cart/saved/${BONE}/remove`)
  t.notMatch((await ann.get('/cart')).body, /data-saved/)
})

t.test('a price that changed is told on the line, and the new one counts', async t => {
  const { app, db, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  await db.query("update price set price_cents = 1500 where sku = $1 and currency = 'EUR'", [MUG])
  await app.catalog.refresh()
  t.match((await ann.get('/cart')).body, /it was €18\.00, now €15\.00/)
  await ann.post(`/cart/items/${MUG}`, { quantity: '2' })
  const { body } = await ann.get('/cart')
  t.notMatch(body, /it was/)
  t.match(body, /€30\.00/)
})

t.test('what is no longer sold stays in the cart, with a note, and can be removed', async t => {
  const { app, db, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  await ann.post('/cart/items', { sku: BONE })
  await db.query('delete from price where sku = $1', [MUG])
  await app.catalog.refresh()
  const { body, statusCode } = await ann.get('/cart')
  t.match([statusCode, body], [200, /not for sale any more/])
  await ann.post(`/cart/items/${MUG}/remove`)
  t.strictSame(await ann.cart(), { [BONE]: 1 })
})

t.test('statements: a page with a session costs one, and so does an add after one; three where the cart is an account\'s', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)
  const cost = async (request: () => Promise<{ statusCode: number }>): Promise<number> => {
    proxy.arm()
    t.ok((await request()).statusCode < 400)
    return proxy.statements
  }
  const guest = shops.visitor().at(app)
  t.equal(await cost(() => guest.get('/')), 0, 'a visitor without a cookie')
  t.equal(await cost(() => guest.post('/cart/items', { sku: MUG })), 1, 'the first add')
  t.equal(await cost(() => guest.get('/cart')), 2, 'a page that shows a message')
  for (const page of ['/', '/cart', '/products/dipped-mug']) t.equal(await cost(() => guest.get(page)), 1, page)
  t.equal(await cost(() => guest.post('/cart/items', { sku: BONE })), 1)
  const ann = (await shops.customer()).visitor.at(app)
  t.equal(await cost(() => ann.get('/cart')), 1, 'a customer\'s page')
  t.equal(await cost(() => ann.post('/cart/items', { sku: BONE })), 3)
})
