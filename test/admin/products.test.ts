import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { isSku } from '../../src/admin/products/texts.ts'
import { formIn } from '../helpers/form.ts'
import type { Answer, Form, Visitor } from '../helpers/visitor.ts'
import { flashIn } from '../helpers/visitor.ts'
import { openAdmin, versionIn } from './shop-with-orders.ts'

const MUG = '/admin/products/dipped-mug'

/** The rows of the list, from the top. */
function productsIn ({ body }: Answer): string[] {
  return [...body.matchAll(/data-product-row="([^"]*)"/g)].map(([, slug]) => String(slug))
}

async function change (visitor: Visitor, page: string, action: string, changes: Form): Promise<Answer> {
  return visitor.post(action, { ...formIn(await visitor.get(page), action), ...changes })
}

t.test('the list finds products in the shop and out of it, along the keys', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  await db.query("update product set published = false where slug = 'moon-jar'")
  await db.query("update product set published_from = now() + interval '1 day' where slug = 'oak-tray'")
  await db.query("update product set published_until = now() - interval '1 day' where slug = 'oven-mitt'")
  await db.query("update product set picture = '' where slug = 'salt-pig'")
  await db.query("delete from product_text where product = 'salt-pig'")
  const list = async (query: string) => productsIn(await visitor.get(`/admin/products?${query}`))
  t.strictSame(await list('state=draft'), ['moon-jar'])
  t.strictSame(await list('state=scheduled'), ['oak-tray'])
  t.strictSame(await list('state=over'), ['oven-mitt'])
  t.notOk((await list('state=published&sort=name-asc')).some(slug => ['moon-jar', 'oak-tray', 'oven-mitt'].includes(slug)))
  t.strictSame(await list('lack=picture'), ['salt-pig'])
  t.strictSame(await list('lack=german'), ['salt-pig'])
  t.ok((await list('lack=stock')).includes('night-carafe'), 'what is sold out')
  t.notOk((await list('lack=stock')).includes('dipped-mug'))
  t.ok((await list('q=mug-sl')).includes('dipped-mug'), 'by the beginning of a SKU')
  t.ok((await list('q=dipp')).includes('dipped-mug'), 'by the beginning of a name')
  t.strictSame(await list('q=moon-j&category=' + (await db.query("select category from product where slug = 'moon-jar'")).rows[0].category), ['moon-jar'], 'by its address')
  t.strictSame(await list("q='%3A*|!()"), [], 'signs are no query')

  const { rows } = await db.query('insert into product (slug, category, name, description, picture) select \'box-\' || n, \'table\', \'Box\', \'\', \'\' from generate_series(1, 120) n returning slug')
  const seen: string[] = []
  let url: string | undefined = '/admin/products?q=box&sort=name-asc'
  for (let pages = 0; url !== undefined && pages < 5; pages += 1) {
    const page: Answer = await visitor.get(url)
    seen.push(...productsIn(page).filter(slug => slug.startsWith('box-')))
    url = /href="([^"]*)" rel="next"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&')
  }
  t.strictSame([...seen].sort(), rows.map(({ slug }) => slug).sort(), 'each once')
  const second = await visitor.get('/admin/products?q=box&sort=name-asc&after=' + seen[49])
  const back = /href="([^"]*)" rel="prev"/.exec(second.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  t.strictSame(productsIn(await visitor.get(back)).at(-1), seen[49], 'and back')
})

t.test('a product is made, gets a variant, is published, and every process sells it within a second', async t => {
  const { boss: { visitor }, apps: [, other], db, visitor: newVisitor } = await openAdmin(t, 2)
  if (!other) throw new Error('two shops are needed')
  const guest = newVisitor().at(other)
  const wrong = await change(visitor, '/admin/products/new', '/admin/products/new', { name: '', published_from: 'soon', goes_with: 'nothing-like-it' })
  t.equal(wrong.statusCode, 422)
  for (const field of ['name', 'published_from', 'goes_with']) t.match(wrong.body, `id="${field}-error"`, field)
  t.notMatch(wrong.body, 'id="slug-error"', 'it would be made of the name')
  t.match((await change(visitor, '/admin/products/new', '/admin/products/new', { name: '陶器' })).body, 'id="slug-error"')
  t.match(wrong.body, 'value="soon"', 'what was typed is kept')

  const made = await change(visitor, '/admin/products/new', '/admin/products/new', {
    name: 'Rain gauge & <cup>', description: 'It tells how much it rained.', category: 'garden', published: '1', name_de: 'Regenmesser', goes_with: 'dipped-mug', details: 'Glass'
  })
  t.equal(made.headers.location, '/admin/products/rain-gauge-cup')
  const page = '/admin/products/rain-gauge-cup'
  t.match((await visitor.get(page)).body, 'Rain gauge &amp; &lt;cup&gt;')
  t.equal((await guest.get('/products/rain-gauge-cup')).statusCode, 404, 'without a variant it is not sold')

  const action = `${page}/variants/new`
  const bad = await change(visitor, page, action, { sku: 'bad sku', EUR: '12.345', GBP: '-1', USD: '20', USD_was: '10', grams: '0', glaze: 'purple{' })
  t.equal(bad.statusCode, 422)
  for (const field of ['sku', 'EUR', 'GBP', 'USD_was', 'grams', 'glaze']) t.match(bad.body, `id="${field}-error"`, field)
  const taken = await change(visitor, page, action, { sku: 'MUG-SLATE', EUR: '12', GBP: '11', USD: '13' })
  t.match(taken.body, 'Another variant has this SKU')
  t.equal((await change(visitor, page, action, { sku: 'GAUGE', EUR: '€12,50', GBP: '11', USD: '13.5', USD_was: '20', glaze: 'moss' })).statusCode, 303)
  t.strictSame((await db.query("select currency, price_cents, compare_at_cents from price where sku = 'GAUGE' order by 1")).rows, [
    { currency: 'EUR', price_cents: 1250, compare_at_cents: null }, { currency: 'GBP', price_cents: 1100, compare_at_cents: null }, { currency: 'USD', price_cents: 1350, compare_at_cents: 2000 }
  ])
  t.equal((await db.query("select available from stock where sku = 'GAUGE'")).rows[0].available, 0)
  await wait(1000)
  const shown = await guest.get('/products/rain-gauge-cup')
  t.equal(shown.statusCode, 200, 'the other process knows it')
  t.match(shown.body, '12.50')
  t.match((await guest.get('/products/rain-gauge-cup', { 'accept-language': 'de' })).body, 'Regenmesser')

  await change(visitor, page, page, { published: '' })
  await wait(1000)
  t.equal((await guest.get('/products/rain-gauge-cup')).statusCode, 404, 'a draft is not in the shop')
  for (const url of ['/products?q=gauge', '/sitemap.xml', '/feed.xml', '/search/suggest?q=gauge']) t.notMatch((await guest.get(url)).body, /rain-gauge-cup/, url)
  t.equal((await guest.api('GET', '/products/rain-gauge-cup')).status, 404)
  t.not((await guest.post('/cart/items', { sku: 'GAUGE', quantity: '1' })).statusCode, 303)

  const { rows } = await db.query("select kind, key, before, after from audit where outcome = 'changed' order by at")
  t.match(rows, [{ kind: 'product', key: 'rain-gauge-cup', before: null }, { kind: 'variant', key: 'GAUGE', before: null, after: { grams: 500 } }, { kind: 'product', before: { published: true }, after: { published: false } }])
})

t.test('a product comes and goes by the clock, without a write, and what is in a basket is not for sale any more', async t => {
  const { boss: { visitor }, app, db, visitor: newVisitor } = await openAdmin(t)
  const guest = newVisitor()
  await guest.post('/cart/items', { sku: 'MUG-SLATE', quantity: '2' })
  await db.query("update product set published_until = clock_timestamp() + interval '1.2 seconds' where slug = 'dipped-mug'")
  await db.query("update product set published_from = clock_timestamp() + interval '1.2 seconds' where slug = 'moon-jar'")
  await app.catalog.refresh()
  t.ok(app.catalog.current().bySlug.has('dipped-mug'))
  t.notOk(app.catalog.current().bySlug.has('moon-jar'))
  t.equal((await guest.get('/products/moon-jar')).statusCode, 404)
  await wait(2200)
  t.ok(app.catalog.current().bySlug.has('moon-jar'), 'it came')
  t.notOk(app.catalog.current().bySlug.has('dipped-mug'), 'it went')
  t.match((await guest.get('/cart')).body, /not for sale any more|no longer for sale|not in the shop any more/i)
  t.match((await visitor.get(MUG)).body, 'Over')
})

t.test('the second of two admins sees both versions, and overwrites nothing', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  const form = formIn(await visitor.get(MUG), MUG)
  const both = await Promise.all(['One mug', 'Other mug'].map(name => visitor.clone().post(MUG, { ...form, name })))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422])
  const { rows: [{ name }] } = await db.query("select name from product where slug = 'dipped-mug'")
  const late = both.find(({ statusCode }) => statusCode === 422)
  t.match(late?.body, name, 'what it is now')
  t.match(late?.body, name === 'One mug' ? 'Other mug' : 'One mug', 'and what was typed')
  t.equal((await visitor.post(MUG, { ...form, version: '99' })).statusCode, 422, 'a version that is still to come')

  const prices = formIn(await visitor.get(MUG), `${MUG}/variants`)
  await change(visitor, MUG, `${MUG}/variants`, { 'EUR-MUG-SLATE': '21' })
  const overtaken = await visitor.post(`${MUG}/variants`, { ...prices, 'EUR-MUG-SLATE': '22' })
  t.equal(overtaken.statusCode, 422)
  t.match(overtaken.body, /MUG-SLATE: Price, EUR<.*?>21.00<.*?>22</)
  t.equal(overtaken.body.match(/<details class="variant" data-variant="[^"]+" open>/g)?.length, 4, 'all that was typed is seen')
  t.equal((await visitor.post(`${MUG}/variants`, { ...prices, version: versionIn(overtaken), 'EUR-MUG-SLATE': '22' })).statusCode, 303, 'once more, knowing it')
})

t.test('a variant is open where something of it is wrong, or where it is the only one', async t => {
  const { boss: { visitor } } = await openAdmin(t)
  const openIn = (body: string): string[] => [...body.matchAll(/data-variant="([^"]+)" open>/g)].map(([, sku]) => String(sku))
  t.strictSame(openIn((await visitor.get(MUG)).body), [])
  t.strictSame(openIn((await visitor.get('/admin/products/oak-tray')).body), ['TRAY-OAK'])
  t.strictSame(openIn((await change(visitor, MUG, `${MUG}/variants`, { 'grams-MUG-MOSS': 'heavy' })).body), ['MUG-MOSS'])
})

t.test('variants are taken from sale and put back; a new address leads on from the old one', async t => {
  const { boss: { visitor }, db, app, visitor: newVisitor } = await openAdmin(t)
  const guest = newVisitor()
  const { 'for_sale-MUG-SLATE': _, ...fields } = formIn(await visitor.get(MUG), `${MUG}/variants`)
  await visitor.post(`${MUG}/variants`, fields)
  t.notOk(app.catalog.current().bySku.has('MUG-SLATE'))
  t.ok(app.catalog.current().bySku.has('MUG-BONE'))
  t.equal((await db.query("select count(*)::int from variant where sku = 'MUG-SLATE'")).rows[0].count, 1, 'it is kept')
  await change(visitor, MUG, `${MUG}/variants`, { 'for_sale-MUG-SLATE': '1' })
  t.ok(app.catalog.current().bySku.has('MUG-SLATE'))

  await db.query("insert into review (shopper_id, product, review_id, stars, title, body, name, state) values (gen_random_uuid(), 'dipped-mug', gen_random_uuid(), 5, '', 'Good', 'Bo', 'waiting')")
  t.equal((await change(visitor, MUG, MUG, { slug: 'moon-jar' })).statusCode, 422, 'the address of another')
  t.equal((await change(visitor, MUG, MUG, { slug: 'dip-mug' })).headers.location, '/admin/products/dip-mug')
  const moved = await guest.get('/products/dipped-mug?sku=MUG-BONE')
  t.strictSame([moved.statusCode, moved.headers.location], [301, '/products/dip-mug?sku=MUG-BONE'])
  t.equal((await guest.get('/products/dip-mug')).statusCode, 200)
  t.equal((await visitor.get(MUG)).headers.location, '/admin/products/dip-mug')
  t.equal((await db.query("select count(*)::int from review where product = 'dip-mug'")).rows[0].count > 0, true, 'its reviews go along')
  await change(visitor, '/admin/products/dip-mug', '/admin/products/dip-mug', { slug: 'dipped-mug' })
  t.equal((await guest.get('/products/dipped-mug')).statusCode, 200, 'and back again')
  t.equal((await guest.get('/products/dip-mug')).headers.location, '/products/dipped-mug')

  const copy = await change(visitor, MUG, `${MUG}/duplicate`, {})
  t.equal(copy.headers.location, '/admin/products/dipped-mug-2')
  const page = await visitor.get('/admin/products/dipped-mug-2')
  t.match(page.body, 'Draft')
  t.match(page.body, 'MUG-SLATE-2')
})

t.test('copies have SKUs of their own, however long they are, and there are not too many of them', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  const long = ['A'.repeat(36) + '-BC', 'A'.repeat(36) + '-BD', 'B'.repeat(40), 'B'.repeat(39) + 'C']
  for (const sku of long) t.equal((await change(visitor, MUG, `${MUG}/variants/new`, { sku, EUR: '12', GBP: '11', USD: '13' })).statusCode, 303)
  for (const copy of ['dipped-mug-2', 'dipped-mug-3']) t.equal((await change(visitor, MUG, `${MUG}/duplicate`, {})).headers.location, `/admin/products/${copy}`)
  const { rows } = await db.query("select sku from variant where product in ('dipped-mug-2', 'dipped-mug-3')")
  t.equal(rows.length, 2 * (await db.query("select from variant where product = 'dipped-mug'")).rows.length)
  t.strictSame(rows.filter(({ sku }) => !isSku(sku)), [])
  await db.query("insert into product (slug, category, name, description, picture) select 'dipped-mug-' || n, 'table', 'Mug', '', '' from generate_series(4, 60) n")
  const refused = await visitor.post(`${MUG}/duplicate`, { version: '1' })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'There are 50 copies of it')
})

t.test('categories are added, renamed, moved and removed when they are empty', async t => {
  const { boss: { visitor }, app } = await openAdmin(t)
  const page = '/admin/categories'
  await visitor.post(page, { name: 'For the bath', name_de: 'Fürs Bad', slug: '' })
  t.equal(app.catalog.current().categories.at(-1)?.slug, 'for-the-bath')
  t.equal(app.catalog.current('de').categories.at(-1)?.name, 'Fürs Bad')
  t.equal((await visitor.post(page, { name: 'For the bath', name_de: '', slug: '' })).statusCode, 422, 'taken')
  const nameless = await visitor.post(page, { name: '', name_de: '', slug: '' })
  t.match([nameless.statusCode, nameless.body], [422, 'href="#name"'])
  t.notMatch(nameless.body, 'href="#slug"', 'which is made of the name')
  for (const form of [{ name: '', slug: 'The Bath' }, { name: '陶器', slug: '' }]) t.match((await visitor.post(page, { name_de: '', ...form })).body, 'href="#slug"')
  t.equal((await change(visitor, page, `${page}/for-the-bath`, { name: ' ' })).statusCode, 422)
  const old = formIn(await visitor.get(page), `${page}/for-the-bath`)
  t.equal((await visitor.post(`${page}/for-the-bath`, { ...old, name: 'Bath', position: '0' })).statusCode, 303)
  t.equal(app.catalog.current().categories.find(({ slug }) => slug === 'for-the-bath')?.name, 'Bath')
  const late = await visitor.post(`${page}/for-the-bath`, { ...old, name: 'Tub' })
  t.equal(late.statusCode, 422)
  t.match(late.body, /it is “Bath”[\s\S]*value="Tub"/)
  await visitor.post(`${page}/table/remove`)
  t.match(flashIn(await visitor.get(page)).at(-1), { kind: 'error', text: /not empty/ })
  await visitor.post(`${page}/for-the-bath/remove`)
  t.notOk(app.catalog.current().categories.some(({ slug }) => slug === 'for-the-bath'))
})
