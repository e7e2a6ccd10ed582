import { Signer } from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openShop, openShops, signIn, MUG, type Shops } from '../helpers/shop.ts'

const SECRETS = ['the first secret of this test, 32+', 'the second secret of this test, 32+', 'the third secret of this test, 32+'] as const

async function rows ({ db }: Shops): Promise<number> {
  return Number((await db.query('select count(*) from session')).rows[0]?.count)
}

t.test('1,000 page views without a cookie: no session row, no cookie', async t => {
  const shops = await openShops(t, 2)
  const pages = ['/', '/products', '/products?category=table&sort=price-asc&page=1', '/products/dipped-mug', '/cart', '/login', '/register', '/preferences', '/nowhere', '/account']
  for (let i = 0; i < 1000; i += pages.length) {
    const answers = await Promise.all(pages.map((url, n) => shops.visitor().at(shops.apps[n % 2] ?? shops.app).get(url)))
    for (const { headers, statusCode } of answers) {
      if (headers['set-cookie'] !== undefined || statusCode >= 500) t.fail(`${statusCode} ${String(headers['set-cookie'])}`)
    }
  }
  t.equal(await rows(shops), 0)
})

t.test('a change that changes nothing makes no session either', async t => {
  const shops = await openShop(t)
  for (const url of [`/cart/items/${MUG}/remove`, `/cart/items/${MUG}/save`, `/cart/saved/${MUG}/restore`, `/cart/saved/${MUG}/remove`, '/logout']) {
    const answer = await shops.visitor().post(url)
    t.equal(answer.statusCode, 303, url)
    t.notOk(answer.cookies.some(({ value }) => value !== ''), url)
  }
  const set = await shops.visitor().post(`/cart/items/${MUG}`, { quantity: '99' })
  t.match([set.statusCode, set.cookies], [303, []])
  t.equal(await rows(shops), 0)
})

t.test('an answer does not repeat the cookie that came', async t => {
  const { customer } = await openShop(t)
  const { visitor } = await customer()
  for (const answer of [await visitor.post('/cart/items', { sku: MUG }), await visitor.get('/cart')]) t.strictSame(answer.cookies, [])
  t.match((await visitor.post('/preferences', { theme: 'dark' })).cookies, [{ name: 'prefs' }])
})

t.test('the first add makes the session: one row, one cookie, the id itself nowhere in the database', async t => {
  const shops = await openShop(t)
  const visitor = shops.visitor()
  const [cookie, ...others] = (await visitor.post('/cart/items', { sku: MUG })).cookies
  t.match(cookie, { name: 'sid', path: '/', httpOnly: true, sameSite: 'Lax' })
  t.strictSame(others, [])
  const id = decodeURIComponent(String(visitor.cookies.sid)).split('.')[0] ?? ''
  const { rows: [row] } = await shops.db.query('select session::text as row from session')
  t.notMatch(row.row, id)
})

t.test('on https the cookies are Secure and the session\'s is __Host-sid, whatever the proxy says of itself', async t => {
  for (const trustProxy of ['127.0.0.1', false] as const) {
    const shops = await openShop(t, { https: true, baseUrl: new URL('https://shop.example'), trustProxy })
    const visitor = shops.visitor()
    const headers = trustProxy ? { 'x-forwarded-proto': 'https' } : {}
    const answer = await visitor.post('/cart/items', { sku: MUG }, headers)
    t.match(answer.cookies, [{ name: '__Host-sid', path: '/', httpOnly: true, sameSite: 'Lax', secure: true }])
    t.notOk('domain' in (answer.cookies[0] ?? {}))
    t.match((await visitor.post('/preferences', { theme: 'dark' }, headers)).cookies, [{ name: 'prefs', secure: true }])
    const { email, password } = await shops.customer()
    t.match((await visitor.post('/login', { email, password }, headers)).cookies, [{ name: '__Host-sid', secure: true }])
    t.strictSame(await visitor.cart(), { [MUG]: 1 })
    t.match((await visitor.post('/logout', {}, headers)).cookies, [{ name: '__Host-sid', value: '', secure: true, path: '/' }])
  }
})

t.test('a rotated secret keeps everybody signed in with their cart, and signs their cookie anew', async t => {
  const [first, second, third] = SECRETS
  const before = await openShop(t, { sessionSecrets: [first] })
  const { visitor, email, password } = await before.customer()
  await visitor.post('/cart/items', { sku: MUG })
  await visitor.get('/cart') // takes the message: the pages below only read
  const rotate = async (sessionSecrets: string[]): Promise<FastifyInstance> => {
    const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), sessionSecrets, databaseUrl: before.databaseUrl })
    t.teardown(() => app.close())
    await app.ready()
    return app
  }
  visitor.at(await rotate([second, first]))
  const page = await visitor.get('/account')
  t.equal(page.statusCode, 200)
  t.ok(new Signer(second).unsign(String(page.cookies.find(({ name }) => name === 'sid')?.value)).valid, 'signed with the new secret')
  visitor.at(await rotate([third, second]))
  t.strictSame(await visitor.cart(), { [MUG]: 1 })
  visitor.at(await rotate([first]))
  t.equal((await visitor.get('/account')).statusCode, 303, 'a secret that is not in the list any more signs nobody in')
  t.equal((await signIn(visitor, { email, password })).statusCode, 303)
})

t.test('tampered, swapped, doubled and oversize cookies: a new visitor, never an error', async t => {
  const shops = await openShop(t)
  const { visitor } = await shops.customer()
  await visitor.post('/preferences', { theme: 'dark' })
  const { sid = '', prefs = '' } = visitor.cookies
  const other = (await shops.customer()).visitor.cookies.sid
  const before = await rows(shops)
  const cookies = [
    'sid=', 'sid=.', 'sid=x', `sid=${sid.slice(0, -2)}xx`, `sid=${sid.slice(1)}`, `sid=${sid.split('.')[0]}`, 'sid=%', 'sid=%E0%A4%A',
    `sid=${'A'.repeat(32)}.${'B'.repeat(43)}`, `sid=${prefs}`, `prefs=${sid}`, `theme=${prefs}; sid=${prefs}`, `sid=${sid}; sid=${other}`, `sid=x; sid=${sid}`,
    `sid=${'x'.repeat(5000)}`, '__proto__=1; constructor=2; toString=3; sid=__proto__', `sid="${sid}`, 'sid=ü', `SID=${sid}`
  ]
  for (const cookie of cookies) {
    const { statusCode } = await shops.app.inject({ url: '/account', headers: { cookie } })
    t.equal(statusCode, 303, cookie.slice(0, 60))
    const added = await shops.app.inject({ method: 'POST', url: '/cart/items', payload: `sku=${MUG}`, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } })
    t.equal(added.statusCode, 303)
    const fresh = added.cookies.findLast(({ name }) => name === 'sid')
    t.not(fresh?.value, decodeURIComponent(sid))
  }
  t.equal(await rows(shops), before + cookies.length)
  t.equal((await visitor.get('/account')).statusCode, 200, 'the real cookie still works')
})

t.test('an id that somebody made up and even signed is not taken on', async t => {
  const shops = await openShop(t, { sessionSecrets: [SECRETS[0]] })
  const visitor = shops.visitor()
  const planted = new Signer(SECRETS[0]).sign('planted-by-an-attacker')
  visitor.cookies.sid = encodeURIComponent(planted)
  await visitor.post('/cart/items', { sku: MUG })
  t.not(visitor.cookies.sid, encodeURIComponent(planted))
  t.strictSame(await visitor.cart(), { [MUG]: 1 })
})

t.test('what lies in the database is not the cookie', async t => {
  const shops = await openShop(t, { sessionSecrets: [SECRETS[0]] })
  const { visitor } = await shops.customer()
  const { rows: [row] } = await shops.db.query<{ sid: string }>('select sid from session where shopper_id is not null')
  visitor.cookies.sid = encodeURIComponent(new Signer(SECRETS[0]).sign(String(row?.sid)))
  t.equal((await visitor.get('/account')).statusCode, 303)
})
