import Fastify from 'fastify'
import fp from 'fastify-plugin'
import t from 'tap'
import { ACCESS, type Access } from '../src/access.ts'
import accessPlugin from '../src/plugins/access.ts'
import { employ, makeOrder, openAdmin } from './admin/shop-with-orders.ts'
import { placeOrder } from './helpers/checkout.ts'
import { routesOf } from './helpers/routes.ts'
import { MUG } from './helpers/shop.ts'
import type { Answer, Visitor } from './helpers/visitor.ts'

type Role = 'guest' | 'shopper' | 'shopper a while ago' | 'staff' | 'admin'
type Outcome = 'let in' | 'log in' | 'give the password' | 'not there'

const EXPECTED: Record<Exclude<Access, `staff:${string}` | `${string} recent`>, Record<Role, Outcome>> = {
  anyone: { guest: 'let in', shopper: 'let in', 'shopper a while ago': 'let in', staff: 'let in', admin: 'let in' },
  owner: { guest: 'let in', shopper: 'let in', 'shopper a while ago': 'let in', staff: 'let in', admin: 'let in' },
  customer: { guest: 'log in', shopper: 'let in', 'shopper a while ago': 'let in', staff: 'let in', admin: 'let in' },
  recent: { guest: 'log in', shopper: 'let in', 'shopper a while ago': 'give the password', staff: 'let in', admin: 'let in' },
  staff: { guest: 'log in', shopper: 'not there', 'shopper a while ago': 'not there', staff: 'let in', admin: 'let in' },
  admin: { guest: 'log in', shopper: 'not there', 'shopper a while ago': 'not there', staff: 'not there', admin: 'let in' }
}

/** What the role of the staff allows: see `employ`. */
const PERMITTED = ['staff:orders', 'staff:refunds', 'staff:returns', 'staff:reviews', 'staff:reports']

function expectedOf (access: Access, role: Role): Outcome {
  // Staff and admins have logged in just now: what becomes of those who have not is asked in admin/customers.test.ts.
  const [rule] = access.split(' ') as [Access]
  if (rule !== access) return expectedOf(rule, role)
  if (access in EXPECTED) return EXPECTED[access as keyof typeof EXPECTED][role]
  return role === 'staff' && !PERMITTED.includes(access) ? 'not there' : EXPECTED.staff[role]
}

/** Routes that answer 404 to those who are let in, because what is asked for is made up. */
const MADE_UP = /:(sku|slug|id|number|token|role)|reset-password|confirm-email|join|alerts|cart\/link/

function outcomeOf ({ statusCode, headers }: Answer): Outcome {
  const target = String(headers.location)
  if ((statusCode === 303 && target.startsWith('/login?next=')) || statusCode === 401) return 'log in'
  if (statusCode === 303 && target.startsWith('/account/confirm?next=')) return 'give the password'
  return statusCode === 404 ? 'not there' : 'let in'
}

t.test('every route lets in whom its rule says, and nobody else', async t => {
  const shops = await openAdmin(t)
  const { app, db } = shops
  const { number } = await makeOrder(db)
  const old = await shops.customer('Otto Old')
  const browsers: Record<Role, Visitor> = {
    guest: shops.visitor(),
    shopper: (await shops.customer()).visitor,
    'shopper a while ago': old.visitor,
    staff: (await employ(shops, 'Sam Staff', 'staff')).visitor,
    admin: shops.boss.visitor
  }
  await db.query("update session set created_at = created_at - interval '16 minutes' where shopper_id = $1", [old.shopperId])

  const known = new Set(Object.keys(ACCESS))
  for (const { method, url } of routesOf(app)) {
    const rule = `${method.replace('HEAD', 'GET')} ${url}`
    const access = ACCESS[rule]
    known.delete(rule)
    if (url === '/logout' || (url === '/api/v1/session' && method === 'DELETE') || !access) continue
    const address = url.replace(':number', access.startsWith('staff') ? number : 'P-AAAAAAAA').replace(/:\w+/, 'NOTHING-OF-THIS')
    for (const [role, visitor] of Object.entries(browsers) as Array<[Role, Visitor]>) {
      await db.query('delete from rate_limit')
      const answer = method === 'POST' ? await visitor.clone().post(address, { no_such_field: '1' }) : await visitor.clone().send({ method, url: address })
      const outcome = outcomeOf(answer)
      const expected = expectedOf(access, role)
      const fits = outcome === expected || (expected === 'let in' && outcome === 'not there' && MADE_UP.test(url))
      t.ok(fits && answer.statusCode < 500, `${method} ${url} for ${role}: ${outcome} (${answer.statusCode}), expected ${expected}`)
    }
  }
  t.strictSame([...known], [], 'no rule without a route')
})

t.test('only the health of the process and its files stand outside of the table', async t => {
  const { app } = await openAdmin(t)
  const outside = routesOf(app).filter(({ method, url }) => !ACCESS[`${method.replace('HEAD', 'GET')} ${url}`]).map(({ url }) => url)
  for (const url of new Set(outside)) t.match(url, /^\/(healthz|readyz|static\/\*|favicon\.ico|\*)$/)
})

t.test('a route without a rule stops the start', async t => {
  const app = Fastify()
  await app.register(fp(async () => {}, { name: 'session' }))
  await app.register(accessPlugin, { adminHost: undefined, secondFactorRequired: false })
  t.throws(() => app.get('/new', () => 'x'), /GET \/new has no rule/)
})

t.test('what belongs to somebody else is answered like what does not exist', async t => {
  const shops = await openAdmin(t)
  const [ann, bo] = [await shops.customer(), await shops.customer('Bo')]
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  const { rows: [{ id }] } = await shops.db.query('select left(sid, 16) as id from session where shopper_id = $1', [ann.shopperId])
  const pairs: Array<['GET' | 'POST', string, string]> = [
    ['GET', `/orders/${number}`, '/orders/P-AAAAAAAA'], ['GET', `/account/orders/${number}`, '/account/orders/P-AAAAAAAA'],
    ['POST', `/account/devices/${id}/end`, '/account/devices/AAAAAAAAAAAAAAAA/end']
  ]
  for (const visitor of [bo.visitor, shops.visitor()]) {
    for (const [method, theirs, nobodys] of pairs) {
      const ask = (url: string) => method === 'GET' ? visitor.get(url) : visitor.post(url)
      const [a, b] = [await ask(theirs), await ask(nobodys)]
      const plain = ({ body }: Answer, url: string): string => body.replaceAll(url, '…').replaceAll(encodeURIComponent(url), '…')
      t.equal(a.statusCode, b.statusCode, theirs)
      t.equal(plain(a, theirs), plain(b, nobodys), theirs)
    }
  }
  t.equal((await ann.visitor.get('/account')).statusCode, 200, 'and her session lives')
})

t.test('with ADMIN_HOST set the admin is there and nowhere else', async t => {
  const shops = await openAdmin(t, 1, { adminHost: 'admin.shop.example' })
  const ask = async (host: string) => (await shops.boss.visitor.get('/admin/orders', { host })).statusCode
  t.equal(await ask('admin.shop.example'), 200)
  for (const host of ['shop.example', 'localhost', 'admin.shop.example.evil.example', 'ADMIN.shop.example:81']) t.equal(await ask(host), 404, host)
  t.equal((await shops.boss.visitor.get('/admin/orders', { host: 'shop.example', 'x-forwarded-host': 'admin.shop.example' })).statusCode, 404)
  t.equal((await shops.visitor().get('/admin', { host: 'shop.example' })).statusCode, 404, 'not even a way to the login')
})

t.test('changes in the admin, and who was refused there, are written down', async t => {
  const shops = await openAdmin(t)
  const { number } = await makeOrder(shops.db)
  const shopper = await shops.customer('Mallory')
  await shopper.visitor.post(`/admin/orders/${number}/status`, { to: 'paid', version: '1' })
  await shopper.visitor.get('/admin/audit')
  await shops.boss.visitor.post(`/admin/orders/${number}/status`, { to: 'paid', version: '1' })
  const { rows } = await shops.db.query("select actor_name, action, outcome from audit where outcome <> 'changed' order by at")
  t.strictSame(rows, [
    { actor_name: 'Mallory', action: `POST /admin/orders/${number}/status`, outcome: 'refused' },
    { actor_name: 'Mallory', action: 'GET /admin/audit', outcome: 'refused' },
    { actor_name: 'Robin Keeper', action: `POST /admin/orders/${number}/status`, outcome: 'allowed' }
  ])
  const page = await shops.boss.visitor.get('/admin/audit')
  t.match(page.body, /Mallory[\s\S]*Refused/)
})
