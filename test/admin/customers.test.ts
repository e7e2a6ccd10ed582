import type pg from 'pg'
import t, { type Test } from 'tap'
import { placeOrder } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { lettersTo, linkTo } from '../helpers/mail.ts'
import { MUG, openShops, signIn, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer, Form } from '../helpers/visitor.ts'
import { employ, linkIn, makeOrder, openAdmin, step, versionIn } from './shop-with-orders.ts'

const SECRET = 'a jug of rather good tea'

/** Somebody whose role lets them see to customers, and no more. */
async function openDesk (t: Parameters<typeof openShops>[0], count = 1): Promise<Shops & { desk: Customer, boss: Customer }> {
  const shops = await openAdmin(t, count)
  await shops.db.query("insert into staff_role (staff_role, name, permissions) values ('welcome', 'Welcome', '{customers}')")
  const desk = await employ(shops, 'Dee Desk', 'staff')
  await shops.db.query("update customer set staff_role = 'welcome' where shopper_id = $1", [desk.shopperId])
  return { ...shops, desk }
}

/** The names in the list, from the top. */
function namesIn ({ body }: Answer): string[] {
  return [...body.matchAll(/data-customer-row="[^"]*"[\s\S]*?<a href="[^"]*">([^<]*)</g)].map(([, name]) => String(name))
}

async function makeCustomers (db: pg.Pool, count: number): Promise<void> {
  await db.query(`
    insert into customer (shopper_id, email, name, password_hash, created_at, email_confirmed_at, locked_at, lock_reason)
    select gen_random_uuid(), 'n' || n || '@many.example', 'Many ' || chr(65 + n % 7) || n, '', timestamptz '2026-03-01T12:00:00.000001Z' + (n / 3) * interval '1 microsecond',
           case when n % 2 = 0 then now() end, case when n % 5 = 0 then now() end, case when n % 5 = 0 then 'x' else '' end
      from generate_series(1, $1) n
  `, [count])
}

t.test('customers are found by name, address and order, in every part and order of the list', async t => {
  const { db, desk, boss, customer, visitor } = await openDesk(t)
  const tomas = await customer('Tomás O’Hara-Ferreira')
  const number = await placeOrder(tomas.visitor, { [MUG]: 1 })
  const { number: guests } = await makeOrder(db)
  await makeCustomers(db, 110)
  const list = async (query: string): Promise<string[]> => namesIn(await desk.visitor.get(`/admin/customers?${query}`))

  for (const q of ['tomás', 'FERR', 'o’hara', tomas.email, tomas.email.slice(0, 4), `${tomas.email.split('@')[0]}@`, number, number.toLowerCase().slice(2)]) {
    t.ok((await list(`q=${encodeURIComponent(q)}`)).includes(tomas.name), q)
  }
  t.strictSame(await list(`q=${number}`), [tomas.name])
  t.strictSame(await list('q=n12@many'), ['Many F12'])
  t.strictSame(await list('q=many%20c9'), ['Many C93', 'Many C9'])
  for (const q of ['nobody', '%', "'", '\\', 'zz:*', '%@', '!many']) t.equal((await desk.visitor.get(`/admin/customers?q=${encodeURIComponent(q)}`)).statusCode, 200, q)
  t.match((await desk.visitor.get(`/admin/customers?q=${guests}`)).body, /placed without an account/)
  t.strictSame(await list('role=admin'), [boss.name])
  t.strictSame(await list('role=staff&q=dee'), [desk.name])

  for (const [sort, ways] of Object.entries({ 'joined-desc': ['', '&q=many', '&role=shopper'], 'joined-asc': ['&part=locked'], 'name-asc': ['&part=unconfirmed'], 'name-desc': ['', '&q=many'] })) {
    for (const more of ways) {
      const there: string[] = []
      let url: string | undefined = `/admin/customers?sort=${sort}${more}`
      let last = url
      while (url && there.length < 500) { // a list that goes in a circle ends, too
        const page = await desk.visitor.get(last = url)
        there.push(...namesIn(page))
        url = linkIn(page, 'Next')
      }
      const back: string[] = []
      for (url = last; url && back.length < 500;) {
        const page = await desk.visitor.get(url)
        back.unshift(...namesIn(page))
        url = linkIn(page, 'Previous')
      }
      const { rows } = await db.query(`select name from customer where true ${{ '': '', '&part=locked': 'and locked_at is not null', '&part=unconfirmed': 'and email_confirmed_at is null', '&q=many': "and name like 'Many%'", '&role=shopper': "and role = 'shopper'" }[more]}
        order by ${sort.startsWith('name') ? 'lower(name) collate "C"' : 'created_at'} ${sort.split('-')[1]}, shopper_id ${sort.split('-')[1]}`)
      t.strictSame(there, rows.map(({ name }) => name), `${sort}${more}`)
      t.strictSame(back, there, `${sort}${more}, backwards`)
    }
  }
  for (const bad of ['after=x', 'part=all', 'sort=x', 'role=boss', 'page=2']) t.equal((await desk.visitor.get(`/admin/customers?${bad}`)).statusCode, 422, bad)
  t.strictSame(await list('after=00000000-0000-4000-8000-000000000000'), [], 'a customer who is gone')
  t.equal((await visitor().get('/admin/customers')).statusCode, 303)
  t.equal((await tomas.visitor.get('/admin/customers')).statusCode, 404)
})

t.test('the page of a customer shows what there is, and nothing to do in their name', async t => {
  const { db, desk, boss, customer } = await openDesk(t)
  const ann = await customer('Ann <b>Archer</b>')
  const number = await placeOrder(ann.visitor, { [MUG]: 2 })
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '3' })
  const { body } = await desk.visitor.get(`/admin/customers/${ann.shopperId}`)
  for (const shown of [ann.email, number, 'Kiln Lane', '3 × ', '1 order worth', 'E-mail not confirmed', 'In the last half hour', 'Ann &lt;b&gt;Archer']) t.match(body, shown)
  t.notMatch(body, /href="\/admin\/orders/, 'who may not see orders gets no way to them')
  t.match((await boss.visitor.get(`/admin/customers/${ann.shopperId}`)).body, new RegExp(`href="/admin/orders\\?customer=${ann.shopperId}"`))
  t.notMatch(body, /impersonat|log in as/i)
  for (const id of ['x', '00000000-0000-4000-8000-000000000000']) t.equal((await desk.visitor.get(`/admin/customers/${id}`)).statusCode, 404, id)
  t.equal((await db.query("select from audit where outcome = 'changed'")).rowCount, 0)
})

t.test('a device, or all, is logged out from the admin, at once and in every process', async t => {
  const shops = await openDesk(t, 2)
  const { db, desk, customer, visitor, apps: [, other] } = shops
  const ann = await customer()
  const phone = visitor().at(other ?? shops.app)
  await signIn(phone, ann)
  const url = `/admin/customers/${ann.shopperId}`
  const ids = [...(await desk.visitor.get(url)).body.matchAll(/data-device="([^"]+)"/g)].map(([, id]) => id)
  t.equal(ids.length, 2)
  const late = phone.clone()
  t.equal((await desk.visitor.post(`${url}/devices/${ids[0]}/end`)).statusCode, 303)
  t.equal((await phone.get('/account')).statusCode, 303, 'the phone, which was used last')
  t.equal((await ann.visitor.get('/account')).statusCode, 200)
  t.equal((await desk.visitor.post(`${url}/devices/${ids[0]}/end`)).statusCode, 404)
  await late.post('/cart/items', { sku: MUG })
  t.strictSame(await ann.visitor.cart(), {}, 'a late request writes nothing')
  await desk.visitor.post(`${url}/devices/end`)
  t.equal((await ann.visitor.get('/account')).statusCode, 303)
  const { rows } = await db.query("select key, before, after from audit where kind = 'customer' order by at")
  t.strictSame(rows, [{ key: ann.shopperId, before: { devices: 2 }, after: { devices: 1 } }, { key: ann.shopperId, before: { devices: 1 }, after: { devices: 0 } }])
})

t.test('who is locked is out everywhere, is told so by mail alone, and no new password opens the account', async t => {
  const { db, desk, boss, customer, visitor } = await openDesk(t)
  const ann = await customer()
  const bo = await customer('Bo')
  await visitor().post('/forgot-password', { email: ann.email })
  const link = await linkTo(db, ann.email, /new password/)
  const url = `/admin/customers/${ann.shopperId}`
  const page = await desk.visitor.get(url)
  const empty = await desk.visitor.post(`${url}/lock`, { version: versionIn(page), reason: ' ' })
  t.match([empty.statusCode, empty.body], [422, /Say why/])
  t.equal((await desk.visitor.post(`${url}/lock`, { version: versionIn(page), reason: 'Three chargebacks' })).statusCode, 303)
  t.match((await desk.visitor.get(url)).body, /Three chargebacks/)
  t.equal((await ann.visitor.get('/account')).statusCode, 303)

  const told = (answer: Answer): unknown => [answer.statusCode, answer.body.replaceAll(ann.email, '…').replaceAll(bo.email, '…'), answer.cookies]
  t.strictSame(told(await signIn(visitor(), ann)), told(await signIn(visitor(), { email: bo.email, password: 'not the password' })), 'the right password is answered like a wrong one')
  const program = await visitor().api('POST', '/session', { email: ann.email, password: ann.password })
  t.match([program.status, program.body.type], [401, /wrong-password/])
  t.equal((await visitor().get(link)).statusCode, 404, 'a link that was sent before is over')
  const asked = await visitor().post('/forgot-password', { email: ann.email })
  t.equal(asked.headers.location, '/forgot-password?sent=1', 'and a new one is not sent')
  const letters = await lettersTo(db, ann.email)
  t.strictSame(letters.slice(-2).map(({ subject }) => subject), ['Your account is locked', 'Your account is locked'])
  t.match(letters.at(-1)?.body, /answer this mail[\s\S]*1 Kiln Lane/)
  t.notMatch(letters.map(({ body }) => body).join(), /chargebacks/)

  const late = await boss.visitor.post(`${url}/lock`, { version: versionIn(page), reason: 'Something else' })
  t.match([late.statusCode, late.body], [422, /Dee Desk was quicker[\s\S]*Three chargebacks/])
  await boss.visitor.post(`${url}/unlock`, { version: versionIn(await boss.visitor.get(url)) })
  t.equal((await signIn(visitor(), ann)).statusCode, 303)
  t.equal((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your account is open again')
  const { rows } = await db.query("select actor_name as name, before, after from audit where kind = 'customer' order by at")
  t.strictSame(rows, [{ name: 'Dee Desk', before: { locked: false }, after: { locked: true } }, { name: boss.name, before: { locked: true }, after: { locked: false } }])
})

t.test('a login that is under way when the lock is set does not survive it', async t => {
  const shops = await openDesk(t, 2)
  const { db, desk, customer, visitor, apps } = shops
  const alive = async (id: string): Promise<number | null> => (await db.query('select from session where shopper_id = $1 and ended_at is null', [id])).rowCount
  const lock = async (id: string): Promise<Answer> => desk.visitor.post(`/admin/customers/${id}/lock`, { version: '1', reason: 'Fraud' })
  for (const first of ['login', 'lock'] as const) {
    const ann = await customer()
    const row = await hold(db, 'select from customer where shopper_id = $1 for update', [ann.shopperId])
    const steps = { login: () => signIn(visitor().at(apps[1] ?? shops.app), ann), lock: () => lock(ann.shopperId) }
    const one = steps[first]()
    await untilWaiting(db, 1)
    const two = steps[first === 'login' ? 'lock' : 'login']()
    await untilWaiting(db, 2)
    await row.release()
    t.strictSame([(await one).statusCode, (await two).statusCode], first === 'login' ? [303, 303] : [303, 422], first)
    t.equal(await alive(ann.shopperId), 0)
  }
  for (let round = 0; round < 5; round += 1) {
    const ann = await customer()
    await Promise.all([lock(ann.shopperId), ...apps.map(app => signIn(visitor().at(app), ann)), ann.visitor.post('/account/confirm', { password: SECRET })])
    t.equal(await alive(ann.shopperId), 0, `round ${round}`)
  }
})

const TRACKING = ['FIRST1', 'SECOND2']

/** All of a day's work that has a person's name, address or parcel in it. */
async function doAllWith (t: Test, { visitor }: Customer, { email, name }: Customer, number: string): Promise<void> {
  const invitation = async (): Promise<string> => /data-invitation="([^"]+)"/.exec((await visitor.get('/admin/staff')).body)?.[1] ?? ''
  const post = async (url: string, form: Form = {}): Promise<void> => { t.equal((await visitor.post(url, form)).statusCode, 303, url) }
  await post('/admin/staff/invitations', { email, post: 'stockroom' })
  await post(`/admin/staff/invitations/${await invitation()}/send`)
  await post(`/admin/staff/invitations/${await invitation()}/withdraw`)
  await post('/admin/staff/invitations', { email, post: 'stockroom' })
  for (const to of ['packed', 'sent']) t.equal((await step(visitor, number, to)).statusCode, 303, to)
  await post(`/admin/orders/${number}/tracking`, { carrier: 'other', tracking_number: TRACKING[0], previous: '' })
  await post(`/admin/orders/${number}/tracking`, { carrier: 'other', tracking_number: TRACKING[1], previous: TRACKING[0] })
  const list = String(new URLSearchParams({ status: 'sent', q: name, customer: email }))
  t.equal((await visitor.get(`/admin/orders.csv?${list}`)).statusCode, 200)
  await post('/admin/orders/views', { name: 'To ask', shared: '1', list })
  t.equal((await visitor.get(`/admin/audit.csv?kind=staff&q=${encodeURIComponent(email)}`)).statusCode, 200)
}

t.test('data are handed out, and an account is erased, to who gave the password lately and typed the address', async t => {
  const { db, desk, boss, customer } = await openDesk(t)
  const ann = await customer()
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
  const url = `/admin/customers/${ann.shopperId}`
  await db.query("update session set created_at = created_at - interval '16 minutes' where shopper_id = $1", [desk.shopperId])
  for (const page of ['data', 'erase']) t.equal((await desk.visitor.get(`${url}/${page}`)).headers.location, `/account/confirm?next=${encodeURIComponent(`${url}/${page}`)}`)
  t.equal((await desk.visitor.post(`${url}/erase`, { email: ann.email })).headers.location, '/account/confirm?next=%2Fadmin')
  t.equal((await ann.visitor.get('/account')).statusCode, 200)
  await desk.visitor.post('/account/confirm', { password: desk.password, next: `${url}/erase` })

  const data = await desk.visitor.get(`${url}/data`)
  t.match([data.headers['content-disposition'], data.json()], [/^attachment/, { customer: { email: ann.email }, basket: { items: [{ sku: MUG, quantity: 2 }] }, orders: [{ number }] }])
  t.match((await desk.visitor.get(`${url}/erase`)).body, /1 order in the books/)
  const wrong = await desk.visitor.post(`${url}/erase`, { email: 'other@example.com' })
  t.match([wrong.statusCode, wrong.body], [422, /right one is erased/])
  const owed = await desk.visitor.post(`${url}/erase`, { email: ann.email })
  t.match([owed.statusCode, owed.body], [422, /not sent yet/])
  await doAllWith(t, boss, ann, number)
  await db.query("update orders set status = 'delivered'")
  t.equal((await desk.visitor.post(`${url}/erase`, { email: ` ${ann.email.toUpperCase()}` })).headers.location, '/admin/customers')
  t.equal((await ann.visitor.get('/account')).statusCode, 303)
  t.equal((await desk.visitor.get(url)).statusCode, 404)
  t.equal((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your account is deleted')
  const { rows } = await db.query("select key, before, after from audit where kind = 'customer' order by at")
  t.strictSame(rows, [{ key: ann.shopperId, before: null, after: { data: 'taken' } }, { key: ann.shopperId, before: { account: 'kept' }, after: { account: 'erased' } }])
  const words = [ann.email, ann.name, ...ann.name.split(' '), ...TRACKING].map(word => `%${word}%`)
  const told = await db.query("select kind, key, before, after from audit where audit::text ilike any($1) or replace(audit::text, '+', ' ') ilike any($1)", [words])
  t.strictSame(told.rows, [], 'no word of the person')
  t.equal((await db.query('select from staff_invitation')).rowCount, 0)
  const { rows: done } = await db.query("select kind, key, before, after from audit where kind in ('export', 'view', 'staff') or after ? 'trackingNumber' order by at")
  t.match(done, [
    { kind: 'staff', before: null, after: { invitation: 'sent', role: 'staff', staffRole: 'stockroom' } },
    { kind: 'staff', before: {}, after: { invitation: 'sent again' } },
    { kind: 'staff', before: { invitation: 'sent', role: 'staff', staffRole: 'stockroom' }, after: null },
    { kind: 'staff', after: { invitation: 'sent' } },
    { kind: 'order', key: number, before: {}, after: { carrier: 'other', trackingNumber: 'changed' } },
    { kind: 'order', key: number, before: {}, after: { trackingNumber: 'changed' } },
    { kind: 'export', key: 'orders', after: { status: 'sent', q: 'given', customer: 'given' } },
    { kind: 'view', key: 'To ask', after: { name: 'To ask', query: 'status=sent&q=given&customer=given', shared: true } },
    { kind: 'export', key: 'audit', after: { kind: 'staff', words: 'given' } }
  ])
})

t.test('nothing is done here to who works in the shop', async t => {
  const { desk, boss } = await openDesk(t)
  for (const { visitor } of [desk, boss]) {
    for (const { shopperId, email } of [desk, boss]) {
      const url = `/admin/customers/${shopperId}`
      const { body } = await visitor.get(url)
      t.match(body, 'works here')
      t.notMatch(body, /<form[^>]*action="\/admin\/customers\/|data-device/)
      const forms: Array<[string, Record<string, string>]> = [['lock', { version: '1', reason: 'Out' }], ['unlock', { version: '1' }], ['devices/end', {}], ['devices/AAAAAAAAAAAAAAAA/end', {}], ['erase', { email }]]
      for (const [path, form] of forms) t.equal((await visitor.post(`${url}/${path}`, form)).statusCode, 404, path)
      for (const path of ['data', 'erase']) t.equal((await visitor.get(`${url}/${path}`)).statusCode, 404, path)
    }
  }
  t.equal((await desk.visitor.get('/admin/customers')).statusCode, 200, 'both are still here')
})
