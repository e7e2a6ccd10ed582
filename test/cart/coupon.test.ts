import t from 'tap'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { availableOf, orderCount, orderFieldsIn, placeOrder, prepareOrder, type OrderFields } from '../helpers/checkout.ts'
import { MUG, openShops, openShop, setStock, signIn, type Shops } from '../helpers/shop.ts'
import type { Visitor } from '../helpers/visitor.ts'

interface Values { id?: string, code?: string | null, kind?: string, percent?: number | null, minimums?: object | null, totalUses?: number | null, usesPerCustomer?: number | null, stacks?: boolean, endsAt?: string | null }

/** A promotion of 10 % that every instance knows of. */
async function promote (shops: Shops, { id = 'spring', code = 'SPRING', kind = 'percent', percent = 10, minimums = null, totalUses = null, usesPerCustomer = null, stacks = false, endsAt = null }: Values = {}): Promise<void> {
  await shops.db.query(`
    insert into promotion (promotion_id, code, name, kind, percent, minimums, total_uses, uses_per_customer, stacks, ends_at)
    values ($1, $2, 'Spring sale', $3, $4, $5, $6, $7, $8, $9)
  `, [id, code, kind, percent, minimums, totalUses, usesPerCustomer, stacks, endsAt])
  await shops.db.query('update catalog_revision set revision = revision + 1')
  await Promise.all(shops.apps.map(app => app.catalog.refresh()))
}

const usesOf = async ({ db }: Shops, shopper = ''): Promise<number> =>
  (await db.query('select used from promotion_use where shopper = $1', [shopper])).rows[0]?.used ?? 0

t.test('a coupon is taken off, shown in every sum to the end, and kept with the order', async t => {
  const shops = await openShop(t)
  const { visitor, db } = shops
  await promote(shops)
  const gwen = visitor()
  await gwen.post('/cart/items', { sku: MUG, quantity: '2' })
  const used = await gwen.post('/cart/coupon', { code: ' spring ' })
  t.strictSame([used.statusCode, used.headers.location], [303, '/cart'])
  const cart = await gwen.get('/cart')
  t.match(cart.body, /Spring sale \(SPRING\)<\/dt><dd class="num">−€3\.60/)
  t.match(cart.body, /Total<\/dt><dd class="num">€37\.30/)
  const fields = await prepareOrder(gwen, {})
  t.equal(fields.expected_total, '3730')
  const order = await gwen.post('/orders', fields)
  t.match((await gwen.get(String(order.headers.location))).body, /−€3\.60[\s\S]*€37\.30[\s\S]*Includes 23% VAT<\/dt><dd class="num">€6\.97/)
  t.match((await db.query('select subtotal_cents, discount_cents, delivery_cents, total_cents, tax_cents from orders')).rows, [{ subtotal_cents: 3600, discount_cents: 360, delivery_cents: 490, total_cents: 3730, tax_cents: 697 }])
  t.match((await db.query('select discount_cents, tax_rate_bps, tax_cents from order_line')).rows, [{ discount_cents: 360, tax_rate_bps: 2300, tax_cents: 605 }])
  t.match((await db.query('select rate_bps, gross_cents, tax_cents from order_tax')).rows, [{ rate_bps: 2300, gross_cents: 3730, tax_cents: 697 }])
  t.match((await db.query('select code, discount_cents, counted from order_promotion')).rows, [{ code: 'SPRING', discount_cents: 360, counted: false }])
  await gwen.post('/cart/items', { sku: MUG })
  t.notMatch((await gwen.get('/cart')).body, 'SPRING', 'it goes with the order')
})

t.test('a coupon that is none is refused with what was typed, and changes nothing; one that does not count yet stays', async t => {
  const shops = await openShop(t)
  const { visitor, db } = shops
  await promote(shops, { minimums: { EUR: 5000 } })
  await promote(shops, { id: 'old', code: 'OLD', endsAt: '2020-01-01' })
  const gwen = visitor()
  await gwen.post('/cart/items', { sku: MUG })
  for (const [code, words] of [['WINTER', /There is no coupon WINTER/], ['OLD', /OLD is over/], ['', /Enter the code/], ['<b>x</b>', /value="&lt;b&gt;x&lt;\/b&gt;"/]] as const) {
    const answer = await gwen.post('/cart/coupon', { code })
    t.match([answer.statusCode, answer.body], [422, words], code)
  }
  t.equal((await db.query("select from session where sess->'cart' ? 'coupon'")).rowCount, 0)
  await gwen.post('/cart/coupon', { code: 'SPRING' })
  t.match((await gwen.get('/cart')).body, /Add €32\.00 more, and the coupon SPRING counts/)
  await gwen.post(`/cart/items/${MUG}`, { quantity: '3' })
  t.match((await gwen.get('/cart')).body, /−€5\.40/, 'it survives other changes of the basket')
  await gwen.post('/cart/coupon/remove')
  t.notMatch((await gwen.get('/cart')).body, /−€5\.40/)
})

t.test('a promotion without a code applies by itself, and the basket says what is missing for it', async t => {
  const shops = await openShop(t)
  await promote(shops, { code: null, minimums: { EUR: 5000 } })
  const gwen = shops.visitor()
  await gwen.post('/cart/items', { sku: MUG })
  t.match((await gwen.get('/cart')).body, /€32\.00 more for “Spring sale”/)
  await gwen.post(`/cart/items/${MUG}`, { quantity: '3' })
  t.match((await gwen.get('/cart')).body, /−€5\.40/)
})

t.test('50 orders at once over two processes with a coupon of 10 uses: 10, and the others are shown what it costs without', async t => {
  const shops = await openShops(t, 2)
  await promote(shops, { totalUses: 10 })
  await setStock(shops, MUG, 1000)
  const buyers: Array<{ buyer: Visitor, fields: OrderFields }> = []
  for (let at = 0; at < 50; at += 1) {
    const buyer = shops.visitor().at(shops.apps[at % 2] ?? shops.app)
    await buyer.post('/cart/items', { sku: MUG })
    await buyer.post('/cart/coupon', { code: 'SPRING' })
    buyers.push({ buyer, fields: await prepareOrder(buyer, {}, { email: `buyer${at}@example.com` }) })
  }
  const answers = await Promise.all(buyers.map(({ buyer, fields }) => buyer.post('/orders', fields)))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 10)
  t.equal(answers.filter(({ statusCode }) => statusCode === 422).length, 40)
  t.strictSame([await orderCount(shops.db), await usesOf(shops), await availableOf(shops.db, MUG)], [10, 10, 990])
  t.equal((await shops.db.query('select from orders where discount_cents = 180')).rowCount, 10)

  const late = answers.findIndex(({ statusCode }) => statusCode === 422)
  const answer = answers[late]
  t.match(answer?.body, /The coupon SPRING cannot be used any more, so it is taken off/)
  const { buyer } = buyers[late] ?? { buyer: shops.visitor() }
  if (answer) t.equal((await buyer.post('/orders', orderFieldsIn(answer))).statusCode, 303, 'the page that says so can be ordered from')
  t.equal((await shops.visitor().post('/cart/coupon', { code: 'SPRING' })).statusCode, 422)
})

t.test('uses of one customer are counted by mailbox, at once and in any spelling; a cancelled order gives them back', async t => {
  const shops = await openAdmin(t, 2)
  await promote(shops, { usesPerCustomer: 1 })
  await setStock(shops, MUG, 1000)
  const answers = await Promise.all(['gwen@example.com', 'GWEN@example.com', 'gwen+1@example.com', 'gwen+2@example.com'].map(async (email, at) => {
    const buyer = shops.visitor().at(shops.apps[at % 2] ?? shops.app)
    await buyer.post('/cart/items', { sku: MUG })
    await buyer.post('/cart/coupon', { code: 'SPRING' })
    return buyer.post('/orders', await prepareOrder(buyer, {}, { email }))
  }))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
  t.equal((await shops.db.query('select from orders')).rowCount, 1)
  const { rows: [{ number }] } = await shops.db.query('select number from orders')
  t.equal((await step(shops.boss.visitor, number, 'cancelled', '1')).statusCode, 303)
  t.strictSame((await shops.db.query('select used from promotion_use')).rows.map(({ used }) => used), [0])
})

t.test('a coupon comes along at login; that of the visit is taken, and it is said which gave way', async t => {
  const shops = await openShop(t)
  await promote(shops)
  await promote(shops, { id: 'autumn', code: 'AUTUMN', percent: 20 })
  const ann = await shops.customer()
  await ann.visitor.post('/cart/items', { sku: MUG })
  await ann.visitor.post('/cart/coupon', { code: 'SPRING' })
  const phone = shops.visitor()
  await phone.post('/cart/items', { sku: MUG })
  await phone.post('/cart/coupon', { code: 'AUTUMN' })
  await phone.get('/cart')
  await signIn(phone, ann)
  t.match((await phone.get('/cart')).body, /SPRING of your account gave way[\s\S]*AUTUMN/)
  t.match((await ann.visitor.get('/cart')).body, /AUTUMN\)/)
  const other = shops.visitor()
  await other.post('/cart/items', { sku: MUG })
  await signIn(other, ann)
  t.match((await other.get('/cart')).body, /AUTUMN\)/, 'kept by a login that brings none')
})

t.test('a coupon that ends between the page and the button is not ordered with', async t => {
  const shops = await openShop(t)
  await promote(shops)
  const gwen = shops.visitor()
  await gwen.post('/cart/items', { sku: MUG })
  await gwen.post('/cart/coupon', { code: 'SPRING' })
  const fields = await prepareOrder(gwen, {})
  await shops.db.query('update promotion set ends_at = now()') // this process has not heard of it yet
  const answer = await gwen.post('/orders', fields)
  t.match([answer.statusCode, answer.body], [422, /cannot be used any more/])
  t.equal(await orderCount(shops.db), 0)
  t.match(await placeOrder(gwen, {}), /^P-/)
})

t.test('guessing codes is limited; a code that is one costs nothing', async t => {
  const shops = await openShop(t)
  await promote(shops)
  const gwen = shops.visitor()
  await gwen.post('/cart/items', { sku: MUG })
  for (let at = 0; at < 25; at += 1) t.equal((await gwen.post('/cart/coupon', { code: 'SPRING' })).statusCode, 303)
  const guesses = await Promise.all(Array.from({ length: 40 }, (_, at) => shops.visitor().post('/cart/coupon', { code: `GUESS-${at}` })))
  t.ok(guesses.filter(({ statusCode }) => statusCode === 429).length >= 18)
  t.match(guesses.find(({ statusCode }) => statusCode === 429)?.headers['retry-after'], /^\d+$/)
})

t.test('free delivery is in the price of the delivery, and the sums of the order add up on its page', async t => {
  const shops = await openShop(t)
  await promote(shops, { kind: 'free-delivery', percent: null })
  const gwen = shops.visitor()
  await gwen.post('/cart/items', { sku: MUG })
  await gwen.post('/cart/coupon', { code: 'SPRING' })
  t.match((await gwen.get('/cart')).body, /Delivery, standard<\/dt><dd class="num">Free[\s\S]*Total<\/dt><dd class="num">€18\.00/)
  const order = await gwen.post('/orders', await prepareOrder(gwen, {}))
  const { body } = await gwen.get(String(order.headers.location))
  t.match(body, /Free<\/dd>[\s\S]*Total<\/dt><dd class="num">€18\.00/)
  t.notMatch(body, /−€/)
  t.match((await shops.db.query('select code, discount_cents from order_promotion')).rows, [{ code: 'SPRING', discount_cents: 0 }])
})

t.test('who has used a coupon is not to be read from the database', async t => {
  const shops = await openShop(t)
  await promote(shops, { usesPerCustomer: 2 })
  const gwen = shops.visitor()
  await gwen.post('/cart/items', { sku: MUG })
  await gwen.post('/cart/coupon', { code: 'SPRING' })
  await gwen.post('/orders', await prepareOrder(gwen, {}))
  const { rows } = await shops.db.query('select * from promotion_use')
  t.equal(rows.length, 1)
  t.notMatch(JSON.stringify(rows), /guest|example/)
})
