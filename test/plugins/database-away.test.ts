import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { MUG, openBehindProxy, openShop } from '../helpers/shop.ts'
import { countIn, flashIn } from '../helpers/visitor.ts'

t.test('while the database is away, who has a basket looks around, and is told that the basket cannot be shown', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)
  const ann = shops.visitor().at(app)
  await ann.submit('/cart/items', { sku: MUG, quantity: '2' })
  proxy.turn('closed')
  for (const path of ['/', '/products', '/products/dipped-mug', '/search/suggest?q=mug']) {
    const page = await ann.get(path)
    t.equal(page.statusCode, 200, path)
    t.match(page.headers['cache-control'], /^private/)
    t.notOk(page.headers['set-cookie'], 'the cookie stays as it is')
    if (!path.startsWith('/search')) t.match(flashIn(page), [{ kind: 'warning', text: /^Your basket cannot be shown at the moment/ }], path)
  }
  t.match(await ann.get('/cart'), { statusCode: 503, headers: { 'retry-after': 5 } })
  t.equal((await ann.post('/cart/items', { sku: MUG })).statusCode, 503)

  proxy.turn('open')
  await sleep(1100) // by then it is asked for again
  const page = await ann.get('/')
  t.equal(countIn(page), 2)
  t.strictSame(flashIn(page), [])
})

t.test('what the shop has no right to do at the moment is a 503', async t => {
  const { app, db, visitor } = await openShop(t)
  await db.query("create function refuse () returns trigger language plpgsql as $$ begin raise exception using errcode = '42501'; end $$")
  await db.query('create trigger refuse before insert on session execute function refuse()')
  t.match(await visitor().at(app).post('/cart/items', { sku: MUG }), { statusCode: 503, headers: { 'retry-after': 5 } })
})

t.test('a request of many statements is answered in time where each is slow', async t => {
  const shops = await openShop(t)
  const { email, password } = await shops.customer()
  const { app, proxy } = await openBehindProxy(t, shops)
  proxy.slow(500)
  const fromMs = performance.now()
  t.match(await shops.visitor().at(app).post('/login', { email, password }), { statusCode: 503, headers: { 'retry-after': 5 } })
  t.ok(performance.now() - fromMs < 3000, 'in less than three seconds')
  proxy.slow(0)
})
