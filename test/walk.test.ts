import t from 'tap'
import { openShops, PASSWORD, MUG } from './helpers/shop.ts'
import { cartIn, countIn, flashIn } from './helpers/visitor.ts'

const BONE = 'MUG-BONE'
const ADDRESS = { email: 'ann@example.com', name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Cork', postcode: 'T12 AB34', country: 'IE', phone: '', shipping: 'standard' }

const hidden = (body: string, name: string): string => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1] ?? ''

t.test('the whole way of a shopper, and of the admin who serves her', async t => {
  const shops = await openShops(t, 2)
  const [first, second] = shops.apps

  // Look around, choose two things, make it dark and in pounds.
  const ann = shops.visitor()
  t.match((await ann.get('/')).body, /Dipped mug/)
  t.match((await ann.get('/products?q=mug')).body, /Dipped mug/)
  t.match((await ann.get(`/products/dipped-mug?sku=${MUG}`)).body, new RegExp(`name="sku"[^>]*value="${MUG}"|value="${MUG}"[^>]*name="sku"`))
  t.strictSame(ann.cookies, {})
  const added = await ann.submit('/cart/items', { sku: MUG, quantity: '1', return_to: '/products/dipped-mug' })
  t.equal(countIn(added), 1)
  await ann.submit('/cart/items', { sku: BONE, quantity: '1', return_to: '/' })
  const pounds = await ann.submit('/preferences', { theme: 'dark', currency: 'GBP', locale: 'en-GB', density: 'compact', page_size: '12', return_to: '/cart' })
  t.match(pounds.body, /data-theme="dark"/)
  t.match(pounds.body, /£32\.00/)

  // Register: the basket comes along, told in one message.
  const registered = await ann.submit('/register', { name: 'Ann Archer', email: 'ann@example.com', password: PASSWORD })
  t.equal(registered.statusCode, 200)
  t.equal(flashIn(registered).length, 1)
  t.equal(countIn(registered), 2)
  t.match(registered.body, /data-theme="dark"/)

  // A second browser, at the other instance: the same basket, and both add.
  const phone = shops.visitor().at(second ?? shops.app)
  await phone.submit('/login', { email: 'Ann@Example.com', password: PASSWORD, remember: '1' })
  t.strictSame(await phone.cart(), { [MUG]: 1, [BONE]: 1 })
  await Promise.all([ann.submit('/cart/items', { sku: MUG }), phone.submit('/cart/items', { sku: BONE })])
  for (const browser of [ann, phone]) t.strictSame(cartIn(await browser.get('/cart')), { [MUG]: 2, [BONE]: 2 })

  // Check out.
  t.equal((await ann.get('/checkout')).statusCode, 200)
  const review = await ann.submit('/checkout', ADDRESS)
  t.equal(review.statusCode, 200)
  t.match(review.body, /1 Kiln Lane/)
  const placed = await ann.submit('/orders', {
    checkout_key: hidden(review.body, 'checkout_key'), expected_total: hidden(review.body, 'expected_total'), payment: 'invoice'
  })
  const number = /data-order-number="([^"]+)"/.exec(placed.body)?.[1] ?? ''
  t.ok(number, 'a confirmation with the number of the order')
  t.strictSame(await phone.cart(), {}, 'the basket is empty on every device')
  t.match((await ann.get('/account/orders')).body, number)

  // The admin finds it, has it paid, packs it, sends it.
  const boss = (await shops.customer('Boss')).visitor.at(first ?? shops.app)
  t.equal((await boss.get('/admin/orders')).statusCode, 404, 'a shopper has no admin')
  await shops.db.query("update customer set role = 'admin' where name = 'Boss'")
  t.equal((await boss.get('/admin')).statusCode, 200)
  t.match((await boss.get(`/admin/orders?q=${number}`)).body, `data-order-row="${number}"`)
  for (const to of ['paid', 'packed', 'sent']) {
    const order = await boss.get(`/admin/orders/${number}`)
    const changed = await boss.submit(`/admin/orders/${number}/status`, { to, version: hidden(order.body, 'version') })
    t.equal(changed.statusCode, 200)
  }

  // And she sees it.
  const seen = (await ann.get(`/account/orders/${number}`)).body
  t.match(seen, /Your parcel is on its way/)
  t.notMatch(seen, /[Pp]lease pay/, 'who has paid is not asked to')
  t.match((await ann.get(`/orders/${number}`)).body, `data-order-number="${number}"`)
  t.equal((await shops.visitor().get(`/orders/${number}`)).statusCode, 404, 'nobody else does')
})
