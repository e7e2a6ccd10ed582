import { readFileSync } from 'node:fs'
import t from 'tap'
import { Compile } from 'typebox/compile'
import { ACCESS } from '../../src/access.ts'
import { Problem } from '../../src/api/problem.ts'
import { RATES, networkOf, keyOf } from '../../src/plugins/rate-limit/rules.ts'
import { ADDRESS } from '../helpers/checkout.ts'
import { openBehindProxy, openShop, MUG, PASSWORD } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'
import { englishIn } from '../languages/english.ts'
import { addressOf, fingerprint } from '../security/forms.ts'

const shops = await openShop(t)
const { app, db, visitor } = shops
const problem = Compile(Problem)
const RULES = Object.keys(ACCESS).filter(rule => rule.includes(' /api/v1'))
const JSON_TYPE = { 'content-type': 'application/json' }

/** A body for each route that reads one. A rule of src/access.ts that is missing here fails a test. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /api/v1/cart/items': { sku: MUG, quantity: 1 },
  'PUT /api/v1/cart/items/:sku': { quantity: 2 },
  'PUT /api/v1/cart/coupon': { code: 'SPRING-10' },
  'PUT /api/v1/checkout': ADDRESS,
  'POST /api/v1/orders': { checkout_key: 'a'.repeat(32), expected_total: { amount: 100, currency: 'EUR' }, payment: 'invoice' },
  'POST /api/v1/orders/:number/cancel': { version: 1, key: 'a'.repeat(43) },
  'POST /api/v1/session': { email: 'nobody@example.com', password: PASSWORD, remember: true, checking_out: false },
  'POST /api/v1/session/code': { ticket: 'a'.repeat(32), code: '123456', remember: false, checking_out: false }
}
const NO_BODY = [
  'DELETE /api/v1/cart/items/:sku', 'POST /api/v1/cart/items/:sku/save', 'POST /api/v1/cart/saved/:sku/restore', 'DELETE /api/v1/cart/saved/:sku',
  'POST /api/v1/cart/undo', 'DELETE /api/v1/cart/coupon', 'DELETE /api/v1/session'
]
const CHANGES = RULES.filter(rule => !rule.startsWith('GET '))

const methodOf = (rule: string) => rule.split(' ')[0] as 'POST' | 'PUT' | 'DELETE'

function isProblem ({ statusCode, headers, body }: Answer, status: number): boolean {
  const told: unknown = JSON.parse(body)
  return statusCode === status && /^application\/problem\+json/.test(String(headers['content-type'])) && problem.Check(told) && told.status === status && headers['cache-control'] === 'private, no-store'
}

t.test('the checked-in description is what the routes say (npm run openapi), and names no machine', async t => {
  const { body, headers } = await visitor().get('/api/v1/openapi.json')
  const kept = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
  t.equal(body, kept)
  t.match(headers['cache-control'], /public/)
  const { openapi, paths, servers } = JSON.parse(kept)
  t.match(openapi, /^3\.1\./)
  t.strictSame(servers, [{ url: '/api/v1' }])
  const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`))
  t.strictSame(described.toSorted(), RULES.filter(rule => !rule.endsWith('openapi.json')).toSorted(), 'each route is in it')
  const references = new Set(kept.match(/#\/components\/[\w/]+/g))
  t.strictSame([...references].filter(reference => !reference.slice(2).split('/').reduce((at, key) => at?.[key], JSON.parse(kept))), [], 'and each part that it refers to')
})

t.test('looking at anything makes no session, sets no cookie, and a copy that is known is not sent again', async t => {
  let known = 0
  for (const rule of RULES.filter(rule => rule.startsWith('GET '))) {
    const url = addressOf(rule) + (rule.includes('suggest') ? '?q=m' : '')
    const answer = await visitor().get(url)
    t.strictSame([answer.headers['set-cookie'], String(answer.headers.vary).replace(/, Accept-Encoding$/, '')], [undefined, 'Cookie, Accept-Language'], rule)
    if (answer.statusCode !== 200) continue
    known += 1
    const again = await visitor().get(url, { 'if-none-match': String(answer.headers.etag) })
    t.strictSame([again.statusCode, again.body], [304, ''], rule)
  }
  t.equal(known, 6)
  t.equal((await db.query('select from session')).rowCount, 0)
})

t.test('bodies: JSON alone, every field known and of its type; nothing is changed otherwise', async t => {
  const ann = (await shops.customer()).visitor
  await ann.api('POST', '/cart/items', { sku: MUG })
  const before = await fingerprint(db)
  for (const rule of CHANGES) {
    const [method, url, body] = [methodOf(rule), addressOf(rule), BODIES[rule]]
    t.ok(body || NO_BODY.includes(rule), `${rule} is known here`)
    const send = (payload: string, headers: Record<string, string> = JSON_TYPE): Promise<Answer> => ann.clone().send({ method, url, payload, headers })
    const bad = Object.keys(body ?? {}).flatMap(name => [{ ...body, [name]: null }, { ...body, [name]: ['1'] }, { ...body, [name]: { a: 1 } }])
    for (const wrong of [{ ...body, no_such_field: 1 }, [1], 'text', ...bad]) if (!isProblem(await send(JSON.stringify(wrong)), 422)) t.fail(`${rule} ${JSON.stringify(wrong)}`)
    t.ok(isProblem(await send('{"sku":'), 400), `${rule} broken`)
    t.ok(isProblem(await send('{"__proto__":{"a":1}}'), 400), `${rule} prototype`)
    t.ok(isProblem(await send(JSON.stringify({ a: 'x'.repeat(70_000) })), 413), `${rule} long`)
    t.ok(isProblem(await send(`{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), 422), `${rule} deep`)
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/xml']) t.ok(isProblem(await send('sku=1', { 'content-type': type }), 415), `${rule} ${type}`)
  }
  t.strictSame(await fingerprint(db), before)
  t.match(await ann.api('POST', '/cart/items', { quantity: 'x', price: 1 }), { body: { errors: [{ pointer: '#/sku' }, { pointer: '#/price' }, { pointer: '#/quantity' }] } })
})

t.test('nothing is done for a page of another site', async t => {
  const ann = (await shops.customer()).visitor
  await ann.api('POST', '/cart/items', { sku: MUG })
  const before = await fingerprint(db)
  for (const rule of CHANGES) {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }]) {
      const body = BODIES[rule]
      const answer = await ann.clone().send({ method: methodOf(rule), url: addressOf(rule), headers: { host: 'localhost', ...headers }, ...body && { payload: body } })
      if (!isProblem(answer, 403) || answer.cookies.length > 0) t.fail(`${rule} ${JSON.stringify(headers)}: ${answer.statusCode} ${answer.body}`)
    }
  }
  t.strictSame(await fingerprint(db), before)
})

t.test('what is not there, not allowed or too much is told in the same form', async t => {
  const guest = visitor()
  const ask = async (url: string, status: number): Promise<unknown> => t.ok(isProblem(await guest.get(url), status), `${url} ${status}`)
  for (const url of ['/api', '/api/', '/api/v1', '/api/v2/products', '/api/v1/nothing', '/api/v1/products/nothing', '/api/v1/products?page=9&category=nothing', '/api/v1/orders/P-AAAAAAAA']) await ask(url, 404)
  for (const url of ['/api/v1/me', '/api/v1/orders']) await ask(url, 401)
  for (const url of ['/api/v1/products?sort=x', '/api/v1/products?nothing=1', '/api/v1/products?q=%00', '/api/v1/products?q=a&q=b', '/api/v1/search/suggest', '/api/v1/%00']) await ask(url, 422)
  t.equal((await guest.api('POST', '/cart/items', { sku: 'NOTHING' })).status, 404)
  t.match((await guest.get('/nothing')).headers['content-type'], /html/, 'pages stay pages')

  const { burst } = RATES.coupon
  await db.query('delete from rate_limit')
  for (let i = 0; i < burst; i += 1) await guest.api('PUT', '/cart/coupon', { code: `NO-${i}` })
  const over = await guest.api('PUT', '/cart/coupon', { code: 'NO-MORE' })
  t.ok(isProblem(over.answer, 429))
  t.ok(Number(over.answer.headers['retry-after']) > 0)
  t.equal((await db.query('select from rate_limit where key = $1', [keyOf({ name: 'coupon', subject: networkOf('127.0.0.1') })])).rowCount, 1, 'counted with the pages')
})

t.test('what can be left out is not called required, and every answer of a change is described', async t => {
  const { paths } = (await visitor().get('/api/v1/openapi.json')).json()
  const requiredFor = (path: string, method: string): string[] => paths[path][method].requestBody.content['application/json'].schema.required
  t.strictSame(requiredFor('/cart/items', 'post'), ['sku'])
  t.strictSame(requiredFor('/session', 'post'), ['email', 'password'])
  t.equal(requiredFor('/checkout', 'put'), undefined)
  for (const rule of CHANGES) {
    const path = rule.replace(/^\w+ \/api\/v1/, '').replace(/:(\w+)/g, '{$1}')
    t.match(paths[path][methodOf(rule).toLowerCase()].responses, { 307: {}, 400: {}, 409: {} }, rule)
  }
})

t.test('sentences are said in the language of who asks', async t => {
  const guest = visitor()
  const german = { 'accept-language': 'de' }
  const detailsOf = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<string[]> => {
    const { answer, body: { detail, errors = [] } } = await guest.api(method, url, body, german)
    t.equal(answer.headers['content-language'], 'de', url)
    return [detail, ...errors.map((error: { detail: string }) => error.detail)]
  }
  t.strictSame(englishIn((await Promise.all([
    detailsOf('GET', '/me'), detailsOf('GET', '/checkout'), detailsOf('GET', '/checkout/review'), detailsOf('POST', '/cart/undo'),
    detailsOf('POST', '/cart/items', { quantity: 0, a: 1 }), detailsOf('POST', '/cart/items', { sku: 'nö' }), detailsOf('POST', '/session/code', { ticket: 'none', code: '1' }),
    detailsOf('POST', '/orders', BODIES['POST /api/v1/orders']), detailsOf('PUT', '/cart/coupon', { code: 'NO' })
  ])).flat().join('<br><p>')), [])
  t.match(await detailsOf('POST', '/cart/items', { quantity: 0, a: 1 }), ['Etwas', 'fehlt', 'ist hier nicht bekannt', 'muss mindestens 1 sein'])
  const list = await guest.get('/api/v1/products/dipped-mug', german)
  t.match([list.headers['content-language'], list.json().name], ['de', 'Getauchter Becher'])
})

t.test('without the database: 503 and when to come again; the catalogue is there', async t => {
  const { app: cut, proxy } = await openBehindProxy(t, shops)
  const ann = visitor().at(cut)
  await ann.api('POST', '/cart/items', { sku: MUG })
  proxy.turn('closed')
  for (const [method, url] of [['GET', '/cart'], ['POST', '/cart/items']] as const) {
    const { answer } = await ann.api(method, url, method === 'POST' ? { sku: MUG } : undefined)
    t.ok(isProblem(answer, 503) && answer.headers['retry-after'], url)
  }
  t.equal((await visitor().at(cut).get('/api/v1/products/dipped-mug')).statusCode, 200)
  proxy.turn('open')
})

t.test('an answer holds what its schema has, and nothing else of a row', async t => {
  const ann = await shops.customer()
  t.strictSame(Object.keys((await ann.visitor.api('GET', '/me')).body), ['name', 'email'])
  const { body } = await ann.visitor.get('/api/v1/products/dipped-mug')
  t.notMatch(body, /grams|taxClass|createdAt|"available"/)
  t.ok(app)
})
