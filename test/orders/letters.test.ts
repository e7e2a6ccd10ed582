import t from 'tap'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { ADDRESS, numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { openMailServer } from '../helpers/mail.ts'
import { MUG, openShop, openShops, type Shops } from '../helpers/shop.ts'

interface Posted { recipient: string, subject: string, body: string, html: string }

async function letters ({ db }: Shops): Promise<Posted[]> {
  const { rows } = await db.query<Posted>("select recipient, subject, body, html from mail where subject ~ 'order' order by created_at")
  return rows
}

t.test('who ordered gets it confirmed: number, items, sums, address and the way back, as text and as a page', async t => {
  const shops = await openShop(t, { baseUrl: new URL('https://pottle.example/') })
  await shops.db.query("insert into promotion (promotion_id, name, kind, percent) values ('tenth', 'A tenth off', 'percent', 10)")
  await shops.app.catalog.refresh()
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 2 }, { name: 'Gwen <b>"Guest"', line2: 'Loft & more' }))
  const number = numberIn(answer)
  const [letter, ...others] = await letters(shops)
  t.equal(others.length, 0)
  t.match(letter, { recipient: ADDRESS.email, subject: `Your order ${number}` })
  const { body = '', html = '' } = letter ?? {}
  const link = `https://pottle.example${answer.headers.location}`
  t.ok(body.includes(link))
  t.ok(html.includes(`href="${link}"`))
  const page = (await guest.get(String(answer.headers.location))).body
  const amounts = [...page.matchAll(/<dd class="num">(−?€[\d.]+)<\/dd>/g)].map(([, amount]) => String(amount))
  t.ok(amounts.length >= 4, 'subtotal, discount, delivery, total, tax')
  for (const text of [number, '2 × Dipped mug, Slate', 'A tenth off', ...amounts, 'Includes 23% VAT', 'Dublin', 'Ireland', 'pay it within 14 days']) {
    t.ok(body.includes(text), text)
    t.ok(html.includes(text), text)
  }
  t.ok(body.includes('Gwen <b>"Guest"') && body.includes('Loft & more'), 'the text is plain')
  t.ok(html.includes('Gwen &lt;b&gt;&quot;Guest&quot;') && html.includes('Loft &amp; more') && !html.includes('<b>'), 'the page is escaped')
  t.notMatch(html, /\sstyle=|<script|<img|src=/)

  const ann = await shops.customer()
  const ofAnn = await placeOrder(ann.visitor, { [MUG]: 1 })
  t.match((await letters(shops)).at(-1)?.body, `https://pottle.example/account/orders/${ofAnn}\n`)
})

t.test('an order that is sent many times, over two processes, is confirmed once, and one that was refused never', async t => {
  const shops = await openShops(t, 2)
  const guest = shops.visitor()
  const fields = await prepareOrder(guest, { [MUG]: 1 })
  await guest.clone().post('/orders', { ...fields, expected_total: '1' })
  t.equal((await letters(shops)).length, 0)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => guest.clone().at(shops.apps[at % 2] ?? shops.app).post('/orders', fields)))
  t.equal(new Set(answers.map(numberIn)).size, 1)
  await guest.post('/orders', fields)
  t.equal((await letters(shops)).length, 1)
})

t.test('paid, sent and cancelled are told once each; steps inside the shop are not', async t => {
  const shops = await openAdmin(t, 2)
  const { boss, apps: [one, other] } = shops
  const guest = shops.visitor()
  const number = numberIn(await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 })))
  const both = async (to: string, version: string): Promise<void> => {
    await Promise.all([one, other].map(app => step(boss.visitor.clone().at(app ?? shops.app), number, to, version)))
  }
  await both('packed', '1')
  await both('sent', '2')
  await both('paid', '3')
  await both('delivered', '4')
  t.strictSame((await letters(shops)).map(({ subject }) => subject), [`Your order ${number}`, `Your order ${number} is on its way`, `Your payment for order ${number} is here`])

  const second = await placeOrder(guest, { [MUG]: 1 })
  await step(boss.visitor, second, 'cancelled')
  t.match((await letters(shops)).at(-1), { recipient: ADDRESS.email, subject: `Your order ${second} is cancelled`, body: /nothing to pay/, html: /orders\/P-[0-9A-Z]{8}\?key=/ })
  const ofForgotten = await placeOrder(guest, { [MUG]: 1 })
  await shops.db.query("update orders set email = '' where number = $1", [ofForgotten])
  const before = (await letters(shops)).length
  t.equal((await step(boss.visitor, ofForgotten, 'cancelled')).statusCode, 303)
  t.equal((await letters(shops)).length, before, 'a buyer who was forgotten gets none')
})

t.test('a letter goes out as text and page right after the order, and neither is kept', async t => {
  const server = await openMailServer(t)
  const shops = await openShop(t, { smtpUrl: server.url })
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  for (let at = 0; at < 50 && server.received.length === 0; at += 1) await new Promise(resolve => setTimeout(resolve, 100))
  const [received = ''] = server.received
  t.match(received, `Subject: Your order ${number}`)
  t.match(received, /Content-Type: multipart\/alternative/)
  t.match(received, /Content-Type: text\/plain[^]*Content-Type: text\/html/)
  await shops.app.mail.deliver()
  t.equal((await shops.db.query("select from mail where body <> '' or html <> ''")).rowCount, 0)
})

t.test('the developer sees the page of a letter, in a box that nothing comes to life in', async t => {
  const { visitor, app } = await openShop(t)
  await placeOrder(visitor(), { [MUG]: 1 })
  const link = /href="(\/dev\/mail\/[0-9a-f-]{36})"/.exec((await visitor().get('/dev/mail')).body)?.[1] ?? ''
  const page = await visitor().get(link)
  t.match(page.body, /^<!doctype html>[^]*Your order P-/)
  t.match(page.headers, { 'content-security-policy': /^sandbox; default-src 'none'; style-src 'unsafe-inline';/, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
  for (const id of ['x', '00000000-0000-4000-8000-000000000000', "' or 1=1"]) t.equal((await visitor().get(`/dev/mail/${encodeURIComponent(id)}`)).statusCode, 404, id)
  t.equal((await app.inject({ url: link, remoteAddress: '192.0.2.1' })).statusCode, 404)
  t.equal((await app.inject({ url: link, headers: { host: 'evil.example' } })).statusCode, 404)
})
