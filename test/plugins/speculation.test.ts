import t from 'tap'
import { setRole } from '../admin/shop-with-orders.ts'
import { MUG, openShop } from '../helpers/shop.ts'

t.test('pages of the shop name the rules by which browsers fetch ahead, pages of the admin do not', async t => {
  const { app, visitor, customer, db } = await openShop(t)
  const rules = app.asset('/speculation-rules.json')
  for (const url of ['/', '/products?category=table', '/products/dipped-mug', '/cart']) t.equal((await visitor().get(url)).headers['speculation-rules'], `"${rules}"`, url)
  for (const url of ['/static/nothing.css', '/healthz']) t.equal((await visitor().get(url)).headers['speculation-rules'], undefined, url)

  const boss = await customer()
  await setRole(db, boss, 'admin')
  for (const url of ['/admin', '/admin/orders']) {
    const page = await boss.visitor.get(url)
    t.equal(page.statusCode, 200, url)
    t.equal(page.headers['speculation-rules'], undefined, url)
  }

  for (const encoding of ['identity', 'br, gzip']) {
    const answer = await visitor().get(rules, { 'accept-encoding': encoding })
    t.equal(answer.headers['content-type'], 'application/speculationrules+json', encoding)
    t.match(answer.json(), { prefetch: [{ eagerness: 'moderate' }], prerender: undefined })
  }
})

t.test('what may have changed something throws away what was fetched ahead', async t => {
  const { visitor } = await openShop(t)
  const guest = visitor()
  for (const url of ['/cart/items', '/preferences', '/logout']) {
    t.equal((await guest.post(url, url === '/cart/items' ? { sku: MUG } : {})).headers['clear-site-data'], '"prefetchCache", "prerenderCache"', url)
  }
  t.equal((await guest.get('/')).headers['clear-site-data'], undefined)
})
