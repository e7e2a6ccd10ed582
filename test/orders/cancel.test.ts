import t from 'tap'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { availableOf, numberIn, prepareOrder } from '../helpers/checkout.ts'
import { MUG, openShop, type Shops } from '../helpers/shop.ts'
import { flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'

interface Placed { number: string, url: string, key: string }

async function place (visitor: Visitor, quantity = 2): Promise<Placed> {
  const answer = await visitor.post('/orders', await prepareOrder(visitor, { [MUG]: quantity }))
  const url = String(answer.headers.location)
  return { number: numberIn(answer), url, key: url.split('key=')[1] ?? '' }
}

/** As the form on the page of the order does. */
async function cancel (visitor: Visitor, url: string): Promise<Answer> {
  const { body } = await visitor.get(url)
  const action = /action="([^"]*\/cancel)"/.exec(body)?.[1] ?? '/no-form'
  const fields = [...body.split('/cancel"')[1]?.split('</form>')[0]?.matchAll(/name="(\w+)" value="([^"]*)"/g) ?? []]
  return visitor.post(action, Object.fromEntries(fields.map(([, name, value]) => [String(name), String(value)])))
}

async function statusOf ({ db }: Shops, number: string): Promise<unknown> {
  return (await db.query<{ status: string }>('select status from orders where number = $1', [number])).rows[0]?.status
}

t.test('a customer, and a guest with the key, take an order back: pieces and coupons are there again, and the history says who', async t => {
  const shops = await openAdmin(t)
  await shops.db.query("insert into promotion (promotion_id, name, kind, percent, total_uses) values ('first', 'For the first', 'percent', 10, 9)")
  await shops.app.catalog.refresh()
  const ann = await shops.customer('Ann Archer')
  for (const [visitor, name, id] of [[ann.visitor, 'Ann Archer', ann.shopperId], [shops.visitor(), 'Gwen Guest', null]] as const) {
    const before = await availableOf(shops.db, MUG)
    const { number, url } = await place(visitor)
    t.equal(await availableOf(shops.db, MUG), before - 2)
    const answer = await cancel(visitor, url)
    t.match([answer.statusCode, answer.headers.location], [303, id ? `/account/orders/${number}` : url])
    const page = await visitor.get(String(answer.headers.location))
    t.match(flashIn(page), [{ kind: 'success', text: `Order ${number} is cancelled.` }])
    t.match(page.body, 'status--cancelled')
    t.notMatch(page.body, '/cancel"')
    t.equal(await availableOf(shops.db, MUG), before)
    t.equal((await shops.db.query<{ used: number }>('select coalesce(sum(used), 0)::integer as used from promotion_use')).rows[0]?.used, 0)
    const { rows } = await shops.db.query('select version, actor_id, actor_name, from_status from order_event where to_status = $1 and order_id in (select order_id from orders where number = $2)', ['cancelled', number])
    t.strictSame(rows, [{ version: 2, actor_id: id, actor_name: id ? name : 'Gwen Guest', from_status: 'placed' }])
    t.match((await shops.boss.visitor.get(`/admin/orders/${number}`)).body.split('id="history"')[1], name)
    t.equal((await shops.db.query('select from mail where subject = $1', [`Your order ${number} is cancelled`])).rowCount, 1)
  }
})

t.test('nobody else cancels an order; to them it is not there', async t => {
  const shops = await openShop(t)
  const [ann, bob] = [await shops.customer(), await shops.customer('Bob Baker')]
  const ofAnn = await place(ann.visitor)
  const guest = shops.visitor()
  const ofGuest = await place(guest)
  for (const visitor of [shops.visitor(), guest, bob.visitor]) {
    for (const number of [ofAnn.number, 'P-00000000', 'x']) {
      for (const key of ['', ofGuest.key, 'x']) t.equal((await visitor.post(`/orders/${number}/cancel`, { version: '1', key })).statusCode, 404)
    }
    t.equal((await visitor.post(`/orders/${ofGuest.number}/cancel`, { version: '1', key: ofGuest.key.slice(1) })).statusCode, 404)
  }
  t.equal((await bob.visitor.post(`/account/orders/${ofAnn.number}/cancel`, { version: '1' })).statusCode, 404)
  t.equal((await bob.visitor.post(`/account/orders/${ofGuest.number}/cancel`, { version: '1' })).statusCode, 404)
  t.match((await guest.post(`/account/orders/${ofAnn.number}/cancel`, { version: '1' })).headers.location, '/login?next=')
  for (const form of [{}, { version: '0' }, { version: '2' }, { version: 'x' }, { version: '1', to: 'cancelled' }]) {
    t.equal((await ann.visitor.post(`/account/orders/${ofAnn.number}/cancel`, form)).statusCode, 422)
    t.equal((await guest.post(`/orders/${ofGuest.number}/cancel`, { key: ofGuest.key, ...form })).statusCode, 422)
  }
  t.strictSame([await statusOf(shops, ofAnn.number), await statusOf(shops, ofGuest.number)], ['placed', 'placed'])
})

t.test('until it is packed: who comes later, or from an older page, is told', async t => {
  const shops = await openAdmin(t)
  const ann = await shops.customer()
  const { number, url } = await place(ann.visitor)
  await step(shops.boss.visitor, number, 'paid')
  const overtaken = await ann.visitor.post(`/account/orders/${number}/cancel`, { version: '1' })
  t.match([overtaken.statusCode, overtaken.body], [422, /changed since you opened this page/])
  t.match(overtaken.body, 'name="version" value="2"', 'with the form of now')
  await step(shops.boss.visitor, number, 'packed')
  t.notMatch((await ann.visitor.get(url)).body, '/cancel"')
  const before = await availableOf(shops.db, MUG)
  for (const version of ['2', '3']) {
    const late = await ann.visitor.post(`/account/orders/${number}/cancel`, { version })
    t.match([late.statusCode, late.body], [422, /packed by now, so it can no longer be cancelled/])
  }
  t.strictSame([await statusOf(shops, number), await availableOf(shops.db, MUG)], ['packed', before])
})

t.test('cancelled twenty times over two processes, it gives its pieces back once, and everybody gets there', async t => {
  const shops = await openAdmin(t, 2)
  const guest = shops.visitor()
  const before = await availableOf(shops.db, MUG)
  const { number, key } = await place(guest)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => shops.visitor().at(shops.apps[at % 2] ?? shops.app).post(`/orders/${number}/cancel`, { version: '1', key })))
  t.ok(answers.every(({ statusCode }) => statusCode === 303))
  t.equal(await availableOf(shops.db, MUG), before)
  t.equal((await shops.db.query("select from mail where subject ~ 'cancelled'")).rowCount, 1)
})

t.test('packed and cancelled at the same moment in two processes: one of both, and the other is told', async t => {
  const shops = await openAdmin(t, 2)
  const [one, other] = shops.apps
  if (!one || !other) throw new Error('two shops are needed')
  const won = new Set<string>()
  for (let round = 0; round < 12; round += 1) {
    const guest = shops.visitor()
    const { number, key } = await place(guest, 1)
    const left = await availableOf(shops.db, MUG)
    const pack = async (): Promise<Answer> => step(shops.boss.visitor.clone().at(one), number, 'packed', '1')
    const take = async (): Promise<Answer> => guest.clone().at(other).post(`/orders/${number}/cancel`, { version: '1', key })
    const [packed, cancelled] = round % 2 ? await Promise.all([pack(), take()]) : (await Promise.all([take(), pack()])).toReversed()
    t.strictSame([packed?.statusCode, cancelled?.statusCode].sort(), [303, 422])
    const status = await statusOf(shops, number)
    t.equal(status, packed?.statusCode === 303 ? 'packed' : 'cancelled')
    t.equal(await availableOf(shops.db, MUG), status === 'packed' ? left : left + 1)
    won.add(String(status))
  }
  t.comment(`won: ${[...won].join(', ')}`)
})
