import { randomUUID } from 'node:crypto'
import t from 'tap'
import { saveOrderNumber } from '../../src/checkout/queries.ts'
import { availableOf, orderCount, orderFieldsIn, prepareOrder, type OrderFields } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { openShops, setStock, signIn, skusInStock, MUG, type Shops } from '../helpers/shop.ts'
import { countIn, type Answer, type Visitor } from '../helpers/visitor.ts'

interface Buyer { visitor: Visitor, fields: OrderFields }

/** Shoppers with the review in front of them, half of them at either instance. */
async function prepareBuyers ({ app, apps, visitor }: Shops, count: number, items: (i: number) => Record<string, number>): Promise<Buyer[]> {
  const buyers: Buyer[] = []
  for (let i = 0; i < count; i += 1) {
    const buyer = visitor().at(apps[i % apps.length] ?? app)
    buyers.push({ visitor: buyer, fields: await prepareOrder(buyer, items(i)) })
  }
  return buyers
}

function countBy (answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1
  return counts
}

t.test('the same key 50 times at once over two instances: one order, 50 times the same answer', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  for (const shopper of [shops.visitor(), ann.visitor]) {
    const before = { orders: await orderCount(shops.db), available: await availableOf(shops.db, MUG) }
    const fields = await prepareOrder(shopper, { [MUG]: 2 })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => shopper.clone().at(shops.apps[i % 2] ?? shops.app).post('/orders', fields)))
    t.strictSame(countBy(answers), { 303: 50 })
    t.equal(new Set(answers.map(({ headers }) => headers.location)).size, 1)
    t.equal(await orderCount(shops.db), before.orders + 1)
    t.equal(await availableOf(shops.db, MUG), before.available - 2)
  }
})

t.test('the last item, 20 buyers over two instances: one order and 19 clear refusals', async t => {
  const shops = await openShops(t, 2)
  const buyers = await prepareBuyers(shops, 20, () => ({ [MUG]: 1 }))
  await setStock(shops, MUG, 1)
  const answers = await Promise.all(buyers.map(({ visitor, fields }) => visitor.post('/orders', fields)))
  t.strictSame(countBy(answers), { 303: 1, 422: 19 })
  for (const answer of answers.filter(({ statusCode }) => statusCode === 422)) t.match(answer.body, /Dipped mug[^<]* is sold out/)
  t.equal(await availableOf(shops.db, MUG), 0)
  t.equal(await orderCount(shops.db), 1)
})

t.test('200 buyers, stock 10, over two instances: ten orders, nothing below zero, nothing lost', async t => {
  // Templates are compiled once, as in production: 190 refusals are 190 pages.
  const shops = await openShops(t, 2, { production: true })
  const [other] = skusInStock(shops.app, 9).filter(sku => !sku.startsWith('MUG')) as [string]
  const buyers = await prepareBuyers(shops, 200, i => i % 2 === 0 ? { [MUG]: 1, [other]: 1 } : { [MUG]: 1 })
  await setStock(shops, MUG, 10)
  await setStock(shops, other, 1000)
  const answers: Answer[] = []
  let trying = buyers
  // A slow machine may answer 503, "try again in a moment": then they do, with the same key.
  for (let round = 0; round < 5 && trying.length > 0; round += 1) {
    const sent = await Promise.all(trying.map(async buyer => ({ buyer, answer: await buyer.visitor.post('/orders', buyer.fields) })))
    answers.push(...sent.map(({ answer }) => answer).filter(({ statusCode }) => statusCode !== 503))
    trying = sent.filter(({ answer }) => answer.statusCode === 503).map(({ buyer }) => buyer)
  }
  t.strictSame(countBy(answers), { 303: 10, 422: 190 })
  t.equal(await orderCount(shops.db), 10)
  t.equal(await availableOf(shops.db, MUG), 0)
  const { rows } = await shops.db.query<{ sold: number }>('select coalesce(sum(quantity), 0)::integer as sold from order_line where sku = $1', [other])
  t.equal(await availableOf(shops.db, other), 1000 - (rows[0]?.sold ?? 0), 'what a refused order had taken is back')
})

t.test('orders with the same items in opposite order never lock each other out', async t => {
  const shops = await openShops(t, 2)
  const skus = skusInStock(shops.app, 6)
  await shops.db.query('update stock set available = 10000, changed_at = clock_timestamp()')
  await Promise.all(shops.apps.map(app => app.catalog.refresh()))
  const itemsOf = (i: number): Record<string, number> => Object.fromEntries((i % 4 < 2 ? skus : skus.toReversed()).map(sku => [sku, 1]))
  const answers: Answer[] = []
  for (let round = 0; round < 8; round += 1) {
    const buyers = await prepareBuyers(shops, 12, itemsOf)
    answers.push(...await Promise.all(buyers.map(({ visitor, fields }) => visitor.post('/orders', fields))))
  }
  t.strictSame(countBy(answers), { 303: 96 })
  t.equal(await deadlocks(shops), 0, 'not even one that a retry has hidden')
  for (const sku of skus) t.equal(await availableOf(shops.db, sku), 10000 - 96)
})

t.test('serialization failures are tried again and reach no shopper', async t => {
  const shops = await openShops(t, 2)
  const buyers = await prepareBuyers(shops, 6, () => ({ [MUG]: 1 }))
  await setStock(shops, MUG, 4)
  await shops.db.query(`
    do $$ begin execute format('alter database %I set default_transaction_isolation = serializable', current_database()); end $$
  `)
  await shops.db.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tote'")
  for (const { visitor } of buyers) await visitor.get('/cart')
  const answers: Answer[] = []
  for (let i = 0; i < buyers.length; i += 3) {
    answers.push(...await Promise.all(buyers.slice(i, i + 3).map(({ visitor, fields }) => visitor.post('/orders', fields))))
  }
  t.strictSame(countBy(answers), { 303: 4, 422: 2 })
  t.equal(await availableOf(shops.db, MUG), 0)
})

t.test('one customer on two devices orders one basket: it is sold once', async t => {
  const shops = await openShops(t, 2)
  for (let round = 0; round < 10; round += 1) {
    const ann = await shops.customer()
    const phone = shops.visitor().at(shops.apps[1] ?? shops.app)
    await signIn(phone, ann)
    const before = await availableOf(shops.db, MUG)
    const first = await prepareOrder(ann.visitor, { [MUG]: 1 })
    const second = await prepareOrder(phone, {})
    t.not(first.checkout_key, second.checkout_key)
    const answers = await Promise.all([ann.visitor.post('/orders', first), phone.post('/orders', second)])
    t.strictSame(answers.map(({ headers }) => String(headers.location).slice(0, 8)).sort(), ['/cart', '/orders/'])
    t.equal(await availableOf(shops.db, MUG), before - 1)
  }
})

t.test('an add that meets an order is in the order or in the basket, never gone', async t => {
  const shops = await openShops(t, 2)
  const [other] = skusInStock(shops.app, 9).filter(sku => !sku.startsWith('MUG')) as [string]
  await shops.db.query('update stock set available = 10000, changed_at = clock_timestamp()')
  await Promise.all(shops.apps.map(app => app.catalog.refresh()))
  const ann = await shops.customer()
  let ordered = 0
  for (let round = 0; round < 40; round += 1) {
    const shopper = round % 2 === 0 ? shops.visitor() : ann.visitor
    const fields = await prepareOrder(shopper, { [MUG]: 1 })
    const tab = shopper.clone().at(shops.apps[1] ?? shops.app)
    const [placed, added] = await Promise.all([shopper.post('/orders', fields), tab.post('/cart/items', { sku: other })])
    t.equal(added.statusCode, 303)
    const cart = await shopper.cart()
    if (placed.statusCode === 303) {
      ordered += 1
      t.strictSame(cart, { [other]: 1 }, `round ${round}`)
    } else {
      t.equal(placed.statusCode, 422, 'another sum than was agreed to')
      t.strictSame(cart, { [MUG]: 1, [other]: 1 }, `round ${round}`)
      await shopper.post(`/cart/items/${MUG}/remove`)
    }
    await shopper.post(`/cart/items/${other}/remove`)
  }
  t.equal(await orderCount(shops.db), ordered)
})

t.test('a basket that grew while the order waited is shown as it is now', async t => {
  const shops = await openShops(t, 1)
  const guest = shops.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  const lock = await hold(shops.db, "update session set sess = jsonb_set(sess, '{cart,lines,0,quantity}', '3'), version = version + 1")
  const sent = guest.post('/orders', fields)
  await untilWaiting(shops.db, 1)
  await lock.release()
  const refused = await sent
  t.equal(refused.statusCode, 422)
  t.equal(countIn(refused), 3)
  const again = orderFieldsIn(refused)
  t.ok(Number(again.expected_total) > Number(fields.expected_total))
  t.equal((await guest.post('/orders', again)).statusCode, 303)
})

t.test('an order in flight when its session ends is made wholly or not at all', async t => {
  const shops = await openShops(t, 2)
  for (let round = 0; round < 20; round += 1) {
    const ann = await shops.customer()
    const fields = await prepareOrder(ann.visitor, { [MUG]: 1 })
    const before = { orders: await orderCount(shops.db), available: await availableOf(shops.db, MUG) }
    const late = ann.visitor.clone().at(shops.apps[1] ?? shops.app)
    const [placed] = await Promise.all([late.post('/orders', fields), ann.visitor.post('/logout')])
    const made = placed.statusCode === 303 && String(placed.headers.location).startsWith('/orders/') ? 1 : 0
    t.ok(made === 1 || placed.statusCode === 307 || placed.headers.location === '/cart', `${placed.statusCode}`)
    t.strictSame({ orders: await orderCount(shops.db), available: await availableOf(shops.db, MUG) }, { orders: before.orders + made, available: before.available - made })
    await signIn(ann.visitor, ann)
    t.strictSame(await ann.visitor.cart(), made === 1 ? {} : { [MUG]: 1 })
    await setStock(shops, MUG, 100)
  }
})

t.test('an order number that is taken is not given again', async t => {
  const { db } = await openShops(t, 1)
  const order = { number: 'P-00000000', shopperId: randomUUID(), orderId: randomUUID() }
  t.equal(await saveOrderNumber(db, order), true)
  t.equal(await saveOrderNumber(db, { ...order, shopperId: randomUUID(), orderId: randomUUID() }), false)
})

async function deadlocks ({ db }: Shops): Promise<number> {
  // Backends report when they are idle, at most once a second.
  await new Promise(resolve => setTimeout(resolve, 1200))
  await db.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'tote'")
  await new Promise(resolve => setTimeout(resolve, 200))
  const { rows } = await db.query<{ deadlocks: number }>('select deadlocks::integer from pg_stat_database where datname = current_database()')
  return rows[0]?.deadlocks ?? -1
}
