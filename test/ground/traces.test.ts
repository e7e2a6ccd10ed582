import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createDatabase } from '../helpers/database.ts'
import { MUG } from '../helpers/shop.ts'
import { startBuilt, type BuiltShop } from './built-shop.ts'
import { makeCheckout } from './checkout.ts'
import { openCollector, type Span } from './collector.ts'

const REMOTE = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' }
const TRACEPARENT = `00-${REMOTE.trace}-${REMOTE.span}-01`
const SERVER = 2
const CLIENT = 3
const ERROR = 2

/** Says which of these packages are loaded. */
const SAY = 'export async function resolve (name, context, next) { if (/opentelemetry|prom-client/.test(name)) console.error("loads " + name); return next(name, context) }'
const SAY_WHAT_LOADS = `--import=data:text/javascript,${encodeURIComponent(`import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(SAY)}`)})`)}`

interface Line { reqId?: string, trace_id?: string, msg: string, path?: string, event?: string }

function logOf (shop: BuiltShop): Line[] {
  return shop.output().split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Line)
}

async function post (url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' })
}

/** The head first, and the body when the request is under way. */
async function postLate (url: string, form: Record<string, string>, headers: Record<string, string>): Promise<void> {
  const body = String(new URLSearchParams(form))
  const asking = request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } })
  asking.flushHeaders()
  await sleep(200)
  asking.end(body)
  const [answer] = await once(asking, 'response')
  await once(answer.resume(), 'end')
}

async function stop (t: Test, shop: BuiltShop): Promise<void> {
  shop.child.kill('SIGTERM')
  t.equal(await shop.ended, 0, shop.output().slice(-500))
}

t.test('a request is a span named by its route, each statement one within it, and both are found from the log', async t => {
  const collector = await openCollector(t)
  const databaseUrl = await createDatabase(t)
  const shop = await startBuilt(t, makeCheckout(t), { DATABASE_URL: databaseUrl, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, LOG_LEVEL: 'info', DATABASE_POOL_SIZE: '2', OTEL_BSP_SCHEDULE_DELAY: '200' }, [SAY_WHAT_LOADS])
  t.match(shop.output(), 'loads @opentelemetry/api')

  const added = await post(`${shop.url}/cart/items`, { sku: MUG })
  t.equal(added.status, 303)
  const cookie = String(added.headers.get('set-cookie')).split(';')[0] ?? ''
  const add = await collector.find('the add', ({ name }) => name === 'POST /cart/items')
  t.match(add, { kind: SERVER, attributes: { 'http.request.method': 'POST', 'http.route': '/cart/items', 'http.response.status_code': '303' } })
  t.equal(add.parentSpanId ?? '', '', 'nothing was before it')
  const insert = await collector.find('its insert', ({ traceId, kind }) => traceId === add.traceId && kind === CLIENT)
  t.match(insert, { name: 'INSERT', parentSpanId: add.spanId, attributes: { 'db.system.name': 'postgresql', 'db.query.text': /^insert into session .* values \(\$1, \$2, / } })
  t.ok(collector.services().every(name => name === 'tote'))

  await t.test('after a body that comes late, and in transactions', async t => {
    await postLate(`${shop.url}/register`, { name: 'Zoë Zander', email: 'zoe@example.com', password: 'a jug of rather good tea' }, { cookie })
    const register = await collector.find('the registration', ({ name }) => name === 'POST /register')
    await collector.find('its end', ({ traceId, name }) => traceId === register.traceId && name === 'COMMIT')
    const statements = collector.spans().filter(({ traceId, kind }) => traceId === register.traceId && kind === CLIENT)
    t.ok(statements.every(({ parentSpanId }) => parentSpanId === register.spanId))
    for (const beginning of ['begin;', 'insert into customer', 'commit']) t.ok(statements.some(({ attributes }) => attributes['db.query.text']?.startsWith(beginning)), beginning)
  })

  await t.test('of requests that wait for a connection, each has its own statements', async t => {
    const before = new Set(collector.spans().map(({ traceId }) => traceId))
    await Promise.all(Array.from({ length: 20 }, () => post(`${shop.url}/cart/items`, { sku: MUG })))
    await sleep(600)
    const adds = collector.spans().filter(({ traceId, name }) => !before.has(traceId) && name === 'POST /cart/items')
    t.equal(adds.length, 20)
    for (const { traceId, spanId } of adds) {
      t.match(collector.spans().filter(span => span.traceId === traceId && span.kind === CLIENT), [{ name: 'INSERT', parentSpanId: spanId }])
    }
  })

  await t.test('addresses and values are told to nobody', async t => {
    await fetch(`${shop.url}/wishlists/SECRETKEYOFAWISHLIST?key=SECRETKEY`)
    await fetch(`${shop.url}/nowhere/SECRETKEY`)
    await collector.find('the list', ({ name }) => name === 'GET /wishlists/:token')
    await collector.find('an address that is none', ({ name }) => name === 'GET')
    for (const secret of ['SECRETKEY', MUG, 'zoe@example.com', 'Zander', 'rather good tea']) t.notMatch(collector.text(), secret)
  })

  await t.test('the trace of whoever asks is linked to, and not gone on with', async t => {
    await fetch(`${shop.url}/login`, { headers: { traceparent: TRACEPARENT, 'x-request-id': 'mallory' } })
    const span = await collector.find('the login', ({ name }) => name === 'GET /login')
    t.not(span.traceId, REMOTE.trace)
    t.match(span.links, [{ traceId: REMOTE.trace, spanId: REMOTE.span }])
    t.notMatch(collector.text(), 'mallory')
  })

  await t.test('lines of the log and spans name each other', async t => {
    const lines = logOf(shop).filter(({ path }) => path === '/cart/items')
    t.equal(lines.length, 21)
    t.match(lines[0], { reqId: add.attributes['tote.request_id'], trace_id: add.traceId })
    await post(`${shop.url}/cart/items`, { sku: MUG, price: '1' })
    const refused = await collector.find('what was refused', ({ attributes }) => attributes['http.response.status_code'] === '422')
    t.match(logOf(shop).find(({ event }) => event === 'input.refused'), { reqId: refused.attributes['tote.request_id'], trace_id: refused.traceId })
  })

  await t.test('a fault is marked, by its code alone, and its page names the request', async t => {
    const { default: pg } = await import('pg')
    const db = new pg.Client({ connectionString: databaseUrl })
    await db.connect()
    await db.query('alter table session add constraint broken check (sess is null) not valid')
    await db.end()
    const answer = await post(`${shop.url}/cart/items`, { sku: MUG })
    t.equal(answer.status, 500)
    const [, requestId] = /<code>([\w-]{36})<\/code>/.exec(await answer.text()) ?? []
    const span = await collector.find('the fault', ({ attributes }) => attributes['tote.request_id'] === requestId)
    t.match(span, { status: { code: ERROR }, attributes: { 'error.type': '500' } })
    const statement = await collector.find('the statement', ({ traceId, kind }) => traceId === span.traceId && kind === CLIENT)
    t.match(statement, { status: { code: ERROR }, attributes: { 'error.type': '23514' } })
    t.notMatch(collector.text(), /Failing row|violates/)
    t.match(logOf(shop).find(({ msg }) => msg === 'request failed'), { reqId: requestId, trace_id: span.traceId })
  })

  await fetch(`${shop.url}/products`)
  await stop(t, shop)
  await collector.find('the last', ({ name }: Span) => name === 'GET /products')
})

t.test('a proxy that is believed goes on with its own trace', async t => {
  const collector = await openCollector(t)
  const shop = await startBuilt(t, makeCheckout(t), { DATABASE_URL: await createDatabase(t), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TRUST_PROXY: 'loopback', OTEL_BSP_SCHEDULE_DELAY: '200' })
  await fetch(`${shop.url}/login`, { headers: { traceparent: TRACEPARENT, 'x-forwarded-for': '192.0.2.1' } })
  t.match(await collector.find('the login', ({ name }) => name === 'GET /login'), { traceId: REMOTE.trace, parentSpanId: REMOTE.span, links: [] })
  await stop(t, shop)
})

t.test('a collector that is away stops nothing, and the log says so', async t => {
  const shop = await startBuilt(t, makeCheckout(t), { DATABASE_URL: await createDatabase(t), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', LOG_LEVEL: 'warn', OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_EXPORTER_OTLP_TIMEOUT: '500' })
  t.equal((await fetch(shop.url)).status, 200)
  for (let tries = 0; !shop.output().includes('traces were not delivered') && tries < 100; tries += 1) await sleep(50)
  t.match(shop.output(), 'traces were not delivered')
  await fetch(shop.url)
  const start = performance.now()
  await stop(t, shop)
  t.ok(performance.now() - start < 5000, `${Math.round(performance.now() - start)} ms`)
})

t.test('without a setting nothing of it is loaded', async t => {
  const shop = await startBuilt(t, makeCheckout(t), { DATABASE_URL: await createDatabase(t) }, [SAY_WHAT_LOADS])
  t.equal((await fetch(shop.url)).status, 200)
  t.notMatch(shop.output(), 'loads ')
  await stop(t, shop)
})
