import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import type { Db } from '../../src/plugins/database.ts'
import { saveReview } from '../../src/reviews/queries.ts'
import { makeOrder, openAdmin } from '../admin/shop-with-orders.ts'
import { MUG, openShop, openShops, type Customer } from '../helpers/shop.ts'
import { flashIn } from '../helpers/visitor.ts'
import { buyer, hidden, moderate, ratingsOf, reviewed, SLUG, titlesIn, write, WORDS } from './shop-with-reviews.ts'

t.test('only who got one may write, and only when it is on its way', async t => {
  const shops = await openShop(t)
  const ann = await buyer(shops)
  const status = (to: string) => shops.db.query('update orders set status = $1', [to])
  t.equal((await shops.visitor().get(`/products/${SLUG}/review`)).headers.location, `/login?next=${encodeURIComponent(`/products/${SLUG}/review`)}`)
  t.equal((await write(shops.visitor(), { version: '0' })).statusCode, 303)

  const stranger = await shops.customer('Mallory')
  await makeOrder(shops.db, { status: 'delivered', email: stranger.email })
  for (const visitor of [stranger.visitor, ann.visitor]) {
    if (visitor === ann.visitor) await status('packed')
    t.equal((await visitor.get(`/products/${SLUG}/review`)).statusCode, 403)
    t.equal((await write(visitor, { version: '0' })).statusCode, 403)
  }
  await status('cancelled')
  t.equal((await write(ann.visitor, { version: '0' })).statusCode, 403)
  await status('delivered')
  t.equal((await write(ann.visitor, { version: '0' }, 'dusk-teapot')).statusCode, 403, 'of another product')
  t.equal((await write(ann.visitor, { version: '0' }, 'no-such-thing')).statusCode, 404)
  t.equal((await shops.db.query('select from review')).rowCount, 0)

  t.equal((await write(ann.visitor)).statusCode, 303)
  t.match((await shops.db.query('select * from review')).rows, [{ shopper_id: ann.shopperId, product: SLUG, stars: 4, state: 'waiting', bought_at: Date }])
})

t.test('the statement itself writes nothing for who has not bought, or has seen another review', async t => {
  const shops = await openShop(t)
  const [ann, stranger] = [await buyer(shops), await shops.customer('Mallory')]
  const save = (shopperId: string, version: number, skus = [MUG]) =>
    saveReview(shops.db, { ...WORDS, stars: 4, shopperId, product: SLUG, reviewId: randomUUID(), skus, version, language: 'en' })
  t.equal(await save(stranger.shopperId, 0), false)
  t.equal(await save(ann.shopperId, 0, ['TEAPOT-DUSK']), false)
  t.equal(await save(ann.shopperId, 0), true)
  t.equal(await save(ann.shopperId, 0), false)
  t.equal(await save(ann.shopperId, 1), true)
  await shops.db.query("update orders set status = 'cancelled'")
  t.equal(await save(ann.shopperId, 2), false)
})

t.test('mistakes come back with what was typed', async t => {
  const shops = await openShop(t)
  const ann = await buyer(shops)
  const { statusCode, body } = await write(ann.visitor, { stars: '2', title: 'A "title" & <b>', body: 'short', name: '' })
  t.equal(statusCode, 422)
  t.match(body, /There is a problem[\s\S]*href="#body"[\s\S]*href="#name"/)
  t.match(body, 'value="A &quot;title&quot; &amp; &lt;b&gt;"')
  t.match(body, />\nshort<\/textarea>/)
  t.match(body, /value="2" checked/)
  for (const form of [{ ...WORDS }, { ...WORDS, version: 'x' }, { ...WORDS, version: '0', state: 'published' }, { ...WORDS, version: '0', reply: 'x' }]) {
    t.equal((await ann.visitor.post(`/products/${SLUG}/review`, form)).statusCode, 422)
  }
  t.equal((await shops.db.query('select from review')).rowCount, 0)
})

t.test('one per customer and product, whatever comes at once, at two instances', async t => {
  const shops = await openShops(t, 2)
  const ann = await buyer(shops)
  const windows = Array.from({ length: 12 }, (_, at) => ann.visitor.clone().at(shops.apps[at % 2] ?? shops.app))
  const same = await Promise.all(windows.map(window => write(window, { version: '0' })))
  t.strictSame(new Set(same.map(({ statusCode }) => statusCode)), new Set([303]), 'a double click is told the same')
  t.match((await shops.db.query('select version from review')).rows, [{ version: 1 }])

  const bo = await buyer(shops, { name: 'Bo Baker' })
  const twins = windows.map((_, at) => bo.visitor.clone().at(shops.apps[at % 2] ?? shops.app))
  const answers = await Promise.all(twins.map((window, at) => write(window, { version: '0', title: `Number ${at}` })))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1, 'of different ones, one')
  const { rows } = await shops.db.query('select title, version from review where shopper_id = $1', [bo.shopperId])
  const winner = answers.findIndex(({ statusCode }) => statusCode === 303)
  t.strictSame(rows, [{ title: `Number ${winner}`, version: 1 }])
  const loser = answers.findIndex(({ statusCode }) => statusCode === 422)
  t.match(answers[loser]?.body, `value="Number ${loser}"`, 'the others keep what they typed')
})

t.test('two windows do not overwrite each other', async t => {
  const shops = await openShop(t)
  const ann = await reviewed(shops)
  const late = await ann.visitor.get(`/products/${SLUG}/review`)
  t.equal((await write(ann.visitor, { title: 'First' })).statusCode, 303)
  const answer = await write(ann.visitor, { title: 'Second', version: hidden(late, 'version') })
  t.match([answer.statusCode, answer.body], [422, /Nothing was changed/])
  t.match(answer.body, 'value="Second"')
  t.equal((await shops.db.query('select title from review')).rows[0].title, 'First')
  t.equal((await write(ann.visitor, { title: 'Second', version: hidden(answer, 'version') })).statusCode, 303, 'sent again, it is kept')
  t.equal((await shops.db.query('select title from review')).rows[0].title, 'Second')
})

t.test('a product that gets another address while a review of it is sent keeps the review', async t => {
  const shops = await openShop(t)
  const [ann, bo, cy] = [await buyer(shops), await buyer(shops, { name: 'Bo Baker' }), await buyer(shops, { name: 'Cy Carter' })]
  const rename = async (db: Db, from: string, to: string) => {
    await db.query('update product set slug = $2 where slug = $1', [from, to])
    await db.query('insert into former_slug (slug, product) values ($1, $2)', [from, to])
    await db.query('update review set product = $2 where product = $1', [from, to])
  }
  const productsOf = async ({ shopperId }: Customer) => (await shops.db.query('select product from review where shopper_id = $1', [shopperId])).rows.map(({ product }) => product)

  const client = await shops.db.connect()
  await client.query('begin')
  await rename(client, SLUG, 'dip-mug')
  const sent = write(ann.visitor, { version: '0' })
  await wait(200)
  await client.query('commit')
  client.release()
  t.equal((await sent).statusCode, 303)
  t.strictSame(await productsOf(ann), ['dip-mug'], 'sent before the new address was there')
  t.equal((await write(bo.visitor, { version: '0' })).statusCode, 303)
  t.strictSame(await productsOf(bo), ['dip-mug'], 'sent to a process that does not know it yet')
  await shops.app.catalog.refresh()
  t.equal((await write(cy.visitor, { version: '0' })).statusCode, 303)
  t.strictSame(await productsOf(cy), ['dip-mug'], 'sent from a page of before')
})

t.test('what happens to it is said, from the first word to the last', async t => {
  const shops = await openAdmin(t)
  const ann = await reviewed(shops)
  const read = async () => (await ann.visitor.get(`/products/${SLUG}/review`)).body
  t.match(flashIn(await ann.visitor.get(`/products/${SLUG}`)), [{ kind: 'success', text: /We read your review first/ }])
  t.match(await read(), 'Until then only you see it')
  await moderate(shops.boss.visitor, ann.id, 'refuse', { reason: 'It names a neighbour.' })
  t.match(await read(), /not published this review: <span lang="en">It names a neighbour\./)
  await write(ann.visitor, { body: 'The neighbour is out of it.' })
  t.match(await read(), 'Until then only you see it')
  await moderate(shops.boss.visitor, ann.id, 'publish')
  t.match(await read(), 'Your review is shown')
})

t.test('a changed review is read again, an unchanged one stays', async t => {
  const shops = await openAdmin(t, 2)
  const ann = await reviewed(shops)
  await moderate(shops.boss.visitor, ann.id, 'publish')
  t.strictSame(await ratingsOf(shops), { shown: [0, 0, 0, 1, 0], counted: [0, 0, 0, 1, 0] })

  t.equal((await write(ann.visitor)).statusCode, 303)
  t.equal((await ratingsOf(shops)).shown[3], 1, 'nothing new was said')
  t.equal((await write(ann.visitor, { stars: '1' })).statusCode, 303)
  t.strictSame(await ratingsOf(shops), { shown: [0, 0, 0, 0, 0], counted: [0, 0, 0, 0, 0] })
  t.notMatch((await shops.visitor().get(`/products/${SLUG}`)).body, 'Holds tea')
  await moderate(shops.boss.visitor, ann.id, 'publish')
  t.strictSame((await ratingsOf(shops)).shown, [1, 0, 0, 0, 0])
})

t.test('one’s own can be deleted, nobody else’s', async t => {
  const shops = await openAdmin(t)
  const [ann, bo] = [await reviewed(shops), await buyer(shops, { name: 'Bo' })]
  await moderate(shops.boss.visitor, ann.id, 'publish')
  t.equal((await bo.visitor.post(`/products/${SLUG}/review/delete`)).statusCode, 404)
  t.strictSame(titlesIn(await shops.visitor().get(`/products/${SLUG}`)), ['Holds tea'])
  t.equal((await ann.visitor.post(`/products/${SLUG}/review/delete`)).statusCode, 303)
  t.strictSame(titlesIn(await shops.visitor().get(`/products/${SLUG}`)), [])
  t.strictSame(await ratingsOf(shops), { shown: [0, 0, 0, 0, 0], counted: [0, 0, 0, 0, 0] })
  t.equal((await ann.visitor.post(`/products/${SLUG}/review/delete`)).statusCode, 404)
})

t.test('who writes and writes is asked to wait', async t => {
  const shops = await openShop(t)
  const ann = await reviewed(shops)
  const answers = []
  for (let at = 0; at < 22; at += 1) answers.push((await write(ann.visitor, { title: `Take ${at}` })).statusCode)
  t.equal(answers.at(-1), 429)
  t.equal(answers[0], 303)
})

t.test('an order says what can be reviewed once it is sent, to its buyer', async t => {
  const shops = await openShop(t)
  const ann = await buyer(shops)
  const page = async () => (await ann.visitor.get(`/account/orders/${ann.number}`)).body
  t.match(await page(), /Dipped mug: <a href="\/products\/dipped-mug\/review">write a review/)
  await write(ann.visitor)
  t.match(await page(), /Dipped mug: <a href="\/products\/dipped-mug\/review">your review/)
  await shops.db.query("update orders set status = 'packed'")
  t.notMatch(await page(), '/review"')
})
