import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createDatabase } from '../helpers/database.ts'
import { BY_TOKEN, scrape, TOKEN } from '../helpers/metrics.ts'
import { MUG, openShop } from '../helpers/shop.ts'

/** What has been counted of requests, by method, route and status. */
function requestsIn (found: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...found].flatMap(([name, count]) => {
    const [, method, route, status] = /^http_request_duration_seconds_count\{method="(.*)",route="(.*)",status="(.*)"\}$/.exec(name) ?? []
    return method === undefined ? [] : [[`${method} ${route} ${status}`, count]]
  }))
}

t.test('without a setting there are no metrics', async t => {
  const { visitor, app } = await openShop(t)
  t.equal((await visitor().get('/metrics')).statusCode, 404)
  t.equal(app.metricsUrl, undefined)
})

t.test('beside the pages they are for who knows the token', async t => {
  const { app } = await openShop(t, { metrics: BY_TOKEN })
  for (const authorization of ['', 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN]) {
    const { statusCode, body, headers } = await app.inject({ url: '/metrics', headers: { authorization } })
    t.equal(statusCode, 401, authorization)
    t.equal(headers['www-authenticate'], 'Bearer')
    t.notMatch(body, 'tote_')
  }
  const { headers, body } = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } })
  t.match(headers, { 'content-type': /^text\/plain; version=0\.0\.4/, 'cache-control': 'no-store' })
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes']) t.match(body, `\n${name} `)
})

t.test('on a port of their own they are alone, and asked for the token if there is one', async t => {
  for (const token of [undefined, TOKEN]) {
    const { app, visitor } = await openShop(t, { metrics: { port: 0, token } })
    const url = app.metricsUrl ?? ''
    const ask = async (url: string, authorization = ''): Promise<{ status: number, body: string }> => {
      const answer = await fetch(url, { headers: { authorization } })
      return { status: answer.status, body: await answer.text() }
    }
    t.match(await ask(url, `Bearer ${TOKEN}`), { status: 200, body: /^tote_database_up 1$/m })
    t.equal((await ask(url)).status, token ? 401 : 200)
    t.equal((await ask(new URL('/', url).href)).status, 404, 'and no shop')
    t.equal((await visitor().get('/metrics')).statusCode, 404, 'nor are they in the shop')
  }
})

t.test('on a port of their own they can be watched until the last request of a drain is answered', async t => {
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: await createDatabase(t), metrics: { port: 0, token: undefined } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const slow = net.connect((app.server.address() as net.AddressInfo).port, '127.0.0.1')
  slow.write('POST /login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nemail')
  const url = app.metricsUrl ?? ''
  const ask = async (): Promise<string> => (await fetch(url)).text()
  for (let tries = 0; !/^tote_requests_under_way 1$/m.test(await ask()) && tries < 50; tries += 1) await wait(20)
  const closed = app.close()
  await wait(200)
  t.match(await ask(), /^tote_draining 1$/m)
  slow.end('=x')
  await closed
  await t.rejects(ask())
})

t.test('a port that is taken stops the start with a sentence', async t => {
  const taken = net.createServer().listen(0, '127.0.0.1')
  t.teardown(() => taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as net.AddressInfo
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: await createDatabase(t), metrics: { port, token: undefined } })
  t.teardown(() => app.close())
  await t.rejects(async () => { await app.ready() }, { message: new RegExp(`^METRICS_PORT ${port} of 127\\.0\\.0\\.1 cannot be used: .* Choose another one$`) })
})

t.test('requests are counted by method, route and status, and an address is in no label', async t => {
  const { app, visitor } = await openShop(t, { metrics: BY_TOKEN })
  const guest = visitor()
  await guest.get('/products/dipped-mug')
  await guest.get('/products/no-such-thing')
  await guest.get('/nowhere/SECRET?key=SECRET')
  await guest.get('/wishlists/SECRETKEYOFAWISHLIST')
  await guest.post('/cart/items', { sku: MUG })
  await guest.post('/cart/items', { sku: MUG, quantity: 'x' })
  await app.inject({ method: 'HEAD', url: '/products' })
  await app.inject({ url: '/', headers: { 'content-encoding': 'gzip' } })
  const found = await scrape(app)
  t.strictSame(requestsIn(found), {
    'GET /products/:slug 200': 1,
    'GET /products/:slug 404': 1,
    'GET unknown 404': 1,
    'GET /wishlists/:token 404': 1,
    'POST /cart/items 303': 1,
    'POST /cart/items 422': 1,
    'HEAD /products 200': 1,
    'GET / 415': 1
  })
  t.notMatch([...found.keys()].join('\n'), 'SECRET')
  const seconds = found.get('http_request_duration_seconds_sum{method="GET",route="/products/:slug",status="200"}') ?? 0
  t.ok(seconds > 0 && seconds < 5, `${seconds} s`)
  t.match(requestsIn(await scrape(app)), { 'GET /metrics 200': 1 })
})

t.test('a request that is cut off is counted as such', async t => {
  const { app } = await openShop(t, { metrics: BY_TOKEN })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = net.connect((app.server.address() as net.AddressInfo).port, '127.0.0.1')
  socket.write('POST /login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=')
  for (let tries = 0; (await scrape(app)).get('tote_requests_under_way') !== 1 && tries < 50; tries += 1) await wait(20)
  t.equal((await scrape(app)).get('tote_connections'), 1)
  socket.destroy()
  for (let tries = 0; !requestsIn(await scrape(app))['POST /login cut'] && tries < 50; tries += 1) await wait(20)
  t.equal(requestsIn(await scrape(app))['POST /login cut'], 1)
})

t.test('the pool: its connections, and how long one is waited for', async t => {
  const { app, visitor } = await openShop(t, { metrics: BY_TOKEN, databasePoolSize: 2 })
  await visitor().post('/cart/items', { sku: MUG })
  const clients = await Promise.all([app.db.connect(), app.db.connect()])
  const late = app.db.query('select 1')
  const scraping = scrape(app)
  await wait(300)
  for (const client of clients) client.release()
  await late
  const found = await scraping
  t.match(found, new Map([['tote_database_connections_max', 2], ['tote_database_connections', 2]]))
  t.ok((found.get('tote_database_waiting') ?? 0) > 0)
  const again = await scrape(app)
  t.equal(again.get('tote_database_waiting'), 0)
  const waits = again.get('tote_database_acquire_seconds_count') ?? 0
  t.ok(waits - (again.get('tote_database_acquire_seconds_bucket{le="0.25"}') ?? 0) >= 2, 'two waited for 300 ms')
})
