import t from 'tap'
import { ACCESS } from '../../src/access.ts'
import { routesOf, type Route } from '../helpers/routes.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { employ, makeOrder, openAdmin, setRole, versionIn } from './shop-with-orders.ts'

/** What the role "order desk" allows, and so admins, too: test/access.test.ts has the rest. */
function isOpenToDesk (method: string, url: string): boolean {
  return /^staff(:(orders|refunds|returns|reviews|reports))?$/.test(ACCESS[`${method.replace('HEAD', 'GET')} ${url}`] ?? '')
}

t.test('staff and admins see the admin; for a shopper none of it is there; a guest may sign in', async t => {
  const shops = await openAdmin(t)
  const { number } = await makeOrder(shops.db)
  const routes = routesOf(shops.app).filter(({ method, url }) => /^\/admin(\/|$)/.test(url) && isOpenToDesk(method, url) && !/:id$|\/invoice|\/slips$/.test(url))
  for (const known of ['GET /admin', 'HEAD /admin', 'GET /admin/orders', 'GET /admin/orders/:number', 'POST /admin/orders/:number/status']) {
    t.ok(routes.some(({ method, url }) => `${method} ${url}` === known), `${known} is among the routes`)
  }

  const guest = shops.visitor()
  const shopper = (await shops.customer()).visitor
  const staff = await employ(shops, 'Sam Staff', 'staff')
  const unknown = await shopper.get('/no-such-page')
  const ask = async (visitor: Visitor, { method, url }: Route): Promise<Answer> => {
    const address = url.replace(':number', number)
    if (method !== 'POST') return visitor.send({ method, url: address })
    return visitor.post(address, { to: 'nothing', version: '1' })
  }

  for (const route of routes) {
    const name = `${route.method} ${route.url}`
    const turnedAway = await ask(guest, route)
    t.equal(turnedAway.statusCode, 303, `${name}, guest`)
    t.match(String(turnedAway.headers.location), /^\/login\?next=%2Fadmin/)
    t.equal(turnedAway.headers['cache-control'], 'private, no-store')

    const hidden = await ask(shopper, route)
    t.equal(hidden.statusCode, 404, `${name}, shopper`)
    if (route.method !== 'HEAD') t.match(hidden.body, /<h1>[^<]*<\/h1>/.exec(unknown.body)?.[0] ?? 'no heading', 'the page of any unknown address')

    for (const [role, visitor] of [['staff', staff.visitor], ['admin', shops.boss.visitor]] as const) {
      const shown = await ask(visitor, route)
      t.equal(shown.statusCode, route.method === 'POST' ? 422 : 200, `${name}, ${role}`)
      t.equal(shown.headers['cache-control'], 'private, no-store')
    }

    await setRole(shops.db, staff, 'shopper')
    t.equal((await ask(staff.visitor, route)).statusCode, 404, `${name}, demoted since`)
    await setRole(shops.db, staff, 'staff')
  }
  t.strictSame(guest.cookies, {}, 'who is turned away gets no cookie')
})

t.test('a page of the admin is open when the role goes: its form does nothing', async t => {
  const shops = await openAdmin(t)
  const { number } = await makeOrder(shops.db)
  const page = await shops.boss.visitor.get(`/admin/orders/${number}`)
  await setRole(shops.db, shops.boss, 'shopper')
  const refused = await shops.boss.visitor.post(`/admin/orders/${number}/status`, { to: 'packed', version: versionIn(page) })
  t.equal(refused.statusCode, 404)
  const { rows } = await shops.db.query('select status, version from orders')
  t.strictSame(rows, [{ status: 'placed', version: 1 }])
})

t.test('who signs in on the way to a page of the admin gets there', async t => {
  const shops = await openAdmin(t)
  const visitor = shops.visitor()
  const turnedAway = await visitor.get('/admin/orders?status=paid&q=mug')
  const next = new URL(String(turnedAway.headers.location), 'http://shop').searchParams.get('next') ?? ''
  const signedIn = await visitor.post('/login', { email: shops.boss.email, password: shops.boss.password, next })
  t.equal(signedIn.headers.location, '/admin/orders?status=paid&q=mug')
})

t.test('no spelling of an address leads around the guard', async t => {
  const shops = await openAdmin(t)
  const shopper = (await shops.customer()).visitor
  for (const url of ['//admin', '/Admin', '/ADMIN/orders', '/admin/', '/admin/orders/', '/admin%2forders', '/admin;x', '/admin/../admin', '/./admin', '/%61dmin', '/admin/orders/%2e%2e', '/admin/nothing']) {
    const { statusCode, body } = await shopper.get(url)
    t.ok(statusCode === 404 || statusCode === 400, `${url}: ${statusCode}`)
    t.notMatch(body, 'Longest waiting')
  }
  const foreign = await shops.boss.visitor.post('/admin/orders/P-00000000/status', { to: 'paid', version: '1' }, { 'sec-fetch-site': 'cross-site' })
  t.equal(foreign.statusCode, 403)
})
