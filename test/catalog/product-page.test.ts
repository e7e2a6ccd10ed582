import t from 'tap'
import { openShop, setStock } from '../helpers/shop.ts'

const shop = await openShop(t)
const { visitor } = shop

/** The slugs of the cards on a page, in order. */
const cardsIn = (body: string) => [...body.matchAll(/class="card__name"><a href="\/products\/([\w-]+)"/g)].map(match => match[1])
const textOf = (body: string) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

t.test('variants are links, and the chosen one is what is added', async t => {
  const { body } = await visitor().get('/products/dipped-mug?sku=MUG-CLAY')
  t.match(body, '<a href="/products/dipped-mug?sku=MUG-CLAY" aria-current="true" ')
  t.match(body, '<input type="hidden" name="sku" value="MUG-CLAY">')
  t.match(body, '€19.00')
  t.match((await visitor().get('/products/dipped-mug?sku=NOT-A-MUG')).body, 'name="sku" value="MUG-SLATE"', 'an unknown one is as if none were named')
  t.match((await visitor().get('/products/dipped-mug?sku=TEAPOT-DUSK')).body, 'name="sku" value="MUG-SLATE"', 'so is that of another product')
})

t.test('the picture follows the variant, on its page and in the basket', async t => {
  const guest = visitor()
  const moss = (await guest.get('/products/dipped-mug?sku=MUG-MOSS')).body
  t.match(moss, /<img src="\/static\/pictures\/dipped-mug-moss-\w+\.svg" width="400" height="440" alt="Dipped mug, Moss, standing on a shelf">/)
  t.match((await guest.get('/products/dipped-mug')).body, /<img src="\/static\/pictures\/dipped-mug-\w+\.svg" width="400" height="440" alt="Dipped mug, Slate,/)
  t.match((await guest.submit('/cart/items', { sku: 'MUG-MOSS', quantity: '1' })).body, /<img src="\/static\/pictures\/dipped-mug-moss-/)
})

t.test('more of the department, but nothing that the shopper holds already', async t => {
  const guest = visitor()
  const others = async () => cardsIn((await guest.get('/products/egg-cups')).body.split('id="related"')[1] ?? '')
  t.match(textOf((await guest.get('/products/egg-cups')).body), 'More from Table')
  t.strictSame(await others(), ['terracotta-rim-bowl', 'dusk-teapot', 'stacking-plates', 'thumbprint-tumblers'])
  await guest.submit('/cart/items', { sku: 'BOWL-TERRA-M', quantity: '1' })
  await guest.submit('/cart/items', { sku: 'TEAPOT-DUSK', quantity: '1' })
  await guest.submit('/cart/items/TEAPOT-DUSK/save', {})
  t.strictSame(await others(), ['stacking-plates', 'thumbprint-tumblers', 'pouring-jug', 'night-carafe'])
})

t.test('what goes well with a product was chosen by hand; what is in the basket, or not for sale any more, is left out', async t => {
  const guest = visitor()
  const together = async () => cardsIn((await guest.get('/products/dipped-mug')).body.split('id="together"')[1]?.split('</section>')[0] ?? '')
  t.strictSame(await together(), ['dusk-teapot', 'linen-tea-towels', 'oak-tray', 'stacking-plates'])
  const more = cardsIn((await guest.get('/products/dipped-mug')).body.split('id="related"')[1] ?? '')
  t.notOk(more.includes('dusk-teapot'), 'none stands there twice')
  await guest.submit('/cart/items', { sku: 'TEAPOT-DUSK', quantity: '1' })
  t.strictSame(await together(), ['linen-tea-towels', 'oak-tray', 'stacking-plates'])
  await guest.submit('/cart/items', { sku: 'MUG-SLATE', quantity: '1' })
  t.match(cardsIn((await guest.get('/cart')).body), ['oak-tray', 'linen-tea-towels', 'pouring-jug', 'table-runner'], 'beside the basket, for each line in turn')

  await shop.db.query("update product_relation set related = 'moon-jar' where product = 'dipped-mug' and related = 'oak-tray'; update catalog_revision set revision = revision + 1")
  await shop.app.catalog.refresh()
  t.strictSame(await together(), ['linen-tea-towels', 'moon-jar', 'stacking-plates'])
  t.notMatch((await visitor().get('/products/moon-jar')).body, 'id="together"', 'for one of which nothing was chosen, nothing is shown')
})

t.test('one page has one address to be known by, whatever is written into it', async t => {
  const canonical = async (url: string) => /<link rel="canonical" href="http:\/\/localhost:3000([^"]*)">/.exec((await visitor().get(url)).body)?.[1]
  t.equal(await canonical('/products?q=&category=&sort=featured&max_price=&page=1'), '/products')
  t.equal(await canonical('/products?sort=name&max_price=12%2C50&category=table&more=1'), '/products?category=table&amp;max_price=12.50&amp;sort=name')
  t.equal(await canonical('/products?page=2'), '/products?page=2')
  t.equal(await canonical('/products/dipped-mug?sku=MUG-MOSS'), '/products/dipped-mug')
})

t.test('a reduced price stands beside what it was', async t => {
  t.match(textOf((await visitor().get('/products/utensil-crock')).body), 'now €39.00 was €48.00')
  t.match((await visitor().get('/products?q=crock')).body, '−19%')
})

t.test('few are counted, and what is sold out cannot be added', async t => {
  await setStock(shop, 'TEAPOT-DUSK', 2)
  t.match((await visitor().get('/products/dusk-teapot')).body, 'Only 2 left')
  await setStock(shop, 'TEAPOT-DUSK', 0)
  const { body } = await visitor().get('/products/dusk-teapot')
  t.match(body, 'Sold out')
  t.notMatch(body.split('</article>')[0], 'action="/cart/items"')
  t.notMatch((await visitor().get('/products?q=teapot')).body, 'value="TEAPOT-DUSK"')
  await setStock(shop, 'TEAPOT-DUSK', 9)
})
