import t from 'tap'
import { keyOf, mailboxOf, networkOf } from '../../src/plugins/rate-limit/rules.ts'
import { openShop, openShops, PASSWORD, signIn } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'

const wrong = { email: 'ann@example.com', password: 'not the password' }

t.test('who counts as one', async t => {
  t.equal(networkOf('192.0.2.7'), '192.0.2.7')
  t.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  for (const ip of ['2001:db8:0:1::5', '2001:DB8:0000:0001:ffff:1:2:3', '2001:db8:0:1:0:0:0:9']) t.equal(networkOf(ip), '2001:db8:0:1::/64')
  t.equal(networkOf('::1'), '0:0:0:0::/64')
  for (const email of ['ann@example.com', ' Ann@Example.com', 'ann+1@example.com', 'ANN+a+b@example.com', 'ａnn@example.com']) t.equal(mailboxOf(email), 'ann@example.com')
  t.notMatch(keyOf({ name: 'login-account', subject: 'ann@example.com' }), 'ann')
})

t.test('wrong passwords: 200 at once over two processes are 20 guesses, and no spelling or header gets more', async t => {
  const { apps, app, db } = await openShops(t, 2)
  const guess = (at: number, email = wrong.email, headers = {}) => (apps[at % 2] ?? app).inject({
    method: 'POST', url: '/login', payload: new URLSearchParams({ ...wrong, email }).toString(),
    remoteAddress: `192.0.2.${at % 200}`, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }
  })
  // Who finds all connections taken is told so, and asks again.
  const decided = async (at: number): Promise<Answer> => {
    for (;;) {
      const answer = await guess(at)
      if (answer.statusCode !== 503) return answer
    }
  }
  const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => decided(at)))
  const count = (wanted: number): number => answers.filter(({ statusCode }) => statusCode === wanted).length
  t.equal(count(422), 20)
  t.equal(count(429), 180)
  const refused = answers.find(({ statusCode }) => statusCode === 429)
  t.ok(Number(refused?.headers['retry-after']) > 60)
  t.match(refused?.body, /<h1>/)
  for (const email of ['ANN@example.com', ' ann@example.com ', 'ann+shop@example.com']) t.equal((await guess(7, email)).statusCode, 429, email)
  t.equal((await guess(7, wrong.email, { 'x-forwarded-for': '198.51.100.9' })).statusCode, 429)
  t.equal((await db.query('select from session')).rowCount, 0)

  await db.query("update rate_limit set free_at = free_at - interval '15 minutes' where key like 'login-account:%'")
  t.equal((await guess(1)).statusCode, 422, 'one more after a while')
  t.equal((await guess(1)).statusCode, 429)
})

t.test('many accounts from one address are limited, too, and a forwarded header of anybody is not believed', async t => {
  const { app } = await openShop(t)
  const answers = []
  for (let at = 0; at < 104; at += 1) {
    answers.push((await app.inject({
      method: 'POST', url: '/login', payload: new URLSearchParams({ ...wrong, email: `nobody${at}@example.com` }).toString(), remoteAddress: '192.0.2.1',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `198.51.100.${at}` }
    })).statusCode)
  }
  t.ok(answers.slice(0, 100).every(status => status === 422))
  t.ok(answers.slice(100).filter(status => status === 429).length >= 2, 'one more is allowed every 20 seconds')
})

t.test('the customer gets in from a browser used before, whatever is tried elsewhere', async t => {
  const { app, customer, visitor } = await openShop(t)
  const ann = await customer()
  await ann.visitor.post('/logout')
  const attacker = visitor()
  for (let i = 0; i < 25; i += 1) await attacker.post('/login', { ...wrong, email: ann.email })
  t.equal((await attacker.post('/login', { email: ann.email, password: PASSWORD })).statusCode, 429)
  t.equal((await ann.visitor.post('/login', { email: ann.email, password: PASSWORD })).statusCode, 303)

  const forged = visitor()
  forged.cookies.device = 'AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  t.equal((await forged.post('/login', { email: ann.email, password: PASSWORD })).statusCode, 429, 'a forged mark')
  const bo = await customer('Bo')
  t.equal((await bo.visitor.post('/login', { email: ann.email, password: PASSWORD })).statusCode, 429, 'the mark of somebody else')
  const evil = visitor()
  await evil.post('/register', { name: 'Eve', email: ann.email.replace('@', '+evil@'), password: PASSWORD })
  t.equal((await evil.post('/login', { email: ann.email, password: PASSWORD })).statusCode, 429, 'the mark of another spelling of her address')
  t.ok(app)
})

t.test('a browser knows the customers who used it, also under a new address', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const bo = await customer('Bo')
  await signIn(ann.visitor, bo)
  await ann.visitor.post('/logout')
  await db.query("update customer_email set email = 'ann.new@example.com' where shopper_id = $1", [ann.shopperId])
  await db.query("update customer set email = 'ann.new@example.com' where shopper_id = $1", [ann.shopperId])
  const attacker = visitor()
  for (let i = 0; i < 25; i += 1) for (const email of ['ann.new@example.com', bo.email]) await attacker.post('/login', { ...wrong, email })
  for (const email of ['ann.new@example.com', bo.email]) {
    t.equal((await attacker.post('/login', { email, password: PASSWORD })).statusCode, 429, email)
    t.equal((await signIn(ann.visitor.clone(), { email, password: PASSWORD })).statusCode, 303, email)
  }
})

t.test('right passwords cost nothing', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  for (let i = 0; i < 30; i += 1) t.equal((await visitor().post('/login', { email: ann.email, password: PASSWORD })).statusCode, 303)
})

t.test('registration, search and checkout are limited by network', async t => {
  const { app, db } = await openShop(t)
  const spent = async (name: 'register' | 'search' | 'checkout'): Promise<void> => {
    await db.query("insert into rate_limit (key, burst, every_s, free_at) values ($1, 1, 1, now() + interval '1 day')", [keyOf({ name, subject: '127.0.0.1' })])
  }
  for (const name of ['register', 'search', 'checkout'] as const) await spent(name)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  t.equal((await app.inject({ method: 'POST', url: '/register', headers: form, payload: 'name=a&email=a&password=a' })).statusCode, 429)
  t.equal((await app.inject('/products?q=mug')).statusCode, 429)
  t.equal((await app.inject({ method: 'POST', url: '/orders', headers: form, payload: 'checkout_key=aaaaaaaaaaaaaaaaaaaa&expected_total=1' })).statusCode, 429)
  t.equal((await app.inject('/products')).statusCode, 200, 'a list without a search')
})
