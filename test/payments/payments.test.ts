import t from 'tap'
import { availableOf, prepareOrder, type OrderFields } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG, openShop, setStock } from '../helpers/shop.ts'
import { flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'
import { openPayingShop, orderByCard, passTime, stateOf, tell } from './paying-shop.ts'

const GUEST = 'guest@example.com'
const PAID = { status: 'paid', payment: 'paid', steps: ['placed', 'paid'], refunds: 0 }

t.test('an order by card: placed, sent to pay with its sum, paid, told by mail', async t => {
  const shop = await openPayingShop(t)
  const { app, db, stripe } = shop
  const guest = shop.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 2 })
  const review = await guest.get('/checkout/review')
  t.match(review.body, /name="payment" value="card" checked[\s\S]*name="payment" value="invoice"[\s\S]*Order and pay €40\.90/)
  t.match(review.headers['content-security-policy'], `form-action 'self' ${stripe.url}`)

  const { number, session, url, answer } = await orderByCard(shop, guest, {})
  t.equal(answer.headers.location, session.url)
  t.match(session, { amount_total: Number(fields.expected_total), currency: 'eur', customer_email: GUEST, client_reference_id: number })
  t.match(stripe.requests[0], { name: 'POST /v1/checkout/sessions', key: `${number}/1`, fields: { mode: 'payment', 'line_items[0][price_data][product_data][name]': `Order ${number}` } })
  t.ok(session.expires_at - Date.now() / 1000 > 30 * 60, 'Stripe opens no page for less')
  t.match(await stateOf(shop, number), { status: 'placed', payment: 'waiting', steps: ['placed'] })
  t.equal(await availableOf(db, MUG), 8, 'the goods are held')
  const waiting = await guest.get(url)
  t.match(waiting.body, /your order waits to be paid[\s\S]*for another <strong><time[^>]*>(29|30) minutes[\s\S]*name="payment" value="card"[\s\S]*Pay by invoice instead/)
  t.equal((await guest.post('/orders', { ...fields, payment: 'card' })).headers.location, session.url, 'the same form again leads to the same page')
  t.match((await shop.boss.visitor.get(`/admin/orders/${number}`)).body, /Not paid[\s\S]*Card, not paid yet; cancelled unless it is paid by/)
  t.equal((await shop.boss.visitor.post(`/admin/orders/${number}/status`, { to: 'packed', version: '1' })).statusCode, 422, 'nobody packs it')
  t.notMatch((await shop.boss.visitor.get('/admin')).body, 'to pack</span>')

  const told = await tell(app, stripe, stripe.pay(session.id))
  t.equal(told.statusCode, 200)
  t.match(await stateOf(shop, number), PAID)
  t.match((await guest.get(url)).body, /Thank you, your order is placed[\s\S]*We pack your order next/)
  t.strictSame((await lettersTo(db, GUEST)).map(({ subject }) => subject), [`Your order ${number}`, `Your payment for order ${number} is here`])
  t.match((await lettersTo(db, GUEST))[0]?.body, 'as soon as it is paid')
  t.equal((await guest.post(url.replace(/\?.*/, '/pay'), { payment: 'card', key: /key=([^&]*)/.exec(url)?.[1] })).headers.location, url.replace(/&returned=1/, ''), 'nothing to pay any more')
  t.equal(stripe.sessions.size, 1)
})

t.test('whoever tells first, twice, ten at once over two processes, or in the wrong order: it is paid once', async t => {
  const shop = await openPayingShop(t, 2)
  const { apps: [one, two], stripe } = shop
  if (!one || !two) throw new Error('two shops')
  const ann = await shop.customer()

  const early = await orderByCard(shop, ann.visitor)
  const event = stripe.pay(early.session.id)
  t.match((await ann.visitor.get(early.url)).body, 'Thank you, your order is placed', 'the page asks where the webhook is late')
  t.match(await stateOf(shop, early.number), PAID)
  t.equal((await tell(one, stripe, event)).statusCode, 200)
  const more = { ...event, id: 'evt_another' }
  const told = await Promise.all(Array.from({ length: 10 }, (_, at) => tell(at % 2 ? one : two, stripe, at < 5 ? event : more)))
  t.strictSame(told.map(({ statusCode }) => statusCode), Array(10).fill(200))
  t.match(await stateOf(shop, early.number), PAID)

  const { session, number, url } = await orderByCard(shop, ann.visitor)
  const paid = stripe.pay(session.id)
  const expired = { ...paid, id: 'evt_expired', type: 'checkout.session.expired', data: { object: { ...paid.data.object, status: 'expired', payment_status: 'unpaid' } } }
  await Promise.all([...Array.from({ length: 10 }, (_, at) => tell(at % 2 ? one : two, stripe, paid)), ann.visitor.get(url), one.payments.lookAfter(), two.payments.lookAfter()])
  await tell(two, stripe, expired)
  t.match(await stateOf(shop, number), PAID, 'at once, and an old event after it')

  const other = await orderByCard(shop, ann.visitor)
  const late = stripe.pay(other.session.id)
  await tell(one, stripe, { ...late, id: 'evt_x', type: 'checkout.session.expired', data: { object: { ...late.data.object, status: 'expired', payment_status: 'unpaid' } } })
  t.match(await stateOf(shop, other.number), { status: 'cancelled', payment: 'released' })
  await tell(two, stripe, late)
  t.match(await stateOf(shop, other.number), { status: 'paid', payment: 'paid', refunds: 0 }, 'the other way round it is served as well')
  t.equal(await availableOf(shop.db, MUG), 4)
  t.equal((await lettersTo(shop.db, GUEST)).filter(({ subject }) => /payment for/.test(subject)).length, 3)
})

t.test('what Stripe has not signed, or long ago, changes nothing', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe } = shop
  const { session, number } = await orderByCard(shop, shop.visitor())
  const event = stripe.pay(session.id)
  const seconds = Math.floor(Date.now() / 1000)
  const { payload, headers } = stripe.signed(event)
  const send = (body: string, more: Record<string, string | undefined>) => app.inject({ method: 'POST', url: '/webhooks/stripe', payload: body, headers: { ...headers, ...more } as Record<string, string> })
  t.equal((await tell(app, stripe, event, { secret: 'whsec_another' })).statusCode, 400)
  t.equal((await tell(app, stripe, event, { at: seconds - 301 })).statusCode, 400)
  t.equal((await send(payload.replace('paid', 'PAID'), {})).statusCode, 400)
  t.equal((await send(payload, { 'stripe-signature': '' })).statusCode, 400)
  t.equal((await send(payload, { 'content-type': 'application/x-www-form-urlencoded' })).statusCode, 415)
  t.equal((await send(' '.repeat(300_000), {})).statusCode, 413)
  t.equal((await send(payload, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.match(await stateOf(shop, number), { status: 'placed', payment: 'waiting' })
  t.equal((await tell(app, stripe, { ...event, type: 'invoice.paid' })).statusCode, 200, 'what is of no concern')
  t.match(await stateOf(shop, number), { status: 'placed', payment: 'waiting' })
  const floods = await Promise.all(Array.from({ length: 70 }, () => tell(app, stripe, event, { secret: 'whsec_another' })))
  t.ok(floods.some(({ statusCode }) => statusCode === 429))
  t.equal((await tell(app, stripe, event, { at: seconds - 200 })).statusCode, 200, 'and what is signed is taken all the same')
  t.match(await stateOf(shop, number), PAID)
  t.equal((await openShop(t)).app.payments.provider, undefined)
})

t.test('what is not paid in time is released, once; late money is served, or goes back', async t => {
  const shop = await openPayingShop(t, 2)
  const { apps, db, stripe } = shop
  const ann = await shop.customer()
  const first = await orderByCard(shop, ann.visitor)
  const second = await orderByCard(shop, ann.visitor)
  await passTime(shop)
  await Promise.all([...apps, ...apps].map(app => app.payments.lookAfter()))
  for (const { number } of [first, second]) t.match(await stateOf(shop, number), { status: 'cancelled', payment: 'released', steps: ['placed', 'cancelled'] })
  t.equal(await availableOf(db, MUG), 10, 'each piece is back once')
  t.strictSame([...stripe.sessions.values()].map(({ status }) => status), ['expired', 'expired'], 'and nobody can pay any more')
  t.match((await lettersTo(db, GUEST)).at(-1), { subject: / is cancelled/, body: /did not arrive in time/ })
  t.notMatch((await ann.visitor.get(`/account/orders/${first.number}`)).body, /Pay [^ ]+ by card/)

  // Bank transfers of which Stripe had said nothing: the page was closed, and the money came.
  const late = (id: string) => { Object.assign(stripe.sessions.get(id) ?? {}, { status: 'open' }); return stripe.pay(id) }
  await tell(shop.app, stripe, late(first.session.id))
  t.match(await stateOf(shop, first.number), { status: 'paid', payment: 'paid', steps: ['placed', 'cancelled', 'paid'], refunds: 0 })
  t.equal(await availableOf(db, MUG), 8)
  await setStock(shop, MUG, 1)
  await tell(shop.app, stripe, late(second.session.id))
  await shop.app.payments.lookAfter()
  t.match(await stateOf(shop, second.number), { status: 'cancelled', payment: 'paid', refunds: 1, refunded: second.session.amount_total })
  t.equal(await availableOf(db, MUG), 1)
  t.match((await lettersTo(db, GUEST)).at(-1), { subject: /come back to you/, body: /to your card/ })
})

t.test('somebody pays while the time runs out: the order is paid, not released', async t => {
  const shop = await openPayingShop(t)
  const { session, number } = await orderByCard(shop, shop.visitor())
  shop.stripe.pay(session.id)
  await passTime(shop)
  await shop.app.payments.lookAfter()
  t.match(await stateOf(shop, number), PAID)
})

t.test('taken back, or paid by invoice after all: money that comes then goes back, or is welcome', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe, db } = shop
  const ann = await shop.customer()
  const taken = await orderByCard(shop, ann.visitor)
  stripe.fail(/sessions\/cs_/, 500, 99)
  await ann.visitor.post(`/account/orders/${taken.number}/cancel`, { version: '1' })
  const event = stripe.pay(taken.session.id) // between the cancellation and the closing of the page
  stripe.heal()
  await app.payments.lookAfter()
  await tell(app, stripe, event)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, taken.number), { status: 'cancelled', refunded: taken.session.amount_total, refunds: 1 })
  t.equal(await availableOf(db, MUG), 10, 'though its goods are there: she does not want them')

  const quiet = await orderByCard(shop, ann.visitor)
  await ann.visitor.post(`/account/orders/${quiet.number}/cancel`, { version: '1' })
  await app.payments.lookAfter()
  t.equal(stripe.sessions.get(quiet.session.id)?.status, 'expired')

  const invoice = await orderByCard(shop, ann.visitor)
  const page = await ann.visitor.submit(`/orders/${invoice.number}/pay`, { payment: 'invoice' })
  t.match(flashIn(page), [{ kind: 'success', text: /paid by invoice\. The invoice is in the parcel/ }])
  await app.payments.lookAfter()
  t.match(await stateOf(shop, invoice.number), { status: 'placed', payment: 'ended' })
  t.equal(stripe.sessions.get(invoice.session.id)?.status, 'expired')
  await passTime(shop)
  await app.payments.lookAfter()
  t.equal((await tell(app, stripe, stripe.expire(invoice.session.id))).statusCode, 200)
  t.match(await stateOf(shop, invoice.number), { status: 'placed' }, 'an invoice waits for nothing')
  const { rows: [order] } = await db.query('select payment from orders where number = $1', [invoice.number])
  t.equal(order.payment, 'invoice')

  // Paid on a page that was open, when the order has become another one meanwhile.
  const other = await orderByCard(shop, ann.visitor)
  stripe.fail(/sessions\/cs_/, 500, 99)
  await ann.visitor.post(`/orders/${other.number}/pay`, { payment: 'invoice' })
  const late = stripe.pay(other.session.id)
  stripe.heal()
  await db.query('update orders set subtotal_cents = subtotal_cents + 3000, total_cents = total_cents + 3000 where number = $1', [other.number])
  await tell(app, stripe, late)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, other.number), { status: 'placed', refunded: other.session.amount_total }, 'a sum that is not that of the order goes back')

  const stranger = await shop.visitor().post(`/orders/${invoice.number}/pay`, { payment: 'card' })
  t.equal(stranger.statusCode, 404)
  t.equal((await ann.visitor.post(`/orders/${invoice.number}/pay`, { payment: 'gold' })).statusCode, 422)
})

t.test('the provider is away: the order stands, says so, and can be paid later', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe, db } = shop
  const guest = shop.visitor()
  stripe.fail(/checkout\/sessions$/, 'before', 9)
  const answer = await guest.post('/orders', { ...await prepareOrder(guest, { [MUG]: 1 }), payment: 'card' })
  const page = await guest.get(String(answer.headers.location))
  t.match(flashIn(page), [{ kind: 'warning', text: /cannot be reached at the moment\. Your order is kept/ }])
  t.equal(stripe.sessions.size, 0)
  stripe.heal()
  const number = /data-order-number="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1]
  // The work was done, and its answer lost: the same key gets the same page.
  stripe.fail(/checkout\/sessions$/, 'after', 2)
  await guest.post(`/orders/${number}/pay`, { payment: 'card', key })
  t.equal(stripe.sessions.size, 1)
  const both = await Promise.all([0, 1].map(() => guest.clone().post(`/orders/${number}/pay`, { payment: 'card', key })))
  t.strictSame(both.map(({ headers }) => headers.location), Array(2).fill([...stripe.sessions.values()][0]?.url), 'pressed twice')
  t.equal(stripe.sessions.size, 1)

  stripe.fail(/sessions$/, 'before', 9)
  const other = await guest.post('/orders', { ...await prepareOrder(guest, { [MUG]: 1 }), payment: 'card' })
  stripe.heal()
  const [otherNumber, otherKey] = [/P-\w+/.exec(String(other.headers.location))?.[0] ?? '', /key=(.*)/.exec(String(other.headers.location))?.[1]]
  await db.query("update payment set page_ends_at = now() + interval '20 minutes', pay_by = now() + interval '18 minutes' where reference is null")
  const late = await guest.post(`/orders/${otherNumber}/pay`, { payment: 'card', key: otherKey })
  t.match(late.headers.location, stripe.url, 'half of the time later: a page that Stripe opens is longer than what is left')
  t.equal(stripe.requests.at(-1)?.key, `${otherNumber}/2`)

  stripe.fail(/sessions/, 500, 9)
  await passTime(shop)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, otherNumber), { status: 'placed', payment: 'waiting' }, 'nothing is released of which nobody knows whether it is paid')
  stripe.heal()
  await passTime(shop)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, otherNumber), { status: 'cancelled', payment: 'released' })
})

t.test('the process dies before it has asked for a page: the order waits, and is released', async t => {
  const shop = await openPayingShop(t)
  const guest = shop.visitor()
  shop.stripe.fail(/sessions$/, 'before', 9)
  await guest.post('/orders', { ...await prepareOrder(guest, { [MUG]: 1 }), payment: 'card' })
  await passTime(shop)
  await shop.app.payments.lookAfter()
  t.equal(await availableOf(shop.db, MUG), 10)
})

t.test('another sum, another currency, a second payment: what was not asked for goes back', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe } = shop
  const ann = await shop.customer()
  const order = await orderByCard(shop, ann.visitor)
  await tell(app, stripe, stripe.pay(order.session.id, { amount_total: 100 }))
  await app.payments.lookAfter()
  t.match(await stateOf(shop, order.number), { status: 'placed', payment: 'waiting', refunded: 100, refunds: 1 })
  const again = await ann.visitor.post(`/orders/${order.number}/pay`, { payment: 'card' })
  const id = String(again.headers.location).split('/pay/')[1] ?? ''
  t.not(id, order.session.id)
  const event = stripe.pay(id)
  await tell(app, stripe, event)
  t.match(await stateOf(shop, order.number), { status: 'paid', refunds: 1 })
  const twin = { ...event, id: 'evt_twin', data: { object: { ...event.data.object, id: 'cs_test_twin', payment_intent: 'pi_twin' } } }
  stripe.sessions.set('cs_test_twin', { ...order.session, id: 'cs_test_twin', payment_intent: 'pi_twin', amount_total: Number(event.data.object.amount_total) })
  await tell(app, stripe, twin)
  await tell(app, stripe, { ...twin, id: 'evt_twin_2' })
  await app.payments.lookAfter()
  t.match(await stateOf(shop, order.number), { status: 'paid', refunds: 2, refunded: 100 + Number(event.data.object.amount_total) })
  t.match((await shop.boss.visitor.get(`/admin/orders/${order.number}`)).body, 'The order was paid already')

  const wrong = await orderByCard(shop, ann.visitor)
  await tell(app, stripe, stripe.pay(wrong.session.id, { currency: 'usd' }))
  t.match(await stateOf(shop, wrong.number), { status: 'placed', payment: 'waiting', refunds: 1 })
})

t.test('fifty orders at once, paid at once', async t => {
  const shop = await openPayingShop(t, 2)
  const { apps, stripe } = shop
  await setStock(shop, MUG, 40)
  const guests: Array<{ visitor: Visitor, fields: OrderFields }> = []
  for (let at = 0; at < 50; at += 1) {
    const visitor = shop.visitor().at(apps[at % 2] ?? shop.app)
    guests.push({ visitor, fields: await prepareOrder(visitor, { [MUG]: 1 }) })
  }
  await shop.db.query('delete from rate_limit')
  const answers = await Promise.all(guests.map(({ visitor, fields }) => untilTaken(() => visitor.post('/orders', { ...fields, payment: 'card' }))))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 40)
  t.equal(answers.filter(({ statusCode }) => statusCode === 422).length, 10)
  for (const [at, { headers: { location } }] of answers.entries()) {
    // Whom the busy machine has sent to the order instead presses Pay there.
    const [path, key] = String(location).split('?key=')
    if (key !== undefined) await untilTaken(async () => await guests[at]?.visitor.post(`${path}/pay`, { payment: 'card', key }) ?? answers[at] as Answer)
  }
  await Promise.all([...stripe.sessions.keys()].map((id, at) => {
    const event = stripe.pay(id)
    return untilTaken(() => tell(apps[at % 2] ?? shop.app, stripe, event))
  }))
  const { rows } = await shop.db.query('select status, count(*)::int from orders group by 1')
  t.strictSame(rows, [{ status: 'paid', count: 40 }])
  t.equal(await availableOf(shop.db, MUG), 0)
})

/** On a busy machine a row may be waited for too long: shoppers and Stripe send the same again. */
async function untilTaken (send: () => Promise<Answer>): Promise<Answer> {
  const answer = await send()
  return answer.statusCode === 503 ? untilTaken(send) : answer
}
