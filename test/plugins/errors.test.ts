import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { openBehindProxy, openShop, MUG } from '../helpers/shop.ts'

t.test('Postgres away: 503 within 3 s with a page, the catalogue still served, back by itself', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)
  const ann = shops.visitor().at(app)
  await ann.post('/cart/items', { sku: MUG })
  await ann.post('/preferences', { theme: 'dark' })
  const guest = shops.visitor().at(app)

  for (const mode of ['closed', 'silent'] as const) {
    proxy.turn(mode)
    for (const request of [() => ann.get('/cart'), () => ann.get('/account'), () => ann.post('/cart/items', { sku: MUG }), () => guest.post('/cart/items', { sku: MUG }), () => guest.post('/login', { email: 'a@b.example', password: 'x' })]) {
      const start = performance.now()
      const answer = await request()
      const seconds = (performance.now() - start) / 1000
      t.equal(answer.statusCode, 503, mode)
      t.ok(answer.headers['retry-after'])
      t.match(answer.body, /<html[^>]*>[\s\S]*basket/i)
      t.strictSame(answer.cookies, [])
      t.ok(seconds < 3, `${mode}: ${seconds.toFixed(2)} s`)
    }
    t.match((await ann.get('/cart')).body, /data-theme="dark"/, 'in the shopper\'s own colours')
    for (const url of ['/', '/products?category=table', '/products/dipped-mug', '/login', app.asset('/shop.css'), '/healthz']) t.equal((await guest.get(url)).statusCode, 200, url)
    t.equal((await ann.get('/')).statusCode, 200, 'without the basket')
    t.equal((await guest.get('/readyz')).statusCode, 503)

    proxy.turn('open')
    await wait(50)
    for (let tries = 0; tries < 50 && (await guest.get('/readyz')).statusCode !== 200; tries += 1) await wait(100)
    t.strictSame(await ann.cart(), { [MUG]: 1 }, 'and what was acknowledged is there')
  }
})

t.test('bad input of any kind gets a clear answer and never a 500', async t => {
  const { app, visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  const quantities = ['-1', '1.5', '1e3', 'NaN', 'Infinity', '0x10', '٣', '＋1', '', ' 1', '01', '+1', '1,000', '100', '2147483648', '9'.repeat(10_000), '\0', '\ud800']
  for (const quantity of ['0', ...quantities]) t.equal((await ann.post('/cart/items', { sku: MUG, quantity })).statusCode, 422, `add ${quantity.slice(0, 20)}`)
  for (const quantity of quantities) t.equal((await ann.post(`/cart/items/${MUG}`, { quantity })).statusCode, 422, `set ${quantity.slice(0, 20)}`)
  for (const form of [{ sku: [MUG, MUG] }, { sku: MUG, quantity: ['1', '2'] }, { sku: MUG, 'quantity[]': '1' }, { sku: MUG, price: '1' }, { sku: MUG, __proto__x: '1' }, { 'sku[a]': MUG }, {}]) {
    t.equal((await ann.post('/cart/items', form)).statusCode, 422, JSON.stringify(form))
  }
  t.equal((await ann.post('/cart/items', { sku: 'NO-SUCH-THING' })).statusCode, 404)
  for (const sku of ['%00', '%2e%2e', '<b>', 'x'.repeat(150), '%E0%A4%A']) {
    const { statusCode } = await ann.post(`/cart/items/${sku}/remove`)
    t.ok(statusCode >= 400 && statusCode < 500, `${sku.slice(0, 20)} ${statusCode}`)
  }
  for (const type of ['text/plain', 'application/json', 'application/json\t; a', 'multipart/form-data; boundary=x', 'x']) {
    t.equal((await ann.send({ method: 'POST', url: '/cart/items', payload: `sku=${MUG}`, headers: { 'content-type': type } })).statusCode, 415, type)
  }
  t.equal((await ann.post('/cart/items', { sku: MUG, return_to: 'x'.repeat(100_000) })).statusCode, 413)
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'] as const) {
    const { statusCode } = await app.inject({ method: method as 'PUT', url: '/cart' })
    t.ok(statusCode >= 400 && statusCode < 500, `${method} ${statusCode}`)
  }
  t.equal((await ann.post('/register', { name: 'a\0b', email: 'a@example.com', password: 'a good long password' })).statusCode, 422)
  t.equal((await ann.post('/login', { email: 'a\0@example.com', password: 'x' })).statusCode, 422)
  t.equal((await ann.post('/cart/items', { sku: MUG, return_to: '/\0' })).statusCode, 422)
  for (const text of ['%00', '%ED%A0%80', '%', '%C0%80']) t.ok((await ann.get(`/products?q=${text}`)).statusCode < 500, text)
  t.strictSame(await ann.cart(), { [MUG]: 1 }, 'and nothing was changed')
  for (const url of ['/%00', '/%', '/%E0%A4%A', '//', '/..%2f..%2fetc/passwd', '/static/..%2fpackage.json', '/static/.env', '/products/%00', '/cart.css', '/account/x.css', `/${'x'.repeat(5000)}`, '/?__proto__=1', '/products?q[]=1', '/products?q=%']) {
    const { statusCode, body } = await ann.get(url)
    t.ok(statusCode < 500, `${url.slice(0, 40)} ${statusCode}`)
    t.notMatch(body.replace(/<title>[^<]*/, ''), /\.ts:\d|node_modules|Error:/)
  }
})

t.test('targets that are no path: answered like the path they name, or refused, with a page', async t => {
  const { app, customer } = await openShop(t)
  const { visitor } = await customer()
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const send = async (line: string, cookie: string): Promise<string> => {
    const socket = net.connect(Number(port), '127.0.0.1')
    socket.write(`${line} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    return answer
  }
  const old = visitor.clone()
  await visitor.post('/logout')
  for (const cookie of ['sid=x', old.cookieHeader]) {
    for (const line of ['POST http://127.0.0.1/cart/items', 'POST http://127.0.0.1/login', 'POST http://127.0.0.1/logout', 'GET http://127.0.0.1/cart', 'OPTIONS *', 'GET //', 'POST //', 'POST /x/..//evil.example/', 'GET /%', `GET /products/${'x'.repeat(300)}`]) {
      const answer = await send(line, cookie)
      t.match(answer, /^HTTP\/1.1 [234]\d\d /, line)
      t.notMatch(answer, /location: (\/\/|http)/i, line)
      if (/^HTTP\/1.1 4/.test(answer)) t.match(answer, '<html', line)
    }
  }
  t.match(await send('GET http://127.0.0.1/cart', 'sid=x'), /^HTTP\/1.1 200 /)
})

t.test('an unknown page is a page: 404 with the basket in its header, nothing echoed', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/cart/items', { sku: MUG })
  const { statusCode, body } = await ann.get('/nowhere/<script>alert(1)</script>')
  t.equal(statusCode, 404)
  t.match(body, /data-cart-count="1"/)
  t.notMatch(body, '<script>alert')
})

t.test('readiness: 503 while the database has not what this version needs', async t => {
  const { visitor, db } = await openShop(t)
  t.equal((await visitor().get('/readyz')).statusCode, 200)
  await db.query('delete from migration where name = (select max(name) from migration)')
  t.equal((await visitor().get('/readyz')).statusCode, 503)
})
