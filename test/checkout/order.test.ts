import t from 'tap'
import { availableOf, numberIn, orderCount, prepareOrder } from '../helpers/checkout.ts'
import { openShop, signIn, skusInStock, MUG } from '../helpers/shop.ts'
import { cartIn, countIn } from '../helpers/visitor.ts'

t.test('a guest orders without an account: stock taken, order written as sold, basket empty', async t => {
  const { app, db, visitor } = await openShop(t)
  const guest = visitor()
  const [first, second, kept] = skusInStock(app, 3) as [string, string, string]
  await guest.post('/cart/items', { sku: kept })
  await guest.post(`/cart/items/${kept}/save`)
  const before = await availableOf(db, first)
  const fields = await prepareOrder(guest, { [first]: 2, [second]: 1 })
  const placed = await guest.post('/orders', fields)
  const number = numberIn(placed)
  t.match(placed.headers.location, /^\/orders\/P-[0-9A-HJKMNP-TV-Z]{8}\?key=[\w-]{43}$/)

  const { rows: [order] } = await db.query('select * from orders where number = $1', [number])
  t.match(order, { guest: true, status: 'placed', version: 1, currency: 'EUR', total_cents: Number(fields.expected_total), email: 'guest@example.com', country: 'IE', payment: 'invoice' })
  const { rows: lines } = await db.query('select * from order_line where order_id = $1 order by position', [order.order_id])
  const item = app.catalog.current().bySku.get(first)
  t.strictSame(lines.map(({ sku, quantity }) => [sku, quantity]), [[first, 2], [second, 1]])
  t.match(lines[0], { name: item?.product.name, label: item?.variant.label, price_cents: item?.variant.prices.EUR.priceCents, placed_at: order.placed_at })
  const { rows: events } = await db.query('select * from order_event where order_id = $1', [order.order_id])
  t.match(events, [{ version: 1, actor_id: null, actor_name: 'Gwen Guest', from_status: null, to_status: 'placed' }])
  t.equal(await availableOf(db, first), before - 2)

  const cart = await guest.get('/cart')
  t.equal(countIn(cart), 0)
  t.match(cart.body, `data-saved="${kept}"`, 'what was saved for later stays')
  t.match((await guest.submit('/cart/undo')).body, 'nothing to undo', 'an order is not undone by Undo')
  t.equal(countIn(await guest.get('/cart')), 0)
  const { rows: [session] } = await db.query("select sess from session where sess ? 'guestShopperId'")
  t.notOk(session.sess.checkout, 'the address went with the key')
  t.equal((await guest.get('/checkout')).headers.location, '/cart')

  const page = await guest.get(String(placed.headers.location))
  t.match(page.body, `data-order-number="${number}"`)
  t.match(page.body, 'Kiln Lane 3')
})

t.test('a customer orders: the basket of every device is empty, the order is theirs', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const phone = shops.visitor()
  await signIn(phone, ann)
  const placed = await ann.visitor.post('/orders', await prepareOrder(ann.visitor, { [MUG]: 3 }))
  t.equal(placed.headers.location, `/orders/${numberIn(placed)}`, 'no key is needed')
  t.strictSame(await phone.cart(), {})
  const { rows } = await shops.db.query('select shopper_id, guest from orders')
  t.strictSame(rows, [{ shopper_id: ann.shopperId, guest: false }])
  const { rows: events } = await shops.db.query('select actor_id, actor_name from order_event')
  t.strictSame(events, [{ actor_id: ann.shopperId, actor_name: 'Gwen Guest' }])
  await ann.visitor.post('/cart/items', { sku: MUG })
  t.strictSame(await phone.cart(), { [MUG]: 1 }, 'and can be filled again')
})

t.test('the same key again, at once or long after, leads to the same order', async t => {
  const shops = await openShop(t)
  const { visitor } = await shops.customer()
  for (const shopper of [shops.visitor(), visitor]) {
    const fields = await prepareOrder(shopper, { [MUG]: 1 })
    const first = await shopper.post('/orders', fields)
    const orders = await orderCount(shops.db)
    t.equal((await shopper.post('/orders', fields)).headers.location, first.headers.location)

    const other = await prepareOrder(shopper, { [MUG]: 2 })
    t.not(other.checkout_key, fields.checkout_key)
    t.equal((await shopper.post('/orders', fields)).headers.location, first.headers.location)
    t.strictSame(await shopper.cart(), { [MUG]: 2 }, 'the new basket was not touched')
    t.equal(await orderCount(shops.db), orders)
    t.not((await shopper.post('/orders', other)).headers.location, first.headers.location)
    t.equal((await shopper.post('/orders', fields)).headers.location, first.headers.location)
    t.equal(await orderCount(shops.db), orders + 1)
  }
})

t.test('log in between review and order: the order is the customer\'s, and only for what was reviewed', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const [other] = skusInStock(shops.app, 5).filter(sku => sku !== MUG) as [string]
  await ann.visitor.post('/cart/items', { sku: other })
  const guest = shops.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  await signIn(guest, ann, { next: '/checkout/review' })
  const placed = await guest.post('/orders', fields)
  t.equal(placed.headers.location, `/orders/${numberIn(placed)}`)
  t.equal((await guest.get(String(placed.headers.location))).statusCode, 200)
  t.match((await ann.visitor.get('/cart')).body, `data-saved="${other}"`)
  t.strictSame(cartIn(await ann.visitor.get('/cart')), {})
})
