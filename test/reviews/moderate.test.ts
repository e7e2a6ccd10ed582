import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { employ, openAdmin } from '../admin/shop-with-orders.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { signIn } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'
import { hidden, moderate, ratingsOf, reviewed, SLUG, titlesIn, write } from './shop-with-reviews.ts'

t.test('nothing is shown before it was read', async t => {
  const shops = await openAdmin(t, 2)
  const ann = await reviewed(shops, { title: 'Good mug' })
  for (const url of [`/products/${SLUG}`, `/products/${SLUG}/reviews`]) t.notMatch((await shops.visitor().get(url)).body, 'Good mug')
  t.equal((await shops.visitor().get('/admin/reviews')).statusCode, 303)
  t.equal((await ann.visitor.get('/admin/reviews')).statusCode, 404)

  const sam = (await employ(shops, 'Sam Staff', 'staff')).visitor
  const list = await sam.get('/admin/reviews')
  t.match(list.body, `data-review="${ann.id}"`)
  t.match(list.body, /Reviews<span class="vh">, <\/span> <span class="count num" title="to read">1/)
  t.equal((await ann.visitor.post(`/admin/reviews/${ann.id}/publish`, { version: '1' })).statusCode, 404)
  t.equal((await moderate(sam, ann.id, 'publish')).statusCode, 303)

  const begin = performance.now()
  const shownBy = async (at: number) => titlesIn(await shops.visitor().at(shops.apps[at] ?? shops.app).get(`/products/${SLUG}`)).includes('Good mug')
  t.ok(await shownBy(0), 'at once where it was published')
  while (!await shownBy(1) && performance.now() - begin < 3000) await wait(20)
  t.ok(performance.now() - begin < 1000, 'within a second everywhere')
  t.notMatch((await sam.get('/admin/reviews')).body, ann.id)
  t.match((await sam.get('/admin/reviews?state=published')).body, ann.id)
})

t.test('who did what is in the audit log', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops)
  for (const [action, form] of [['publish', {}], ['reply', { reply: 'Thank you.' }], ['refuse', { reason: 'After all, no.' }]] as const) {
    t.equal((await moderate(shops.boss.visitor, ann.id, action, form)).statusCode, 303)
  }
  const { rows } = await shops.db.query("select actor_name, action, outcome from audit where kind = '' order by at")
  const changed = await shops.db.query("select before, after from audit where kind = 'review' and key = $1 order by at", [ann.id])
  t.strictSame(changed.rows, [
    { before: { state: 'waiting' }, after: { state: 'published' } }, { before: { reply: '' }, after: { reply: 'Thank you.' } },
    { before: { state: 'published', reason: '' }, after: { state: 'refused', reason: 'After all, no.' } }
  ])
  t.strictSame(rows, ['publish', 'reply', 'refuse'].map(action => ({ actor_name: 'Robin Keeper', action: `POST /admin/reviews/${ann.id}/${action}`, outcome: 'allowed' })))
  t.match((await shops.db.query('select decided_by, reason from review')).rows, [{ decided_by: 'Robin Keeper', reason: 'After all, no.' }])
})

t.test('a refusal needs a reason, and takes what was shown off the page', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops)
  const without = await moderate(shops.boss.visitor, ann.id, 'refuse', { reason: ' ' })
  t.match([without.statusCode, without.body], [422, /Write the reason/])
  const long = await moderate(shops.boss.visitor, ann.id, 'reply', { reply: '<i>' + 'x'.repeat(1000) })
  t.match([long.statusCode, long.body], [422, /&lt;i&gt;xxx/], 'what was typed comes back')
  await moderate(shops.boss.visitor, ann.id, 'publish')
  t.equal((await ratingsOf(shops)).shown[3], 1)
  await moderate(shops.boss.visitor, ann.id, 'refuse', { reason: 'It names a neighbour.' })
  t.strictSame(await ratingsOf(shops), { shown: [0, 0, 0, 0, 0], counted: [0, 0, 0, 0, 0] })
  t.strictSame(titlesIn(await shops.visitor().get(`/products/${SLUG}`)), [])
})

t.test('the shop’s reply stands below, and goes again', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops)
  await moderate(shops.boss.visitor, ann.id, 'publish')
  await moderate(shops.boss.visitor, ann.id, 'reply', { reply: 'We are <glad>.' })
  const page = async () => (await shops.visitor().get(`/products/${SLUG}`)).body
  t.match(await page(), /Pottle answers[\s\S]*We are &lt;glad&gt;\./)
  await moderate(shops.boss.visitor, ann.id, 'reply', { reply: '' })
  t.notMatch(await page(), 'Pottle answers')
})

t.test('two of the staff, or staff and customer, do not overwrite each other', async t => {
  const shops = await openAdmin(t, 2)
  const ann = await reviewed(shops)
  const sam = (await employ(shops, 'Sam Staff', 'staff')).visitor.at(shops.apps[1] ?? shops.app)
  const boss = shops.boss.visitor
  const answers = await Promise.all([boss, sam, boss.clone(), sam.clone()].map((visitor, at) => at % 2
    ? moderate(visitor, ann.id, 'refuse', { version: '1', reason: 'No.' })
    : moderate(visitor, ann.id, 'publish', { version: '1' })))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
  const overtaken = answers.find(({ statusCode }) => statusCode === 422)
  t.match(overtaken?.body, /Nothing was changed[\s\S]*was quicker/)
  t.match((await shops.db.query('select version from review')).rows, [{ version: 2 }])

  await write(ann.visitor, { title: 'Another one' })
  const late = await moderate(boss, ann.id, 'publish', { version: '2' })
  t.match([late.statusCode, late.body], [422, /The customer has changed the review[\s\S]*Another one/], 'nobody publishes what they have not read')
  t.equal((await shops.db.query('select state from review')).rows[0].state, 'waiting')
  t.equal((await moderate(boss, ann.id, 'publish', { version: '99' })).statusCode, 422)
  await ann.visitor.post(`/products/${SLUG}/review/delete`)
  t.equal((await boss.post(`/admin/reviews/${ann.id}/publish`, { version: '3' })).statusCode, 404)
  t.equal((await boss.get('/admin/reviews/nothing')).statusCode, 404)
})

t.test('the rating is right, however much is decided and changed at once', async t => {
  const shops = await openAdmin(t, 2)
  const writers = []
  for (let at = 0; at < 10; at += 1) writers.push(await reviewed(shops, { stars: String(at % 5 + 1), title: `Review ${at}`, name: `Writer ${at}` }))
  const bosses = shops.apps.map(app => shops.boss.visitor.clone().at(app))
  const at = (index: number) => bosses[index % 2]?.clone() ?? shops.boss.visitor

  const published = await Promise.all(writers.map(({ id }, index) => moderate(at(index), id, 'publish', { version: '1' })))
  t.strictSame(published.map(({ statusCode }) => statusCode), writers.map(() => 303))
  t.strictSame(await ratingsOf(shops), { shown: [2, 2, 2, 2, 2], counted: [2, 2, 2, 2, 2] })

  await Promise.all(writers.map(({ id, visitor }, index) => [
    () => moderate(at(index), id, 'refuse', { version: '2', reason: 'No.' }),
    () => visitor.post(`/products/${SLUG}/review/delete`),
    () => write(visitor, { stars: '1', version: '2' }),
    () => moderate(at(index), id, 'reply', { version: '2', reply: 'Thank you.' })
  ][index % 4]?.()))
  const { shown, counted } = await ratingsOf(shops)
  t.strictSame(shown, counted)
  t.equal(counted.reduce((sum, each) => sum + each), 2, 'those with a reply')
  await Promise.all(shops.apps.map(app => app.catalog.refresh()))
  for (const app of shops.apps) t.match(app.catalog.current().bySlug.get(SLUG)?.rating, { count: 2, newest: [{ reply: 'Thank you.' }, { reply: 'Thank you.' }] })
})

t.test('of two decisions at once the second counts the first', async t => {
  const shops = await openAdmin(t, 2)
  const [one, two] = [await reviewed(shops, { stars: '5' }), await reviewed(shops, { stars: '1' })]
  await shops.db.query('insert into product_rating (product) values ($1)', [SLUG])
  const lock = await hold(shops.db, 'select from product_rating where product = $1 for update', [SLUG])
  const both = Promise.all([one, two].map(({ id }, at) => moderate(shops.boss.visitor.clone().at(shops.apps[at] ?? shops.app), id, 'publish', { version: '1' })))
  await untilWaiting(shops.db, 2)
  await lock.release()
  await both
  t.strictSame((await ratingsOf(shops)).shown, [1, 0, 0, 0, 1])
})

t.test('who goes leaves what is shown, without the name, and takes the rest along', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops, { name: 'Ann of Kiln Lane', title: 'Stays' })
  await moderate(shops.boss.visitor, ann.id, 'publish')
  await shops.db.query("insert into review (shopper_id, product, review_id, stars, title, body, name) values ($1, 'dusk-teapot', gen_random_uuid(), 3, 'Goes', 'x', 'Ann of Kiln Lane')", [ann.shopperId])
  const data = JSON.parse((await ann.visitor.get('/account/data')).body)
  t.match(data.reviews, [{ product: 'dusk-teapot', state: 'waiting' }, { product: SLUG, stars: 4, title: 'Stays', name: 'Ann of Kiln Lane', state: 'published' }])

  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
  const { rows } = await shops.db.query('select product, name, state from review')
  t.strictSame(rows, [{ product: SLUG, name: '', state: 'published' }])
  await shops.app.catalog.refresh()
  const { body } = await shops.visitor().get(`/products/${SLUG}`)
  t.match(body, /Stays[\s\S]*A customer/)
  t.notMatch(body, 'Kiln Lane')
  t.notMatch(JSON.stringify((await shops.db.query('select * from product_rating')).rows), 'Kiln Lane')
})

t.test('a review that is on its way while its account goes is not kept', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops)
  const phone = shops.visitor()
  await signIn(phone, ann)
  const version = hidden(await phone.get(`/products/${SLUG}/review`), 'version')
  const lock = await hold(shops.db, 'select from customer where shopper_id = $1 for update', [ann.shopperId])
  const late = write(phone, { title: 'Late', version })
  await untilWaiting(shops.db, 1)
  await shops.db.query('select 1')
  await lock.release()
  t.equal((await late).statusCode, 303, 'it only waits')
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 303)
  t.equal((await shops.db.query('select from review')).rowCount, 0)
  t.equal(flashIn(await shops.visitor().get('/')).length, 0)
})
