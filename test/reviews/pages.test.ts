import t from 'tap'
import { openAdmin } from '../admin/shop-with-orders.ts'
import { openBehindProxy, openShop } from '../helpers/shop.ts'
import { Visitor } from '../helpers/visitor.ts'
import { seedReviews } from '../../src/seed/seed.ts'
import { REVIEWS } from '../../src/seed/reviews.ts'
import { moderate, ratingsOf, reviewed, SLUG, titlesIn } from './shop-with-reviews.ts'

const textOf = (body: string): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

t.test('in the shop of the demo', async t => {
  const shops = await openShop(t)
  await seedReviews(shops.app.db)
  await shops.app.catalog.refresh()
  const guest = shops.visitor()
  const shown = REVIEWS.filter(({ waits }) => !waits)
  const mugs = shown.filter(({ product }) => product === SLUG)

  await t.test('planted again, nothing is doubled', async t => {
    await seedReviews(shops.app.db)
    t.equal((await shops.db.query('select from review')).rowCount, REVIEWS.length)
    t.equal((await shops.db.query("select from review where state = 'published'")).rowCount, shown.length)
    for (const slug of new Set(REVIEWS.map(({ product }) => product))) {
      const { shown, counted } = await ratingsOf(shops, slug)
      t.strictSame(shown, counted, slug)
    }
  })

  await t.test('the page of a product shows the average, the bars and the newest', async t => {
    const { body } = await guest.get(`/products/${SLUG}`)
    t.match(textOf(body), `4.4 of 5, ${mugs.length} reviews`)
    t.match(textOf(body), /5 stars 4 reviews 4 stars 2 reviews 3 stars 1 review 2 stars 0 reviews 1 star 0 reviews/)
    t.equal((body.match(/class="review"/g) ?? []).length, 5)
    t.match(body, /<time datetime="[^"]*">/)
    t.match(textOf(body), 'Marta K. Bought here')
    t.match(textOf((await guest.get('/products/oak-tray')).body), 'Nobody has written about this one yet')
  })

  await t.test('cards have it, too, and only theirs', async t => {
    for (const url of ['/', '/products?q=mug', '/products?category=table']) {
      const cards = (await guest.get(url)).body.split('data-key="').slice(1)
      const card = cards.find(text => text.startsWith(`${SLUG}"`))
      t.match(textOf(card ?? ''), '4.4 of 5, (7 reviews )', url)
    }
    const trays = (await guest.get('/products?q=tray')).body.split('data-key="').slice(1).filter(text => text.startsWith('oak-tray'))
    t.notMatch(trays[0], 'card__rating')
  })

  await t.test('the list can be sorted by it', async t => {
    const { body } = await guest.get('/products?sort=rating')
    const slugs = [...body.matchAll(/class="card__name"><a href="\/products\/([\w-]+)"/g)].map(match => match[1])
    t.strictSame(slugs.slice(0, 3), [SLUG, 'terracotta-rim-bowl', 'clay-pot-no-4'], 'seven good ones stand before three')
    t.ok(slugs.indexOf('stacking-plates') > 3, 'and three before a single one of five stars')
    t.match(body, '<option value="rating" selected>Best reviewed</option>')
  })

  await t.test('all of them are on pages, newest first, or only those of so many stars', async t => {
    const all = await guest.get(`/products/${SLUG}/reviews`)
    t.equal((all.body.match(/class="review"/g) ?? []).length, mugs.length)
    t.strictSame(titlesIn(all), mugs.map(({ title }) => title).filter(title => title !== ''))
    t.strictSame(titlesIn(await guest.get(`/products/${SLUG}/reviews?stars=3`)), ['Not quite the slate I expected'])
    t.match((await guest.get(`/products/${SLUG}/reviews?stars=1`)).body, 'Nobody has given it 1 star')
    t.match((await guest.get(`/products/${SLUG}/reviews?stars=9&page=7`)).body, `rel="canonical" href="/products/${SLUG}/reviews"`)
    t.equal((await guest.get(`/products/${SLUG}/reviews?page=x`)).statusCode, 404)
    t.equal((await guest.get('/products/nothing/reviews')).statusCode, 404)
    t.match((await guest.get('/products/oak-tray/reviews')).body, 'Nobody has written about this one yet')

    await shops.db.query(`
      insert into review (shopper_id, product, review_id, stars, title, body, name, state, written_at, published_at)
      select gen_random_uuid(), $1, gen_random_uuid(), 5, 'Old ' || n, 'Fine.', 'N', 'published', now() - interval '1 year' - n * interval '1 day', now() - interval '1 year' - n * interval '1 day'
        from generate_series(1, 20) as n`, [SLUG])
    await shops.db.query('update product_rating set stars_5 = stars_5 + 20 where product = $1', [SLUG])
    await shops.app.catalog.refresh()
    const second = await guest.get(`/products/${SLUG}/reviews?page=2`)
    t.match([titlesIn(second)[0], titlesIn(second).at(-1)], ['Old 4', 'Old 13'])
    t.match(textOf(second.body), 'Newer Page 2 of 3 Older')
    t.equal(titlesIn(await guest.get(`/products/${SLUG}/reviews?page=9`)).at(-1), 'Old 20')
  })

  await t.test('a visitor without cookies costs no query, and may look while the database is away', async t => {
    const { app, proxy } = await openBehindProxy(t, shops)
    proxy.arm()
    for (const url of ['/', '/products?sort=rating', `/products/${SLUG}`]) {
      const answer = await new Visitor(app).get(url)
      t.match([answer.statusCode, answer.body], [200, /of 5,/], url)
      t.equal(answer.headers['set-cookie'], undefined)
    }
    t.equal(proxy.statements, 0)
    await new Visitor(app).get(`/products/${SLUG}/reviews`)
    t.equal(proxy.statements, 1)
  })
})

t.test('hostile text is text, wherever it is shown', async t => {
  const shops = await openAdmin(t)
  const hostile = '<script>alert(1)</script> {{ 7 * 7 }} "onload=x'
  const ann = await reviewed(shops, { title: hostile, body: `${hostile}\n\n</textarea></ul>`, name: '<b>Bo</b>"' })
  const pages = async () => [
    await ann.visitor.get(`/products/${SLUG}/review`), await shops.boss.visitor.get('/admin/reviews?state=published'), await shops.boss.visitor.get(`/admin/reviews/${ann.id}`),
    await shops.visitor().get(`/products/${SLUG}`), await shops.visitor().get(`/products/${SLUG}/reviews`)
  ]
  await moderate(shops.boss.visitor, ann.id, 'publish')
  await moderate(shops.boss.visitor, ann.id, 'reply', { reply: hostile })
  for (const { body, statusCode } of await pages()) {
    t.equal(statusCode, 200)
    t.match(body, '&lt;script&gt;alert(1)')
    for (const sign of ['<script>alert', '<b>Bo', '</textarea></ul>', '> 49', '"onload']) t.notOk(body.includes(sign), sign)
  }
})
