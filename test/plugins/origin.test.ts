import t from 'tap'
import { openShop, MUG } from '../helpers/shop.ts'

t.test('a change asked for by another site is refused on every route, and changes nothing', async t => {
  const { app, db, customer } = await openShop(t)
  const { visitor } = await customer()
  const before = (await db.query('select session::text, cart::text from session, cart')).rows
  const elsewhere = [
    { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'https://localhost:80' }, { origin: 'http://localhost:8080' }, { origin: 'http://shop.localhost' }
  ]
  const routes = ['/cart/items', `/cart/items/${MUG}`, '/cart/undo', '/login', '/logout', '/register', '/preferences', '/checkout', '/orders', '/account/devices/end-others']
  for (const headers of elsewhere) {
    for (const url of routes) {
      const answer = await visitor.post(url, { sku: MUG, theme: 'dark' }, headers)
      t.equal(answer.statusCode, 403, `${url} ${JSON.stringify(headers)}`)
      t.notOk(answer.headers['access-control-allow-origin'])
    }
  }
  t.strictSame((await db.query('select session::text, cart::text from session, cart')).rows, before)
  t.ok(app)
})

t.test('our own forms pass, as does a client that is no browser', async t => {
  const { visitor } = await openShop(t)
  for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: 'http://localhost:80' }, { origin: 'http://localhost' }]) {
    const { statusCode } = await visitor().post('/cart/items', { sku: MUG }, { host: 'localhost', ...headers })
    t.equal(statusCode, headers.origin === 'http://localhost:80' ? 403 : 303, JSON.stringify(headers))
  }
})

t.test('with BASE_URL set its origin is the one that counts', async t => {
  const { visitor } = await openShop(t, { baseUrl: new URL('https://shop.example/') })
  const post = async (origin: string) => (await visitor().post('/cart/items', { sku: MUG }, { origin, host: 'internal:3000' })).statusCode
  t.equal(await post('https://shop.example'), 303)
  t.equal(await post('http://internal:3000'), 403)
})

t.test('links never lead to another host, and security headers are on every kind of answer', async t => {
  const { app, visitor } = await openShop(t)
  for (const url of ['/', '/cart', '/nowhere', app.asset('/shop.css'), '/static/nothing.css', '/account', '/healthz', '/products?page=x']) {
    const { headers } = await visitor().get(url, { host: 'evil.example', 'x-forwarded-host': 'evil.example' })
    t.match(headers['content-security-policy'], /default-src 'self'.*frame-ancestors 'none'/, url)
    t.match([headers['x-content-type-options'], headers['referrer-policy']], ['nosniff', 'same-origin'], url)
    t.notMatch(String(headers.location), 'evil')
  }
})
