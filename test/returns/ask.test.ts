import t from 'tap'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { ADDRESS, placeOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'
import { askBack, returnsOf, sendOrder } from './shop-with-returns.ts'

t.test('a guest with the key, and a customer, ask to send something back, are written to, and think better of it', async t => {
  const shops = await openAdmin(t)
  const ann = await shops.customer()
  for (const visitor of [shops.visitor(), ann.visitor]) {
    const sent = await sendOrder(shops.boss.visitor, visitor)
    const page = (await visitor.get(sent.url)).body
    const link = /href="([^"]*\/return[^"]*)"/.exec(page)?.[1] ?? ''
    const form = await visitor.get(link.replaceAll('&amp;', '&'))
    t.match([form.statusCode, form.headers['cache-control'], form.body], [200, /no-store/, /2 bought/])
    const action = /action="([^"]*\/return)"/.exec(form.body)?.[1] ?? ''
    const key = sent.key && { key: sent.key }
    const wrong = await visitor.post(action, { [`quantity-${MUG}`]: '0', note: 'a <b>word', form_key: 'a'.repeat(24), ...key })
    t.match([wrong.statusCode, wrong.body], [422, /Choose what you would like to send back/])
    t.match(wrong.body, 'a &lt;b&gt;word')
    t.match(wrong.body, 'Choose why you send it back')
    const asked = await askBack(visitor, sent, { [MUG]: 1 }, { note: 'a <b>word', reason: 'damaged' })
    t.match([asked.statusCode, asked.headers.location], [303, sent.key ? sent.url : `/account/orders/${sent.number}`])
    const after = await visitor.get(String(asked.headers.location))
    t.match(flashIn(after), [{ kind: 'success', text: /We have your request/ }])
    t.match(after.body, /data-return="1" data-return-state="requested"[^]*1 × Dipped mug, Slate/)
    const letters = (await lettersTo(shops.db, sent.key ? ADDRESS.email : ADDRESS.email)).filter(({ subject }) => subject === `Your return from order ${sent.number}`)
    t.match(letters, [{ body: /1 × Dipped mug, Slate/ }])

    const withdraw = { position: '1', version: '1', ...key }
    const path = `${action}/withdraw`
    t.equal((await shops.visitor().post(`/orders/${sent.number}/return/withdraw`, { ...withdraw, key: 'x' })).statusCode, 404)
    t.equal((await visitor.post(path, { ...withdraw, version: '2' })).statusCode, 422)
    t.equal((await visitor.post(path, withdraw)).statusCode, 303)
    t.equal((await visitor.post(path, withdraw)).statusCode, 303, 'once more is as good')
    t.strictSame((await returnsOf(shops, sent.number)).map(({ state, version }) => [state, version]), [['withdrawn', 2]])
    t.equal((await askBack(visitor, sent, { [MUG]: 2 })).statusCode, 303, 'all of it can be asked for again')
    t.notMatch((await visitor.get(sent.url)).body, /\/return["?]/, 'and then nothing is left')
    t.equal((await askBack(visitor, sent)).statusCode, 422)
  }
})

t.test('of others’ orders, of what has not left, and when the days are over, nothing comes back', async t => {
  const shops = await openAdmin(t)
  const [ann, bob] = [await shops.customer(), await shops.customer('Bob Baker')]
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  const own = { number, key: '' }
  t.equal((await ann.visitor.get(`/account/orders/${number}/return`)).statusCode, 404, 'it has not left')
  t.equal((await askBack(ann.visitor, own)).statusCode, 422)
  for (const to of ['packed', 'sent']) await step(shops.boss.visitor, number, to)
  for (const visitor of [bob.visitor, shops.visitor()]) {
    t.equal((await askBack(visitor, { number, key: 'x' })).statusCode, 404)
    t.equal((await visitor.get(`/orders/${number}/return`)).statusCode, 404)
  }
  t.equal((await askBack(bob.visitor, own)).statusCode, 404)
  for (const form of [{ no_such_field: '1' }, { [`quantity-${MUG}`]: '100' }, { [`quantity-${MUG}`]: '-1' }, { 'quantity-x y': '1' }, { form_key: '' }]) {
    t.equal((await askBack(ann.visitor, own, {}, form)).statusCode, 422, JSON.stringify(form))
  }
  await shops.db.query("update order_event set at = at - interval '31 days'")
  t.equal((await askBack(ann.visitor, own)).statusCode, 422)
  t.notMatch((await ann.visitor.get(`/account/orders/${number}`)).body, '/return"')
  await step(shops.boss.visitor, number, 'delivered')
  t.equal((await askBack(ann.visitor, own)).statusCode, 303, 'the days count from delivery')
})

t.test('asked for 20 times at once over two processes: never more pieces than were bought, and one form once', async t => {
  const shops = await openAdmin(t, 2)
  const guest = shops.visitor()
  const sent = await sendOrder(shops.boss.visitor, guest, { [MUG]: 3 })
  const at = (index: number) => guest.clone().at(shops.apps[index % 2] ?? shops.app)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => askBack(at(index), sent, { [MUG]: 1 })))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 3)
  t.equal(answers.filter(({ statusCode }) => statusCode === 422).length, 17)
  t.equal((await returnsOf(shops, sent.number)).length, 3)

  await shops.db.query('delete from rate_limit')
  const other = await sendOrder(shops.boss.visitor, guest, { [MUG]: 3 })
  const same = await Promise.all(Array.from({ length: 10 }, (_, index) => askBack(at(index), other, { [MUG]: 3 }, { form_key: 'one-form-sent-ten-times' })))
  t.ok(same.every(({ statusCode }) => statusCode === 303))
  t.equal((await returnsOf(shops, other.number)).length, 1)
  t.equal((await shops.db.query('select from mail where subject = $1', [`Your return from order ${other.number}`])).rowCount, 1)
})
