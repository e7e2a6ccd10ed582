import t from 'tap'
import { ACCESS } from '../../src/access.ts'
import { openShop, signIn, MUG } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'
import { addressOf, openCrowd } from './forms.ts'

/** Kept for all who come without a cookie. */
const PUBLIC = ['/', '/products', '/products/dipped-mug']

/** What a cache that people share may keep of it. */
function isShared ({ headers, statusCode }: Answer): boolean {
  const control = String(headers['cache-control'] ?? '')
  return /public|s-maxage/.test(control) || (!/private|no-store/.test(control) && statusCode !== 303 && statusCode !== 307)
}

t.test('no page of somebody is kept, by the browser or by anything in between', async t => {
  const { boss, app, number } = await openCrowd(t)
  for (const rule of Object.keys(ACCESS).filter(rule => rule.startsWith('GET '))) {
    for (const url of [addressOf(rule, number), addressOf(rule, number) + '?page=1']) {
      const answer = await boss.clone().get(url)
      if (answer.statusCode === 303) continue
      t.match(answer.headers['cache-control'], /no-store/, `${url} ${answer.statusCode}`)
      t.match(answer.headers.vary ?? 'Cookie', /Cookie/i, url)
    }
  }
  t.ok(app)
})

t.test('an answer that sets a cookie is kept by nobody', async t => {
  const { visitor, customer } = await openShop(t)
  const { email, password } = await customer()
  const ann = visitor()
  const answers = [
    await ann.post('/cart/items', { sku: MUG }), await ann.post('/preferences', { theme: 'dark' }), await signIn(ann, { email, password }), await ann.post('/logout'),
    await visitor().get('/', { cookie: 'prefs=x' }), await visitor().get('/products', { cookie: 'sid=x' })
  ]
  for (const [at, answer] of answers.entries()) {
    t.ok(answer.headers['set-cookie'], `answer ${at} sets one`)
    t.match(answer.headers['cache-control'], /no-store/, `answer ${at}, ${answer.statusCode}`)
  }
})

t.test('a page that everybody gets sets no cookie, and no cache takes one shopper’s for another’s', async t => {
  const { visitor, app } = await openShop(t)
  for (const url of ['/', '/products', '/products?q=mug', '/products/dipped-mug', '/search/suggest?q=m', '/cart', '/login', '/register', '/forgot-password', '/preferences', '/nowhere']) {
    const answer = await visitor().get(url)
    t.equal(answer.headers['set-cookie'], undefined, url)
    // What caches keep for all is for who comes without a cookie; nobody's page is asked for with one.
    t.equal(isShared(answer), PUBLIC.includes(url), url)
    t.match(answer.headers.vary, /Cookie/i)
    if (PUBLIC.includes(url)) for (const cookie of ['a=b', 'sid=x', 'prefs=x']) t.notOk(isShared(await visitor().get(url, { cookie })), `${url} with ${cookie}`)
  }
  const asset = await visitor().get(app.asset('/shop.css'), { cookie: 'sid=x; prefs=x' })
  t.ok(isShared(asset), 'files may be kept by all')
  t.equal(asset.headers['set-cookie'], undefined)
})

t.test('a page of an account does not answer at an address that looks like a file', async t => {
  const { customer } = await openShop(t)
  const { visitor, email, name } = await customer()
  for (const url of ['/account/x.css', '/account.css', '/account;x.css', '/account%2fx.css', '/account%3bx.css', '/account%00.css', '/account/..%2fstatic/x.css', '/account/orders/x.css', '/account/devices.js', '/cart;.js', '/cart/x.png', '/cart%0a.css', '/static/..%2faccount']) {
    const { statusCode, body, headers } = await visitor.get(url)
    t.ok([303, 400, 403, 404, 422].includes(statusCode), `${url} ${statusCode}`)
    t.notOk(body.includes(email), url)
    if (body.includes(name)) t.match(headers['cache-control'], /no-store/, url)
  }
})

t.test('headers and queries that no cache takes into account change nothing for others', async t => {
  const { app } = await openShop(t)
  const body = async (url: string, headers = {}): Promise<string> => (await app.inject({ url, headers: { host: 'localhost', ...headers } })).body
  const poison: Array<Record<string, string>> = [
    { 'x-forwarded-host': 'evil.example' }, { 'x-forwarded-scheme': 'http' }, { 'x-forwarded-proto': 'gopher' }, { 'x-original-url': '/admin' }, { 'x-rewrite-url': '/admin' }, { 'x-forwarded-prefix': '/evil' },
    { 'x-host': 'evil.example' }, { 'x-forwarded-port': '1' }, { 'x-http-method-override': 'POST' }, { forwarded: 'host=evil.example;proto=http' }, { 'accept-language': 'xx' }, { 'user-agent': '<b>' }, { referer: 'https://evil.example/' }
  ]
  for (const url of ['/', '/products', '/products/dipped-mug', '/login', '/nowhere']) {
    const clean = await body(url)
    for (const headers of poison) t.equal(await body(url, headers), clean, `${url} ${JSON.stringify(headers)}`)
  }
  const fat = await app.inject({ method: 'GET', url: '/products', payload: 'q=evil&category=table', headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' } })
  t.equal(fat.body, await body('/products'), 'a body that comes with a GET')
  t.notMatch(await body('/?utm_source=<script>evil'), 'evil</', 'a parameter that nobody reads')
  t.notMatch(await body('/products/dipped-mug?utm_source=evil'), /canonical[^>]*evil/)
})

t.test('a tag of one reader’s page tells nothing of another’s', async t => {
  const { customer } = await openShop(t)
  const [ann, bo] = [await customer(), await customer('Bo Baker')]
  for (const url of ['/account', '/account/orders', '/account/devices', '/cart', '/']) {
    const { headers } = await ann.visitor.get(url)
    t.equal(headers.etag, undefined, url)
    t.equal(headers['last-modified'], undefined, url)
    const { statusCode, body } = await bo.visitor.get(url, { 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() })
    t.equal(statusCode, 200)
    t.notMatch(body, ann.email)
  }
})
