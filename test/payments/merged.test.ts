import { randomBytes } from 'node:crypto'
import t from 'tap'
import { step } from '../admin/shop-with-orders.ts'
import { numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { lettersTo, linkTo } from '../helpers/mail.ts'
import { MUG } from '../helpers/shop.ts'
import { askBack, decide, returnsOf, sendOrder } from '../returns/shop-with-returns.ts'
import { openPayingShop, orderByCard, passTime, stateOf, tell, type PayingShop } from './paying-shop.ts'

/** Stripe says after the release that a page was paid. */
async function payLate ({ app, stripe }: PayingShop, session: { id: string }): Promise<void> {
  Object.assign(stripe.sessions.get(session.id) ?? {}, { status: 'open' })
  await tell(app, stripe, stripe.pay(session.id))
}

t.test('a late payment that is served has its invoice; who was forgotten meanwhile gets the money back', async t => {
  const shop = await openPayingShop(t)
  const [ann, bob] = [await shop.customer(), await shop.customer('Bob Baker')]
  const [first, second] = [await orderByCard(shop, ann.visitor), await orderByCard(shop, bob.visitor)]
  await passTime(shop)
  await shop.app.payments.lookAfter()
  await payLate(shop, first.session)
  t.match(await stateOf(shop, first.number), { status: 'paid' })
  t.equal((await ann.visitor.get(`/orders/${first.number}/invoice`)).statusCode, 200)

  t.equal((await bob.visitor.post('/account/delete', { email: bob.email })).statusCode, 303)
  await payLate(shop, second.session)
  await shop.app.payments.lookAfter()
  t.match(await stateOf(shop, second.number), { status: 'cancelled', refunded: second.session.amount_total })
})

t.test('an account is kept until its money is back', async t => {
  const shop = await openPayingShop(t)
  const { boss: { visitor: boss } } = shop
  const ann = await shop.customer()
  const number = numberIn(await ann.visitor.post('/orders', { ...await prepareOrder(ann.visitor, { [MUG]: 1 }), payment: 'invoice' }))
  await step(boss, number, 'paid')
  await ann.visitor.post(`/account/orders/${number}/cancel`, { version: '2' })
  const kept = await ann.visitor.post('/account/delete', { email: ann.email })
  t.match([kept.statusCode, kept.body], [422, /money that is not back with you yet/])
  const { rows: [refund] } = await shop.db.query('select refund_id as id from refund')
  await boss.post(`/admin/orders/${number}/refunds/${refund.id}/sent`, { version: '3' })
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
})

t.test('a customer who goes is taken out of a claimed order, and the payment provider is not', async t => {
  const shop = await openPayingShop(t)
  const { session } = await orderByCard(shop, shop.visitor())
  await tell(shop.app, shop.stripe, shop.stripe.pay(session.id))
  const ann = await shop.customer()
  await shop.db.query('update order_number set claimed_by = $1', [ann.shopperId])
  await shop.db.query("update orders set status = 'delivered'")
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
  const { rows } = await shop.db.query('select actor_name as name from order_event order by version')
  t.strictSame(rows.map(({ name }) => name), ['Deleted customer', 'Card payment'])
})

t.test('when the days are over nothing comes back, though something was asked for before', async t => {
  const shop = await openPayingShop(t)
  const guest = shop.visitor()
  const sent = await sendOrder(shop.boss.visitor, guest)
  const again = { form_key: randomBytes(18).toString('base64url') }
  await askBack(guest, sent, { [MUG]: 1 }, again)
  await shop.db.query("update order_event set at = at - interval '31 days'")
  const late = await askBack(guest, sent)
  t.match([late.statusCode, late.body], [422, /its 30 days are over/])
  t.equal((await askBack(guest, sent, { [MUG]: 1 }, again)).statusCode, 303, 'the second click of the first is heard')
  t.equal((await returnsOf(shop, sent.number)).length, 1)
})

t.test('what a return pays back is what is left of the money, and the letter says so', async t => {
  const shop = await openPayingShop(t)
  const { boss: { visitor: boss } } = shop
  const guest = shop.visitor()
  const sent = await sendOrder(boss, guest)
  const { rows: [order] } = await shop.db.query('select version::text, total_cents as total from orders')
  await boss.post(`/admin/orders/${sent.number}/refunds`, { amount: ((order.total - 500) / 100).toFixed(2), reason: 'It came late', key: 'k'.repeat(20), version: order.version })
  await askBack(guest, sent, { [MUG]: 2 })
  const id = (await returnsOf(shop, sent.number))[0]?.id ?? ''
  await decide(boss, id, 'approve', '1')
  t.match((await boss.get(`/admin/returns/${id}`)).body, 'data-refund-cents="500"')
  await decide(boss, id, 'receive', '2')
  t.match(await returnsOf(shop, sent.number), [{ state: 'received', refund: 500 }])
  t.match((await lettersTo(shop.db, 'guest@example.com')).at(-1)?.body, '€5.00 come back to you')
})

t.test('staff whom a customer has overtaken are told so, also where no step tells what they did', async t => {
  const shop = await openPayingShop(t)
  const ann = await shop.customer()
  const { number } = await orderByCard(shop, ann.visitor)
  await ann.visitor.post(`/orders/${number}/pay`, { payment: 'invoice' })
  const late = await step(shop.boss.visitor, number, 'cancelled', '1')
  t.match([late.statusCode, late.body], [422, /Nothing was changed[^]*has changed while you had this page open/])
})

t.test('what a return took off an invoice before it was paid never came, so it is not refunded', async t => {
  const shop = await openPayingShop(t)
  const { boss: { visitor: boss }, db } = shop
  const guest = shop.visitor()
  const number = await placeOrder(guest, { [MUG]: 2 })
  const url = await linkTo(db, 'guest@example.com', /Your order/)
  for (const to of ['packed', 'sent']) await step(boss, number, to)
  await askBack(guest, { number, key: new URL(url, 'http://shop').searchParams.get('key') ?? '' })
  const id = (await returnsOf(shop, number))[0]?.id ?? ''
  await decide(boss, id, 'approve', '1')
  await decide(boss, id, 'receive', '2')
  t.match(await returnsOf(shop, number), [{ refund: 1800 }])
  await step(boss, number, 'paid')
  const { rows: [order] } = await db.query('select version::text, total_cents as total from orders')
  const refund = (cents: number, key: string) => boss.post(`/admin/orders/${number}/refunds`, { amount: (cents / 100).toFixed(2), reason: 'Too late', key: key.repeat(20), version: order.version })
  t.equal((await refund(order.total - 1799, 'a')).statusCode, 422)
  t.equal((await refund(order.total - 1800, 'b')).statusCode, 303)
})

t.test('what comes back whole from a paid invoice is refunded whole, and nothing more after it', async t => {
  const shop = await openPayingShop(t)
  const { boss: { visitor: boss }, db } = shop
  const guest = shop.visitor()
  const sent = await sendOrder(boss, guest)
  await askBack(guest, sent, { [MUG]: 2 })
  const id = (await returnsOf(shop, sent.number))[0]?.id ?? ''
  await decide(boss, id, 'approve', '1')
  await decide(boss, id, 'receive', '2')
  const { rows: [order] } = await db.query('select version::text, total_cents as total from orders')
  t.strictSame((await db.query('select amount_cents as cents from refund')).rows, [{ cents: order.total }])
  t.match(await returnsOf(shop, sent.number), [{ state: 'received', refund: order.total }])
  t.equal((await boss.post(`/admin/orders/${sent.number}/refunds`, { amount: '0.01', reason: 'More', key: 'm'.repeat(20), version: order.version })).statusCode, 422)
})

t.test('a refund that somebody made up in the pages of the provider changes nothing', async t => {
  const shop = await openPayingShop(t)
  const { session, number } = await orderByCard(shop, shop.visitor())
  await tell(shop.app, shop.stripe, shop.stripe.pay(session.id))
  const made = { id: 'evt_made_up', object: 'event', type: 'refund.updated', data: { object: { id: 're_1', object: 'refund', status: 'succeeded', amount: 100, metadata: { refund_id: 'none', order_number: number } } } }
  t.equal((await tell(shop.app, shop.stripe, made as never)).statusCode, 200)
  t.match(await stateOf(shop, number), { status: 'paid', refunds: 0 })
})
