import t from 'tap'
import { ADDRESS, prepareOrder } from '../helpers/checkout.ts'
import { openShop, setStock, MUG } from '../helpers/shop.ts'
import type { Form } from '../helpers/visitor.ts'

t.test('the form asks for eight things at most and tells the browser what they are', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG })
  const { body, statusCode } = await guest.get('/checkout')
  t.equal(statusCode, 200)
  const form = /<form class="form" method="post" action="\/checkout"[^]*?<\/form>/.exec(body)?.[0] ?? ''
  const folded = /<details>[^]*?<\/details>/.exec(form)?.[0] ?? ''
  t.match(form, /name="postcode"[^>]* autocapitalize="characters"/)
  const names = (html: string): string[] => [...new Set([...html.matchAll(/<(?:input|select)[^>]* name="(\w+)"/g)].map(match => match[1] ?? ''))]
  t.strictSame(names(form.replace(folded, '')), ['email', 'name', 'line1', 'postcode', 'city', 'country', 'shipping'])
  t.strictSame(names(folded), ['line2', 'phone'])
  const completes = { email: 'email', name: 'shipping name', line1: 'shipping address-line1', line2: 'shipping address-line2', postcode: 'shipping postal-code', city: 'shipping address-level2', country: 'shipping country', phone: 'shipping tel' }
  for (const [name, token] of Object.entries(completes)) t.match(form, new RegExp(`name="${name}"[^>]* autocomplete="${token}"`))
  t.match(form, 'novalidate')
  t.match(body, '/login?next=/checkout')
  t.match(form, /Arrives about .+ · free from €60\.00/)
  t.match(form, '€4.90')
  t.match(form, /value="IE" selected/)
})

t.test('errors come back with what was typed, tied to their fields', async t => {
  const { db, visitor } = await openShop(t)
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG })
  const refused = await guest.post('/checkout', { ...ADDRESS, email: 'gwen', name: '<b>Gwen</b>', postcode: '?', line2: '-', shipping: 'pigeon' })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, '<title>Error: ')
  t.match(refused.body, 'value="&lt;b&gt;Gwen&lt;/b&gt;"')
  t.match(refused.body, 'value="Kiln Lane 3"')
  t.match(refused.body, '<details open>')
  t.ok(refused.body.indexOf('error-summary') < refused.body.indexOf('<h1'))
  for (const field of ['email', 'postcode', 'line2', 'shipping']) {
    t.match(refused.body, `href="#${field}"`)
    t.match(refused.body, `id="${field}-error"`)
    t.match(refused.body, new RegExp(`aria-describedby="[^"]*${field}-error"`))
    t.match(refused.body, `id="${field}"`)
  }
  const { rows } = await db.query("select sess from session where sess ? 'checkout'")
  t.strictSame(rows, [], 'nothing is kept of it')
  t.equal((await guest.post('/checkout', {})).statusCode, 422)
})

t.test('fields that the form does not have are refused', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG })
  const extras: Form[] = [{ key: 'mine' }, { total: '1' }, { role: 'admin' }, { name: ['a', 'b'] }]
  for (const extra of extras) {
    t.equal((await guest.post('/checkout', { ...ADDRESS, ...extra })).statusCode, 422)
  }
  t.equal((await guest.get('/checkout/review')).headers.location, '/checkout')
})

t.test('what was given is kept, shown for a check, and can be changed; then it is another order', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  const { checkout_key: key } = await prepareOrder(guest, { [MUG]: 2 }, { line2: 'Second floor', phone: '+353 1 234 5678', country: 'GB', postcode: 'sw1a 1aa', shipping: 'express' })
  const form = (await guest.get('/checkout')).body
  for (const text of ['value="Gwen Guest"', 'value="Second floor"', 'value="SW1A 1AA"', '<details open>']) t.match(form, text)
  t.match(form, /value="GB" selected/)
  t.match(form, /value="express" checked/)
  const { body } = await guest.get('/checkout/review')
  for (const text of ['guest@example.com', 'Second floor', 'United Kingdom', 'Express, ', '€11.90', 'Change', 'value="invoice" checked', 'Pay €']) t.match(body, text)
  const changed = await prepareOrder(guest, {}, { shipping: 'standard' })
  t.not(changed.checkout_key, key)
  t.equal((await guest.post('/orders', { ...changed, checkout_key: key })).statusCode, 422, 'what was on the earlier page is not ordered')
  t.equal((await guest.post('/orders', changed)).statusCode, 303)
})

t.test('the basket is beside the form, with the delivery and the total for the way that is chosen', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await prepareOrder(guest, { [MUG]: 2 }, { shipping: 'express' })
  const { body } = await guest.get('/checkout')
  t.match(body, /<details class="checkout__fold">\s*<summary><span>Your basket, 2 items<\/span><strong class="num">€47\.90/)
  const side = /<aside[^]*?<\/aside>/.exec(body)?.[0] ?? ''
  for (const text of ['Dipped mug, Slate', '2 × €18.00', 'Delivery, Express', '€11.90', '€47.90']) t.match(side, text)
  t.match(side, /<img src="\/static\/pictures\/[^"]+" alt="" width="64" height="64">/)
})

t.test('each answer has a link to its field', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await prepareOrder(guest, { [MUG]: 1 })
  const review = (await guest.get('/checkout/review')).body
  const form = (await guest.get('/checkout')).body
  const targets = [...review.matchAll(/href="\/checkout#(\w+)"/g)].map(([, id]) => String(id))
  t.strictSame(targets, ['email', 'name', 'shipping'])
  for (const id of targets) t.match(form, new RegExp(`<input[^>]* id="${id}"`))
})

t.test('a customer finds name and e-mail filled in', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer('Ann Archer')
  await ann.visitor.post('/cart/items', { sku: MUG })
  const { body } = await ann.visitor.get('/checkout')
  t.match(body, `value="${ann.email}"`)
  t.match(body, 'value="Ann Archer"')
  t.notMatch(body, '/login?next=/checkout')
})

t.test('the button names the sum in the currency and manner of the shopper', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  await prepareOrder(guest, { [MUG]: 1 })
  await guest.post('/preferences', { currency: 'EUR', locale: 'de-DE' })
  t.match((await guest.get('/checkout/review')).body, />Für \d+,\d\d\s€ kaufen</)
})

t.test('a sold-out line is named on the review, and there is nothing to press', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  await prepareOrder(guest, { [MUG]: 1 })
  await setStock(shops, MUG, 0)
  const { body, statusCode } = await guest.get('/checkout/review')
  t.equal(statusCode, 200)
  t.match(body, /is sold out/)
  t.notMatch(body, '>Pay ')
})

t.test('a stored checkout that does not fit any more leads back to the form', async t => {
  const { db, visitor } = await openShop(t)
  for (const [key, value] of Object.entries({ shipping: 'pigeon', country: 'XX', name: 7, key: 'short', more: 'x' })) {
    const guest = visitor()
    await prepareOrder(guest, { [MUG]: 1 })
    await db.query("update session set sess = jsonb_set(sess, array['checkout', $1], $2::jsonb)", [key, JSON.stringify(value)])
    t.equal((await guest.get('/checkout/review')).headers.location, '/checkout', key)
    t.equal((await guest.post('/orders', { checkout_key: 'k'.repeat(32), expected_total: '1', payment: 'invoice' })).headers.location, '/checkout')
  }
  const guest = visitor()
  await prepareOrder(guest, { [MUG]: 1 })
  await db.query("update session set sess = sess - 'guestShopperId'")
  t.equal((await guest.get('/checkout/review')).headers.location, '/checkout', 'without a shopper there is nobody to order')
})
