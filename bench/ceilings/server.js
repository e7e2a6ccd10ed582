import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { env } from 'node:process'
import { hash, verify } from '@node-rs/argon2'
import Fastify from 'fastify'
import pg from 'pg'
import { ITEMS, LOGINS, SESSION, SESSIONS, STEP } from './database.js'

// Bare Fastify with the least that an answer needs, to measure a shop by. Nothing is read from the request, nothing is checked.
const HTML = 'text/html; charset=utf-8'
const PASSWORD = 'four kilns and a pot of tea'
const ADDRESS = { name: 'Ann Bench', line1: '1 Kiln Lane', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', email: 'ann.bench@shop.example' }
const session = JSON.stringify(SESSION)
const address = JSON.stringify(ADDRESS)

const pages = JSON.parse(readFileSync(env.BENCH_PAGES, 'utf8'))
const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 10 })
const passwordHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
let turn = 0

/** Named, so that it is prepared once for each connection. */
const statement = (name, text) => (db, ...values) => db.query({ name, text, values })
const find = statement('find', 'select sess from session where sid = $1')
const save = statement('save', 'update session set sess = $2, version = version + 1 where sid = $1')
const end = statement('end', 'delete from visit where sid = $1')
const begin = statement('begin', "insert into visit (sid, sess, expire) values ($1, $2, now() + interval '30 days')")
const lock = statement('lock', 'select sess, version from session where sid = $1 for update')
const take = statement('take', 'update stock set available = available - $2 where sku = $1 and available >= $2')
const order = statement('order', 'insert into orders (order_id, shopper_id, number, total_cents, address, placed_at) values ($1, $2, $3, $4, $5, now())')
const lines = statement('lines', `
  insert into order_line (order_id, position, sku, name, quantity, price_cents)
  select $1, position, sku, name, quantity, price_cents
    from jsonb_to_recordset($2) as line (position integer, sku text, name text, quantity integer, price_cents integer)
`)

const app = Fastify()
const nextSid = () => `sid-${turn++ * STEP % SESSIONS}`
app.get('/healthz', async () => 'ok')

/** C0: the finished page, as the text that rendering would have made. */
app.get('/c0/:page', (request, reply) => reply.type(HTML).send(pages[request.params.page]))

/** C1: the same after one session has been read. */
app.get('/c1/:page', async (request, reply) => {
  await find(pool, nextSid())
  return reply.type(HTML).send(pages[request.params.page])
})

/** C2: one session saved, and on. */
app.post('/c2', async (_request, reply) => {
  await save(pool, nextSid(), session)
  return reply.redirect('/cart', 303)
})

/** C3: a password verified, the session that was deleted, the one that is inserted. */
app.post('/c3', async (_request, reply) => {
  const sid = `sid-${turn++ % LOGINS}`
  if (!await verify(passwordHash, PASSWORD)) throw new Error('the password is wrong')
  await end(pool, sid)
  await begin(pool, sid, session)
  return reply.redirect('/account', 303)
})

/** C4: an order of three lines: nine round trips, from begin to commit. */
app.post('/c4', async (_request, reply) => {
  const sid = nextSid()
  const n = turn
  const client = await pool.connect()
  const items = [0, 1, 2].map(position => ({ position, sku: `ITEM-${(n * 3 + position) % (ITEMS - 1)}`, name: 'Terracotta-rim bowl', quantity: 1, price_cents: 2400 }))
  const id = randomUUID()
  await client.query('begin')
  await lock(client, sid)
  for (const { sku, quantity } of items.toSorted((a, b) => a.sku < b.sku ? -1 : 1)) await take(client, sku, quantity)
  await order(client, id, sid, id.slice(0, 8), 7200, address)
  await lines(client, id, JSON.stringify(items))
  await save(client, sid, session)
  await client.query('commit')
  client.release()
  return reply.redirect('/orders/1', 303)
})

await app.listen({ host: '127.0.0.1', port: Number(env.PORT) })
