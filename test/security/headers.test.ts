import t from 'tap'
import { keyOf } from '../../src/plugins/rate-limit/rules.ts'
import { openBehindProxy, openShop, signIn, MUG } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'

const HTTPS = { https: true, baseUrl: new URL('https://shop.example'), trustProxy: '127.0.0.1' }
const PROXIED = { 'x-forwarded-proto': 'https', host: 'shop.example' }

function missing ({ headers, statusCode }: Answer): string[] {
  const policy = String(headers['content-security-policy'])
  const expected: Record<string, boolean> = {
    'script-src': /script-src 'self'(;|$)/.test(policy),
    'no unsafe': !/unsafe|\*|data:|https?:/.test(policy),
    'form-action': policy.includes("form-action 'self'"),
    'base-uri': policy.includes("base-uri 'none'"),
    'object-src': policy.includes("object-src 'none'"),
    'frame-ancestors': policy.includes("frame-ancestors 'none'"),
    nosniff: headers['x-content-type-options'] === 'nosniff',
    referrer: ['same-origin', 'strict-origin'].includes(String(headers['referrer-policy'])),
    opener: headers['cross-origin-opener-policy'] === 'same-origin',
    resource: headers['cross-origin-resource-policy'] === 'same-origin',
    permissions: /camera=\(\).*geolocation=\(\).*payment=\(\)/.test(String(headers['permissions-policy'])),
    hsts: /max-age=(\d{8,}); includeSubDomains/.test(String(headers['strict-transport-security'])),
    'no cross-origin reading': !Object.keys(headers).some(name => name.startsWith('access-control-')),
    'no name of the server': headers.server === undefined && headers['x-powered-by'] === undefined,
    charset: statusCode === 303 || statusCode === 307 || /charset=utf-8|image|font|javascript/.test(String(headers['content-type']))
  }
  return Object.entries(expected).filter(([, holds]) => !holds).map(([name]) => name)
}

t.test('every kind of answer has the headers that protect its reader', async t => {
  const shops = await openShop(t, HTTPS)
  const { app, db } = shops
  const ann = shops.visitor()
  const { email, password } = await shops.customer()
  const post = (url: string, form: Record<string, string>, headers = {}) => ann.post(url, form, { ...PROXIED, ...headers })
  const get = (url: string, headers = {}) => ann.get(url, { ...PROXIED, origin: 'https://evil.example', ...headers })
  const kinds: Array<[number, string, Answer]> = []
  const keep = async (status: number, name: string, answer: Promise<Answer>): Promise<void> => { kinds.push([status, name, await answer]) }

  await keep(200, 'a page', get('/'))
  await keep(200, 'a piece of a page', get('/search/suggest?q=mug'))
  await keep(200, 'a style sheet', get(app.asset('/shop.css')))
  await keep(200, 'a script', get(app.asset('/shop.js')))
  await keep(200, 'health', get('/healthz'))
  await keep(200, 'readiness', get('/readyz'))
  await keep(303, 'on to the login', get('/account'))
  await keep(303, 'after a change', post('/cart/items', { sku: MUG }))
  await keep(403, 'from another site', post('/cart/items', { sku: MUG }, { 'sec-fetch-site': 'cross-site' }))
  await keep(404, 'no page', get('/nowhere'))
  await keep(404, 'no file', get('/static/nowhere.css'))
  await keep(404, 'no method', ann.send({ method: 'PUT', url: '/cart', headers: PROXIED }))
  await keep(413, 'too much', post('/cart/items', { sku: 'x'.repeat(70_000) }))
  await keep(415, 'another kind', ann.send({ method: 'POST', url: '/cart/items', payload: '{}', headers: { ...PROXIED, 'content-type': 'application/json' } }))
  await keep(422, 'does not fit', post('/cart/items', { sku: MUG, price: '1' }))
  await keep(422, 'wrong password', post('/login', { email, password: 'no' }))
  await keep(303, 'a login', post('/login', { email, password }))
  await keep(200, 'a page of an account', get('/account'))
  await keep(200, 'a download', get('/account/data'))
  const old = ann.clone()
  await keep(303, 'a logout', post('/logout', {}))
  await keep(307, 'sent again', old.post('/cart/items', { sku: MUG }, PROXIED))
  await signIn(ann, { email, password })
  await keep(409, 'sent again in vain', (async () => {
    const twin = shops.visitor()
    await twin.post('/cart/items', { sku: MUG }, PROXIED)
    const late = twin.clone()
    await twin.post('/login', { email, password }, PROXIED)
    return late.post('/cart/items?resent=1', { sku: MUG }, PROXIED)
  })())
  await db.query("insert into rate_limit (key, burst, every_s, free_at) values ($1, 1, 1, now() + interval '1 day')", [keyOf({ name: 'search', subject: '127.0.0.1' })])
  await keep(429, 'too often', get('/products?q=mug'))
  await db.query('alter table customer_email rename to gone')
  await keep(500, 'broken', shops.visitor().post('/login', { email, password }, PROXIED))

  for (const [status, name, answer] of kinds) {
    t.equal(answer.statusCode, status, name)
    t.strictSame(missing(answer), [], `${status}: ${name}`)
  }
  const logout = kinds.find(([, name]) => name === 'a logout')?.[2]
  t.match(logout?.headers['clear-site-data'], '"cache"')
  t.match(kinds.find(([, name]) => name === 'a download')?.[2].headers, { 'content-disposition': /^attachment/, 'content-type': /json/ })
})

t.test('so has an answer without the database, and without https there is no HSTS', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)
  const ann = shops.visitor().at(app)
  await ann.post('/cart/items', { sku: MUG })
  proxy.turn('closed')
  for (const answer of [await ann.get('/cart'), await ann.get('/readyz'), await ann.post('/login', { email: 'a@b.example', password: 'x' })]) {
    t.equal(answer.statusCode, 503)
    t.strictSame(missing(answer).filter(name => name !== 'hsts'), [])
    t.equal(answer.headers['strict-transport-security'], undefined)
  }
})

t.test('methods that no page uses are refused, and do nothing', async t => {
  const { app, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'] as const) {
    for (const url of ['/', '/cart', `/cart/items/${MUG}`, '/account', '/static/x.css', '/healthz']) {
      const { statusCode, body } = await ann.send({ method: method as 'PUT', url, headers: { 'x-secret': 'echoed' } })
      t.ok(statusCode >= 400 && statusCode < 500, `${method} ${url} ${statusCode}`)
      t.notMatch(body, 'echoed')
    }
  }
  t.strictSame(await ann.cart(), { [MUG]: 1 })
  t.ok(app)
})
