import t from 'tap'
import { nameOf } from '../../src/cart/messages.ts'
import { availableOf, orderCount, orderFieldsIn, prepareOrder, stateOf } from '../helpers/checkout.ts'
import { openShop, setStock, skusInStock, MUG } from '../helpers/shop.ts'
import { countIn } from '../helpers/visitor.ts'

const KEY = 'a-key-that-nobody-was-ever-given'

t.test('a key that is not theirs orders nothing', async t => {
  const shops = await openShop(t)
  const [guest, thief] = [shops.visitor(), shops.visitor()]
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  await guest.post('/orders', fields)
  const own = await prepareOrder(thief, { [MUG]: 1 })
  const before = await stateOf(shops.db)
  for (const key of [fields.checkout_key, KEY, own.checkout_key.toLowerCase() + 'x']) {
    const refused = await thief.post('/orders', { ...own, checkout_key: key })
    t.equal(refused.statusCode, 422)
    t.match(refused.body, 'out of date')
    t.equal(orderFieldsIn(refused).checkout_key, own.checkout_key)
  }
  t.strictSame(await stateOf(shops.db), before)
  t.equal((await thief.post('/orders', own)).statusCode, 303)
})

t.test('a price that changed between review and order is shown first, with both numbers', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  await shops.db.query("update price set price_cents = 2000, compare_at_cents = null where sku = $1 and currency = 'EUR'", [MUG])
  await shops.app.catalog.refresh()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  t.equal(fields.expected_total, '2490')
  await shops.db.query("update price set price_cents = 2100 where sku = $1 and currency = 'EUR'", [MUG])
  await shops.app.catalog.refresh()
  const before = await stateOf(shops.db)
  const refused = await guest.post('/orders', fields)
  t.equal(refused.statusCode, 422)
  t.match(refused.body, /was €24\.90, is now €25\.90/)
  t.match(refused.body, '<title>Error: ')
  t.strictSame(await stateOf(shops.db), before)
  const again = orderFieldsIn(refused)
  t.equal(again.checkout_key, fields.checkout_key)
  t.equal((await guest.post('/orders', again)).statusCode, 303)
})

t.test('an order is for what the basket holds now, and never for another sum', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  const otherTab = guest.clone()
  await otherTab.post('/cart/items', { sku: MUG })
  const refused = await guest.post('/orders', fields)
  t.equal(refused.statusCode, 422)
  t.equal(countIn(refused), 2)

  for (const total of ['0', '1', String(Number(fields.expected_total) - 1)]) {
    t.equal((await guest.post('/orders', { ...orderFieldsIn(refused), expected_total: total })).statusCode, 422)
  }
  t.equal(await orderCount(shops.db), 0)
})

t.test('the same figure in another currency is another sum', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  await shops.db.query("update price set price_cents = case currency when 'GBP' then 2040 else 2000 end, compare_at_cents = null where sku = $1", [MUG])
  await shops.app.catalog.refresh()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  const inPounds = guest.clone()
  await inPounds.post('/preferences', { currency: 'GBP' })
  t.equal(orderFieldsIn(await inPounds.get('/checkout/review')).expected_total, fields.expected_total)
  const refused = await inPounds.post('/orders', fields)
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'was €24.90, is now £24.90')
  t.equal(await orderCount(shops.db), 0)
})

t.test('what is sold out or too few is named, and nothing is taken', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  const [plenty, few, none] = skusInStock(shops.app, 3) as [string, string, string]
  const catalog = shops.app.catalog.current()
  const fields = await prepareOrder(guest, { [plenty]: 1, [few]: 3, [none]: 1 })
  // The instances do not know of it yet: the database decides.
  await shops.db.query('update stock set available = case sku when $1 then 2 else 0 end where sku in ($1, $2)', [few, none])
  const before = await stateOf(shops.db)
  const refused = await guest.post('/orders', fields)
  t.equal(refused.statusCode, 422)
  t.match(summaryOf(refused.body), new RegExp(`Only 2 of ${nameOf(few, catalog)} are left and your basket holds 3`))
  t.match(summaryOf(refused.body), new RegExp(`${nameOf(none, catalog)} is sold out`))
  t.notMatch(summaryOf(refused.body), nameOf(plenty, catalog))
  t.match(refused.body, `href="#line-${few}"`)
  t.match(refused.body, `id="line-${few}"`)
  t.notMatch(refused.body, '>Pay ')
  t.strictSame(await stateOf(shops.db), before)
  t.strictSame(await guest.cart(), { [plenty]: 1, [few]: 3, [none]: 1 }, 'the basket is as it was')

  await shops.app.catalog.refresh()
  const review = await guest.get('/checkout/review')
  t.match(summaryOf(review.body), 'is sold out', 'the review says so by itself')
  t.notMatch(review.body, '>Pay ')

  await guest.post(`/cart/items/${none}/remove`)
  await guest.post(`/cart/items/${few}`, { quantity: '2' })
  await setStock(shops, few, 2)
  t.equal((await guest.post('/orders', orderFieldsIn(await guest.get('/checkout/review')))).statusCode, 303)
  t.equal(await availableOf(shops.db, few), 0)
})

t.test('what is not for sale any more is named, and never given away', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  const [kept, gone] = skusInStock(shops.app, 2) as [string, string]
  await prepareOrder(guest, { [kept]: 1, [gone]: 1 })
  await shops.db.query('delete from price where sku = $1', [gone])
  await shops.app.catalog.refresh()
  const before = await stateOf(shops.db)
  const review = await guest.get('/checkout/review')
  t.match(summaryOf(review.body), gone)
  t.notMatch(review.body, '>Pay ')
  const refused = await guest.post('/orders', orderFieldsIn(review))
  t.equal(refused.statusCode, 422)
  t.match(summaryOf(refused.body), gone)
  t.strictSame(await stateOf(shops.db), before)
})

t.test('an order without a basket or without an address leads back to what is missing', async t => {
  const shops = await openShop(t)
  const fields = { checkout_key: KEY, expected_total: '100', payment: 'invoice' }
  const stranger = shops.visitor()
  for (const url of ['/checkout', '/checkout/review']) t.equal((await stranger.get(url)).headers.location, '/cart')
  t.equal((await stranger.post('/orders', fields)).headers.location, '/cart')
  t.equal((await stranger.post('/checkout', {})).headers.location, '/cart')
  t.strictSame(stranger.cookies, {}, 'and makes no session')
  await stranger.post('/cart/items', { sku: MUG })
  t.equal((await stranger.get('/checkout/review')).headers.location, '/checkout')
  t.equal((await stranger.post('/orders', fields)).headers.location, '/checkout')
  await prepareOrder(stranger, {})
  await stranger.post(`/cart/items/${MUG}/remove`)
  t.equal((await stranger.post('/orders', fields)).headers.location, '/cart')
  t.equal((await stranger.get('/checkout/review')).headers.location, '/cart')
  t.equal(await orderCount(shops.db), 0)
})

t.test('fields that no page of ours sends are refused with 422 and change nothing', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  const before = await stateOf(shops.db)
  const { checkout_key: key, expected_total: total, ...rest } = fields
  const odd: Array<Record<string, string | string[]>> = [
    {}, { payment: 'invoice' }, { ...rest, checkout_key: key }, { ...rest, expected_total: total },
    ...['', 'x', 'k'.repeat(65), 'k'.repeat(300), '\0'.repeat(20)].map(checkout_key => ({ ...fields, checkout_key })),
    ...['', '-1', '1.5', '1e3', '0x10', 'NaN', ' 1', '01', '1,000', '9'.repeat(11), '٣'].map(expected_total => ({ ...fields, expected_total })),
    ...['', 'gold', 'p'.repeat(21), '__proto__'].map(payment => ({ ...fields, payment })),
    { ...fields, currency: 'XXX' }, { ...fields, total_cents: '1' }, { ...fields, price: '1' }, { ...fields, __proto__x: '1' },
    { ...fields, checkout_key: [key, key] }, { ...fields, expected_total: [total, '1'] }
  ]
  for (const form of odd) t.equal((await guest.post('/orders', form)).statusCode, 422, JSON.stringify(form).slice(0, 80))
  const unknown = await guest.post('/orders', { ...fields, payment: 'gold' })
  t.match(unknown.body, 'Choose how you would like to pay')
  t.strictSame(await stateOf(shops.db), before)
  t.equal((await guest.post('/orders', { checkout_key: key, expected_total: total, payment: 'invoice' })).statusCode, 303, 'currency may be left out')
})

function summaryOf (body: string): string {
  return /class="error-summary"[^]*?<\/ul>/.exec(body)?.[0] ?? ''
}
