import t from 'tap'
import { lettersTo, linkTo } from '../helpers/mail.ts'
import { MUG, openShop, openShops, setStock, type Shops } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const CARAFE = 'CARAFE-NIGHT'
const EMAIL = 'zoe@example.com'
const ask = (visitor: Visitor, email = EMAIL, sku = CARAFE): Promise<Answer> => visitor.post('/products/night-carafe/alerts', { sku, email })
const fieldsOf = (path: string): { sku: string, token: string } => {
  const { searchParams } = new URL(path, 'http://shop')
  return { sku: searchParams.get('sku') ?? '', token: searchParams.get('token') ?? '' }
}
const answerOf = ({ statusCode, headers, body }: Answer): unknown => [statusCode, headers.location, body]

/** Asks, and presses the button behind the link of the mail. */
async function wait (shops: Shops, email: string): Promise<{ sku: string, token: string }> {
  await ask(shops.visitor(), email)
  const fields = fieldsOf(await linkTo(shops.db, email, /Shall we write/))
  const { statusCode } = await shops.visitor().post('/alerts/confirm', fields)
  if (statusCode !== 303) throw new Error(`not confirmed: ${statusCode}`)
  return fields
}

t.test('what is sold out offers a mail; it is sent once it is back, to who has confirmed', async t => {
  const shops = await openShop(t)
  const { db, app, visitor } = shops
  const guest = visitor()
  t.match((await guest.get('/products/night-carafe')).body, 'action="/products/night-carafe/alerts"')
  t.notMatch((await guest.get('/products/dusk-teapot')).body, '/alerts"')
  const answer = await ask(guest)
  t.match([answer.statusCode, answer.headers.location, answer.cookies], [303, `/products/night-carafe?sku=${CARAFE}&alert=sent`, []])
  t.match((await guest.get(String(answer.headers.location))).body, /data-flash="success"[\s\S]*Look into your mail/)

  const path = await linkTo(db, EMAIL, /Shall we write/)
  const page = await guest.get(path)
  t.match(page.headers, { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' })
  t.match(page.body, 'Shall we write to you when it is back?')
  await setStock(shops, CARAFE, 5)
  await app.alerts.send()
  t.equal((await lettersTo(db, EMAIL)).length, 1, 'to look at the page is not to say yes')
  await setStock(shops, CARAFE, 0)
  t.match((await guest.submit('/alerts/confirm', fieldsOf(path))).body, '<h1>We write to you when it is back</h1>')
  await app.alerts.send()
  t.equal((await lettersTo(db, EMAIL)).length, 1, 'not before it is back')

  await setStock(shops, CARAFE, 5)
  for (let i = 0; i < 3; i += 1) await app.alerts.send()
  const letters = await lettersTo(db, EMAIL)
  t.match(letters.map(({ subject }) => subject), ['Shall we write to you when it is back?', 'Back in stock: Night carafe'])
  t.match(letters[1]?.body, new RegExp(`/products/night-carafe\\?sku=${CARAFE}`))
  const off = /\/alerts\?\S+/.exec(letters[1]?.body ?? '')?.[0] ?? ''
  t.match((await guest.get(off)).body, 'It is back, and we have written to you')
  const gone = await guest.post('/alerts/off', fieldsOf(off))
  t.equal(gone.headers.location, `/products/night-carafe?sku=${CARAFE}&alert=off`)
  t.equal((await db.query('select from stock_alert')).rowCount, 0)
  t.equal((await guest.get(off)).statusCode, 404)
  t.equal((await db.query('select from session')).rowCount, 0, 'and nobody needed a session')
})

t.test('the link of the first mail takes it off, too', async t => {
  const shops = await openShop(t)
  const fields = await wait(shops, EMAIL)
  await shops.visitor().post('/alerts/off', fields)
  await setStock(shops, CARAFE, 5)
  await shops.app.alerts.send()
  t.equal((await lettersTo(shops.db, EMAIL)).length, 1)
  for (const token of ['', 'x', 'a'.repeat(32)]) {
    for (const action of ['confirm', 'off']) t.equal((await shops.visitor().post(`/alerts/${action}`, { sku: CARAFE, token })).statusCode, 404)
    t.equal((await shops.visitor().get(`/alerts?sku=${CARAFE}&token=${token}`)).statusCode, 404)
  }
})

t.test('the answer is the same for an address that waits, one that was asked, one that is a customer’s, and one that is new', async t => {
  const shops = await openShop(t)
  const { email } = await shops.customer()
  await wait(shops, EMAIL)
  await ask(shops.visitor(), 'asked@example.com')
  const [first, ...others] = await Promise.all([EMAIL, 'asked@example.com', email, 'new@example.com'].map(address => ask(shops.visitor(), address)))
  for (const other of others) t.strictSame(answerOf(other), first && answerOf(first))
  t.equal((await lettersTo(shops.db, EMAIL)).length, 1, 'who waits is not asked again')
  t.equal((await shops.db.query('select from stock_alert where email = $1', [EMAIL])).rowCount, 1)
})

t.test('a customer whose address is confirmed needs no second proof, and nobody else gets on without one', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  t.match((await ann.visitor.get('/products/night-carafe')).body, `value="${ann.email}"`)
  t.match((await ask(ann.visitor, ann.email)).headers.location, /alert=sent$/, 'not while it is not confirmed')
  await shops.db.query('update customer set email_confirmed_at = now() where shopper_id = $1', [ann.shopperId])
  t.match((await ask(ann.visitor, ann.email)).headers.location, /alert=on$/)
  t.match((await ask(ann.visitor, 'other@example.com')).headers.location, /alert=sent$/)
  t.match(JSON.parse((await ann.visitor.get('/account/data')).body), { stockAlerts: [{ sku: CARAFE }] })
  await setStock(shops, CARAFE, 5)
  await shops.app.alerts.send()
  t.equal((await lettersTo(shops.db, ann.email)).filter(({ subject }) => subject.startsWith('Back')).length, 1)
  t.equal((await lettersTo(shops.db, 'other@example.com')).filter(({ subject }) => subject.startsWith('Back')).length, 0)
  await ann.visitor.post('/account/delete', { email: ann.email })
  t.equal((await shops.db.query('select from stock_alert where email = $1', [ann.email])).rowCount, 0)
})

t.test('what was sent begins anew, unconfirmed, when it is asked for again', async t => {
  const shops = await openShop(t)
  const old = await wait(shops, EMAIL)
  await setStock(shops, CARAFE, 1)
  await shops.app.alerts.send()
  await setStock(shops, CARAFE, 0)
  await ask(shops.visitor())
  await setStock(shops, CARAFE, 1)
  await shops.app.alerts.send()
  t.strictSame((await lettersTo(shops.db, EMAIL)).map(({ subject }) => subject.slice(0, 5)), ['Shall', 'Back ', 'Shall'])
  t.equal((await shops.visitor().post('/alerts/confirm', old)).statusCode, 404, 'nor does the old link confirm it')
})

t.test('200 wait, three items, four looks at once over two processes: one mail each', async t => {
  const shops = await openShops(t, 2)
  const { db, apps } = shops
  await db.query("insert into stock_alert (sku, email, token, confirmed_at) select sku, 'w' || i || '@example.com', sku || i, now() from generate_series(1, 200) as i, unnest($1::text[]) as sku", [[CARAFE, MUG, 'TEAPOT-DUSK']])
  await setStock(shops, CARAFE, 1)
  await Promise.all([...apps, ...apps].map(app => app.alerts.send()))
  await Promise.all(apps.map(app => app.alerts.send()))
  const { rows } = await db.query("select count(*)::integer as mails, count(distinct (recipient, subject))::integer as different from mail where subject like 'Back in stock%'")
  t.strictSame(rows, [{ mails: 600, different: 600 }])
  t.equal((await db.query('select from stock_alert where sent_at is null')).rowCount, 0)
})

t.test('when the mail cannot be written, nothing is marked as sent, and the next look does it', async t => {
  const shops = await openShop(t)
  await wait(shops, EMAIL)
  await setStock(shops, CARAFE, 1)
  await shops.db.query("alter table mail add constraint away check (subject not like 'Back%') not valid")
  await t.rejects(shops.app.alerts.send())
  t.equal((await shops.db.query('select from stock_alert where sent_at is null')).rowCount, 1)
  await shops.db.query('alter table mail drop constraint away')
  await shops.app.alerts.send()
  t.equal((await lettersTo(shops.db, EMAIL)).length, 2)
})

t.test('an address that is none comes back with a sentence; what is in stock, or elsewhere, takes no alert', async t => {
  const shops = await openShop(t)
  for (const email of ['', 'zoe', 'zoe@', '<b>@example.com']) {
    const { statusCode, body } = await ask(shops.visitor(), email)
    t.equal(statusCode, 422, email)
    t.match(body, /<a href="#email">Enter /)
  }
  t.match((await ask(shops.visitor(), '"<b>')).body, 'value="&quot;&lt;b&gt;"')
  t.equal((await ask(shops.visitor(), EMAIL, 'NO-SUCH')).statusCode, 404)
  t.equal((await ask(shops.visitor(), EMAIL, MUG)).statusCode, 404, 'of another product')
  const inStock = await shops.visitor().post('/products/dipped-mug/alerts', { sku: MUG, email: EMAIL })
  t.match([inStock.statusCode, inStock.headers.location], [303, `/products/dipped-mug?sku=${MUG}`])
  t.equal((await shops.db.query('select from stock_alert')).rowCount, 0)
})

t.test('no mailbox is filled, and no network asks for all of them', async t => {
  const shops = await openShop(t)
  for (const [i, email] of ['zoe@example.com', 'Zoe+1@example.com', 'zoe+2@example.com', 'ZOE@example.com', 'zoe@example.com', 'zoe+3@example.com', 'zoe@example.com'].entries()) {
    t.equal((await ask(shops.visitor(), email)).statusCode, 303, `${i}`)
  }
  t.equal((await shops.db.query('select from mail')).rowCount, 5)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(shops.visitor(), `a${i}@example.com`)))
  t.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 7)
})

t.test('nothing is kept for longer than it is good for', async t => {
  const { db, app } = await openShop(t)
  const { deleteOldAlerts } = await import('../../src/alerts/queries.ts')
  await db.query(`insert into stock_alert (sku, email, token, created_at, confirmed_at, sent_at) values
    ('A', 'unconfirmed', '1', now() - interval '4 days', null, null), ('A', 'asked', '2', now() - interval '2 days', null, null),
    ('A', 'waits', '3', now() - interval '300 days', now(), null), ('A', 'waits too long', '4', now() - interval '400 days', now(), null),
    ('A', 'sent', '5', now() - interval '40 days', now(), now() - interval '31 days')`)
  t.equal(await deleteOldAlerts(app.db, 100), 3)
  t.strictSame((await db.query('select email from stock_alert order by 1')).rows, [{ email: 'asked' }, { email: 'waits' }])
})
