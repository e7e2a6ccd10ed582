import t from 'tap'
import { openAdmin } from '../admin/shop-with-orders.ts'
import { ADDRESS, availableOf } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'
import { askBack, decide, returnsOf, sendOrder } from './shop-with-returns.ts'

const PLATE = 'PLATE-SIDE'

t.test('requested, approved, received: the customer is told, the stock goes up once, and the amount is there to be paid back', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss }, db } = shops
  const ann = await shops.customer()
  const sent = await sendOrder(boss, ann.visitor, { [MUG]: 2, [PLATE]: 1 })
  await askBack(ann.visitor, sent, { [MUG]: 2, [PLATE]: 1 }, { note: 'too <i>blue' })
  t.match((await boss.get('/admin')).body, /Returns to decide<\/dt><dd><a href="\/admin\/returns">1</)
  t.match((await boss.get('/admin/returns')).body, sent.number)
  const [kept] = await returnsOf(shops, sent.number)
  const id = kept?.id ?? ''
  t.match((await boss.get(`/admin/orders/${sent.number}`)).body, `/admin/returns/${id}`)
  const page = await boss.get(`/admin/returns/${id}`)
  t.match(page.body, 'too &lt;i&gt;blue')
  const total = (await db.query<{ total: number }>('select total_cents as total from orders where number = $1', [sent.number])).rows[0]?.total
  t.match(page.body, `data-refund-cents="${total}"`, 'the whole order comes back, so delivery does')

  t.equal((await decide(boss, id, 'receive', '1')).statusCode, 422, 'not before it is approved')
  t.equal((await decide(boss, id, 'refuse', '1')).statusCode, 422, 'not without a word')
  t.equal((await decide(boss, id, 'approve', '9')).statusCode, 422)
  t.equal((await decide(ann.visitor, id, 'approve', '1')).statusCode, 404)
  t.equal((await decide(boss, id, 'approve', '1', { answer: 'A label is in your mail.' })).statusCode, 303)
  t.match((await ann.visitor.get(`/account/orders/${sent.number}`)).body, /data-return-state="approved"[^]*Kiln Lane[^]*A label is in your mail\./)

  const before = [await availableOf(db, MUG), await availableOf(db, PLATE)]
  const answers = await Promise.all(Array.from({ length: 8 }, (_, at) =>
    decide(boss.clone().at(shops.apps[at % 2] ?? shops.app), id, 'receive', '2', { [`restock-${MUG}`]: '1', 'restock-NOT-IN-IT': '1' })))
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, ...Array(7).fill(422)])
  t.strictSame([await availableOf(db, MUG), await availableOf(db, PLATE)], [Number(before[0]) + 2, before[1]])
  t.match(await returnsOf(shops, sent.number), [{ state: 'received', version: 3, refund: total }])
  t.match((await ann.visitor.get(`/account/orders/${sent.number}`)).body, /To be paid back: <strong/)
  const { rows } = await db.query<{ subject: string, body: string, html: string }>("select subject, body, html from mail where subject ~ 'return' order by created_at")
  t.match(rows, [
    { subject: `Your return from order ${sent.number}` },
    { subject: `Please send back what you return from order ${sent.number}`, body: /Kiln Lane\nDublin[^]*A label is in your mail\./ },
    { subject: `Your return from order ${sent.number} is here`, body: /2 × Dipped mug, Slate[^]*come back to you/ }
  ])
  t.equal(rows.length, 3)
  t.match((await db.query("select action from audit where action ~ 'returns' and outcome = 'allowed' limit 1")).rows, [{ action: /POST \/admin\/returns\// }])
  const log = (await db.query("select after from audit where kind = 'return' order by at")).rows
  t.match(log, [{ after: { state: 'approved', answer: 'given' } }, { after: { state: 'received' } }], 'what was said to a person does not outlive them in the log')
})

t.test('refused with a word, or decided while the customer withdraws: one of both, and the other is told', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor: boss } } = shops
  const guest = shops.visitor()
  const sent = await sendOrder(boss, guest, { [MUG]: 4 })
  await askBack(guest, sent)
  const [first] = await returnsOf(shops, sent.number)
  t.equal((await decide(boss, first?.id ?? '', 'refuse', '1', { answer: 'It was painted over.' })).statusCode, 303)
  t.match(flashIn(await boss.get('/admin')), [{ text: 'The return is refused, and the customer knows why.' }])
  t.match((await guest.get(sent.url)).body, /data-return-state="refused"[^]*It was painted over\./)
  const late = await decide(boss, first?.id ?? '', 'approve', '1', { answer: 'A word' })
  t.match([late.statusCode, late.body], [422, /You wanted it to be approved\. Robin Keeper was quicker: it is refused by now\./])
  t.equal((await shops.db.query("select from mail where recipient = $1 and body ~ 'painted over'", [ADDRESS.email])).rowCount, 1)

  for (let round = 2; round < 8; round += 1) {
    await askBack(guest, sent)
    const kept = (await returnsOf(shops, sent.number)).at(-1)
    const approve = () => decide(boss.clone().at(shops.apps[0] ?? shops.app), kept?.id ?? '', 'approve', '1')
    const withdraw = () => guest.clone().at(shops.apps[1] ?? shops.app).post(`/orders/${sent.number}/return/withdraw`, { position: String(round), version: '1', key: sent.key })
    const [a, w] = round % 2 ? await Promise.all([approve(), withdraw()]) : (await Promise.all([withdraw(), approve()])).toReversed()
    t.strictSame([a?.statusCode, w?.statusCode].sort(), [303, 422], String(round))
    const now = (await returnsOf(shops, sent.number)).at(-1)
    t.match(now, { state: a?.statusCode === 303 ? 'approved' : 'withdrawn', version: 2 })
    if (now?.state === 'approved') await decide(boss, now.id, 'refuse', '2', { answer: 'It never came.' })
  }
})

t.test('a customer who goes leaves no words behind', async t => {
  const shops = await openAdmin(t)
  const ann = await shops.customer()
  const sent = await sendOrder(shops.boss.visitor, ann.visitor)
  await askBack(ann.visitor, sent, { [MUG]: 1 }, { note: 'Ann Archer, 12 Mill Row' })
  t.match((await ann.visitor.get('/account/data')).body, /"returns": \[[^]*12 Mill Row/)
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
  const [kept] = await returnsOf(shops, sent.number)
  t.notMatch((await shops.boss.visitor.get(`/admin/returns/${kept?.id}`)).body, /Mill Row|Ann Archer/)
  t.equal((await decide(shops.boss.visitor, kept?.id ?? '', 'approve', '1')).statusCode, 303)
  t.equal((await shops.db.query("select from mail where recipient = ''")).rowCount, 0)
})
