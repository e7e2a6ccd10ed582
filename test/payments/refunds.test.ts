import t from 'tap'
import { parseAmount } from '../../src/admin/order/refund-form.ts'
import { RefundRefused } from '../../src/payments/refunds.ts'
import { findOrderId } from '../../src/orders/queries.ts'
import { transaction } from '../../src/plugins/database.ts'
import { step, versionIn } from '../admin/shop-with-orders.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG } from '../helpers/shop.ts'
import { flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'
import { openPayingShop, orderByCard, passTime, stateOf, tell, type PayingShop } from './paying-shop.ts'

const GUEST = 'guest@example.com'

async function paidOrder (shop: PayingShop): Promise<{ number: string, cents: number, url: string }> {
  const { number, session, url } = await orderByCard(shop, shop.visitor())
  await tell(shop.app, shop.stripe, shop.stripe.pay(session.id))
  return { number, cents: session.amount_total, url }
}

/** Fills in the form on the page of the order. */
async function refund (boss: Visitor, number: string, amount: string, more: Record<string, string> = {}): Promise<Answer> {
  const page = await boss.get(`/admin/orders/${number}`)
  const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1] ?? 'a'.repeat(36)
  return boss.post(`/admin/orders/${number}/refunds`, { amount, reason: 'One mug was chipped', key, version: versionIn(page), ...more })
}

async function refundsOf ({ db }: PayingShop): Promise<Array<{ state: string, amount_cents: number, attempts: number }>> {
  return (await db.query('select state, amount_cents, attempts from refund order by requested_at')).rows
}

t.test('sums as people type them', async t => {
  for (const [typed, cents] of [['12', 1200], ['12.5', 1250], ['12,50', 1250], [' 0.01 ', 1], ['0', 0]] as const) t.equal(parseAmount(typed), cents, typed)
  for (const typed of ['', '-1', '1.234', '1e3', '1,000.00', '€5', '.5', '99999999', 'NaN', '１']) t.equal(parseAmount(typed), undefined, typed)
})

t.test('a part, then the rest, and never more: told by mail, shown to both', async t => {
  const shop = await openPayingShop(t)
  const boss = shop.boss.visitor
  const { number, cents, url } = await paidOrder(shop)
  t.match((await boss.get(`/admin/orders/${number}`)).body, /€40\.90 of €40\.90 can be refunded[\s\S]*name="amount"[^>]*value="40\.90"/)
  t.equal((await refund(boss, number, '10.50')).statusCode, 303)
  const page = await boss.get(`/admin/orders/${number}`)
  t.match(flashIn(page), [{ kind: 'success', text: `€10.50 of order ${number} is refunded.` }])
  t.match(page.body, /<li aria-current="step">\s*<span>Refund of €10\.50, done<\/span>\s*<span class="small">One mug was chipped<\/span>[\s\S]*Robin Keeper/)
  t.match(await stateOf(shop, number), { status: 'paid', refunded: 1050, refunds: 1 })
  t.match((await lettersTo(shop.db, GUEST)).at(-1), { subject: `€10.50 of your order ${number} come back to you`, body: /back to your card/ })
  const { rows: [mail] } = await shop.db.query("select html from mail where subject like '%come back%'")
  t.match(mail.html, /<h1>€10\.50 of your order/)
  t.match((await shop.visitor().get(url)).body, /Sent back to you<\/dt><dd><span class="num">€10\.50/)
  t.notMatch((await shop.visitor().get(url)).body, 'chipped', 'why is nobody else’s business')

  for (const [amount, words] of [['30.41', /At most €30\.40 can be refunded/], ['0', /Enter an amount such as 12\.50/], ['x', /Enter an amount/], ['-5', /Enter an amount/]] as const) {
    const refused = await refund(boss, number, amount)
    t.equal(refused.statusCode, 422)
    t.match(refused.body, words)
    t.match(refused.body, `value="${amount}"`, 'what was typed')
  }
  t.match((await refund(boss, number, '1', { reason: ' ' })).body, 'Say why')
  t.equal((await refund(boss, number, '30,40')).statusCode, 303)
  t.match(await stateOf(shop, number), { refunded: cents, refunds: 2 })
  t.notMatch((await boss.get(`/admin/orders/${number}`)).body, 'can be refunded')
  const spent = await refund(boss, number, '0.01', { reason: '' })
  t.equal(spent.statusCode, 422)
  t.match(spent.body, /Nothing was changed[\s\S]*There is nothing left to refund/)
  t.notMatch(spent.body, /Say why|href="#(?:reason|amount)"/, 'there is no form to put right')
  t.equal((await refund(boss, 'P-AAAAAAAA', '1', { version: '1' })).statusCode, 404)
  t.equal([...shop.stripe.refunds.values()].length, 2)
})

t.test('twenty at once over two processes, and one form sent ten times', async t => {
  const shop = await openPayingShop(t, 2)
  const { apps, stripe } = shop
  const boss = shop.boss.visitor
  const { number, cents } = await paidOrder(shop)
  const id = await findOrderId(shop.app.db, number)
  if (!id) throw new Error('no order')
  const actor = { shopperId: null, name: 'Test' }
  const made = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => {
    const app = apps[at % 2] ?? shop.app
    return transaction(app.db, db => app.payments.refund(db, id, { cents: 1000, reason: 'x', actor, key: `test/${at}` }))
  }))
  t.equal(made.filter(({ status }) => status === 'fulfilled').length, Math.floor(cents / 1000))
  t.ok(made.every(each => each.status === 'fulfilled' || (each.reason instanceof RefundRefused && each.reason.refundableCents === cents % 1000)))
  await Promise.all(apps.map(app => app.payments.lookAfter()))
  t.equal([...stripe.refunds.values()].reduce((sum, { amount }) => sum + amount, 0), 4000)
  t.match(await stateOf(shop, number), { refunded: 4000, refunds: 4 })

  const other = await paidOrder(shop)
  const page = await boss.get(`/admin/orders/${other.number}`)
  const form = { amount: '5', reason: 'once', key: /name="key" value="([^"]+)"/.exec(page.body)?.[1], version: versionIn(page) }
  const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => boss.clone().at(apps[at % 2] ?? shop.app).post(`/admin/orders/${other.number}/refunds`, form)))
  t.strictSame(answers.map(({ statusCode }) => statusCode), Array(10).fill(303))
  t.match(await stateOf(shop, other.number), { refunded: 500, refunds: 1 })
  const stale = await boss.post(`/admin/orders/${other.number}/refunds`, { ...form, key: 'b'.repeat(36) })
  t.equal(stale.statusCode, 422)
  t.match(stale.body, /Somebody else was quicker[\s\S]*Robin Keeper refunded €5\.00/)
})

t.test('cancelled when it is paid: all that is left goes back', async t => {
  const shop = await openPayingShop(t)
  const boss = shop.boss.visitor
  const ann = await shop.customer()
  const { number, session } = await orderByCard(shop, ann.visitor)
  await tell(shop.app, shop.stripe, shop.stripe.pay(session.id))
  await refund(boss, number, '10')
  await boss.get('/admin')
  t.match((await boss.get(`/admin/orders/${number}`)).body, '€30.90 is refunded to the card')
  t.equal((await ann.visitor.post(`/account/orders/${number}/cancel`, { version: '3' })).statusCode, 303)
  await shop.app.payments.lookAfter()
  t.match(await stateOf(shop, number), { status: 'cancelled', refunded: session.amount_total, refunds: 2 })
  t.match((await ann.visitor.get(`/account/orders/${number}`)).body, /Sent back to you[\s\S]*€10\.00[\s\S]*€30\.90/)
})

t.test('an invoice that was paid is paid back by hand', async t => {
  const shop = await openPayingShop(t)
  const boss = shop.boss.visitor
  const number = await placeOrder(shop.visitor(), { [MUG]: 2 })
  t.match((await refund(boss, number, '1')).body, 'There is nothing left', 'not before it is paid')
  await step(boss, number, 'paid')
  t.match((await boss.get(`/admin/orders/${number}`)).body, 'Send the money to the customer first')
  await refund(boss, number, '0.90')
  t.match(await stateOf(shop, number), { refunded: 90, refunds: 1 })
  await step(boss, number, 'cancelled')
  await shop.app.payments.lookAfter()
  t.match(await refundsOf(shop), [{ state: 'done' }, { state: 'requested', amount_cents: 4000 }])
  const page = await boss.get(`/admin/orders/${number}`)
  t.match(page.body, /To refund by hand[\s\S]*Mark €40\.00 as refunded/)
  t.match(page.body, /<a href="#to-send">€40\.00 still has to be refunded</)
  t.notMatch(page.body, 'nothing more to do')
  const action = /action="([^"]+\/sent)"/.exec(page.body)?.[1] ?? ''
  const both = await Promise.all([0, 1].map(() => boss.clone().post(action, { version: versionIn(page) })))
  t.strictSame(both.map(({ statusCode }) => statusCode), [303, 303])
  t.match(await stateOf(shop, number), { refunded: 4090 })
  t.match((await boss.get(`/admin/orders/${number}`)).body, 'There is nothing more to do')
  t.equal((await lettersTo(shop.db, GUEST)).filter(({ body }) => /the way you paid/.test(body)).length, 2, 'each told once')
  t.equal((await boss.post(action.replace(/[^/]+\/sent/, 'nothing/sent'), { version: '1' })).statusCode, 404)
  t.equal(shop.stripe.refunds.size, 0)
})

t.test('the answer is lost, the provider is away, the process dies: sent once in the end', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe } = shop
  const boss = shop.boss.visitor
  const { number } = await paidOrder(shop)
  stripe.fail(/POST \/v1\/refunds/, 'after', 2)
  t.equal((await refund(boss, number, '5')).statusCode, 303)
  t.match(await refundsOf(shop), [{ state: 'requested', attempts: 1 }])
  t.match((await boss.get(`/admin/orders/${number}`)).body, 'Refund of €5.00, requested')
  stripe.requests.length = 0
  await passTime(shop)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, number), { refunded: 500 })
  t.equal(stripe.refunds.size, 1)
  t.strictSame(stripe.requests.map(({ name }) => name), ['GET /v1/refunds'], 'looked for before it is asked again: keys are forgotten after a day')

  stripe.fail(/refunds/, 500, 9)
  await refund(boss, number, '6')
  t.match(await stateOf(shop, number), { refunded: 500 })
  stripe.heal()
  await passTime(shop)
  await app.payments.lookAfter()
  t.match(await stateOf(shop, number), { refunded: 1100, refunds: 2 })
})

t.test('what is pending comes to something, told in any order; what fails is sent by hand', async t => {
  const shop = await openPayingShop(t)
  const { app, stripe } = shop
  const boss = shop.boss.visitor
  const { number } = await paidOrder(shop)
  stripe.refundStatus = 'pending'
  for (const amount of ['1', '2', '3']) await refund(boss, number, amount)
  t.match(await stateOf(shop, number), { refunded: 0, refunds: 3 })
  const [one, two, three] = [...stripe.refunds.keys()] as [string, string, string]
  const done = stripe.settleRefund(one, 'succeeded')
  await tell(app, stripe, done)
  await tell(app, stripe, { ...done, id: 'evt_old', data: { object: { ...done.data.object, status: 'pending' } } })
  t.match(await refundsOf(shop), [{ state: 'done' }, { state: 'pending' }, { state: 'pending' }])
  stripe.settleRefund(two, 'succeeded')
  await passTime(shop)
  await app.payments.lookAfter()
  t.match(await refundsOf(shop), [{ state: 'done' }, { state: 'done' }, { state: 'pending' }], 'asked for, where nobody told')
  const failed = stripe.settleRefund(three, 'failed')
  await tell(app, stripe, failed)
  await tell(app, stripe, { ...failed, id: 'evt_late', data: { object: { ...failed.data.object, status: 'succeeded' } } })
  t.match(await refundsOf(shop), [{}, {}, { state: 'failed' }])
  const page = await boss.get(`/admin/orders/${number}`)
  t.match(page.body, /€37\.90 of €40\.90 can be refunded[\s\S]*Mark €3\.00 as refunded|Mark €3\.00 as refunded[\s\S]*€37\.90 of €40\.90 can be refunded/)
  await boss.post(/action="([^"]+\/sent)"/.exec(page.body)?.[1] ?? '', { version: versionIn(page) })
  await tell(app, stripe, { ...failed, id: 'evt_later' })
  t.match(await stateOf(shop, number), { refunded: 600 })
  t.equal((await lettersTo(shop.db, GUEST)).filter(({ subject }) => /come back to you/.test(subject)).length, 3)
})
