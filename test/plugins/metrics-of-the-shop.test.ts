import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { BY_TOKEN, scrape } from '../helpers/metrics.ts'
import { openProxy } from '../helpers/proxy.ts'
import { MUG, openShop, openShops, setStock, signIn } from '../helpers/shop.ts'

t.test('sessions, carts, orders and mails are those that there are', async t => {
  const shops = await openShop(t, { metrics: BY_TOKEN })
  const { app, db } = shops
  const [guest, ann] = [shops.visitor(), await shops.customer()]
  const boss = await shops.customer()
  await db.query("update customer set role = 'admin' where shopper_id = $1", [boss.shopperId])
  await guest.post('/cart/items', { sku: MUG })
  await shops.visitor().post('/cart/items', { sku: MUG })
  await ann.visitor.post('/cart/items', { sku: MUG })
  const second = shops.visitor()
  await second.post('/cart/items', { sku: MUG })
  await signIn(second, ann) // which ends the session of the visit
  const gone = await shops.customer()
  await gone.visitor.post('/logout')
  await placeOrder(guest, { [MUG]: 1 })
  await db.query("update mail set sent_at = now() where subject !~ 'Confirm'")
  await db.query("update mail set last_error = 'no such box' where mail_id = (select min(mail_id::text)::uuid from mail where sent_at is null)")
  await db.query("update mail set due_at = now() - interval '1 hour' where mail_id = (select max(mail_id::text)::uuid from mail where sent_at is null)")
  const found = await scrape(app)
  const expected = {
    'tote_sessions{kind="visitor"}': 2,
    'tote_sessions{kind="customer"}': 2,
    'tote_sessions{kind="staff"}': 1,
    'tote_carts{kind="visitor"}': 1,
    'tote_carts{kind="customer"}': 1,
    'tote_orders{status="placed"}': 1,
    'tote_orders{status="cancelled"}': 0,
    'tote_mails{state="waiting"}': 3,
    'tote_mails{state="overdue"}': 1,
    'tote_mails{state="failed"}': 1,
    tote_database_up: 1
  }
  t.strictSame(Object.fromEntries(Object.keys(expected).map(name => [name, found.get(name)])), expected)
})

t.test('of many, what the planner believes is told, and nothing is counted', async t => {
  const { app, db } = await openShop(t, { metrics: BY_TOKEN })
  await db.query(`
    insert into session (sid, sess, lifetime, expire, expire_absolute, shopper_id, cart_at)
    select 'made-up-' || n, '{}', interval '30 days', now() + interval '30 days', 'infinity',
           case when n % 4 = 0 then gen_random_uuid() end, case when n % 2 = 1 then now() end
      from generate_series(1, 80000) as n
  `)
  await db.query('analyze session')
  // That none of them is read any more would be noticed.
  await db.query('delete from session')
  const found = await scrape(app)
  for (const [name, expected] of [['tote_sessions{kind="visitor"}', 60_000], ['tote_sessions{kind="customer"}', 20_000], ['tote_carts{kind="visitor"}', 40_000]] as const) {
    const number = found.get(name) ?? 0
    t.ok(Math.abs(number - expected) < expected / 10, `${name} ${number}`)
  }
})

t.test('asked again at once, the database is not asked again; away, it takes no other number with it', async t => {
  const shops = await openShop(t)
  const { proxy, url } = await openProxy(t, shops.databaseUrl)
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: url, metrics: BY_TOKEN })
  t.teardown(() => app.close())
  await app.ready()
  await app.catalog.stop()
  proxy.arm()
  const first = await Promise.all([scrape(app), scrape(app)])
  const { statements } = proxy
  t.ok(statements > 5 && statements < 20, `${statements} statements`)
  await scrape(app)
  t.equal(proxy.statements, statements)
  t.ok(first.every(found => found.get('tote_database_up') === 1))

  await wait(2100)
  for (const mode of ['silent', 'closed'] as const) {
    proxy.turn(mode)
    await wait(100) // by then the pool has seen which of its connections are gone
    const start = performance.now()
    const found = await scrape(app)
    t.ok(performance.now() - start < 3500, `${mode}: ${Math.round(performance.now() - start)} ms`)
    t.equal(found.get('tote_database_up'), 0)
    t.notOk(found.has('tote_sessions{kind="visitor"}'), 'no number is better than an old one')
    t.ok((found.get('process_resident_memory_bytes') ?? 0) > 0)
    await wait(2100)
  }
  t.ok((await scrape(app)).get('tote_database_acquire_failures_total') ?? 0)
  proxy.turn('open')
  await wait(2100)
  t.equal((await scrape(app)).get('tote_database_up'), 1)
})

t.test('saves that were refused, by why', async t => {
  const { apps: [app, other], visitor } = await openShops(t, 2, { metrics: BY_TOKEN })
  if (!app || !other) throw new Error('two shops')
  const refused = async (): Promise<Record<string, number | undefined>> => {
    const found = await scrape(app)
    return Object.fromEntries(['overtaken', 'outdated', 'ended'].map(reason => [reason, found.get(`tote_session_saves_refused_total{reason="${reason}"}`)]))
  }
  t.strictSame(await refused(), { overtaken: 0, outdated: 0, ended: 0 })
  const guest = visitor()
  await guest.post('/cart/items', { sku: MUG })
  await guest.get('/cart')
  await guest.clone().at(other).post('/cart/items', { sku: MUG })
  await guest.post('/cart/items', { sku: MUG })
  t.match(await refused(), { outdated: 1, ended: 0 })
  await guest.post('/cart/coupon', { code: 'x' })
  await Promise.all(Array.from({ length: 8 }, () => guest.clone().post('/cart/items', { sku: MUG })))
  const { overtaken = 0, outdated = 0 } = await refused()
  t.ok(overtaken > 0 && outdated > 1, `${overtaken} overtaken, ${outdated} outdated`)
  const old = guest.clone()
  await guest.post('/register', { name: 'Ann', email: 'ann@example.com', password: 'a jug of rather good tea' })
  t.equal((await old.post('/cart/items', { sku: MUG })).statusCode, 307)
  t.match(await refused(), { ended: 1 })
})

t.test('what logins did with carts, by outcome', async t => {
  const shops = await openShop(t, { metrics: BY_TOKEN })
  const { app, db } = shops
  const merges = async (): Promise<Record<string, number | undefined>> => {
    const found = await scrape(app)
    return Object.fromEntries(['nothing', 'whole', 'short', 'undone'].map(outcome => [outcome, found.get(`tote_cart_merges_total{outcome="${outcome}"}`)]))
  }
  const ann = await shops.customer()
  const { nothing: before = 0 } = await merges()
  const visit = async (): Promise<void> => {
    const guest = shops.visitor()
    await guest.post('/cart/items', { sku: MUG, quantity: '3' })
    await signIn(guest, ann)
  }
  await signIn(shops.visitor(), ann)
  t.strictSame(await merges(), { nothing: before + 1, whole: 0, short: 0, undone: 0 })
  await visit()
  t.match(await merges(), { whole: 1, short: 0 })
  await setStock(shops, MUG, 4)
  await visit()
  t.match(await merges(), { whole: 1, short: 1, undone: 0 })
  await db.query('alter table cart add constraint broken check (false) not valid')
  await visit()
  t.match(await merges(), { whole: 1, short: 1, undone: 1 })
})

t.test('every job that runs is there from the start, with when it came to its end', async t => {
  const started = Date.now() / 1000
  const { app, db } = await openShop(t, { metrics: BY_TOKEN, smtpUrl: 'smtp://127.0.0.1:1' })
  const found = await scrape(app)
  for (const job of ['delete expired sessions', 'delete old mails', 'delete old tokens', 'count what was sold lately', 'send mails', 'tell who waits for stock']) {
    t.ok((found.get(`tote_job_interval_seconds{task="${job}"}`) ?? 0) > 0, job)
    t.ok((found.get(`tote_job_last_success_timestamp_seconds{task="${job}"}`) ?? 0) >= started - 1, job)
    t.equal(found.get(`tote_job_failures_total{task="${job}"}`), 0, job)
  }
  const succeeded = found.get('tote_job_last_success_timestamp_seconds{task="send mails"}') ?? Infinity
  await wait(20)
  await app.mail.deliver()
  t.ok(((await scrape(app)).get('tote_job_last_success_timestamp_seconds{task="send mails"}') ?? 0) > succeeded)
  await db.query('alter table mail rename to no_mail')
  await app.mail.deliver()
  t.equal((await scrape(app)).get('tote_job_failures_total{task="send mails"}'), 1)
})
