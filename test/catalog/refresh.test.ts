import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createDatabase } from '../helpers/database.ts'
import { openProxy } from '../helpers/proxy.ts'
import { MUG, openShops } from '../helpers/shop.ts'
import { Visitor } from '../helpers/visitor.ts'

const ONE_SECOND_MS = 1000

/** Waits until it holds, and returns how long that took. */
async function until (holds: () => boolean, limitMs = 5000): Promise<number> {
  const begin = performance.now()
  while (!holds()) {
    if (performance.now() - begin > limitMs) throw new Error('it never came')
    await wait(5)
  }
  return performance.now() - begin
}

t.test('in two instances', async t => {
  const { apps, app, db } = await openShops(t, 2)
  const stockIn = (at: number) => apps[at]?.catalog.current().bySku.get(MUG)?.variant.available
  const priceIn = (at: number) => apps[at]?.catalog.current().bySku.get(MUG)?.variant.prices.EUR.priceCents

  await t.test('a price is seen by both within a second', async t => {
    await db.query('begin; update price set price_cents = 1750 where sku = \'MUG-SLATE\' and currency = \'EUR\'; update catalog_revision set revision = revision + 1; commit')
    t.ok(await until(() => priceIn(0) === 1750 && priceIn(1) === 1750) < ONE_SECOND_MS)
    for (const each of apps) t.match((await new Visitor(each).get('/products/dipped-mug')).body, '€17.50')
  })

  await t.test('stock is seen by both within a second, without touching the revision', async t => {
    const { products } = app.catalog.current()
    await db.query('update stock set available = 7, changed_at = now() where sku = $1', [MUG])
    t.ok(await until(() => stockIn(0) === 7 && stockIn(1) === 7) < ONE_SECOND_MS)
    t.equal(products.find(({ slug }) => slug === 'dipped-mug')?.variants[0]?.available, 46, 'a snapshot in use is not changed')
  })

  await t.test('so is stock that was stamped long before it was committed', async t => {
    const client = await db.connect()
    await client.query('begin')
    await client.query('update stock set available = 5, changed_at = now() where sku = $1', [MUG])
    await wait(2 * ONE_SECOND_MS)
    t.equal(stockIn(0), 7)
    await client.query('commit')
    client.release()
    t.ok(await until(() => stockIn(0) === 5 && stockIn(1) === 5) < ONE_SECOND_MS)
  })

  await t.test('a new product is there, and one that lost its last variant is gone', async t => {
    await db.query(`begin;
      insert into product (slug, category, name, description, picture) values ('new-pot', 'table', 'New pot', 'Fresh', '/pictures/dipped-mug.svg');
      insert into variant (sku, product) values ('POT-NEW', 'new-pot');
      insert into price (sku, currency, price_cents) values ('POT-NEW', 'EUR', 100), ('POT-NEW', 'GBP', 90), ('POT-NEW', 'USD', 110);
      delete from price where sku = 'TEAPOT-DUSK'; delete from variant where sku = 'TEAPOT-DUSK';
      update catalog_revision set revision = revision + 1; commit`)
    await until(() => apps.every(each => each.catalog.current().bySlug.has('new-pot')))
    t.equal((await new Visitor(app).get('/products/new-pot')).statusCode, 200)
    t.equal((await new Visitor(app).get('/products/dusk-teapot')).statusCode, 404)
  })

  await t.test('refresh() sees at once what was committed before', async t => {
    for (const available of [11, 12, 13]) {
      await db.query('update stock set available = $2 where sku = $1', [MUG, available])
      await app.catalog.refresh()
      t.equal(stockIn(0), available)
    }
  })
})

t.test('without its database', async t => {
  const direct = await createDatabase(t)
  const { proxy, url } = await openProxy(t, direct)
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: url })
  const db = new pg.Pool({ connectionString: direct })
  t.teardown(async () => {
    await app.close()
    await db.end()
  })
  const guest = new Visitor(app)
  await app.ready()

  proxy.turn('closed')
  await wait(ONE_SECOND_MS)
  for (const path of ['/', '/products?category=table', '/products/dipped-mug', '/search/suggest?q=mu']) t.equal((await guest.get(path)).statusCode, 200, path)
  t.equal((await guest.get('/products?q=mug')).statusCode, 503, 'only a search needs it')
  t.match((await guest.get('/products?q=mug')).body, '<html', 'and says so on a page')

  await db.query('update stock set available = 3, changed_at = now() where sku = $1', [MUG])
  proxy.turn('open')
  await until(() => app.catalog.current().bySku.get(MUG)?.variant.available === 3)
  t.pass('it is read again when it is back')
})

t.test('a shop that cannot read its catalogue does not start', async t => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'
  await t.rejects(buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl }))
})
