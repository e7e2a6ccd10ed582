import t from 'tap'
import { MUG, openShop, setStock } from '../helpers/shop.ts'
import { makeOrder } from '../admin/shop-with-orders.ts'
import { countIn } from '../helpers/visitor.ts'

const shop = await openShop(t)
const { app, db, visitor } = shop
const products = app.catalog.current().products

/** The slugs of the cards on a page, in order. */
const cardsIn = (body: string) => [...body.matchAll(/class="card__name"><a href="\/products\/([\w-]+)(?:\?sku=[\w-]+)?"/g)].map(match => match[1])
const titleIn = (body: string) => /<title>([^<]*)<\/title>/.exec(body)?.[1]
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

t.test('every product and every variant has a page, with a picture that is there', async t => {
  for (const product of products) {
    for (const { sku, picture } of product.variants) {
      const { statusCode, body } = await visitor().get(`/products/${product.slug}?sku=${sku}`)
      t.equal(statusCode, 200, sku)
      t.match(body, `<h1>${product.name}</h1>`)
      t.match(body, `<img src="${app.asset(picture)}" width="400"`, sku)
    }
    for (const picture of new Set([product.picture, ...product.variants.map(({ picture }) => picture)])) {
      const { statusCode, headers } = await visitor().get(app.asset(picture))
      t.match({ statusCode, headers }, { statusCode: 200, headers: { 'content-type': /svg/ } }, picture)
    }
  }
})

t.test('looking around makes no session and no cookie', async t => {
  const guest = visitor()
  for (const url of ['/', '/products', '/products?category=table&q=mug', '/products/dipped-mug', '/search/suggest?q=mu', '/products/nothing', '/nothing']) {
    t.equal((await guest.get(url)).headers['set-cookie'], undefined, url)
  }
  t.equal((await db.query('select from session')).rowCount, 0)
})

t.test('looking around asks the database nothing', async t => {
  const asked: string[] = []
  const { query, connect } = app.db
  app.db.query = function (...input: unknown[]) {
    asked.push(String(input[0]))
    return Reflect.apply(query, app.db, input)
  } as typeof query
  app.db.connect = function (...input: unknown[]) {
    if (input.length === 0) asked.push('a connection')
    return Reflect.apply(connect, app.db, input)
  } as typeof connect
  for (let round = 0; round < 20; round++) {
    for (const url of ['/', '/products', '/products?category=linen&max_price=50&sort=name', '/products/dipped-mug?sku=MUG-CLAY', '/search/suggest?q=mu', '/products/nothing']) {
      await visitor().get(url)
    }
  }
  const poll = /from catalog_revision|changed_at/
  t.strictSame(asked.filter(text => !poll.test(text)), [], 'apart from the poll of the catalogue')
  await visitor().get('/products?q=mug')
  t.equal(asked.filter(text => !poll.test(text)).length, 2, 'a search that finds something is one statement, and one that counts it')
  Object.assign(app.db, { query, connect })
})

t.test('home shows the window and the way to the rest', async t => {
  const { body } = await visitor().get('/')
  t.equal(cardsIn(body).length, 12)
  t.equal(cardsIn(body)[0], 'dipped-mug')
  t.match(textOf(body), 'Showing 12 of 40 products')
  t.match(body, 'href="/products"')
})

t.test('the list is filtered, sorted and says so', async t => {
  const { body } = await visitor().get('/products?category=table&max_price=40&in_stock=1&sort=price-asc')
  t.strictSame(cardsIn(body), ['egg-cups', 'dipped-mug', 'pouring-jug', 'thumbprint-tumblers', 'terracotta-rim-bowl', 'stacking-plates'])
  t.equal(titleIn(body), 'Table, up to €40, in stock – Pottle')
  t.match(body, /role="status">6 products</)
  t.match(body, '<option value="table" selected>Table (6)</option>')
  t.match(body, /name="max_price"[^>]*value="40"/)
  t.match(body, /name="in_stock" value="1" checked/)
  t.match(body, 'href="/products?category=table&amp;max_price=40&amp;sort=price-asc"', 'a chip that takes "In stock" off')
})

t.test('pages are as long as the shopper wants them', async t => {
  const guest = visitor()
  t.equal(cardsIn((await guest.get('/products')).body).length, 24)
  await guest.post('/preferences', { page_size: '12' })
  const seen = new Set<string | undefined>()
  for (const [page, length] of [[1, 12], [2, 12], [3, 12], [4, 4]]) {
    const { body } = await guest.get(`/products?page=${page}`)
    t.equal(cardsIn(body).length, length)
    t.equal(titleIn(body), `Everything, page ${page} of 4 – Pottle`)
    t.equal(body.includes('rel="prev"'), page !== 1)
    t.equal(body.includes('rel="next"'), page !== 4)
    for (const slug of cardsIn(body)) seen.add(slug)
  }
  t.equal(seen.size, 40, 'no product twice, none left out')
  t.strictSame(cardsIn((await guest.get('/products?page=999')).body), cardsIn((await guest.get('/products?page=4')).body))
})

t.test('prices are those of the chosen currency', async t => {
  const guest = visitor()
  t.match((await guest.get('/products/dipped-mug')).body, '€18.00')
  await guest.post('/preferences', { currency: 'GBP' })
  const { body } = await guest.get('/products/dipped-mug')
  t.match(body, '£16.00')
  t.notMatch(textOf(body.split('class="product"')[1]?.split('</form>')[0] ?? ''), '€')
  t.strictSame(cardsIn((await guest.get('/products?max_price=10&sort=price-asc')).body), ['twine-in-a-tin', 'clay-pot-no-4', 'pocket-dish'])
})

t.test('what is added from a shelf or a product page shows as being in the basket', async t => {
  const guest = visitor()
  const shelf = await guest.get('/products?category=shelf')
  t.match(shelf.body, '<button class="button button--small" type="submit" name="sku" value="VASE-MOSS">')
  t.match(shelf.body, '<input type="hidden" name="return_to" value="/products?category=shelf">')
  const back = await guest.submit('/cart/items', { sku: 'VASE-MOSS', quantity: '1', return_to: '/products?category=shelf' })
  t.match(textOf(back.body), /In basket · 1 New/)
  await guest.submit('/cart/items', { sku: MUG, quantity: '2' })
  const page = await guest.submit('/cart/items', { sku: 'MUG-BONE', quantity: '1', return_to: '/products/dipped-mug?sku=MUG-BONE' })
  t.match(textOf(page.body), '1 in your basket')
  const home = await guest.get('/')
  t.match(textOf(home.body), 'In basket · 3', 'all mugs together')
  t.equal(countIn(home), 4)
})

t.test('suggestions are a piece of a page', async t => {
  const { statusCode, body } = await visitor().get('/search/suggest?q=mu')
  t.equal(statusCode, 200)
  t.strictSame([...body.matchAll(/href="\/products\/([\w-]+)"/g)].map(match => match[1]), ['dipped-mug', 'mushroom-lamp'])
  t.notMatch(body, '<html')
  t.match((await visitor().get('/search/suggest?q=' + encodeURIComponent('<b>&"'))).body, '&lt;b&gt;&amp;&quot;')
})

t.test('what is not there has a page that helps', async t => {
  for (const url of ['/products/nothing', '/products?category=nothing', '/products?page=0', '/products?page=two', '/nothing']) {
    const { statusCode, body } = await visitor().get(url)
    t.equal(statusCode, 404, url)
    t.match(body, 'role="search"')
    t.match(body, 'href="/products?category=linen"')
  }
})

t.test('a highest price that is none is said at its field and in a summary; the other filters hold', async t => {
  const { statusCode, body } = await visitor().get('/products?max_price=cheap&category=linen&in_stock=1')
  t.equal(statusCode, 200)
  t.equal(titleIn(body), 'Error: Linen, in stock – Pottle')
  t.match(body, '<li><a href="#max_price">Enter a price above 0, such as 40 or 19.50</a></li>')
  t.match(body, /id="max_price"[^>]*value="cheap" aria-invalid="true" aria-describedby="max_price-error"/)
  t.equal(cardsIn(body).length, 6)
  const priced = await visitor().get('/products?max_price=19%2C50&sort=price-desc')
  t.equal(cardsIn(priced.body)[0], 'dipped-mug')
  t.match(textOf(priced.body), 'Up to €19.50')
})

t.test('nothing found: the query stays, and there are departments and things in stock', async t => {
  const { body } = await visitor().get('/products?q=zzzzqq')
  t.match(body, /name="q" type="search" value="zzzzqq"/)
  t.match(textOf(body), 'Nothing on our shelves is called “zzzzqq”')
  t.equal(cardsIn(body).length, 4)
  t.notMatch(textOf(body), 'What others like', 'nobody has asked them')
  const filtered = (await visitor().get('/products?q=mug&max_price=1&in_stock=1')).body
  t.match(filtered, /<form class="browse__form"[\s\S]*name="in_stock" value="1" checked[\s\S]*name="max_price"[^>]*value="1"/, 'the filters stay, to be loosened')
})

t.test('facets say what each value gives, and give it', async t => {
  const { body } = await visitor().get('/products?category=shelf')
  const boxes = [...body.matchAll(/name="(price|glaze|size)" value="([^"]+)"(?: checked)?><span>[^<]*<\/span><span class="muted num"><span class="vh">, <\/span>(\d+)/g)]
  t.ok(boxes.length > 8, `${boxes.length} boxes`)
  for (const [, name, value, count] of boxes) {
    const list = await visitor().get(`/products?category=shelf&${name}=${value}`)
    t.match(list.body, new RegExp(`role="status">${count} products?<`), `${name}=${value}`)
  }
  const departments = [...body.matchAll(/<option value="(\w+)"[^>]*>\w+ \((\d+)\)/g)]
  t.equal(departments.reduce((sum, [, , count]) => sum + Number(count), 0), 40)
})

t.test('several values of a facet are any of them, and the page says them: boxes, chips, title', async t => {
  const { body } = await visitor().get('/products?glaze=moss&glaze=clay&price=0-20')
  t.strictSame(cardsIn(body), ['dipped-mug', 'pocket-dish'])
  t.equal(titleIn(body), 'Everything, under €20, clay or moss – Pottle')
  for (const id of ['glaze-moss', 'glaze-clay', 'price-0-20']) t.match(body, new RegExp(`id="${id}"[^>]* checked>`))
  t.match(body, '<a class="chip" href="/products?price=0-20&amp;glaze=moss" data-enhance><span class="vh">Take off: </span>Clay')
  t.match(body, '<a class="chip chip--quiet" href="/products" data-enhance>Clear all')
})

t.test('a card shows the variant that was asked for, and leads to it', async t => {
  const { body } = await visitor().get('/products?glaze=moss')
  t.match(body, /<a href="\/products\/dipped-mug\?sku=MUG-MOSS">Dipped mug<\/a>/)
  t.match(body, /\/static\/pictures\/dipped-mug-moss-\w+\.svg/)
  t.match(textOf(body), /Only 2 left .*Dipped mug/, 'of this glaze')
  t.notMatch(textOf(body), 'from €18.00')
  const large = (await visitor().get('/products?size=large&price=40-60')).body
  t.match(large, '/products/terracotta-rim-bowl?sku=BOWL-TERRA-L')
  t.match((await visitor().get('/products')).body, '<a href="/products/dipped-mug">', 'without a wish it is its page alone')
})

t.test('a value that there is not is left out, and the page says so', async t => {
  const { statusCode, body } = await visitor().get('/products?glaze=purple&glaze=moss&size=%3Cb%3E&price=1-2')
  t.equal(statusCode, 200)
  t.match(textOf(body), 'We have no filter called “purple”, so it is left out.')
  t.match(body, 'called “&lt;b&gt;”')
  t.equal(titleIn(body), 'Everything, moss – Pottle')
})

t.test('a search that the filters empty leads to what there is without them', async t => {
  const { body } = await visitor().get('/products?q=mug&glaze=ochre')
  t.match(body, /Nothing for “mug” fits all of these filters[\s\S]*<a href="\/products\?q=mug">Without filters there (is 1 product|are \d+ products)<\/a>/)
})

t.test('a page without products shows four that sell best, once four have been sold', async t => {
  const other = await openShop(t)
  const empty = async () => (await other.visitor().get('/products?q=zzzzqq')).body
  const placedAt = new Date().toISOString()
  await makeOrder(other.db, { placedAt, skus: ['TWINE-TIN', 'BREADBAG-35', 'MUG-CLAY', 'MUG-BONE', 'TRAY-OAK'] })
  t.match(await empty(), 'On the shelf now', 'of four products one is sold out, and two mugs are one')
  const late = await openShop(t)
  await makeOrder(late.db, { placedAt, skus: ['TWINE-TIN', 'TRAY-OAK', 'MUG-CLAY', 'OIL-MOSS'] })
  await makeOrder(late.db, { placedAt, skus: ['OIL-MOSS', 'TRAY-OAK'] })
  await makeOrder(late.db, { placedAt, skus: ['TRAY-OAK'] })
  await makeOrder(late.db, { placedAt, status: 'cancelled', skus: ['MOONJAR-24', 'CUSHION-MOSS', 'TROWEL-ASH'] })
  const { body } = await late.visitor().get('/products?q=zzzzqq')
  t.match(body, 'What sells best')
  t.strictSame(cardsIn(body), ['oak-tray', 'olive-oil-pourer', 'dipped-mug', 'twine-in-a-tin'])
})

t.test('suggestions help with slips, from memory', async t => {
  t.match((await visitor().get('/search/suggest?q=teepot')).body, '/products/dusk-teapot')
  t.notMatch((await visitor().get('/search/suggest?q=xylophone')).body, '/products/d')
})

t.test('headings do not skip a level', async t => {
  for (const url of ['/', '/products', '/products?q=zzzzqq', '/products/dipped-mug']) {
    const levels = [...(await visitor().get(url)).body.matchAll(/<h([1-6])/g)].map(match => Number(match[1]))
    t.strictSame(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1), [], url)
  }
})

t.test('a product page says when it would arrive and what else there is, those in stock first', async t => {
  const { body } = await visitor().get('/products/dipped-mug')
  t.match(textOf(body), /Delivery €4\.90, free from €60\.00 Arrives about \w{3} \d+/)
  await setStock(shop, 'TEAPOT-DUSK', 0)
  t.notOk(cardsIn((await visitor().get('/products/dipped-mug')).body).includes('dusk-teapot'))
  t.notMatch(textOf((await visitor().get('/products/dusk-teapot')).body), 'Arrives about', 'what is sold out does not arrive')
  await setStock(shop, 'TEAPOT-DUSK', 9)
})
