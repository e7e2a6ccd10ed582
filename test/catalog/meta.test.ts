import t from 'tap'
import { openShop } from '../helpers/shop.ts'

const shop = await openShop(t, { baseUrl: new URL('http://shop.example') })
const { app, db, visitor } = shop
const AT = 'http://shop.example'

const pageAt = async (url: string): Promise<string> => (await visitor().get(url)).body
const attribute = (body: string, pattern: RegExp) => pattern.exec(body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#39;', "'")
const canonical = (body: string) => attribute(body, /<link rel="canonical" href="([^"]*)">/)
const meta = (body: string, name: string) => attribute(body, new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`))
const isListed = (body: string): boolean => meta(body, 'robots') === undefined
/** What a machine reads: the content of each data element, ended where HTML ends it. */
const dataIn = (body: string): Array<Record<string, any>> =>
  [...body.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script/gi)].map(([, json]) => JSON.parse(json ?? ''))
const typesIn = (body: string) => dataIn(body).map(data => data['@type'])

t.test('every public page is known by one whole address, of BASE_URL and not of what a request says', async t => {
  const body = (await visitor().get('/products?page=2&sort=featured&utm_source=x', { host: 'evil.example' })).body
  t.equal(canonical(body), `${AT}/products?page=2`)
  t.equal(canonical(await pageAt('/')), `${AT}/`)
  t.equal(canonical(await pageAt('/products?category=table&q=')), `${AT}/products?category=table`)
  t.equal(canonical(await pageAt('/products?glaze=sage&glaze=moss&glaze=purple')), `${AT}/products?glaze=moss&glaze=sage`)
  t.equal(canonical(await pageAt('/products/dipped-mug?sku=MUG-MOSS')), `${AT}/products/dipped-mug`)
  t.notMatch(body, 'evil.example')
})

t.test('pages of a list lead to the one before and the one after', async t => {
  const guest = visitor()
  await guest.post('/preferences', { page_size: '12' })
  const { body } = await guest.get('/products?page=2&glaze=')
  t.match(body, '<link rel="prev" href="/products">')
  t.match(body, '<link rel="next" href="/products?page=3">')
  t.notMatch((await guest.get('/products')).body, '<link rel="prev"')
  t.notMatch((await guest.get('/products?page=4')).body, '<link rel="next"')
})

t.test('search engines list the shop, its departments and its products, and nothing that shows the same again', async t => {
  for (const url of ['/', '/products', '/products?page=2', '/products?category=linen', '/products/dipped-mug', '/products/dipped-mug?sku=MUG-CLAY']) t.ok(isListed(await pageAt(url)), url)
  for (const url of ['q=mug', 'q=zzzz', 'max_price=40', 'in_stock=1', 'sort=name', 'price=0-20', 'glaze=moss', 'size=small', 'category=table&glaze=moss']) t.notOk(isListed(await pageAt(`/products?${url}`)), url)
})

t.test('a shared link has a name, a sentence and a picture', async t => {
  for (const [url, type, title] of [['/', 'website', 'Useful things for the table, shelf and garden'], ['/products?category=table', 'website', 'Table'], ['/products/dipped-mug?sku=MUG-MOSS', 'product', 'Dipped mug, Moss']] as const) {
    const body = await pageAt(url)
    t.equal(meta(body, 'og:type'), type)
    t.equal(meta(body, 'og:title'), title)
    t.match(body, `<title>${title} – Pottle</title>`)
    t.equal(meta(body, 'og:url'), canonical(body))
    t.ok((meta(body, 'description') ?? '').length > 40 && (meta(body, 'description') ?? '').length <= 161, url)
    t.equal(meta(body, 'og:description'), meta(body, 'description'))
    const picture = meta(body, 'og:image') ?? ''
    t.match(picture, type === 'product' ? /^http:\/\/shop\.example\/static\/share\/dipped-mug-moss-\w+\.jpg$/ : /^http:\/\/shop\.example\/static\/share\/shop-\w+\.jpg$/)
    const { statusCode, headers } = await visitor().get(picture.slice(AT.length))
    t.match([statusCode, headers['content-type'], headers['cross-origin-resource-policy']], [200, 'image/jpeg', 'cross-origin'])
  }
  t.match(meta(await pageAt('/products?category=table'), 'description'), /^Table: Dipped mug, Terracotta-rim bowl, Dusk teapot and 5 more\./)
  t.match(meta(await pageAt('/products/dipped-mug'), 'description'), /\w…$/, 'cut at the end of a word')
})

t.test('the shop says who it is and how it is searched', async t => {
  const body = await pageAt('/')
  t.strictSame(typesIn(body), ['Organization', 'WebSite'])
  const [keeper, site] = dataIn(body)
  t.match(keeper, { name: 'Pottle', url: `${AT}/`, logo: /^http:\/\/shop\.example\/static\/favicon-\w+\.svg$/ })
  const { target, 'query-input': input } = site?.potentialAction
  t.match(input, /required name=search_term_string/)
  const asked = target.urlTemplate.replace('{search_term_string}', 'teapot')
  t.match(await pageAt(asked.slice(AT.length)), 'Dusk teapot')
})

t.test('a product says what each variant costs, in the currency of the page, and whether it is there', async t => {
  const guest = visitor()
  const body = (await guest.get('/products/salt-pig')).body
  t.strictSame(typesIn(body), ['BreadcrumbList', 'Product'])
  const [way, product] = dataIn(body)
  t.strictSame(way?.itemListElement.map((each: any) => [each.position, each.name, each.item]), [
    [1, 'Everything', `${AT}/products`], [2, 'Kitchen', `${AT}/products?category=kitchen`], [3, 'Salt pig', `${AT}/products/salt-pig`]
  ])
  t.match(product, { name: 'Salt pig', category: 'Kitchen', image: /\/share\/salt-pig-\w+\.jpg$/ })
  t.match(product?.offers, [
    { sku: 'SALTPIG-PLUM', price: '29.00', priceCurrency: 'EUR', availability: 'https://schema.org/InStock', url: `${AT}/products/salt-pig?sku=SALTPIG-PLUM` },
    { sku: 'SALTPIG-BONE', price: '29.00', availability: 'https://schema.org/OutOfStock' }
  ])
  await guest.post('/preferences', { currency: 'GBP' })
  t.match(dataIn((await guest.get('/products/salt-pig')).body)[1]?.offers[0], { price: '25.00', priceCurrency: 'GBP' })
  t.equal(dataIn(await pageAt('/products/moon-jar'))[1]?.sku, 'MOONJAR-24', 'the only one is the product')
  t.strictSame(typesIn(await pageAt('/products?category=kitchen')), ['BreadcrumbList'])
  t.strictSame(typesIn(await pageAt('/products?category=kitchen&glaze=plum')), [])
})

t.test('no text of a product leaves the data, or the head, that it stands in', async t => {
  const hostile = [
    '</script><script>alert(1)</script>', '</SCRIPT ><img src=x onerror=alert(1)>', '<!--<script>', ']]>', '"}]};alert(1)//', "'\"><svg onload=alert(1)>", '\u2028alert(1)\u2029', '\\u003c/script\\u003e', '&lt;/script&gt;', '{{7*191}}', '$&$1'
  ]
  for (const text of hostile) {
    await db.query("update product set name = $1, description = $1, details = $1 where slug = 'dipped-mug'", [text])
    await db.query("update category set name = $1 where slug = 'table'", [text])
    await app.catalog.refresh()
    for (const url of ['/products/dipped-mug', '/products?category=table', '/']) {
      const body = await pageAt(url)
      t.notMatch(body, /<script>|<img src=x|<svg onload|<!--/, `${url} ${encodeURIComponent(text)}`)
      t.equal((body.match(/<script\b/gi) ?? []).length, (body.match(/<\/script\b/gi) ?? []).length, 'as many ends as beginnings')
      t.notOk(/application\/ld\+json">[^<]*[\u2028\u2029]/.test(body) || /1337/.test(body))
    }
    t.ok(dataIn(await pageAt('/products/dipped-mug'))[1]?.name === text, 'and a machine reads it as it is')
  }
})
