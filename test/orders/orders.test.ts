import t from 'tap'
import { translator } from '../../src/languages/translate.ts'
import { guestLink, isKeyOf } from '../../src/orders/link.ts'
import { isOrderNumber, newOrderNumber } from '../../src/orders/number.ts'
import { nextOf, ORDER_STATUSES, stepsOf, type OrderStatus } from '../../src/orders/order.ts'
import { placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { openShop, MUG } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const english = translator('en')

t.test('order numbers are short, readable and far apart', async t => {
  const numbers = Array.from({ length: 5000 }, newOrderNumber)
  t.ok(numbers.every(isOrderNumber))
  t.equal(new Set(numbers).size, numbers.length)
  for (const text of ['', 'P-', 'P-0000000I', 'P-0000000', 'P-000000000', 'p-00000000', ' P-00000000', 'P-00000000\n']) t.notOk(isOrderNumber(text), text)
})

t.test('a key opens one order; every secret verifies, the first signs', async t => {
  const [old, current] = ['an old secret of the shop', 'the secret of today']
  const key = guestLink('P-00000000', [old]).split('key=')[1] ?? ''
  t.ok(isKeyOf('P-00000000', key, [old]))
  t.ok(isKeyOf('P-00000000', key, [current, old]))
  t.notOk(isKeyOf('P-00000000', key, [current]))
  t.notOk(isKeyOf('P-00000001', key, [old]))
  t.not(guestLink('P-00000000', [current, old]), guestLink('P-00000000', [old]))
  for (const other of ['', key.slice(1), key + 'A', key.toUpperCase(), [key], undefined, null, 7]) t.notOk(isKeyOf('P-00000000', other, [old]))
})

t.test('the steps of an order have dates behind and none before them', async t => {
  const at = new Date()
  t.strictSame(stepsOf('paid', [{ toStatus: 'placed', at }, { toStatus: 'paid', at }]).map(step => ({ ...step, name: english(step.name) })), [
    { name: 'Placed', current: false, at }, { name: 'Paid', current: true, at },
    { name: 'Packed', current: false }, { name: 'Sent', current: false }, { name: 'Delivered', current: false }
  ])
  t.strictSame(stepsOf('cancelled', [{ toStatus: 'placed', at }, { toStatus: 'cancelled', at }]).map(({ name }) => english(name)), ['Placed', 'Cancelled'])
  t.strictSame(stepsOf('sent', [{ toStatus: 'placed', at }, { toStatus: 'packed', at }, { toStatus: 'sent', at }]).map(({ name }) => english(name)), ['Placed', 'Packed', 'Sent', 'Delivered'])
  t.strictSame(stepsOf('placed', [{ toStatus: 'placed', at }], true).map(({ name }) => english(name)), ['Placed', 'Packed', 'Sent', 'Delivered'], 'no parcel waits for an invoice to be paid')
  t.strictSame(stepsOf('paid', [{ toStatus: 'placed', at }, { toStatus: 'paid', at }], true).map(({ name }) => english(name)), ['Placed', 'Paid', 'Packed', 'Sent', 'Delivered'])
  const paidLast = stepsOf('sent', ['placed', 'packed', 'sent', 'paid'].map(toStatus => ({ toStatus: toStatus as OrderStatus, at })), true)
  t.strictSame(paidLast.map(({ name, current }) => [english(name), current]), [['Placed', false], ['Packed', false], ['Sent', true], ['Paid', false], ['Delivered', false]], 'paid late, in the order it happened')
  for (const status of ORDER_STATUSES) t.ok(english(nextOf(status, 'Pay.')).length > 10)
})

t.test('nobody but the owner and the bearer of the key sees an order; to all others it is not there', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const bob = await shops.customer('Bob Baker')
  const guest = shops.visitor()
  const link = String((await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))).headers.location)
  const [ofGuest, key] = link.replace('/orders/', '').split('?key=') as [string, string]
  const ofAnn = await placeOrder(ann.visitor, { [MUG]: 1 })

  for (const reader of [guest, shops.visitor(), bob.visitor]) {
    const page = await reader.get(link)
    t.equal(page.statusCode, 200, 'the key is enough')
    t.match(page.headers, { 'referrer-policy': 'same-origin', 'cache-control': 'private, no-store' })
    t.match(page.headers['cache-control'], 'private')
    t.match(page.body, `data-order-number="${ofGuest}"`)
  }
  const own = await ann.visitor.get(`/orders/${ofAnn}`)
  t.match(own.body, `data-order-number="${ofAnn}"`)
  t.match((await ann.visitor.get(`/account/orders/${ofAnn}`)).body, `data-order-number="${ofAnn}"`)

  const strangers: Visitor[] = [shops.visitor(), guest, bob.visitor]
  for (const visitor of strangers) {
    const unknown = plain(await visitor.get('/orders/P-00000000'))
    for (const url of [`/orders/${ofAnn}`, `/orders/${ofGuest}`, `/orders/${ofAnn}?key=${key}`, `/orders/${ofGuest}?key=`, `/orders/${ofGuest}?key=${key}x`,
      `/orders/${ofGuest}?key=${key.slice(0, -1)}`, `/orders/${ofGuest}?key=${key}&key=${key}`, `/orders/${ofGuest}?key[]=${key}`,
      `/orders/${ofGuest.toLowerCase()}?key=${key}`, `/orders/${ofAnn}%00`, '/orders/x', `/orders/${'9'.repeat(150)}`]) {
      const answer = await visitor.get(url)
      if (url.includes('%00')) t.ok([404, 422].includes(answer.statusCode), url)
      else t.strictSame(plain(answer), unknown, url)
    }
  }
  const foreign = await bob.visitor.get(`/account/orders/${ofAnn}`)
  t.strictSame(plain(foreign), plain(await bob.visitor.get('/account/orders/P-00000000')))
  t.equal(foreign.statusCode, 404)
  t.match(foreign.body, 'href="/account/orders">See your orders</a>', 'with a way on')
  t.match((await shops.visitor().get(`/orders/${ofAnn}`)).body, 'href="/login?next=/account/orders"')
  t.equal((await shops.visitor().get(`/account/orders/${ofAnn}`)).headers.location, `/login?next=${encodeURIComponent(`/account/orders/${ofAnn}`)}`)
  t.strictSame((await ann.visitor.get(`/account/orders/${ofGuest}`)).statusCode, 404)
})

t.test('the history shows a customer\'s orders, newest first, a page at a time', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  t.equal((await shops.visitor().get('/account/orders')).headers.location, '/login?next=%2Faccount%2Forders')
  t.match((await ann.visitor.get('/account/orders')).body, 'Nothing yet')
  const number = await placeOrder(ann.visitor, { [MUG]: 2 })
  const bob = await shops.customer('Bob Baker')
  const ofBob = await placeOrder(bob.visitor, { [MUG]: 1 })
  // The same moment for several of them: the number decides.
  await shops.db.query(`
    with copied as (
      insert into orders (shopper_id, order_id, number, checkout_key, guest, currency, subtotal_cents, delivery_cents, total_cents, payment, shipping, email, name, line1, city, postcode, country, placed_at)
      select shopper_id, gen_random_uuid(), 'P-' || lpad(i::text, 8, '0'), 'key' || i, guest, currency, subtotal_cents, delivery_cents, total_cents, payment, shipping, email, name, line1, city, postcode, country,
             placed_at - (i / 7) * interval '1 microsecond' - interval '1 second'
        from orders, generate_series(1, 44) as i where number = $1
      returning shopper_id, order_id, placed_at
    ) insert into order_line select shopper_id, order_id, 'X', 1, 'X', '', 1, 100, 100, placed_at from copied`, [number])

  const seen: string[] = []
  let url: string | undefined = '/account/orders'
  let pages = 0
  while (url !== undefined && pages < 9) {
    const { body } = await ann.visitor.get(url)
    seen.push(...[...body.matchAll(/href="\/account\/orders\/(P-\w+)"/g)].map(match => match[1] ?? ''))
    url = /href="(\/account\/orders\?after=[^"]*)"/.exec(body)?.[1]
    pages += 1
  }
  t.equal(pages, 3)
  t.equal(seen.length, 45)
  t.equal(new Set(seen).size, 45)
  t.equal(seen[0], number)
  t.notOk(seen.includes(ofBob))
  const { rows } = await shops.db.query<{ number: string }>('select number from orders where shopper_id = $1 order by placed_at desc, number desc', [ann.shopperId])
  t.strictSame(seen, rows.map(row => row.number))

  for (const after of [ofBob, 'P-ZZZZZZZZ', '', "'", '%00']) {
    const answer = await ann.visitor.get(`/account/orders?after=${after}`)
    t.equal(answer.statusCode, after === '%00' ? 422 : 200, after)
    t.notMatch(plain(answer).body, ofBob)
  }
  t.match((await ann.visitor.get(`/account/orders?after=${ofBob}`)).body, 'no older orders')
})

t.test('when it arrives is told until it has arrived, or until it ought to have', async t => {
  const shops = await openShop(t)
  const guest = shops.visitor()
  const link = String((await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))).headers.location)
  const { body } = await guest.get(link)
  t.match(body, /Arrives about <strong class="num">/)
  t.match(body, 'Bookmark this page')
  t.match(body, 'Create an account</a>')
  await shops.db.query("update orders set placed_at = now() - interval '12 days'")
  t.notMatch((await guest.get(link)).body, 'Arrives about')
  await shops.db.query("update orders set placed_at = now(), status = 'delivered'")
  t.notMatch((await guest.get(link)).body, 'Arrives about')
})

t.test('thanks are given right after the order, and not again in the history or on another day', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const guest = shops.visitor()
  const ofAnn = `/orders/${await placeOrder(ann.visitor, { [MUG]: 1 })}`
  const ofGuest = String((await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))).headers.location)
  t.match((await guest.get(ofGuest)).body, '<h1>Thank you, your order is placed</h1>')
  t.match((await ann.visitor.get(ofAnn)).body, '<h1>Thank you')
  t.match((await ann.visitor.get(`/account${ofAnn}`)).body, /<h1>Order <span class="num">P-/)

  await shops.db.query("update orders set placed_at = now() - interval '2 hours'")
  for (const { body } of [await guest.get(ofGuest), await ann.visitor.get(ofAnn)]) {
    t.match(body, /<h1>Order <span class="num">P-/)
    t.notMatch(body, 'Thank you')
    t.notMatch(body, 'Bookmark')
  }
})

t.test('the account page tells of the last order', async t => {
  const { visitor } = await (await openShop(t)).customer()
  t.match((await visitor.get('/account')).body, 'Nothing yet')
  await placeOrder(visitor, { [MUG]: 1 })
  const last = await placeOrder(visitor, { [MUG]: 2 })
  const { body } = await visitor.get('/account')
  t.match(body, `The last one: <span class="num">${last}</span>`)
  t.match(body, /status--placed">Placed/)
})

t.test('the shopper sees how far the order is, as it was sold, whatever the catalogue says now', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const number = await placeOrder(ann.visitor, { [MUG]: 2 }, { shipping: 'express', line2: 'Loft', phone: '+353 1 234 5678' })
  const before = (await ann.visitor.get(`/orders/${number}`)).body
  for (const text of ['Thank you', 'Loft', '+353 1 234 5678', 'Ireland', 'Express', '€11.90', 'Invoice', 'still to come', 'Dipped mug']) t.match(before, text)
  const total = /Total<\/dt><dd class="num">([^<]*)/.exec(before)?.[1]

  await shops.db.query('update price set price_cents = 1, compare_at_cents = null where sku = $1', [MUG])
  await shops.db.query("update orders set status = 'sent', version = 2 where number = $1", [number])
  await shops.db.query("insert into order_event select shopper_id, order_id, 2, now(), null, 'Sam Staff', 'placed', 'sent' from orders where number = $1", [number])
  await shops.app.catalog.refresh()
  const after = (await ann.visitor.get(`/account/orders/${number}`)).body
  t.equal(/Total<\/dt><dd class="num">([^<]*)/.exec(after)?.[1], total)
  t.match(after, 'on its way')
  t.match(after, 'status--sent')
  t.notMatch(after, 'Sam Staff', 'who packs is nobody\'s business')

  await shops.db.query('delete from price where sku = $1', [MUG])
  await shops.app.catalog.refresh()
  t.match((await ann.visitor.get(`/orders/${number}`)).body, 'Dipped mug')
})

/** An answer without what differs because its address does. */
function plain ({ statusCode, body }: Answer): { statusCode: number, body: string } {
  return { statusCode, body: body.replace(/name="return_to" value="[^"]*"/g, '') }
}
