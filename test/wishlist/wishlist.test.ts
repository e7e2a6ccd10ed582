import t from 'tap'
import { MAX_ITEMS } from '../../src/wishlist/list.ts'
import { MUG, openShop, openShops, setStock, signIn, skusInStock } from '../helpers/shop.ts'
import { flashIn, type Answer } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'
const LIST = '/account/wishlist'
const item = (sku: string, action = ''): string => `${LIST}/items/${sku}${action}`

/** The SKUs on a list, in its order. */
const wishesIn = ({ body }: Answer): string[] => [...body.matchAll(/data-wish="([^"]+)"/g)].map(match => match[1] ?? '')
const linkIn = ({ body }: Answer): string => new URL(/class="to-copy"><a href="([^"]+)"/.exec(body)?.[1] ?? 'http://none/').pathname

t.test('on the list from the page of a product, once, and off it again; nobody else sees it', async t => {
  const shops = await openShop(t)
  const [ann, bo] = [await shops.customer(), await shops.customer('Bo Baker')]
  t.match((await ann.visitor.get(`/products/dipped-mug?sku=${MUG}`)).body, `action="${item(MUG)}" data-enhance`)
  const answer = await ann.visitor.post(item(MUG), { return_to: '/products/dipped-mug' })
  t.match([answer.statusCode, answer.headers.location], [303, '/products/dipped-mug'])
  t.match(flashIn(await ann.visitor.get('/')), [{ kind: 'success', text: 'On your wishlist: Dipped mug, Slate' }])
  t.match(flashIn(await ann.visitor.submit(item(MUG))), [{ kind: 'info', text: 'On your wishlist already: Dipped mug, Slate' }])
  await ann.visitor.post(item(BONE))
  t.strictSame(wishesIn(await ann.visitor.get(LIST)), [BONE, MUG])
  t.strictSame(wishesIn(await bo.visitor.get(LIST)), [])
  await bo.visitor.post(item(MUG, '/remove'))
  t.strictSame(wishesIn(await ann.visitor.get(LIST)), [BONE, MUG])
  await ann.visitor.post(item(MUG, '/remove'))
  t.strictSame(wishesIn(await ann.visitor.get(LIST)), [BONE])
  t.equal((await ann.visitor.post(item('NO-SUCH'))).statusCode, 404)
  const other = shops.visitor()
  await signIn(other, ann)
  t.strictSame(wishesIn(await other.get(LIST)), [BONE], 'the same on every device')
})

t.test('who has no account goes to the login and comes back; nothing is kept of it', async t => {
  const { visitor, customer, db } = await openShop(t)
  const { email, password } = await customer()
  const { rowCount } = await db.query('select from session')
  const guest = visitor()
  const answer = await guest.post(item(MUG), { return_to: `/products/dipped-mug?sku=${MUG}` })
  t.match([answer.statusCode, answer.headers.location, answer.cookies], [303, `/login?next=${encodeURIComponent(`/products/dipped-mug?sku=${MUG}`)}`, []])
  t.equal((await guest.post(item(BONE), { return_to: '//evil.example' })).headers.location, `/login?next=${encodeURIComponent(`/products/dipped-mug?sku=${BONE}`)}`)
  t.equal((await db.query('select from session')).rowCount, rowCount)
  const back = await guest.submit('/login', { email, password, next: `/products/dipped-mug?sku=${MUG}` })
  t.match(back.body, `action="${item(MUG)}"`)
})

t.test('moved to the basket by the rules of an add; what does not fit stays on the list', async t => {
  const shops = await openShop(t)
  const { visitor: ann } = await shops.customer()
  await ann.submit(item(MUG))
  t.match(flashIn(await ann.submit(item(MUG, '/move'))), [{ kind: 'success', text: /^Added: Dipped mug, Slate/ }])
  t.strictSame([await ann.cart(), wishesIn(await ann.get(LIST))], [{ [MUG]: 1 }, []])
  await ann.post(item(MUG, '/move'))
  t.strictSame(await ann.cart(), { [MUG]: 1 }, 'what is not on it is not moved')

  await ann.post(item(MUG))
  await ann.get(LIST)
  await setStock(shops, MUG, 1)
  t.match(flashIn(await ann.submit(item(MUG, '/move'))), [{ kind: 'warning', text: /^Only 1 in stock, all in your basket already/ }])
  t.strictSame([await ann.cart(), wishesIn(await ann.get(LIST))], [{ [MUG]: 1 }, [MUG]])
  await setStock(shops, MUG, 0)
  t.notMatch((await ann.get(LIST)).body, item(MUG, '/move'))
})

t.test('at once over two instances: each is there once, and one move of many moves one', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const at = (i: number) => ann.visitor.clone().at(shops.apps[i % 2] ?? shops.app)
  const skus = skusInStock(shops.app, 10)
  await Promise.all(Array.from({ length: 30 }, (_, i) => at(i).post(item(skus[i % 10] ?? MUG))))
  t.strictSame(wishesIn(await ann.visitor.get(LIST)).sort(), [...skus].sort())
  const [first = MUG] = skus
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => i % 5 === 4 ? at(i).post('/cart/items', { sku: 'PLATE-SIDE' }) : at(i).post(item(first, '/move'))))
  t.ok(answers.every(({ statusCode }) => statusCode === 303))
  t.strictSame(await ann.visitor.cart(), { [first]: first === 'PLATE-SIDE' ? 3 : 1, ...first !== 'PLATE-SIDE' && { 'PLATE-SIDE': 2 } })
  const both = await Promise.all(Array.from({ length: 4 }, (_, i) => at(i).post(`${LIST}/link`)))
  t.ok(both.every(({ statusCode }) => statusCode === 303))
  t.equal((await shops.db.query('select from wishlist_link')).rowCount, 1, 'and one link')
})

t.test('it says what is cheaper, dearer, nearly gone, gone and no longer sold', async t => {
  const shops = await openShop(t)
  const { visitor: ann } = await shops.customer()
  for (const sku of [MUG, BONE, 'PLATE-SERVING', 'CARAFE-NIGHT', 'BUTTERDISH']) await ann.post(item(sku))
  await shops.db.query("update price set price_cents = 1500 where sku = $1 and currency = 'EUR'", [MUG])
  await shops.db.query("update price set price_cents = 1900 where sku = $1 and currency = 'EUR'", [BONE])
  await shops.db.query("delete from price where sku = 'BUTTERDISH'")
  await shops.app.catalog.refresh()
  const { body } = await ann.get(LIST)
  const of = (sku: string): string => (body.split(`data-wish="${sku}"`)[1] ?? '').split('</li>')[0]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') ?? ''
  t.match(of(MUG), '€15.00 Cheaper now: it was €18.00 when you put it here.')
  t.match(of(BONE), '€19.00 It was €18.00 when you put it here.')
  t.match(of('PLATE-SERVING'), 'Only 3 left')
  t.match(of('CARAFE-NIGHT'), 'Sold out')
  t.match(of('BUTTERDISH'), /No longer sold: BUTTERDISH .*Remove/)
  await ann.post('/preferences', { currency: 'GBP' })
  t.notMatch((await ann.get(LIST)).body, 'when you put it here', 'different currencies are not compared')
})

t.test('a link shows it to whoever has it, with the first name alone, until it is taken back', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer('Ann Archer')
  await ann.visitor.post(item(MUG))
  t.equal(linkIn(await ann.visitor.get(LIST)), '/', 'there is none at first')
  const path = linkIn(await ann.visitor.submit(`${LIST}/link`))
  t.match(path, /^\/wishlists\/[\w-]{32}$/)
  t.equal(linkIn(await ann.visitor.submit(`${LIST}/link`)), path, 'one link')

  const guest = shops.visitor()
  const page = await guest.get(path)
  t.match(page.headers, { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  t.match(page.body, '<meta name="robots" content="noindex">')
  t.match(page.body, '<h1>Ann’s wishlist</h1>')
  t.strictSame(wishesIn(page), [MUG])
  for (const secret of ['Archer', ann.email, ann.shopperId, '/account/wishlist/items']) t.notMatch(page.body.replace(/action="\/account\/wishlist\/items\/[^"]*"/g, '-'), secret)
  t.strictSame(page.cookies, [])
  t.strictSame(await (await guest.submit('/cart/items', { sku: MUG, return_to: path }), guest.cart()), { [MUG]: 1 })

  await ann.visitor.post(`${LIST}/link/revoke`)
  const gone = await guest.get(path)
  const never = await guest.get(`/wishlists/${'a'.repeat(32)}`)
  t.strictSame([gone.statusCode, never.statusCode], [404, 404])
  t.not(linkIn(await ann.visitor.submit(`${LIST}/link`)), path, 'a new link is another one')
  t.equal((await guest.get(path)).statusCode, 404)
  t.equal((await shops.db.query('select from wishlist_link')).rowCount, 1)
})

t.test('it has an end', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  await shops.db.query("insert into wishlist_item (shopper_id, sku, currency, price_cents) select $1, 'OLD-' || i, 'EUR', 100 from generate_series(1, $2) as i", [ann.shopperId, MAX_ITEMS])
  t.match(flashIn(await ann.visitor.submit(item(MUG))), [{ kind: 'warning', text: /^A wishlist holds 200 items at most/ }])
})

t.test('it goes with the account, and is in the data of the customer', async t => {
  const { visitor, customer, db } = await openShop(t)
  const ann = await customer()
  await ann.visitor.post(item(MUG))
  const path = linkIn(await ann.visitor.submit(`${LIST}/link`))
  t.match(JSON.parse((await ann.visitor.get('/account/data')).body), { wishlist: [{ sku: MUG, currency: 'EUR', priceCents: 1800 }] })
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
  t.strictSame((await db.query('select (select count(*) from wishlist_item) + (select count(*) from wishlist_share) + (select count(*) from wishlist_link) as left')).rows, [{ left: '0' }])
  t.equal((await visitor().get(path)).statusCode, 404)
})
