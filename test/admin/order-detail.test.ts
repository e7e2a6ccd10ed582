import t from 'tap'
import { listUnbalanced } from '../../src/stock/queries.ts'
import { formIn } from '../helpers/form.ts'
import { setStock, MUG } from '../helpers/shop.ts'
import { availableOf, numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'
import { openPayingShop, orderByCard, tell } from '../payments/paying-shop.ts'
import { askBack, decide, returnsOf, sendOrder } from '../returns/shop-with-returns.ts'
import { employ, linkIn, makeOrder, openAdmin, step, versionIn } from './shop-with-orders.ts'

const BONE = 'MUG-BONE'
const GUEST = 'guest@example.com'
const ADDRESS = { name: 'Gwen Guest', line1: 'Kiln Lane 3', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', phone: '', shipping: 'standard' }

const values = (html: string, name: string): string => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Changes an order: looks at it, and then agrees. */
async function edit (visitor: Visitor, number: string, form: Record<string, string>): Promise<{ preview: Answer, done: Answer | undefined }> {
  const url = `/admin/orders/${number}/edit`
  const version = versionIn(await visitor.get(url))
  const preview = await visitor.post(url, { ...ADDRESS, ...form, version })
  const digest = values(preview.body, 'digest')
  const { add_sku: sku, add_quantity: count, ...rest } = form
  return { preview, done: digest === '' ? undefined : await visitor.post(url, { ...ADDRESS, ...rest, ...sku && { [`quantity-${sku}`]: count ?? '1' }, version, digest }) }
}

t.test('notes: for staff, or told to the customer by mail and on the page of the order', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss }, db } = shops
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  const page = (await boss.get(`/admin/orders/${number}`)).body
  t.match(page, /Only staff see this[\s\S]*Gwen Guest gets this by e-mail and sees it on the page of the order/)
  const letters = (await lettersTo(db, GUEST)).length
  t.equal((await boss.post(`/admin/orders/${number}/notes`, { text: 'Called twice <b>', visible: '' })).statusCode, 303)
  t.match(flashIn(await boss.get(`/admin/orders/${number}`)), [{ text: 'The note is saved. Only staff see it.' }])
  t.equal((await lettersTo(db, GUEST)).length, letters, 'nobody is told')
  t.notMatch((await guest.get(url)).body, 'Called twice')

  const key = values(page, 'key')
  const form = { text: 'The glaze is greener.\nIs that fine? http://evil.example', visible: '1', key }
  await Promise.all([boss.clone().post(`/admin/orders/${number}/notes`, form), boss.clone().post(`/admin/orders/${number}/notes`, form)])
  const [letter, ...more] = (await lettersTo(db, GUEST)).slice(letters)
  t.equal(more.length, 0, 'one form is one note')
  t.match(letter, { subject: `About your order ${number}`, body: /Hello Gwen Guest,\n\nThe glaze is greener\.\nIs that fine\?/ })
  const { rows: [mail] } = await db.query("select html from mail where subject ~ 'About your order'")
  t.notMatch(mail.html, 'href="http://evil.example"')
  t.match((await guest.get(url)).body, /From the shop[\s\S]*<p>The glaze is greener\.<\/p><p>Is that fine\?/)
  t.match((await boss.get(`/admin/orders/${number}`)).body, /Note to the customer<\/span>[\s\S]*The glaze is greener\.[\s\S]*Robin Keeper[\s\S]*Note, for staff only[\s\S]*Called twice &lt;b&gt;/)
  const empty = await boss.post(`/admin/orders/${number}/notes`, { text: ' \n', visible: '1' })
  t.match([empty.statusCode, empty.body], [422, /Write the note/])
  t.equal((await boss.post(`/admin/orders/${number}/notes`, { text: 'x'.repeat(2001) })).statusCode, 422)
  t.equal((await boss.post('/admin/orders/P-00000000/notes', { text: 'x' })).statusCode, 404)
  const { body } = await guest.api('GET', `/orders/${number}?key=${new URL(url, 'http://x').searchParams.get('key')}`)
  t.strictSame([body.notes.length, body.parcels], [1, []])
})

t.test('an order leaves in several parcels: packed until the last one, and each is told of', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss }, db } = shops
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 3, [BONE]: 1 }))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  await step(boss, number, 'packed')
  const send = (app: number, form: Record<string, string>) => boss.clone().at(shops.apps[app] ?? shops.app).post(`/admin/orders/${number}/status`, { to: 'sent', carrier: 'other', ...form })
  for (const [form, words] of [[{ [`quantity-${MUG}`]: '4' }, 'Enter a number from 0 to 3'], [{ [`quantity-${MUG}`]: '0' }, 'Choose at least one item'], [{ 'quantity-NONE': '1' }, 'from 0 to 0']] as const) {
    const wrong = await send(0, { version: '2', ...form })
    t.match([wrong.statusCode, wrong.body], [422, new RegExp(words)])
  }
  const first = { version: '2', tracking_number: 'FIRST1', [`quantity-${MUG}`]: '2', [`quantity-${BONE}`]: '0' }
  t.strictSame((await Promise.all([send(0, first), send(1, first)])).map(({ statusCode }) => statusCode).sort(), [303, 422], 'of two at once one counts')
  t.strictSame((await db.query('select status, version from orders')).rows, [{ status: 'packed', version: 3 }])
  const page = await boss.get(`/admin/orders/${number}`)
  t.match(page.body, /Partly sent<[\s\S]*2 of 4 items have left[\s\S]*Parcel 1 sent<\/span>/)
  t.notMatch(page.body, 'Cancel this order', 'what has left in part is not cancelled')
  t.equal((await step(boss, number, 'cancelled', '3')).statusCode, 422)
  t.match((await guest.get(url)).body, /A part of your order is on its way, and the rest follows\.[\s\S]*Parcel 1<[\s\S]*2 × Dipped mug, Slate[\s\S]*FIRST1/)
  t.match((await lettersTo(db, GUEST)).at(-1), { subject: `A part of your order ${number} is on its way`, body: /In it:\n\n2 × Dipped mug, Slate\n\nIt goes to:/ })
  t.equal((await db.query('select from invoice')).rowCount, 1, 'its invoice is due with the first parcel')
  t.match(page.body, /data-slip=[\s\S]*left in an earlier parcel[\s\S]*Together<\/th><td role="cell"><\/td><td role="cell" class="num">2</, 'the slip is of the rest')

  t.equal((await send(0, { version: '3', tracking_number: 'SECOND2' })).statusCode, 303, 'all that is left is one press')
  t.match((await lettersTo(db, GUEST)).at(-1), { subject: `Your order ${number} is on its way`, body: /the last parcel[\s\S]*1 × Dipped mug, Slate\n1 × Dipped mug, Bone/ })
  t.match((await db.query('select status, version from orders')).rows, [{ status: 'sent', version: 4 }])
  for (const q of ['FIRST1', 'second2']) t.match((await boss.get(`/admin/orders?q=${q}`)).body, `data-order-row="${number}"`)
  t.equal((await boss.post(`/admin/orders/${number}/tracking`, { parcel: '2', carrier: 'other', tracking_number: 'THIRD3', previous: 'SECOND2' })).statusCode, 303)
  t.equal((await boss.post(`/admin/orders/${number}/tracking`, { parcel: '3', carrier: 'other', tracking_number: 'THIRD3', previous: '' })).statusCode, 422)
  const { body } = await guest.api('GET', `/orders/${number}?key=${new URL(url, 'http://x').searchParams.get('key')}`)
  t.match(body.parcels, [{ tracking_number: 'FIRST1', lines: [{ sku: MUG, quantity: 2 }] }, { tracking_number: 'THIRD3', lines: [{ sku: MUG, quantity: 1 }, { sku: BONE, quantity: 1 }] }])
})

t.test('the last step can be taken back, and its letter with it, as long as nothing has happened since', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss }, db } = shops
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const url = `/admin/orders/${number}`
  const undo = (version: string) => boss.post(`${url}/undo`, { version })
  t.match([(await undo('1')).statusCode, (await undo('1')).body], [422, /cannot be taken back/], 'being placed is no step of ours')
  for (const [to, version] of [['packed', 2], ['sent', 3]] as const) await step(boss, number, to, String(version - 1))
  const flash = await boss.get(url)
  t.match(flash.body, new RegExp(`action="${url}/undo"><input type="hidden" value="3" name="version">`))
  const { rows: [waiting] } = await db.query("select due_at > now() + interval '50 seconds' as waits from mail where subject ~ 'on its way'")
  t.strictSame(waiting, { waits: true }, 'the letter waits a minute')
  const both = await Promise.all(shops.apps.map(app => boss.clone().at(app).post(`${url}/undo`, { version: '3' })))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422])
  t.match(flashIn(await boss.get(url)).at(-1), { kind: 'success', text: `“Sent” is taken back: order ${number} is packed. The e-mail about it is not sent.` })
  t.equal((await db.query("select from mail where subject ~ 'on its way'")).rowCount, 0)
  t.equal((await db.query('select from parcel')).rowCount, 0)
  t.match((await boss.get(url)).body, /Sent: taken back<\/span>[\s\S]*class="is-undone">\s*<span>Packed → Sent<\/span>/)
  t.equal((await undo('4')).statusCode, 422, 'one step, no more')

  await step(boss, number, 'paid', '4')
  await db.query("update mail set sent_at = now() where subject ~ 'payment'")
  t.equal((await undo('5')).statusCode, 303)
  t.match(flashIn(await boss.get(url)).at(-1), { kind: 'warning', text: /is packed, and not paid\. The e-mail about it has been sent already/ })
  t.match((await boss.get(url)).body, 'Not paid')
  await step(boss, number, 'paid', '6')
  t.match((await boss.get(url)).body, 'Take this step back')
  await boss.post(`${url}/refunds`, { amount: '1', reason: 'A chip', key: 'k'.repeat(36), version: '7' })
  t.equal((await undo('8')).statusCode, 422, 'money has gone back since')
  const other = await placeOrder(shops.visitor(), { [MUG]: 1 })
  await step(boss, other, 'cancelled', '1')
  t.equal((await boss.post(`/admin/orders/${other}/undo`, { version: '2' })).statusCode, 422, 'a cancelled order stays so')
})

t.test('a refund for certain items: worked out by the shop, never more than is left, and back on the shelf', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss }, db } = shops
  await db.query("insert into promotion (promotion_id, name, kind, percent) values ('tenth', 'A tenth off', 'percent', 10)")
  await shops.app.catalog.refresh()
  const number = await placeOrder(shops.visitor(), { [MUG]: 2, [BONE]: 1 })
  const url = `/admin/orders/${number}`
  for (const to of ['paid', 'packed', 'sent']) await step(boss, number, to)
  const stock = await availableOf(db, MUG)
  const base = { amount: '53.50', reason: 'It broke', key: 'r'.repeat(36), version: '4', [`quantity-${MUG}`]: '1', [`quantity-${BONE}`]: '0', [`restock-${MUG}`]: '1' }
  const worked = await boss.post(`${url}/refunds`, { ...base, work_out: '1' })
  t.match([worked.statusCode, values(worked.body, 'amount')], [200, '16.20'], 'the price less a tenth')
  const unseen = await boss.post(`${url}/refunds`, base)
  t.match([unseen.statusCode, unseen.body], [422, /This is what these items come to/], 'a sum that was not worked out for them is not taken')
  t.equal((await db.query('select from refund')).rowCount, 0)
  const form = { ...base, amount: '16.20', worked_out: values(worked.body, 'worked_out') }
  t.equal((await boss.post(`${url}/refunds`, form)).statusCode, 303)
  t.equal(await availableOf(db, MUG), stock + 1)
  t.equal((await boss.post(`${url}/refunds`, form)).statusCode, 303, 'the same form again')
  t.equal(await availableOf(db, MUG), stock + 1, 'does nothing again')
  const more = await boss.post(`${url}/refunds`, { ...form, key: 's'.repeat(36), version: '5', [`quantity-${MUG}`]: '2' })
  t.match([more.statusCode, more.body], [422, /Enter a number from 0 to 1/])
  const rest = await boss.post(`${url}/refunds`, { ...base, key: 's'.repeat(36), version: '5', [`quantity-${BONE}`]: '1', work_out: '1' })
  const { rows: [order] } = await db.query('select total_cents as cents from orders')
  t.equal(Math.round(Number(values(rest.body, 'amount')) * 100), order.cents - 1620, 'with delivery, when nothing is left')
  t.equal((await boss.post(`${url}/refunds`, { ...base, key: 's'.repeat(36), version: '5', [`quantity-${MUG}`]: '0', work_out: '1' })).statusCode, 422)
})

t.test('an order is changed before it is packed: first shown, then done, and told', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss }, db } = shops
  await setStock(shops, MUG, 20)
  await setStock(shops, BONE, 20)
  const number = await placeOrder(shops.visitor(), { [MUG]: 2 })
  await db.query('update order_line set price_cents = 1500, total_cents = 3000')
  await db.query('update orders set subtotal_cents = 3000, total_cents = 3000 + delivery_cents')
  const { preview, done } = await edit(boss, number, { [`quantity-${MUG}`]: '1', add_sku: BONE, add_quantity: '3', line1: 'Kiln Lane 4', shipping: 'express' })
  t.equal(preview.statusCode, 200)
  t.match(preview.body, /Dipped mug, Slate: 2 → 1[\s\S]*Dipped mug, Bone: 3 added, €18\.00 each[\s\S]*Delivery: standard → express[\s\S]*Kiln Lane 3[\s\S]*→[\s\S]*Kiln Lane 4[\s\S]*It costs €\d+\.\d\d more than before/)
  t.equal(done?.statusCode, 303)
  const { rows: [order] } = await db.query('select subtotal_cents, total_cents - delivery_cents as goods, line1, shipping, version, (select sum(gross_cents)::int from order_tax) = total_cents as taxed from orders')
  t.strictSame(order, { subtotal_cents: 6900, goods: 6900, line1: 'Kiln Lane 4', shipping: 'express', version: 2, taxed: true }, 'what was sold keeps its price')
  t.strictSame([await availableOf(db, MUG), await availableOf(db, BONE)], [19, 17])
  t.match((await lettersTo(db, GUEST)).at(-1), { subject: `Your order ${number} was changed`, body: /1 × Dipped mug, Slate: €15\.00\n3 × Dipped mug, Bone: €54\.00[\s\S]*Kiln Lane 4/ })
  t.match((await boss.get(`/admin/orders/${number}`)).body, /Order changed<\/span>[\s\S]*Dipped mug, Bone: 3 added[\s\S]*Robin Keeper/)

  const url = `/admin/orders/${number}/edit`
  const form = { ...ADDRESS, line1: 'Kiln Lane 4', shipping: 'express', version: '2' }
  for (const [fields, words] of [
    [{ [`quantity-${MUG}`]: '0', [`quantity-${BONE}`]: '0' }, 'Leave at least one item'], [{ [`quantity-${MUG}`]: '90' }, 'more of MUG-SLATE are in stock'], [{ add_sku: 'NONE' }, 'sells nothing under this SKU'],
    [{}, 'Nothing would be different'], [{ postcode: '?' }, 'the postcode in letters'], [{ country: 'XX' }, 'Choose a country'], [{ [`quantity-${MUG}`]: 'x' }, 'Dipped mug, Slate: enter a number from 0 to 99']
  ] as Array<[Record<string, string>, string]>) {
    const wrong = await boss.post(url, { ...form, ...fields })
    t.match([wrong.statusCode, wrong.body], [422, new RegExp(words)], words)
  }
  const digest = values((await boss.post(url, { ...form, [`quantity-${BONE}`]: '1' })).body, 'digest')
  const twice = await Promise.all(shops.apps.map(app => boss.clone().at(app).post(url, { ...form, [`quantity-${BONE}`]: '1', digest })))
  t.strictSame(twice.map(({ statusCode }) => statusCode).sort(), [303, 422])
  t.match(twice.find(({ statusCode }) => statusCode === 422)?.body, /Robin Keeper changed the order/, 'the second is told')
  t.equal(await availableOf(db, BONE), 19, 'and nothing is given back twice')
  const stale = await boss.post(url, { ...form, version: '3', [`quantity-${BONE}`]: '2', digest })
  t.match([stale.statusCode, stale.body], [422, /has changed since you looked at this/])
  await step(boss, number, 'packed', '3')
  t.match((await boss.get(url)).body, /An order is changed only before it is packed/)
  t.equal((await boss.post(url, { ...form, version: '4', [`quantity-${BONE}`]: '2' })).statusCode, 422)
})

t.test('of a paid order what it costs less goes back, it never gets dearer, and its invoice is replaced', async t => {
  const shop = await openPayingShop(t)
  const { boss: { visitor: boss }, db } = shop
  const { number, session } = await orderByCard(shop, shop.visitor())
  t.match((await boss.get(`/admin/orders/${number}/edit`)).body, /waits for its payment by card/)
  t.equal((await boss.post(`/admin/orders/${number}/edit`, { ...ADDRESS, version: '1', [`quantity-${MUG}`]: '1' })).statusCode, 422)
  await tell(shop.app, shop.stripe, shop.stripe.pay(session.id))
  const { preview: dearer, done: none } = await edit(boss, number, { [`quantity-${MUG}`]: '3' })
  t.match([dearer.statusCode, dearer.body, none], [422, /This order is paid, so it may not cost more than €40\.90/, undefined])
  const { rows: [first] } = await db.query('select number from invoice')
  const { preview, done } = await edit(boss, number, { [`quantity-${MUG}`]: '1' })
  t.match(preview.body, /€18\.00 is refunded to the card\.[\s\S]*is replaced by another one/)
  t.equal(done?.statusCode, 303)
  t.match((await db.query('select amount_cents, charge is not null as card, key from refund')).rows, [{ amount_cents: 1800, card: true, key: /^edit\// }])
  t.match((await db.query('select number, replaces from invoice')).rows, [{ number: /-000002$/, replaces: first.number }])
  t.match((await db.query('select number, said from replaced_invoice')).rows, [{ number: first.number, said: { totalCents: 4090 } }])
  t.match((await boss.get(`/admin/orders/${number}/invoice`)).body, `It replaces invoice ${first.number}.`)
  t.match((await boss.get(`/admin/orders/${number}`)).body, '€22.90 of €40.90 can be refunded')

  const byHand = await placeOrder(shop.visitor(), { [MUG]: 2 })
  await step(boss, byHand, 'paid', '1')
  await edit(boss, byHand, { [`quantity-${MUG}`]: '1' })
  t.match((await boss.get(`/admin/orders/${byHand}`)).body, /Mark €18\.00 as refunded[\s\S]*€22\.90 of €40\.90 can be refunded/, 'what came is still known')
})

t.test('no piece is paid back, or put back, twice: by a refund and a change, by a refund and a return', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss }, db } = shops
  const refund = async (number: string, pieces: Record<string, string>): Promise<Answer> => {
    const url = `/admin/orders/${number}/refunds`
    const worked = await boss.post(url, { ...formIn(await boss.get(`/admin/orders/${number}`), url), reason: 'None is left', ...pieces, work_out: '1' })
    return boss.post(url, { ...formIn(worked, url), ...pieces, work_out: undefined })
  }
  const changed = await placeOrder(shops.visitor(), { [MUG]: 2, [BONE]: 1 })
  await step(boss, changed, 'paid')
  t.equal((await refund(changed, { [`quantity-${MUG}`]: '1' })).statusCode, 303)
  const { preview } = await edit(boss, changed, { [`quantity-${MUG}`]: '0' })
  t.match(preview.body, /It costs €36\.00 less than before[\s\S]*have to refund €18\.00/, 'one of the two was paid back before it was taken out')
  t.strictSame((await db.query('select amount_cents as cents from refund order by version')).rows, [{ cents: 1800 }, { cents: 1800 }])

  const sent = await sendOrder(boss, shops.visitor(), { [MUG]: 2 })
  const before = await availableOf(db, MUG)
  await askBack(shops.visitor(), sent, { [MUG]: 2 })
  const [asked] = await returnsOf(shops, sent.number)
  await decide(boss, asked?.id ?? '', 'approve', '1')
  const back = { [`quantity-${MUG}`]: '1', [`restock-${MUG}`]: '1' }
  t.equal((await refund(sent.number, back)).statusCode, 303)
  await db.query("update refund set state = 'failed' where key not like 'edit/%' and amount_cents = 1800")
  t.equal((await refund(sent.number, back)).statusCode, 303, 'the first one failed')
  t.equal(await availableOf(db, MUG), before + 2)
  t.equal((await decide(boss, asked?.id ?? '', 'receive', '2', { [`restock-${MUG}`]: '1' })).statusCode, 303)
  t.equal(await availableOf(db, MUG), before + 2, 'both are on the shelf already')
  t.strictSame(await listUnbalanced(db, 5), [])
})

t.test('a coupon that ended takes nothing off delivery', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss }, db } = shops
  await db.query("insert into promotion (promotion_id, name, kind, percent, minimums) values ('tenth', 'A tenth off', 'percent', 10, '{\"EUR\": 3000}')")
  await shops.app.catalog.refresh()
  const number = await placeOrder(shops.visitor(), { [MUG]: 2 })
  await edit(boss, number, { [`quantity-${MUG}`]: '1' })
  t.strictSame((await db.query('select discount_cents as cents from order_promotion')).rows, [{ cents: 0 }], 'it does not apply any more')
  await db.query('update promotion set active = false')
  await shops.app.catalog.refresh()
  await edit(boss, number, { [`quantity-${MUG}`]: '1', add_sku: BONE, add_quantity: '1' })
  t.strictSame((await db.query('select delivery_cents > 0 as charged, subtotal_cents as cents from orders')).rows, [{ charged: true, cents: 3600 }])
})

t.test('letters are sent again, so many and no more; the list goes along; what somebody ordered stands beside', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor: boss }, db } = shops
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  for (const to of ['paid', 'packed', 'sent']) await step(boss, number, to)
  const url = `/admin/orders/${number}`
  for (const [letter, subject] of [['placed', `Your order ${number}`], ['parcel-1', `Your order ${number} is on its way`], ['invoice', `Your invoice for order ${number}`]] as const) {
    t.equal((await boss.post(`${url}/letters`, { letter })).statusCode, 303)
    t.equal((await lettersTo(db, GUEST)).filter(each => each.subject === subject).at(-1)?.subject, subject)
  }
  t.equal((await boss.post(`${url}/letters`, { letter: 'parcel-2' })).statusCode, 422)
  for (let sent = 3; sent < 5; sent += 1) await boss.post(`${url}/letters`, { letter: 'invoice' })
  t.equal((await boss.post(`${url}/letters`, { letter: 'invoice' })).statusCode, 429)

  const made = []
  for (let day = 1; day < 5; day += 1) made.push(await makeOrder(db, { placedAt: `2026-02-0${day}T10:00:00Z`, email: 'bo@example.com', status: day === 4 ? 'paid' : 'placed' }))
  const list = await boss.get('/admin/orders?q=bo@example.com&status=placed&sort=date-asc')
  const middle = new RegExp(`href="(/admin/orders/${made[1]?.number}[^"]*)"`).exec(list.body)?.[1] ?? ''
  t.match(middle, `/admin/orders/${made[1]?.number}?list=`)
  const page = await boss.get(middle.replaceAll('&amp;', '&'))
  t.match(linkIn(page, 'Previous'), `/admin/orders/${made[0]?.number}?list=status%3Dplaced`)
  t.match(linkIn(page, 'Next'), `/admin/orders/${made[2]?.number}?list=`)
  t.match(page.body, '<ol><li><a href="/admin/orders?status=placed&amp;q=bo%40example.com&amp;sort=date-asc">Orders<', 'the way back is the list')
  t.match(page.body, /4 orders, €99\.60<\/span>/)
  const [, action = ''] = /action="([^"]*\/status[^"]*)" aria-label="Next step"/.exec(page.body) ?? []
  const moved = await boss.post(action.replaceAll('&amp;', '&'), { to: 'packed', version: '1' })
  const after = await boss.get(String(moved.headers.location))
  t.match(linkIn(after, 'Next'), `/admin/orders/${made[2]?.number}`, 'also when it is no longer in the list')
  for (const bad of ['status=lost', 'from=x', 'nothing=1', '%00', 'after=1', 'x'.repeat(2000)]) {
    const { statusCode } = await boss.get(`/admin/orders/${made[1]?.number}?list=${encodeURIComponent(bad)}`)
    t.equal(statusCode, 200, bad)
  }
  t.equal(linkIn(await boss.get(`/admin/orders/${made[1]?.number}`), 'Next'), undefined)

  const stock = await employ(shops, 'Sam Stockroom', 'staff')
  await db.query("update customer set staff_role = 'stockroom' where shopper_id = $1", [stock.shopperId])
  const seen = await stock.visitor.get(url)
  t.equal(seen.statusCode, 200)
  t.notMatch(seen.body, '/refunds', 'who may not send money back is not asked to')
  const paid = await placeOrder(shops.visitor(), { [MUG]: 1 })
  await step(boss, paid, 'paid')
  t.notMatch((await stock.visitor.get(`/admin/orders/${paid}`)).body, 'Cancel this order', 'nor does it by cancelling')
  t.equal((await step(stock.visitor, paid, 'cancelled', '2')).statusCode, 422)
  t.equal((await stock.visitor.post('/admin/orders/bulk', { action: 'cancel', list: '', number: paid })).statusCode, 422)
  await stock.visitor.post('/admin/orders/bulk', { action: 'cancel', list: '', order: `${paid}:2` })
  t.strictSame((await db.query('select status from orders where number = $1', [paid])).rows, [{ status: 'paid' }])
})
