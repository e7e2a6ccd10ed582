import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { localize, type StoredText } from '../../src/catalog/localize.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { MUG, openShop, setStock } from '../helpers/shop.ts'
import { flashIn, type Visitor } from '../helpers/visitor.ts'
import { englishIn } from '../languages/english.ts'
import { catalogWith } from './goods.ts'

const shops = await openShop(t)
const { app, db, visitor } = shops

async function german (): Promise<Visitor> {
  const shopper = visitor()
  await shopper.post('/preferences', { locale: 'de-DE' })
  await shopper.get('/') // takes what that said
  return shopper
}

const slugsIn = (body: string) => [...body.matchAll(/class="card__name"><a href="\/products\/([\w-]+)/g)].map(match => match[1])

async function change (sql: string): Promise<void> {
  await db.query(`begin; ${sql}; update catalog_revision set revision = revision + 1; commit`)
  await app.catalog.refresh()
}

t.test('what has a text is told in it, and what has none, or an empty one, in English', async t => {
  const english = await catalogWith([{ name: 'Cup', prices: [1800, 1900], stock: [4, 4] }, { name: 'Jug', prices: [1800], stock: [0] }])
  const text = (kind: StoredText['kind'], key: string, name: string, description = ''): StoredText => ({ kind, key, language: 'de', name, description, details: '' })
  const shop = await localize(english, 'de', [
    text('product', 'cup', 'Becher'), text('variant', 'CUP-1', 'Größe 1'), text('variant', 'CUP-0', ''), text('category', 'table', 'Tisch'), text('attribute', 'glaze/moss', 'Moos'),
    { ...text('product', 'jug', 'Cruche'), language: 'fr' }
  ])
  const cup = shop.bySlug.get('cup')
  t.match(cup, { name: 'Becher', description: 'Cup for every day', english: { description: true, details: true } })
  t.equal(cup?.english?.name, undefined)
  t.strictSame(cup?.variants.map(({ label }) => label), ['Size 0', 'Größe 1'])
  t.equal(shop.bySku.get('CUP-1')?.product, cup)
  t.match(shop.bySlug.get('jug'), { name: 'Jug', english: { name: true } })
  t.strictSame([shop.categories.map(({ name }) => name), shop.attributes.glaze.map(({ text }) => text)], [['Tisch', 'Linen'], ['Clay', 'Moos', 'Oat']])
  t.equal(english.bySlug.get('cup')?.name, 'Cup', 'the other is as it was')
})

t.test('the pages of the shop hold no English', async t => {
  const shopper = await german()
  const pages = [
    '/', '/products', '/products?category=linen&glaze=moss&in_stock=1&max_price=50', '/products?max_price=x', '/products?q=Teekanne', '/products?q=Teekane', '/products?q=Xylophon', '/products?page=2',
    '/products/dipped-mug', '/products/market-basket?sku=BASKET-WILLOW', '/search/suggest?q=be', '/cart'
  ]
  for (const url of pages) t.strictSame(englishIn((await shopper.get(url)).body), [], url)
  await setStock(shops, 'BUTTERDISH', 2)
  await shopper.post('/cart/items', { sku: MUG, quantity: '2' })
  await shopper.post('/cart/items', { sku: 'BUTTERDISH', quantity: '2' })
  await shopper.post('/cart/items', { sku: 'BUD-SKY', quantity: '1' })
  await shopper.post('/cart/items/BUD-SKY/save')
  await shopper.post('/cart/coupon', { code: 'LINEN3' })
  await setStock(shops, 'BUTTERDISH', 1)
  t.strictSame(englishIn((await shopper.get('/cart')).body), [])
  t.strictSame(englishIn((await shopper.post('/cart/items/MUG-SLATE', { quantity: 'x' })).body), [])
  t.strictSame(englishIn((await shopper.post('/cart/coupon', { code: 'NONE' })).body), [])
  t.strictSame(englishIn((await shopper.post('/cart/items', { sku: MUG, quantity: 'x' })).body), [])
  const link = await shopper.post('/cart/link')
  t.strictSame(englishIn(link.body), [])
  t.strictSame(englishIn((await (await german()).get(/\/cart\/link\?token=[\w-]+/.exec(link.body)?.[0] ?? '')).body), [])
})

t.test('what a change says is German, with the German name', async t => {
  const shopper = await german()
  const said = async (url: string, form = {}): Promise<string> => flashIn(await shopper.submit(url, form)).map(({ text }) => text).join()
  t.match(await said('/cart/items', { sku: MUG, quantity: '2' }), 'Hinzugefügt: 2 × Getauchter Becher, Schiefer')
  t.match(await said('/cart/items', { sku: 'MOONJAR-24', quantity: '3' }), 'Nur 2 vorrätig, deshalb wurden nur 2 Stück hinzugefügt: Mondvase')
  t.match(await said('/cart/items/MOONJAR-24/save'), 'Für später gemerkt: Mondvase')
  t.match(await said('/cart/undo'), 'Rückgängig gemacht')
})

t.test('a search understands German words, those written together, and slips', async t => {
  const shopper = await german()
  const search = async (words: string) => (await shopper.get(`/products?q=${encodeURIComponent(words)}`)).body.split('Jetzt im Regal')[0] ?? ''
  t.strictSame(slugsIn(await search('Spülmaschinen')), ['dipped-mug'], 'in another form')
  t.ok(slugsIn(await search('Kanne')).includes('dusk-teapot'), 'Teekanne is a Kanne')
  t.strictSame(slugsIn(await search('Bauchvasen')), ['belly-vase'])
  t.strictSame(slugsIn(await search('Handsch')).sort(), ['hand-trowel', 'oven-mitt'], 'beginnings and parts')
  const slip = await search('Marktkrob')
  t.strictSame(slugsIn(slip), ['market-basket'])
  t.match(slip, /Meinten Sie <a href="\/products\?q=marktkorb">marktkorb<\/a>/)
  t.match((await shopper.get('/search/suggest?q=kanne')).body, /Abendblaue Teekanne[\s\S]*data-said="3 Vorschläge"|data-said="3 Vorschläge"[\s\S]*Abendblaue Teekanne/)
  t.match((await shopper.get('/products?q=Xylophon')).body, 'heißt nichts „Xylophon“')
})

t.test('what is not translated is told, marked and found in English', async t => {
  await change("delete from product_text where product = 'twine-in-a-tin'; update product_text set description = '' where product = 'bread-bag'")
  const shopper = await german()
  const { body } = await shopper.get('/products/twine-in-a-tin')
  t.match(body, '<h1 lang="en">Twine in a tin</h1>')
  t.match(body, /<p class="product__words" lang="en">/)
  t.strictSame(englishIn(body.split('<main')[1] ?? ''), [])
  t.strictSame(slugsIn((await shopper.get('/products?q=tomatoes')).body), ['twine-in-a-tin'])
  t.match((await shopper.get('/products/bread-bag')).body, /<h1>Brotbeutel<\/h1>[\s\S]*product__words" lang="en">A loaf/)
  t.notMatch((await visitor().get('/products/twine-in-a-tin')).body, 'lang="en">Twine')
})

t.test('a German text is seen within a second, and sales are counted in both languages', async t => {
  await db.query("begin; update product_text set name = 'Neuer Name' where product = 'dipped-mug'; update catalog_revision set revision = revision + 1; commit")
  const mug = () => app.catalog.current('de').bySku.get(MUG)
  const until = async (holds: () => boolean): Promise<void> => {
    const begin = performance.now()
    while (!holds()) {
      if (performance.now() - begin > 5000) throw new Error('it never came')
      await wait(10)
    }
  }
  await until(() => mug()?.product.name === 'Neuer Name')
  // Without a change of the revision, which would have all of it read again.
  await db.query('update stock set available = 21, changed_at = clock_timestamp() where sku = $1', [MUG])
  await until(() => mug()?.variant.available === 21)
  t.equal(app.catalog.current().bySku.get(MUG)?.product.name, 'Dipped mug')
  t.equal(app.catalog.current().bySku.get(MUG)?.variant.available, 21)
})

t.test('an order keeps the names that the shopper read', async t => {
  const shopper = await german()
  await shopper.post('/cart/items', { sku: 'NAPKIN-OAT', quantity: '3' })
  await shopper.post('/cart/coupon', { code: 'LINEN3' })
  const number = await placeOrder(shopper, { 'CAN-SAGE': 1 })
  const { rows } = await db.query('select name, label from order_line join order_number using (shopper_id, order_id) where number = $1 order by position', [number])
  t.strictSame(rows, [{ name: 'Servietten', label: 'Hafer' }, { name: 'Gießkanne mit langer Tülle', label: 'Salbei' }])
  t.strictSame((await db.query('select name from order_promotion')).rows, [{ name: 'Dreimal Leinen, zweimal zahlen' }])
})

t.test('machines are told in which language they read', async t => {
  const headers = { 'accept-language': 'de' }
  const page = await visitor().get('/products/moon-jar', headers)
  t.match([page.headers['content-language'], page.body], ['de', '<meta property="og:locale" content="de_DE">'])
  t.match(page.body, '"name":"Mondvase"')
  const feed = await visitor().get('/feed.xml', headers)
  t.match(feed.body, '<language>de</language>')
  t.match(feed.body, '<title>Spatzenbad</title>')
  t.match((await visitor().get('/feed.xml')).body, '<language>en</language>')
})
