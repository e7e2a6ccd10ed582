import t from 'tap'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import type { Visitor } from '../helpers/visitor.ts'
import { askBack, decide, returnsOf } from '../returns/shop-with-returns.ts'
import { englishIn } from './english.ts'
import { check, inGerman } from './german.ts'

t.test('an order, from its confirmation to what comes back of it', async t => {
  const shops = await openAdmin(t)
  const boss = shops.boss.visitor
  const { visitor: ann } = await shops.customer()
  await inGerman(ann)
  check(t, 'none', await ann.get('/account/orders'))
  check(t, 'unknown', await ann.get('/account/orders/P-00000000'), 404)
  const number = await placeOrder(ann, { [MUG]: 2 })
  const url = `/account/orders/${number}`
  t.match(check(t, 'confirmed', await ann.get(`/orders/${number}`)), /Vielen Dank, Ihre Bestellung ist aufgegeben[^]*Irland/)
  check(t, 'no invoice yet', await ann.get(`/orders/${number}/invoice`), 404)
  check(t, 'nothing to return yet', await ann.get(`${url}/return`), 404)
  await step(boss, number, 'paid')
  check(t, 'changed meanwhile', await ann.post(`${url}/cancel`, { version: '1' }), 422)
  await step(boss, number, 'packed')
  t.match(check(t, 'packed by now', await ann.post(`${url}/cancel`, { version: '1' }), 422), 'inzwischen verpackt')
  await boss.post(`/admin/orders/${number}/status`, { to: 'sent', version: '3', carrier: 'other', tracking_number: 'AB12345' })
  t.match(check(t, 'sent', await ann.get(url)), /Ein anderer Paketdienst[^]*Etwas zurückgeben/)
  check(t, 'all', await ann.get('/account/orders'))
  check(t, 'older', await ann.get(`/account/orders?after=${number}`))

  check(t, 'to return', await ann.get(`${url}/return`))
  check(t, 'nothing chosen', await askBack(ann, { number, key: '' }, {}, { reason: '', note: 'x'.repeat(1001) }), 422)
  check(t, 'too many', await askBack(ann, { number, key: '' }, { [MUG]: 3 }), 422)
  await askBack(ann, { number, key: '' })
  t.match(check(t, 'asked', await ann.get(url)), 'Angefragt')
  check(t, 'withdrawn', await ann.submit(`${url}/return/withdraw`, { position: '1', version: '1' }))
  await askBack(ann, { number, key: '' }, { [MUG]: 2 })
  const [, back] = await returnsOf(shops, number)
  await decide(boss, String(back?.id), 'approve', '1')
  check(t, 'decided', await ann.post(`${url}/return/withdraw`, { position: '2', version: '1' }), 422)
  await decide(boss, String(back?.id), 'receive', '2')
  check(t, 'received', await ann.get(url))

  const second = await placeOrder(ann, { [MUG]: 1 })
  check(t, 'cancelled', await ann.submit(`/account/orders/${second}/cancel`, { version: '1' }))
})

t.test('a guest finds an order, and reads its invoice in the language of the order', async t => {
  const shops = await openAdmin(t)
  const guest = await inGerman(shops.visitor())
  check(t, 'find', await guest.get('/orders/find'))
  check(t, 'not found', await guest.post('/orders/find', { number: 'P-1', email: 'guest@example.com' }), 422)
  check(t, 'unknown', await guest.get('/orders/P-00000000?key=x'), 404)
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  check(t, 'confirmed', await guest.get(url))
  await step(shops.boss.visitor, number, 'paid')
  t.match((await shops.boss.visitor.get(`/admin/orders/${number}`)).body, 'Reads German')
  const invoice = url.replace('?', '/invoice?')
  t.match(check(t, 'invoice', await guest.get(invoice)), /<article [^>]*lang="de"[^]*Rechnung[^]*23.%[^]*Bezahlt am/)
  for (const [reader, address] of [[shops.visitor(), invoice], [shops.boss.visitor, `/admin/orders/${number}/invoice`]] as const) {
    t.match((await reader.get(address)).body, /<html lang="en"[^]*<article [^>]*lang="de"[^]*lang="en">Open as PDF[^]*Bezahlt am/)
  }
  t.match((await guest.get(url.replace('?', '/invoice.pdf?'))).rawPayload.toString('latin1'), '/Lang (de)')
})

t.test('letters are in the language in which the order was placed, whoever takes the step', async t => {
  const shops = await openAdmin(t)
  const boss = shops.boss.visitor
  const lettersAbout = async (guest: Visitor, email: string): Promise<string[]> => {
    const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 2 }, { email }))
    const sent = { number: numberIn(answer), key: String(answer.headers.location).split('key=')[1] ?? '' }
    for (const to of ['paid', 'packed']) await step(boss, sent.number, to)
    await boss.post(`/admin/orders/${sent.number}/status`, { to: 'sent', version: '3', carrier: 'dhl', tracking_number: '00340434161094042557' })
    for (let count = 0; count < 2; count += 1) await askBack(guest, sent)
    const [first, second] = await returnsOf(shops, sent.number)
    await decide(boss, String(first?.id), 'approve', '1')
    await decide(boss, String(first?.id), 'receive', '2')
    await decide(boss, String(second?.id), 'refuse', '1', { answer: 'Glas: 3 €' })
    await step(boss, await placeOrder(guest, { [MUG]: 1 }, { email }), 'cancelled')
    const { rows } = await shops.db.query<{ letter: string }>("select subject || E'\\n' || body || html as letter from mail where recipient = $1 order by created_at", [email])
    return rows.map(({ letter }) => letter)
  }
  const german = await lettersAbout(await inGerman(shops.visitor()), 'uwe@example.com')
  const english = await lettersAbout(shops.visitor(), 'gwen@example.com')
  t.equal(german.length, english.length)
  t.ok(german.length >= 9, 'placed, paid, sent, asked for twice, approved, received, refused, placed, cancelled')
  for (const letter of german) t.strictSame([englishIn(letter), /<html lang="de"/.test(letter)], [[], true], letter.slice(0, 60))
  for (const letter of english) t.notMatch(letter, /\b(die|der|und|Ihre?|Sie|wir)\b|lang="de"/)
})
