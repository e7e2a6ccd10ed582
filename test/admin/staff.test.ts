import t from 'tap'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { linkTo } from '../helpers/mail.ts'
import { openShops, PASSWORD, signIn, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'
import { parseRole } from '../../src/admin/staff/role.ts'
import { sayLastSeen } from '../../src/admin/customers/saying.ts'
import { employ, openAdmin, versionIn } from './shop-with-orders.ts'

const INVITED = 'sam@example.org'

async function roleOf ({ db }: Pick<Shops, 'db'>, { shopperId }: Pick<Customer, 'shopperId'>): Promise<string> {
  const { rows: [row] } = await db.query("select role || coalesce(' ' || staff_role, '') as role from customer where shopper_id = $1", [shopperId])
  return row?.role ?? ''
}

async function tokenTo (shops: Pick<Shops, 'db'>, email: string): Promise<string> {
  return new URL(await linkTo(shops.db, email, /invitation/), 'http://shop').searchParams.get('token') ?? ''
}

function saves (boss: Customer, id: string, version: string, post?: string): Promise<Answer> {
  return boss.visitor.post(`/admin/staff/${id}/${post ? 'role' : 'remove'}`, { version, ...post && { post } })
}

t.test('who is invited begins to work here, by a link that works once', async t => {
  const shops = await openAdmin(t)
  const { db, boss, visitor } = shops
  const wrong = await boss.visitor.post('/admin/staff/invitations', { email: 'x', post: '' })
  t.match([wrong.statusCode, wrong.body], [422, /name@example.com[\s\S]*Choose what they will be/])
  t.equal((await boss.visitor.post('/admin/staff/invitations', { email: INVITED, post: 'no-role' })).statusCode, 422)
  t.equal((await boss.visitor.post('/admin/staff/invitations', { email: boss.email, post: 'stockroom' })).statusCode, 422, 'works here already')
  t.equal((await boss.visitor.post('/admin/staff/invitations', { email: ` ${INVITED.toUpperCase()}`, post: 'stockroom' })).statusCode, 303)
  t.equal((await boss.visitor.post('/admin/staff/invitations', { email: INVITED, post: 'admin' })).statusCode, 422, 'one at a time')
  await db.query('delete from rate_limit')

  const first = await tokenTo(shops, INVITED)
  t.equal((await db.query('select from staff_invitation where token_hash = $1', [first])).rowCount, 0, 'the link itself is not kept')
  const page = await boss.visitor.get('/admin/staff')
  const id = /data-invitation="([^"]+)"/.exec(page.body)?.[1]
  t.match(page.body, /sam@example\.org[\s\S]*Stockroom/)
  await boss.visitor.post(`/admin/staff/invitations/${id}/send`)
  const token = await tokenTo(shops, INVITED)
  t.equal((await visitor().get(`/join?token=${first}`)).statusCode, 404, 'sent again: the first link is over')
  const shown = await visitor().get(`/join?token=${token}`)
  t.match([shown.statusCode, shown.headers['referrer-policy'], shown.headers['cache-control'], shown.body], [200, 'strict-origin', /no-store/, /Robin Keeper has invited sam@example\.org[\s\S]*Stockroom/])
  t.match((await visitor().post('/join', { token, name: '', password: 'short' })).body, /Enter your name[\s\S]*at least 15/)

  const answers = await Promise.all([1, 2, 3].map(async () => visitor().post('/join', { token, name: 'Sam', password: PASSWORD })))
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, 404, 404])
  const sam = visitor()
  t.equal((await signIn(sam, { email: INVITED, password: PASSWORD }, { next: '/admin' })).headers.location, '/admin')
  t.strictSame([(await sam.get('/admin/orders')).statusCode, (await sam.get('/admin/returns')).statusCode, (await sam.get('/admin/staff')).statusCode], [200, 404, 404])
  const { rows } = await db.query('select email_confirmed_at is not null as confirmed, role, staff_role from customer where email = $1', [INVITED])
  t.strictSame(rows, [{ confirmed: true, role: 'staff', staff_role: 'stockroom' }])
  const log = await db.query("select actor_name as name, after from audit where kind = 'staff' order by at")
  t.match(log.rows, [{ name: boss.name, after: { invitation: 'sent', role: 'staff' } }, { after: { invitation: 'sent again' } }, { name: 'Sam', after: { role: 'staff', staffRole: 'stockroom' } }])
})

t.test('who has an account accepts with it, once logged in to it; nobody else does, and a link that is withdrawn or old opens nothing', async t => {
  const shops = await openAdmin(t)
  const { db, boss, customer, visitor } = shops
  const [ann, bo] = [await customer('Ann'), await customer('Bo')]
  const invite = async (email: string): Promise<string> => {
    await db.query('delete from rate_limit')
    await boss.visitor.post('/admin/staff/invitations', { email, post: 'order-desk' })
    return tokenTo(shops, email)
  }
  const token = await invite(ann.email)
  t.match((await visitor().get(`/join?token=${token}`)).body, `/login?next=${encodeURIComponent(`/join?token=${token}`)}`)
  t.equal((await visitor().post('/join', { token, name: 'Mallory', password: PASSWORD })).statusCode, 422, 'without a login')
  t.match((await bo.visitor.get(`/join?token=${token}`)).body, /You are logged in as/)
  t.equal((await bo.visitor.post('/join', { token })).statusCode, 422)
  t.strictSame([await roleOf(shops, ann), await roleOf(shops, bo)], ['shopper', 'shopper'])
  await db.query("update customer set locked_at = now(), lock_reason = 'x' where shopper_id = $1", [ann.shopperId])
  t.equal((await ann.visitor.post('/join', { token })).statusCode, 422, 'who is locked')
  await db.query("update customer set locked_at = null, lock_reason = ''")
  t.equal((await ann.visitor.post('/join', { token })).headers.location, '/login?joined=1&next=/admin')
  t.equal(await roleOf(shops, ann), 'staff order-desk')
  t.equal((await ann.visitor.get('/account')).statusCode, 303, 'logged out: a session of staff is another one')

  const second = await invite(bo.email)
  await boss.visitor.get('/admin/staff')
  const id = /data-invitation="([^"]+)"/.exec((await boss.visitor.get('/admin/staff')).body)?.[1]
  t.equal((await boss.visitor.post(`/admin/staff/invitations/${id}/withdraw`)).statusCode, 303)
  t.equal((await bo.visitor.post('/join', { token: second })).statusCode, 404)
  const third = await invite(bo.email)
  await db.query("update staff_invitation set expires_at = now() - interval '1 second'")
  t.equal((await bo.visitor.post('/join', { token: third })).statusCode, 404)
  t.match((await boss.visitor.get('/admin/staff')).body, '>Over<')
  const again = /data-invitation="([^"]+)"/.exec((await boss.visitor.get('/admin/staff')).body)?.[1]
  await db.query('delete from rate_limit')
  const sent: number[] = []
  for (let i = 0; i < 5; i += 1) sent.push((await boss.visitor.post(`/admin/staff/invitations/${again}/send`)).statusCode)
  t.strictSame(sent, [303, 303, 303, 429, 429], 'nobody fills a mailbox')
  t.equal(await roleOf(shops, bo), 'shopper')
})

t.test('whom an admin invited comes in by their word: it falls with the post, or once they are no admin; who sends it again answers for it', async t => {
  const shops = await openShops(t, 2)
  const { db, visitor, apps: [, far] } = shops
  const [boss, olga] = [await employ(shops, 'Robin Keeper', 'admin'), await employ(shops, 'Olga Other', 'admin')]
  const invite = async (by: Customer, email: string): Promise<string> => {
    await db.query('delete from rate_limit')
    t.equal((await by.visitor.post('/admin/staff/invitations', { email, post: 'admin' })).statusCode, 303)
    return tokenTo(shops, email)
  }
  const version = async ({ shopperId }: Customer): Promise<string> => versionIn(await boss.visitor.get(`/admin/staff/${shopperId}`))
  const joins = async (token: string): Promise<Answer> => visitor().post('/join', { token, name: 'Back again', password: PASSWORD })
  const kept = await invite(boss, 'kept@example.org')
  for (const post of ['stockroom', undefined]) {
    await db.query("update customer set role = 'admin', staff_role = null where shopper_id = $1", [olga.shopperId])
    await signIn(olga.visitor, olga)
    const tokens = [await invite(olga, 'one@example.org'), await invite(olga, 'two@example.org')]
    t.equal((await saves(boss, olga.shopperId, await version(olga), post)).statusCode, 303)
    for (const token of tokens) {
      t.equal((await visitor().get(`/join?token=${token}`)).statusCode, 404, post ?? 'removed')
      t.equal((await joins(token)).statusCode, 404)
    }
    t.equal((await db.query('select from staff_invitation')).rowCount, 1, 'hers are gone, and nobody else’s')
    const { rows } = await db.query("select before, after from audit where kind = 'staff' and outcome = 'changed' and key <> $1 and after is null", [olga.shopperId])
    t.strictSame(rows, Array.from({ length: post ? 2 : 4 }, () => ({ before: { invitation: 'sent', role: 'admin', staffRole: null }, after: null })))
  }

  await db.query("update customer set role = 'admin' where shopper_id = $1", [olga.shopperId])
  await signIn(olga.visitor, olga)
  const token = await invite(olga, 'three@example.org')
  await db.query("update customer set role = 'shopper' where shopper_id = $1", [olga.shopperId])
  t.strictSame([(await visitor().get(`/join?token=${token}`)).statusCode, (await joins(token)).statusCode], [404, 404], 'however they came to be no admin')
  const { body } = await boss.visitor.get('/admin/staff')
  t.match(body, /three@example\.org[\s\S]*?>Over</)
  t.equal([...body.matchAll(/>Over</g)].length, 1)
  const id = (await db.query("select invitation_id as id from staff_invitation where email = 'three@example.org'")).rows[0]?.id
  await boss.visitor.post(`/admin/staff/invitations/${id}/send`)
  t.match((await visitor().get(`/join?token=${await tokenTo(shops, 'three@example.org')}`)).body, /Robin Keeper has invited/)
  t.equal((await joins(await tokenTo(shops, 'three@example.org'))).statusCode, 303)
  t.equal((await joins(kept)).statusCode, 303)

  for (let round = 0; round < 5; round += 1) {
    await db.query("update customer set role = 'admin', staff_role = null where shopper_id = $1", [olga.shopperId])
    await db.query('delete from rate_limit')
    await signIn(olga.visitor, olga)
    const late = olga.visitor.clone().at(far ?? shops.app)
    await Promise.all([saves(boss, olga.shopperId, await version(olga)), late.post('/admin/staff/invitations', { email: `late-${round}@example.org`, post: 'admin' })])
    t.equal((await db.query('select from staff_invitation')).rowCount, 0, `invited while they leave, round ${round}`)
  }
})

t.test('a role is given and taken at once, in every process; less of one logs out', async t => {
  const shops = await openShops(t, 2)
  const [boss, other] = [await employ(shops, 'Robin Keeper', 'admin'), await employ(shops, 'Olga Other', 'admin')]
  const sam = await employ(shops, 'Sam Staff', 'staff')
  sam.visitor.at(shops.apps[1] ?? shops.app)
  const version = async ({ shopperId }: Customer): Promise<string> => versionIn(await boss.visitor.get(`/admin/staff/${shopperId}`))
  const seen = async (url: string): Promise<number> => (await sam.visitor.get(url)).statusCode

  t.strictSame([await seen('/admin/returns'), await seen('/admin/staff')], [200, 404])
  const old = await version(sam)
  t.equal((await saves(boss, sam.shopperId, old, 'stockroom')).statusCode, 303)
  t.strictSame([await seen('/admin/orders'), await seen('/admin/returns')], [200, 404])
  const late = await saves(other, sam.shopperId, old, 'shopkeeper')
  t.match([late.statusCode, late.body], [422, /wanted them to be “Shopkeeper”[\s\S]*they are “Stockroom” by now/])
  t.match([(await saves(boss, sam.shopperId, await version(sam), 'no-role')).statusCode, await roleOf(shops, sam)], [422, 'staff stockroom'])
  await saves(boss, sam.shopperId, await version(sam), 'admin')
  t.equal(await seen('/admin/staff'), 200, 'promoted')
  await saves(boss, sam.shopperId, await version(sam), 'order-desk')
  t.equal(await seen('/admin'), 303, 'demoted: logged out')
  await signIn(sam.visitor, sam)
  t.strictSame([await seen('/admin/returns'), await seen('/admin/staff')], [200, 404])
  const page = await boss.visitor.get('/admin/staff')
  t.match(page.body, /Sam Staff[\s\S]*In the last half hour/)
  await boss.visitor.post(`/admin/staff/${sam.shopperId}/devices/end`)
  t.equal(await seen('/admin'), 303)
  await signIn(sam.visitor, sam)
  for (const shared of [undefined, '1']) t.equal((await sam.visitor.post('/admin/orders/views', { name: shared ? 'For all' : 'Mine', list: 'status=placed', shared })).statusCode, 303)
  t.equal((await sam.visitor.post('/admin/orders/layout', { page_size: '100', columns: ['country'], list: '' })).statusCode, 303)
  await saves(boss, sam.shopperId, await version(sam))
  t.strictSame([await seen('/account'), await roleOf(shops, sam)], [303, 'shopper'])
  t.strictSame((await shops.db.query('select name, owner_name from order_view')).rows, [{ name: 'For all', owner_name: 'A former colleague' }], 'what was shared stays')
  t.equal((await shops.db.query('select from admin_setting')).rowCount, 0)
  await signIn(sam.visitor, sam)
  t.strictSame([await seen('/admin'), await seen('/account')], [404, 200])

  t.match((await boss.visitor.get(`/admin/staff/${boss.shopperId}`)).body, /ask another admin/)
  for (const post of ['order-desk', undefined]) t.equal((await saves(boss, boss.shopperId, '1', post)).statusCode, 422, 'nobody their own')
  t.equal(await roleOf(shops, boss), 'admin')
  t.equal((await saves(boss, sam.shopperId, '1')).statusCode, 404, 'a shopper is no colleague')
  const { rows } = await shops.db.query("select before, after from audit where kind = 'staff' and key = $1 order by at", [sam.shopperId])
  t.strictSame(rows.filter(({ after }) => after.role).map(({ after }) => after), [{ staffRole: 'stockroom' }, { role: 'admin', staffRole: null }, { role: 'staff', staffRole: 'order-desk' }, { role: 'shopper', staffRole: null }].filter(({ role }) => role))
})

t.test('two admins who take each other’s role at once, over two processes: one admin is left, 10 rounds', async t => {
  const shops = await openShops(t, 2)
  const admins = [await employ(shops, 'Robin', 'admin'), await employ(shops, 'Olga', 'admin')] as const
  admins[1].visitor.at(shops.apps[1] ?? shops.app)
  for (let round = 0; round < 10; round += 1) {
    for (const each of admins) await signIn(each.visitor, each)
    const { rows } = await shops.db.query('select shopper_id as id, version from customer')
    const versionOf = (id: string): string => String(rows.find(row => row.id === id).version)
    const start = performance.now()
    const answers = await Promise.all([[0, 1], [1, 0]].map(async ([by, whom]) =>
      saves(admins[by as 0 | 1], admins[whom as 0 | 1].shopperId, versionOf(admins[whom as 0 | 1].shopperId), round % 2 ? 'stockroom' : undefined)))
    const left = await shops.db.query("select from customer where role = 'admin'")
    t.equal(left.rowCount, 1, `round ${round}: ${answers.map(({ statusCode }) => statusCode)}`)
    t.equal(answers.filter(({ statusCode }) => statusCode === 303).length >= 1, true)
    t.ok(performance.now() - start < 900, 'nobody waited in a circle')
    await shops.db.query("update customer set role = 'admin', staff_role = null")
    await shops.db.query('delete from rate_limit')
  }
})

t.test('roles are added, changed and removed; what one allows counts with the next request in every process', async t => {
  const shops = await openShops(t, 2)
  const [boss, other] = [await employ(shops, 'Robin Keeper', 'admin'), await employ(shops, 'Olga Other', 'admin')]
  const pat = await employ(shops, 'Pat Packer', 'staff')
  pat.visitor.at(shops.apps[1] ?? shops.app)
  const url = '/admin/staff/roles/packers'
  const empty = await boss.visitor.post('/admin/staff/roles', { name: '' })
  t.match([empty.statusCode, empty.body], [422, /Enter a name[\s\S]*one thing at least/])
  for (const name of ['Admin', 'Roles', 'Order desk', '陶器']) t.equal((await boss.visitor.post('/admin/staff/roles', { name, 'permission-orders': '1' })).statusCode, 422, name)
  t.match((await boss.visitor.get('/admin/staff/roles')).body, /It cannot be changed\.<\/td><td[^>]*><span>2</)
  t.equal((await boss.visitor.post('/admin/staff/roles', { name: 'Packers', 'permission-orders': '1' })).statusCode, 303)
  await saves(boss, pat.shopperId, '1', 'packers')
  const seen = async (): Promise<number[]> => Promise.all(['/admin/orders', '/admin/returns'].map(async path => (await pat.visitor.clone().get(path)).statusCode))
  t.strictSame(await seen(), [200, 404])
  await boss.visitor.post(url, { name: 'Packers and returns', 'permission-returns': '1', version: '1' })
  t.strictSame(await seen(), [404, 200])
  const late = await other.visitor.post(url, { name: 'Mine', 'permission-stock': '1', version: '1' })
  t.match([late.statusCode, late.body], [422, /<strong>Name<\/strong>: yours is “Mine”, now it is “Packers and returns”[\s\S]*Decide on returns<\/strong>: yours is “not allowed”, now it is “allowed”[\s\S]*value="2"[\s\S]*value="Mine"/])
  t.equal((await other.visitor.post(url, { name: 'Mine', 'permission-stock': '1', version: '9' })).statusCode, 422)
  t.equal((await other.visitor.post(url, { name: 'Mine', 'permission-everything': '1', version: '2' })).statusCode, 422)

  const taken = await boss.visitor.post(`${url}/remove`, { version: '2' })
  t.match([taken.statusCode, taken.body], [422, /Somebody has this role/])
  const row = await hold(shops.db, "select from staff_role where staff_role = 'packers' for update")
  const given = saves(boss, other.shopperId, '1', 'packers')
  await untilWaiting(shops.db, 1)
  await row.release()
  t.equal((await given).statusCode, 303)
  await saves(boss, pat.shopperId, '2', 'stockroom')
  t.equal((await boss.visitor.post(`${url}/remove`, { version: '2' })).statusCode, 422, 'the other one has it')
  await saves(boss, other.shopperId, '2', 'stockroom')
  const [removed, late2] = await Promise.all([boss.visitor.post(`${url}/remove`, { version: '2' }), boss.visitor.clone().at(shops.apps[1] ?? shops.app).post(`/admin/staff/${pat.shopperId}/role`, { version: '3', post: 'packers' })])
  t.ok([303, 422].includes(removed.statusCode) && [303, 422].includes(late2.statusCode) && removed.statusCode !== late2.statusCode, `removed or given, never both: ${removed.statusCode}, ${late2.statusCode}`)
  const { rows } = await shops.db.query("select before, after from audit where kind = 'staff role' order by at limit 2")
  t.strictSame(rows, [{ before: null, after: { name: 'Packers', permissions: ['orders'] } }, { before: { name: 'Packers', permissions: ['orders'] }, after: { name: 'Packers and returns', permissions: ['returns'] } }])
})

t.test('who has no second factor is shown, and in production no admin opens without', async t => {
  const shops = await openAdmin(t, 1, { secondFactorRequired: true })
  const { db, boss } = shops
  t.match((await boss.visitor.get('/admin/staff')).headers.location, '/account/second-factor')
  await db.query('update session set second_factor = true')
  await db.query("insert into second_factor (shopper_id, secret) values ($1, 'x')", [boss.shopperId])
  await employ(shops, 'Sam Staff', 'staff')
  t.match((await boss.visitor.get('/admin/staff')).body, /1 colleague has no code at login yet/)
})

t.test('a role as it is typed, and how honestly a visit is told', async t => {
  t.match(parseRole('Money', ['refunds']).errors, { permissions: /too$/ }, 'money goes back on the page of the order')
  t.match(parseRole('  Café & Tea  ', ['orders', 'x']), { key: 'cafe-tea', typed: { name: 'Café & Tea', permissions: ['orders'] }, errors: {} })
  const now = new Date('2026-03-10T12:00:00Z')
  const said = (minutes: number): string => sayLastSeen(new Date(now.getTime() - minutes * 60_000), now, 'en-IE')
  t.strictSame([said(0), said(30), said(31), said(600), said(3 * 1440)], ['In the last half hour', 'In the last half hour', 'In the last 3 hours', 'In the last day', 'In the last 3 days'])
  t.match(said(4 * 1440), /^About .*6/)
})
