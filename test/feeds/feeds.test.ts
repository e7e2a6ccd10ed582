import t from 'tap'
import { openShop } from '../helpers/shop.ts'

const { app, db, visitor } = await openShop(t, { baseUrl: new URL('http://shop.example') })
const AT = 'http://shop.example'
const textOf = (xml: string | undefined) => (xml ?? '').replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const all = (body: string, tag: string) => [...body.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text]) => textOf(text))

t.test('the sitemap has every page that is to be listed, and each is there and says so itself', async t => {
  const { statusCode, headers, body } = await visitor().get('/sitemap.xml')
  t.match([statusCode, headers['content-type']], [200, 'application/xml; charset=utf-8'])
  const addresses = all(body, 'loc')
  t.equal(addresses.length, 2 + 5 + 40)
  t.equal(new Set(addresses).size, addresses.length)
  for (const address of addresses) {
    const page = await visitor().get(address.slice(AT.length))
    t.equal(page.statusCode, 200, address)
    t.match(page.body, `<link rel="canonical" href="${address.replaceAll('&', '&amp;')}">`, address)
    t.notMatch(page.body, 'noindex')
  }
})

t.test('a page of the sitemap changed when it did: a product by itself, a list when the last of its products did', async t => {
  await db.query("update product set changed_at = '2026-01-01'")
  await db.query("update product set changed_at = '2026-02-03T04:05:06Z' where slug = 'dusk-teapot'")
  await app.catalog.refresh()
  const { body } = await visitor().get('/sitemap.xml')
  const changed = Object.fromEntries([...body.matchAll(/<loc>([^<]*)<\/loc><lastmod>([^<]*)</g)].map(([, loc, at]) => [String(loc).slice(AT.length), at]))
  for (const path of ['/', '/products', '/products?category=table', '/products/dusk-teapot']) t.equal(changed[path], '2026-02-03T04:05:06.000Z', path)
  for (const path of ['/products?category=linen', '/products/dipped-mug']) t.equal(changed[path], '2026-01-01T00:00:00.000Z', path)
})

t.test('there is one part only, so no part has an address', async t => {
  for (const part of ['1', '2', '0', '-1', 'x', '1.5', '9'.repeat(30)]) t.equal((await visitor().get(`/sitemap.xml?part=${part}`)).statusCode, 404, part)
})

t.test('robots are asked to leave alone what belongs to a shopper, and searches', async t => {
  const { statusCode, headers, body } = await visitor().get('/robots.txt')
  t.match([statusCode, headers['content-type']], [200, 'text/plain; charset=utf-8'])
  t.match(body, /^User-agent: \*\n/)
  t.match(body, `\nSitemap: ${AT}/sitemap.xml\n`)
  const closed = [...body.matchAll(/^Disallow: (\S+)$/gm)].map(([, path]) => new RegExp(`^${String(path).replace(/[.?]/g, '\\$&').replaceAll('*', '.*')}`))
  const isClosed = (path: string) => closed.some(pattern => pattern.test(path))
  for (const path of ['/cart', '/cart/items', '/account', '/account/orders', '/admin', '/admin/orders', '/checkout', '/checkout/review', '/orders/P-1?key=x', '/login?next=/', '/search/suggest?q=m', '/products?q=mug', '/products?category=table&q=mug']) t.ok(isClosed(path), path)
  for (const address of all((await visitor().get('/sitemap.xml')).body, 'loc')) t.notOk(isClosed(address.slice(AT.length)), address)
  for (const path of ['/products?glaze=moss', app.asset('/shop.css'), app.asset('/share/shop.jpg')]) t.notOk(isClosed(path), path)
})

t.test('the feed has the newest things first, with the address and the day of each', async t => {
  const { statusCode, headers, body } = await visitor().get('/feed.xml')
  t.match([statusCode, headers['content-type']], [200, 'application/rss+xml; charset=utf-8'])
  t.equal(all(body, 'guid').length, 20)
  t.strictSame(all(body, 'title').slice(0, 3), ['New at Pottle', 'Sparrow bath', 'Berry colander'])
  t.equal(all(body, 'guid')[0], `${AT}/products/sparrow-bath`)
  const days = all(body, 'pubDate').map(text => Date.parse(text))
  t.ok(days.every((day, at) => at === 0 || day <= (days[at - 1] ?? 0)), 'newest first')
  t.match((await visitor().get('/')).body, '<link rel="alternate" type="application/rss+xml" title="New at Pottle" href="/feed.xml">')
})

t.test('who has it already is told so, until something is new', async t => {
  for (const url of ['/feed.xml', '/sitemap.xml', '/robots.txt']) {
    const { headers: { etag, 'cache-control': control } } = await visitor().get(url)
    t.match(etag, /^W\/"[\w-]{22}"$/)
    t.match(control, /^public, max-age=\d+$/)
    for (const known of [etag, `"x", ${etag}`, String(etag).replace('W/', ''), '*']) {
      const again = await visitor().get(url, { 'if-none-match': String(known) })
      t.match([again.statusCode, again.body, again.headers.etag], [304, '', etag], `${url} ${known}`)
    }
    t.equal((await visitor().get(url, { 'if-none-match': '"other"' })).statusCode, 200)
  }
  const { headers: { etag } } = await visitor().get('/feed.xml')
  await db.query("update stock set available = available + 1, changed_at = clock_timestamp() where sku = 'BIRDBATH-30'")
  await app.catalog.refresh()
  t.equal((await visitor().get('/feed.xml', { 'if-none-match': String(etag) })).statusCode, 304, 'a sale is no news')
  await db.query("update product set created_at = now() where slug = 'oven-mitt'")
  await app.catalog.refresh()
  const fresh = await visitor().get('/feed.xml', { 'if-none-match': String(etag) })
  t.match([fresh.statusCode, all(fresh.body, 'title')[1]], [200, 'Oven mitt'])
})

t.test('they make no session and no cookie, ask the database nothing, and are kept by nobody who has cookies', async t => {
  for (const url of ['/feed.xml', '/sitemap.xml', '/robots.txt']) {
    const guest = visitor()
    t.equal((await guest.get(url)).headers['set-cookie'], undefined, url)
    t.match((await guest.get(url, { cookie: 'prefs=broken' })).headers['cache-control'], 'no-store', 'an answer that mends a cookie')
  }
  t.equal((await db.query('select from session')).rowCount, 0)
})

t.test('hostile names are text in XML, too', async t => {
  const name = '</title><x a="1">&]]>\'"\u0001\u000b'
  await db.query("update product set name = $1, description = '<b>bold & brave</b>', details = '' where slug = 'oven-mitt'", [name])
  await app.catalog.refresh()
  const { body } = await visitor().get('/feed.xml')
  t.equal(all(body, 'title')[1], '</title><x a="1">&]]>\'"', 'what XML cannot hold is left out')
  t.match(body, '<description>&amp;lt;b&amp;gt;bold &amp;amp; brave&amp;lt;/b&amp;gt;</description>', 'and HTML is text to the readers of a description')
  t.notMatch(body, /\p{Cc}(?<!\n)|<x|<b>/u)
})
