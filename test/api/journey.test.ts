import { Secret, TOTP } from 'otpauth'
import t from 'tap'
import { ADDRESS, availableOf, orderCount, placeOrder } from '../helpers/checkout.ts'
import { openShops, setStock, skusInStock, MUG } from '../helpers/shop.ts'
import { countIn, flashIn, type Json, type Visitor } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'
const shops = await openShops(t, 2)
const { db } = shops

function inCart (cart: Json): Record<string, number> {
  return Object.fromEntries(cart.lines.map((line: Json) => [line.sku, line.quantity]))
}

async function cartOf (visitor: Visitor): Promise<Record<string, number>> {
  return inCart((await visitor.api('GET', '/cart')).body)
}

t.test('the whole way in JSON: look, fill, log in, order, take back', async t => {
  const ann = await shops.customer()
  await ann.visitor.post('/cart/items', { sku: MUG })
  const browser = shops.visitor()
  const { body: list } = await browser.api('GET', '/products?q=mug&in_stock=1&sort=price-asc')
  const mug = list.items.find((item: Json) => item.slug === 'dipped-mug')
  t.strictSame(mug.price, { amount: 1800, currency: 'EUR' })
  const { body: product } = await browser.api('GET', `/products/${mug.slug}`)
  t.ok(product.variants.some((variant: Json) => variant.sku === MUG && variant.stock === 'in'))
  t.strictSame(browser.cookies, {})

  const added = await browser.api('POST', '/cart/items', { sku: MUG, quantity: 2 })
  t.match([added.status, added.body], [200, { message: { kind: 'success', text: 'Added: 2 × Dipped mug, Slate' }, cart: { count: 2, can_be_ordered: true } }])
  await browser.api('POST', '/cart/items', { sku: BONE })
  t.equal((await browser.api('PUT', `/cart/items/${BONE}`, { quantity: 3 })).body.cart.count, 5)
  t.strictSame(inCart((await browser.api('DELETE', `/cart/items/${BONE}`)).body.cart), { [MUG]: 2 })
  t.strictSame(inCart((await browser.api('POST', '/cart/undo')).body.cart), { [MUG]: 2, [BONE]: 3 })
  await browser.api('POST', `/cart/items/${BONE}/save`)
  t.match((await browser.api('GET', '/cart')).body, { count: 2, saved: [{ sku: BONE, quantity: 3 }] })
  t.equal((await browser.api('POST', `/cart/saved/${BONE}/restore`)).body.cart.count, 5)
  await browser.api('POST', `/cart/items/${BONE}/save`)
  t.strictSame((await browser.api('DELETE', `/cart/saved/${BONE}`)).body.cart.saved, [])
  t.match((await browser.api('PUT', '/cart/coupon', { code: 'nothing-like-it' })), { status: 422, body: { errors: [{ pointer: '#/code' }] } })

  const old = browser.cookieHeader
  const login = await browser.api('POST', '/session', { email: ann.email, password: ann.password })
  t.match([login.status, login.body], [200, { customer: { name: ann.name, email: ann.email }, message: { text: '2 items from this visit are now in your basket.' } }])
  t.not(browser.cookieHeader, old, 'under a new id')
  t.strictSame(await cartOf(browser), { [MUG]: 3 }, 'merged as a login of the pages does')
  t.strictSame(await ann.visitor.cart(), { [MUG]: 3 })
  t.match((await browser.api('GET', '/me')).body, { name: ann.name, email: ann.email })
  t.strictSame(flashIn(await browser.get('/')), [], 'what was said in JSON is not said again')

  t.match(await browser.api('GET', '/checkout/review'), { status: 409, body: { type: 'urn:tote:problem:no-delivery' } })
  t.match(await browser.api('PUT', '/checkout', { ...ADDRESS, postcode: '' }), { status: 422, body: { errors: [{ pointer: '#/postcode', detail: 'Enter the postcode' }] } })
  t.match(await browser.api('PUT', '/checkout', ADDRESS), { status: 200, body: { delivery: { city: 'Dublin' } } })
  const { body: review } = await browser.api('GET', '/checkout/review')
  t.match(review, { sums: { subtotal: { amount: 5400 }, delivery: { amount: 490 } }, expected_total: { amount: 5890, currency: 'EUR' }, payments: [{ code: 'invoice' }], problems: [] })

  const available = await availableOf(db, MUG)
  const form = { checkout_key: review.checkout_key, expected_total: review.expected_total, payment: 'invoice' }
  t.match(await browser.api('POST', '/orders', { ...form, expected_total: { amount: 1, currency: 'EUR' } }), { status: 409, body: { type: 'urn:tote:problem:order-refused', errors: [{ pointer: '#/expected_total' }] } })
  t.match(await browser.api('POST', '/orders', { ...form, payment: 'shells' }), { status: 422, body: { errors: [{ pointer: '#/payment' }] } })
  const twins = await Promise.all(shops.apps.flatMap(app => [1, 2].map(() => browser.clone().at(app).api('POST', '/orders', form))))
  t.strictSame(twins.map(({ status }) => status), [201, 201, 201, 201])
  const [{ number }] = twins.map(({ body }) => body) as [Json]
  t.strictSame(new Set(twins.map(({ body }) => body.number)), new Set([number]), 'the same key is the same order')
  t.strictSame([await orderCount(db), await availableOf(db, MUG)], [1, available - 3])
  const placed = await browser.api('GET', `/orders/${number}`)
  t.match(placed.body, { status: 'placed', key: null, can_cancel: true, sums: { total: { amount: 5890, currency: 'EUR' } }, payment: { method: 'invoice', status: 'open', redirect_url: null } })
  t.strictSame(await cartOf(browser), {})
  t.match((await browser.api('GET', '/orders')).body, { items: [{ number, pieces: 3 }], next: null })
  t.match((await browser.get(`/account/orders/${number}`)).body, `data-order-number="${number}"`)
  t.equal((await shops.visitor().api('GET', `/orders/${number}`)).status, 404, 'nobody else sees it')

  t.equal((await browser.api('POST', `/orders/${number}/cancel`, { version: 7 })).status, 422)
  const cancelled = await browser.api('POST', `/orders/${number}/cancel`, { version: placed.body.version })
  t.match(cancelled, { status: 200, body: { status: 'cancelled', payment: { status: 'void' } } })
  t.equal(await availableOf(db, MUG), available, 'and the mugs are back')

  t.match(await browser.api('DELETE', '/session'), { status: 204, answer: { headers: { 'clear-site-data': /cache/ } } })
  t.equal((await browser.api('GET', '/me')).status, 401)
})

t.test('a guest orders in JSON, and opens the order with its key, here and on the page', async t => {
  const guest = shops.visitor()
  await guest.api('POST', '/cart/items', { sku: MUG })
  await guest.api('PUT', '/checkout', ADDRESS)
  const { body: review } = await guest.api('GET', '/checkout/review')
  const { body: order } = await guest.api('POST', '/orders', { checkout_key: review.checkout_key, expected_total: review.expected_total, payment: 'invoice' })
  t.equal((await guest.api('GET', `/orders/${order.number}`)).status, 404)
  t.equal((await guest.api('GET', `/orders/${order.number}?key=${order.key}`)).body.number, order.number)
  t.equal((await guest.get(`/orders/${order.number}?key=${order.key}`)).statusCode, 200)
  await db.query("update orders set status = 'packed', version = version + 1 where number = $1", [order.number])
  t.match(await guest.api('POST', `/orders/${order.number}/cancel`, { version: 2, key: order.key }), { status: 409, body: { type: 'urn:tote:problem:not-cancelled', detail: /packed by now/ } })
})

t.test('pages and JSON show one cart, one checkout and the same orders', async t => {
  const visitor = shops.visitor()
  await visitor.api('POST', '/cart/items', { sku: MUG, quantity: 2 })
  t.equal(countIn(await visitor.get('/')), 2)
  await visitor.post('/cart/items', { sku: BONE })
  t.strictSame(await cartOf(visitor), { [MUG]: 2, [BONE]: 1 })
  t.equal(flashIn(await visitor.get('/cart')).length, 1, 'JSON takes no message of a page, and leaves none')
  await visitor.api('PUT', '/checkout', ADDRESS)
  t.match((await visitor.get('/checkout/review')).body, ADDRESS.line1)
  const ann = await shops.customer()
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  t.equal((await ann.visitor.api('GET', '/orders')).body.items[0].number, number)
})

t.test('what cannot be had is said, and changes nothing', async t => {
  await setStock(shops, BONE, 2)
  const visitor = shops.visitor()
  t.match(await visitor.api('POST', '/cart/items', { sku: BONE, quantity: 5 }), { status: 200, body: { message: { kind: 'warning', text: /Only 2 in stock/ }, cart: { count: 2 } } })
  t.match(await visitor.api('POST', '/cart/items', { sku: BONE }), { status: 409, body: { type: 'urn:tote:problem:nothing-added' } })
  t.match(await visitor.api('PUT', `/cart/items/${MUG}`, { quantity: 1 }), { status: 404 }, 'a line is set where there is one')
  t.match(await visitor.api('POST', '/cart/undo'), { status: 409, body: { type: 'urn:tote:problem:nothing-to-undo' } })
  await visitor.api('PUT', '/checkout', ADDRESS)
  const { body: review } = await visitor.api('GET', '/checkout/review')
  await setStock(shops, BONE, 1)
  const refused = await visitor.api('POST', '/orders', { checkout_key: review.checkout_key, expected_total: review.expected_total, payment: 'invoice' })
  t.match(refused, { status: 409, body: { errors: [{ sku: BONE, detail: /Only 1 of/ }] } })
  t.match((await visitor.api('GET', '/cart')).body.lines, [{ sku: BONE, quantity: 2, problem: 'too-many' }])
})

t.test('30 adds at once, as forms and as JSON, over two instances: none is lost', async t => {
  const skus = skusInStock(shops.app, 30)
  const ann = await shops.customer()
  const guest = shops.visitor()
  await guest.api('POST', '/cart/items', { sku: String(skus[0]) })
  for (const visitor of [guest, ann.visitor]) {
    const statuses = await Promise.all(skus.map(async (sku, i) => {
      const tab = visitor.clone().at(shops.apps[i % 4 < 2 ? 0 : 1] ?? shops.app)
      return i % 2 === 0 ? (await tab.api('POST', '/cart/items', { sku })).status : (await tab.post('/cart/items', { sku })).statusCode
    }))
    t.strictSame(new Set(statuses), new Set([200, 303]))
    t.equal(Object.keys(await cartOf(visitor)).length, 30)
  }
})

t.test('an add with the cookie of before a login comes again with the one of after it', async t => {
  const ann = await shops.customer()
  const visitor = shops.visitor()
  await visitor.api('POST', '/cart/items', { sku: MUG })
  const late = visitor.clone()
  await visitor.api('POST', '/session', { email: ann.email, password: ann.password })
  const answer = await late.send({ method: 'POST', url: '/api/v1/cart/items', payload: { sku: MUG } })
  t.match([answer.statusCode, answer.headers.location, answer.cookies], [307, '/api/v1/cart/items?resent=1', []])
  t.equal((await visitor.send({ method: 'POST', url: String(answer.headers.location), payload: { sku: MUG } })).statusCode, 200)
  t.strictSame(await cartOf(visitor), { [MUG]: 2 })
  t.match(await late.api('POST', '/cart/items', { sku: MUG }), { status: 409, body: { type: 'urn:tote:problem:session-ended' } })
  t.strictSame(await cartOf(visitor), { [MUG]: 2 })
})

t.test('a second factor: the password gives a ticket, and the code opens', async t => {
  const ann = await shops.customer()
  const form = await ann.visitor.get('/account/second-factor')
  const secret = /Key: <code>([A-Z2-7 ]+)<\/code>/.exec(form.body)?.[1]?.replaceAll(' ', '') ?? ''
  const codeOf = (timestamp: number): string => new TOTP({ secret: Secret.fromBase32(secret), period: 30 }).generate({ timestamp })
  await ann.visitor.post('/account/second-factor', { setup: /name="setup" value="([^"]*)"/.exec(form.body)?.[1] ?? '', code: codeOf(Date.now() - 30_000) })
  const phone = shops.visitor()
  t.match(await phone.api('POST', '/session', { email: ann.email, password: 'not it' }), { status: 401, body: { type: 'urn:tote:problem:wrong-password' } })
  const asked = await phone.api('POST', '/session', { email: ann.email, password: ann.password })
  t.match(asked, { status: 401, body: { type: 'urn:tote:problem:second-factor', ticket: /^.{20,}$/ } })
  t.strictSame(phone.cookies, {})
  const { ticket } = asked.body
  t.match(await phone.api('POST', '/session/code', { ticket, code: '000000' }), { status: 401, body: { type: 'urn:tote:problem:wrong-code' } })
  t.match(await phone.api('POST', '/session/code', { ticket, code: codeOf(Date.now()) }), { status: 200, body: { message: null } })
  t.equal((await phone.api('GET', '/me')).body.email, ann.email)
  t.match(await phone.api('POST', '/session/code', { ticket, code: codeOf(Date.now()) }), { status: 401, body: { type: 'urn:tote:problem:log-in' } })
})
