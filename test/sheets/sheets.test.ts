import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { CURRENCIES } from '../../src/money.ts'
import { LOCALES } from '../../src/preferences/preferences.ts'
import { setRole } from '../admin/shop-with-orders.ts'
import { MUG, openShop, setStock, signIn, type Shops } from '../helpers/shop.ts'
import { Visitor } from '../helpers/visitor.ts'

const PAGES = ['/', '/products', '/products?category=table', '/products?in_stock=1&sort=price-asc&page=2', '/products/dipped-mug', '/products/dipped-mug?sku=MUG-CLAY', '/products/dusk-teapot', '/products?max_price=1', '/cart']

/** The same shop, which renders each page anew. */
async function openFresh (t: Test, { databaseUrl }: Shops): Promise<Shops['app']> {
  const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), development: true, databaseUrl })
  t.teardown(() => app.close())
  await app.ready()
  return app
}

/** Readers of all kinds: each has done the same things as its like. */
async function readersOf (shops: Shops): Promise<Record<string, Visitor>> {
  const { visitor, customer, db } = shops
  const filled = visitor()
  for (const [sku, quantity] of [[MUG, '3'], ['TEAPOT-DUSK', '1'], ['TOWELS-4', '1']] as const) await filled.submit('/cart/items', { sku, quantity })
  await filled.get('/cart')
  const saving = visitor()
  await saving.submit('/cart/items', { sku: 'MUG-CLAY' })
  await saving.submit('/cart/items/MUG-CLAY/save')
  await saving.submit('/preferences', { recently_viewed: '1' })
  for (const slug of ['dipped-mug', 'moon-jar', 'dusk-teapot']) await saving.get(`/products/${slug}`)
  const ann = await customer('Ann <Archer> & Sons')
  await ann.visitor.submit('/cart/items', { sku: MUG })
  const boss = await customer('Robin Boss')
  await setRole(db, boss, 'admin')
  await signIn(boss.visitor, boss)
  for (const one of [ann.visitor, boss.visitor, saving]) await one.get('/cart')
  return { nobody: visitor(), filled, saving, ann: ann.visitor, boss: boss.visitor }
}

t.test('what is kept and filled in is to the byte what is rendered anew: every public page, preference and kind of reader', async t => {
  const shops = await openShop(t)
  const { app } = shops
  await setStock(shops, 'TEAPOT-DUSK', 0)
  const fresh = await openFresh(t, shops)
  const readers = await readersOf(shops)
  const looks = [
    ...LOCALES.map((locale, at) => ({ locale, currency: CURRENCIES[at % CURRENCIES.length] ?? 'EUR', theme: 'auto', density: 'compact', page_size: '12' })),
    ...CURRENCIES.map(currency => ({ locale: 'de-DE', currency, theme: 'dark', density: 'comfortable', page_size: '24' }))
  ]
  for (const look of [undefined, ...looks]) {
    for (const [kind, reader] of Object.entries(readers)) {
      if (look) await reader.at(app).submit('/preferences', look)
      for (const url of PAGES) {
        await reader.at(app).get(url)
        const kept = await reader.at(app).get(url)
        const anew = await reader.at(fresh).get(url)
        if (kept.body !== anew.body || kept.statusCode !== 200) t.equal(kept.body, anew.body, `${kind} ${url} ${JSON.stringify(look)}`)
      }
    }
    t.pass(JSON.stringify(look))
  }
})

t.test('nobody’s page holds nothing of those who had it before', async t => {
  const shops = await openShop(t)
  const { app, visitor } = shops
  const readers = await readersOf(shops)
  for (const reader of Object.values(readers)) for (const url of PAGES) await reader.get(url)
  const fresh = await openFresh(t, shops)
  for (const url of PAGES) {
    const { body } = await visitor().get(url)
    t.equal(body, (await new Visitor(fresh).get(url)).body, url)
    for (const secret of ['Ann', 'Robin', 'ann1@', 'data-cart-count="1"', 'In basket', 'Order history']) t.notMatch(body, secret, url)
  }
  t.ok(app)
})

t.test('messages are shown once on a kept page, in its title and above it, and not to the next', async t => {
  const { visitor } = await openShop(t)
  const [ann, bo] = [visitor(), visitor()]
  await bo.submit('/cart/items', { sku: 'BOWL-TERRA-M' })
  const page = await ann.submit('/cart/items', { sku: MUG, return_to: '/products' })
  t.match(page.body, '<title>Added: ')
  t.match(page.body, 'data-flash="success"')
  for (const reader of [ann, bo, visitor()]) t.notMatch((await reader.get('/products')).body, /data-flash|<title>Added/)
})

t.test('a change of the catalogue is on every page within a second, in all processes', async t => {
  const shops = await openShop(t)
  const { db, visitor, databaseUrl } = shops
  const second = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl })
  t.teardown(() => second.close())
  await second.ready()
  const guest = visitor()
  await guest.submit('/cart/items', { sku: MUG })
  await guest.get('/products')
  const readers = [visitor(), new Visitor(second), guest, guest.clone().at(second)]
  for (const reader of readers) for (const url of ['/products', '/products/dipped-mug']) t.notMatch((await reader.get(url)).body, '€77.77')
  await db.query("update price set price_cents = 7777, compare_at_cents = null where sku like 'MUG-%' and currency = 'EUR'; update catalog_revision set revision = revision + 1")
  await new Promise(resolve => setTimeout(resolve, 1000))
  for (const reader of readers) for (const url of ['/products', '/products/dipped-mug']) t.match((await reader.get(url)).body, '€77.77', url)
})

t.test('who has a public page already gets 304, by a strong tag for each encoding', async t => {
  const shops = await openShop(t)
  const { visitor } = shops
  const tags = new Set<string>()
  for (const encoding of ['identity', 'gzip', 'br']) {
    const first = await visitor().get('/products', { 'accept-encoding': encoding })
    const tag = String(first.headers.etag)
    tags.add(tag)
    t.match(tag, /^"[\w-]+"$/, 'not weak')
    t.equal(first.headers['content-encoding'], encoding === 'identity' ? undefined : encoding)
    t.match(first.headers.vary, /Cookie, Accept-Language, Accept-Encoding/)
    const known = await visitor().get('/products', { 'accept-encoding': encoding, 'if-none-match': `"other", ${tag}` })
    t.match(known, { statusCode: 304, body: '' })
    t.equal(known.headers.etag, tag)
    t.equal((await visitor().get('/products?category=table', { 'accept-encoding': encoding, 'if-none-match': tag })).statusCode, 200)
  }
  t.equal(tags.size, 3)
  const [tag = ''] = tags
  await setStock(shops, 'VASE-MOSS', 0)
  t.equal((await visitor().get('/products', { 'if-none-match': tag })).statusCode, 200, 'the shelf has changed')
})

t.test('caches between may keep what came without a cookie, for a second, and nothing else', async t => {
  const { visitor } = await openShop(t)
  for (const url of ['/', '/products', '/products/dipped-mug']) t.equal((await visitor().get(url)).headers['cache-control'], 'public, max-age=0, s-maxage=1', url)
  for (const url of ['/cart', '/products?q=mug', '/login', '/search/suggest?q=m']) t.equal((await visitor().get(url)).headers['cache-control'], 'private, no-cache', url)
  const dark = visitor()
  await dark.submit('/preferences', { theme: 'dark' })
  await dark.get('/')
  const page = await dark.get('/products')
  t.equal(page.headers['cache-control'], page.headers.etag === undefined ? 'private, no-store' : 'private, no-cache')
  const guest = visitor()
  await guest.submit('/cart/items', { sku: MUG })
  t.match((await guest.get('/products')).headers, { 'cache-control': 'private, no-store', etag: undefined })
})

t.test('a page that was asked for by HEAD first is the same to who reads it', async t => {
  const { app, visitor } = await openShop(t)
  for (const url of ['/products', '/products/dipped-mug']) {
    const head = await app.inject({ method: 'HEAD', url, headers: { host: 'localhost' } })
    const page = await visitor().get(url)
    t.match(page.body, `/login?next=${encodeURIComponent(url)}`)
    t.equal(head.headers.etag, page.headers.etag)
    t.equal(Number(head.headers['content-length']), page.rawPayload.length)
  }
})
