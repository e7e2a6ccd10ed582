import t from 'tap'
import { doAll } from '../../src/plugins/jobs/regularly.ts'
import { deleteExpiredSessions } from '../../src/plugins/session/queries.ts'
import { openShop, signIn, MUG, type Shops } from '../helpers/shop.ts'

const hours = async ({ db }: Shops, column: 'expire' | 'expire_absolute'): Promise<number> => {
  const { rows: [row] } = await db.query(`select extract(epoch from ${column} - now()) / 3600 as hours from session where ended_at is null`)
  return Math.round(Number(row?.hours) * 10) / 10
}

t.test('how long each kind of session lives, and whether its cookie outlives the browser', async t => {
  const shops = await openShop(t)
  const visitor = shops.visitor()
  const added = await visitor.post('/cart/items', { sku: MUG })
  t.equal(await hours(shops, 'expire'), 30 * 24)
  t.ok(added.cookies[0]?.expires, 'a visit is kept for the next')

  const ann = await shops.customer()
  const kinds: Array<{ role: string, more: Record<string, string>, idle: number, absolute: number, persistent: boolean }> = [
    { role: 'shopper', more: {}, idle: 24, absolute: 24, persistent: false },
    { role: 'shopper', more: { remember: '1' }, idle: 30 * 24, absolute: 30 * 24, persistent: true },
    { role: 'staff', more: { remember: '1' }, idle: 0.5, absolute: 12, persistent: false },
    { role: 'admin', more: {}, idle: 0.5, absolute: 12, persistent: false }
  ]
  for (const { role, more, idle, absolute, persistent } of kinds) {
    await shops.db.query('delete from session')
    await shops.db.query('update customer set role = $1', [role])
    const answer = await signIn(shops.visitor(), ann, more)
    t.strictSame([await hours(shops, 'expire'), await hours(shops, 'expire_absolute')], [idle, absolute], role)
    t.equal(answer.cookies[0]?.expires !== undefined, persistent)
  }
})

t.test('the database judges: past either limit a session is gone, whatever the browser sends', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  for (const limit of ['expire', 'expire_absolute']) {
    await signIn(ann.visitor, ann)
    t.equal((await ann.visitor.get('/account')).statusCode, 200)
    await shops.db.query(`update session set ${limit} = now() - interval '1 second'`)
    t.equal((await ann.visitor.get('/account')).statusCode, 303)
    t.equal((await ann.visitor.post('/cart/items', { sku: MUG })).statusCode, 303)
    t.equal((await ann.visitor.get('/account')).statusCode, 303, 'an add afterwards is a new visitor\'s')
  }
})

t.test('use moves the idle limit, at most once per tenth of the lifetime and never past the absolute one', async t => {
  const shops = await openShop(t)
  const visitor = shops.visitor()
  await visitor.post('/cart/items', { sku: MUG })
  await visitor.get('/cart')
  const age = (interval: string): Promise<unknown> =>
    shops.db.query('update session set seen_at = seen_at - $1::interval, expire = expire - $1::interval', [interval])
  await age('2 days')
  t.strictSame((await visitor.get('/')).cookies, [], 'two days of thirty: nothing is written')
  t.equal(await hours(shops, 'expire'), 28 * 24)
  await age('2 days')
  t.match((await visitor.get('/')).cookies, [{ name: 'sid' }], 'past a tenth the cookie is sent again')
  t.equal(await hours(shops, 'expire'), 30 * 24)
  await shops.db.query("update session set seen_at = now() - interval '4 days', expire_absolute = now() + interval '1 hour'")
  await visitor.get('/')
  t.equal(await hours(shops, 'expire'), 1)
})

t.test('who becomes staff in a long session is staff at once, and signs in anew when it gets old', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  await signIn(ann.visitor, ann, { remember: '1' })
  await shops.db.query("update customer set role = 'staff', staff_role = 'order-desk'")
  t.equal((await ann.visitor.get('/admin/orders')).statusCode, 200)
  for (const old of ["seen_at = now() - interval '31 minutes'", "created_at = now() - interval '13 hours', seen_at = now()"]) {
    await shops.db.query('update session set ' + old)
    for (let tries = 0; tries < 2; tries += 1) t.match((await ann.visitor.get('/admin/orders')).headers.location, /^\/login/, old)
    t.equal((await ann.visitor.get('/account')).statusCode, 200, 'the shop still knows her')
    await signIn(ann.visitor, ann)
    t.equal((await ann.visitor.get('/admin/orders')).statusCode, 200)
  }
})

t.test('what expired is deleted, in batches, tombstones with it', async t => {
  const shops = await openShop(t)
  const { visitor } = await shops.customer()
  await shops.db.query(`
    insert into session (sid, sess, lifetime, expire, expire_absolute)
    select 'old-' || n, '{}', interval '1 day', now() - interval '1 minute', 'infinity' from generate_series(1, 2500) as n
  `)
  await doAll(limit => deleteExpiredSessions(shops.db, limit))
  t.equal(Number((await shops.db.query('select count(*) from session')).rows[0]?.count), 1)
  t.equal((await visitor.get('/account')).statusCode, 200)
})
