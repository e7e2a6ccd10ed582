import t from 'tap'
import { numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { MUG, type Customer, type Shops } from '../helpers/shop.ts'
import type { Answer, Form } from '../helpers/visitor.ts'
import { employ, openAdmin, step, versionIn } from './shop-with-orders.ts'

const SPRING = { name: 'Spring', name_de: 'Frühling', code: 'spring-10', kind: 'percent', percent: '10' }

const idIn = ({ headers }: Answer): string => /\/admin\/coupons\/([0-9a-f-]{36})$/.exec(String(headers.location))?.[1] ?? ''

async function make ({ boss }: Shops & { boss: Customer }, form: Form = SPRING): Promise<string> {
  const made = await boss.visitor.post('/admin/coupons', form)
  t.equal(made.statusCode, 303)
  return idIn(made)
}

t.test('a coupon is looked at in words, made, changed and switched off; baskets follow at once, orders stay, and the log has it all', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor }, db } = shops
  const form = { ...SPRING, category: 'table', minimum_EUR: '20', first_day: '2026-01-01', last_day: '2099-11-30', uses_per_customer: '1' }
  const looked = await visitor.post('/admin/coupons', { ...form, look: '1' })
  t.equal(looked.statusCode, 200)
  t.match(looked.body, /10% off Table from €20\.00, from 1 Jan 2026, until 30 Nov 2099, once per customer, with the code SPRING-10, not combined with others/)
  t.equal((await db.query("select from promotion where name = 'Spring'")).rowCount, 0, 'looking saves nothing')

  const id = await make(shops, { ...form, uses_per_customer: '', minimum_EUR: '' })
  const ann = await shops.customer()
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
  t.equal((await ann.visitor.post('/cart/coupon', { code: 'spring-10' })).statusCode, 303)
  t.match((await ann.visitor.get('/cart')).body, /Spring/)
  const number = numberIn(await ann.visitor.post('/orders', await prepareOrder(ann.visitor, {})))
  const order = async () => (await db.query('select discount_cents, total_cents from orders where number = $1', [number])).rows
  const ordered = await order()
  t.equal(ordered[0].discount_cents, 360)

  const page = await visitor.get(`/admin/coupons/${id}`)
  t.match(page.body, /<dt>Orders<\/dt><dd class="num">1<[^]*<dt>Took off<\/dt><dd class="num">€3\.60</)
  const { uses_per_customer, minimum_EUR, ...plain } = form
  t.equal((await visitor.post(`/admin/coupons/${id}`, { ...plain, percent: '20', version: versionIn(page) })).statusCode, 303)
  t.strictSame(await order(), ordered, 'an order that is placed stays as it is')
  const { rows } = await db.query("select actor_name, before, after from audit where kind = 'promotion' and key = $1 order by at", [id])
  t.match(rows, [{ actor_name: 'Robin Keeper', before: null, after: { code: 'SPRING-10', percent: 10, germanName: 'Frühling', endsAt: '2099-12-01T00:00:00.000Z' } }, { before: { percent: 10 }, after: { percent: 20 } }])
  t.strictSame(Object.keys(rows[1].after), ['percent'])

  const bo = shops.visitor()
  bo.at(shops.apps[1] ?? shops.app)
  await bo.post('/cart/items', { sku: MUG, quantity: '1' })
  await shops.apps[1]?.catalog.refresh()
  await bo.post('/preferences', { locale: 'de-DE', return_to: '/' })
  await bo.post('/cart/coupon', { code: 'SPRING-10' })
  t.match((await bo.get('/cart')).body, 'Frühling')
  const fields = await prepareOrder(bo, {})
  t.equal((await visitor.post(`/admin/coupons/${id}/active`, { active: '0', version: '2' })).statusCode, 303)
  t.not((await bo.post('/orders', fields)).statusCode, 303, 'what is switched off is taken by no order that was on its way')
  t.match((await visitor.get('/admin/coupons?state=off')).body, `data-promotion="${id}"`)
  t.match((await visitor.get('/admin/coupons?q=SPRING')).body, `data-promotion="${id}"`, 'a search shows where it is found')
  t.match((await visitor.get(`/admin/coupons/new?from=${id}`)).body, /name="code" [^>]*value=""[^]*name="percent"[^>]*value="20"/)
})

t.test('what does not fit is told beside its field, with what was typed; a code is one promotion’s alone', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor }, db } = shops
  const wrong: Array<[Form, RegExp]> = [
    [{ ...SPRING, name: ' ' }, /id="name-error"/], [{ ...SPRING, code: 'a b' }, /id="code-error"/], [{ ...SPRING, percent: '101' }, /id="percent-error"/],
    [{ ...SPRING, percent: '' }, /id="percent-error"/], [{ ...SPRING, kind: 'amount' }, /id="amount_EUR-error"/], [{ ...SPRING, kind: 'amount', amount_EUR: '1.234' }, /id="amount_EUR-error"/],
    [{ ...SPRING, kind: 'buy-x-get-y', buy: '2' }, /id="get-error"/], [{ ...SPRING, category: 'nothing' }, /id="category-error"/],
    [{ ...SPRING, first_day: '2026-02-30' }, /id="first_day-error"/], [{ ...SPRING, first_day: '2026-02-03', last_day: '2026-02-02' }, /id="last_day-error"/],
    [{ ...SPRING, total_uses: '0' }, /id="total_uses-error"/], [{ ...SPRING, code: '', uses_per_customer: '1' }, /id="uses_per_customer-error"/], [{ ...SPRING, code: 'WELCOME10' }, /There is a promotion with this code/]
  ]
  for (const [form, error] of wrong) {
    const refused = await visitor.post('/admin/coupons', form)
    t.equal(refused.statusCode, 422, JSON.stringify(form))
    t.match(refused.body, error)
    t.match(refused.body, /name="name_de"[^>]*value="Frühling"/)
  }
  for (const form of [{ ...SPRING, kind: 'gift' }, { ...SPRING, active: '0' }, { ...SPRING, percent: ['1', '2'] }]) t.equal((await visitor.post('/admin/coupons', form)).statusCode, 422)
  t.equal((await visitor.get('/admin/coupons/nothing')).statusCode, 404)

  const both = await Promise.all(shops.apps.map(app => visitor.clone().at(app).post('/admin/coupons', { ...SPRING, name: app === shops.app ? 'One' : 'Two' })))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422])
  t.equal((await db.query("select from promotion where code = 'SPRING-10'")).rowCount, 1)
})

t.test('two admins change one promotion: one is saved, the other sees both and replaces nothing', async t => {
  const shops = await openAdmin(t, 2)
  const sam = await employ(shops, 'Sam', 'admin')
  const id = await make(shops)
  const save = (percent: string, at: number) => (at === 0 ? shops.boss : sam).visitor.clone().at(shops.apps[at] ?? shops.app).post(`/admin/coupons/${id}`, { ...SPRING, percent, version: '1' })
  const both = await Promise.all([save('30', 0), save('40', 1)])
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422])
  const late = both[0]?.statusCode === 422 ? both[0] : both[1]
  const [lost, kept] = late === both[0] ? ['30', '40'] : ['40', '30']
  t.match(late?.body, `yours is “${lost}”, now it is “${kept}”`)
  const { rows } = await shops.db.query('select percent, version from promotion where promotion_id = $1', [id])
  t.strictSame(rows, [{ percent: Number(kept), version: 2 }])
  t.match(late?.body, /name="version" value="2"/)
  t.equal((await sam.visitor.post(`/admin/coupons/${id}`, { ...SPRING, version: '9' })).statusCode, 422)
  const order = await employ(shops, 'Desk', 'staff')
  t.equal((await order.visitor.get('/admin/coupons')).statusCode, 404, 'the order desk has no hand in it')
})

t.test('a limit that is set later counts the uses before it; lowered below them, it simply stops', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, db } = shops
  const id = await make(shops, { ...SPRING, code: '' })
  for (let n = 0; n < 3; n += 1) await placeOrder(shops.visitor(), { [MUG]: 1 })
  t.equal((await db.query('select from order_promotion where promotion_id = $1', [id])).rowCount, 3)
  const limit = async (total_uses: string, version: string) => (await visitor.post(`/admin/coupons/${id}`, { ...SPRING, code: '', total_uses, version })).statusCode
  t.equal(await limit('4', '1'), 303)
  t.match((await visitor.get(`/admin/coupons/${id}`)).body, /Uses left<\/dt><dd class="num">1</)
  await placeOrder(shops.visitor(), { [MUG]: 1 })
  await shops.app.catalog.refresh()
  await placeOrder(shops.visitor(), { [MUG]: 1 })
  const used = async () => (await db.query('select count(*)::int as n from order_promotion where promotion_id = $1', [id])).rows[0].n
  t.equal(await used(), 4, 'four in all')
  t.equal(await limit('2', '2'), 303)
  await placeOrder(shops.visitor(), { [MUG]: 1 })
  t.equal(await used(), 4)
  t.match((await visitor.get('/admin/coupons?state=over')).body, 'Used up')
})

t.test('however often a limit is changed, every use counts: those before the first one too, and a cancelled order gives its own back', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, db, app } = shops
  const id = await make(shops, { ...SPRING, code: '' })
  const place = async (): Promise<string> => {
    await app.catalog.refresh()
    return placeOrder(shops.visitor(), { [MUG]: 1 })
  }
  const first: string[] = []
  for (let n = 0; n < 5; n += 1) first.push(await place())
  let version = 0
  const limit = async (total_uses: string) => visitor.post(`/admin/coupons/${id}`, { ...SPRING, code: '', total_uses, version: String(version += 1) })
  const used = async () => (await db.query("select count(*)::int as n from order_promotion join orders using (shopper_id, order_id) where promotion_id = $1 and status <> 'cancelled'", [id])).rows[0].n
  await limit('2')
  await place()
  t.equal(await used(), 5)
  await limit('6')
  t.match((await visitor.get(`/admin/coupons/${id}`)).body, /Uses left<\/dt><dd class="num">1</)
  for (let n = 0; n < 2; n += 1) await place()
  t.equal(await used(), 6, 'six in all')
  t.equal((await step(visitor, first[0] ?? '', 'cancelled')).statusCode, 303)
  t.equal(await used(), 5)
  for (let n = 0; n < 2; n += 1) await place()
  t.equal(await used(), 6, 'one was given back, by an order that nobody counted when it was placed')
  await limit('')
  await place()
  await limit('8')
  for (let n = 0; n < 2; n += 1) await place()
  t.equal(await used(), 8, 'without a limit for a while')

  // One that is being cancelled at this moment, and gives its use back.
  const busy = await hold(db, `
    with gone as (update orders set status = 'cancelled' where order_id = (select order_id from order_promotion join orders using (shopper_id, order_id) where promotion_id = $1 and status = 'placed' limit 1))
    update promotion_use set used = used - 1 where promotion_id = $1 and shopper = ''`, [id])
  const changed = limit('9')
  await untilWaiting(db, 1)
  await busy.release()
  t.equal((await changed).statusCode, 303)
  t.match((await visitor.get(`/admin/coupons/${id}`)).body, /Uses left<\/dt><dd class="num">2</, 'it is waited for, and seen')
})

t.test('a limit for each customer that is set later counts what they had before, by mailbox', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, app } = shops
  const id = await make(shops)
  const [ann, bo] = [await shops.customer(), await shops.customer('Bo')]
  const takes = async ({ visitor }: Customer): Promise<number> => {
    await app.catalog.refresh()
    await visitor.post('/cart/items', { sku: MUG, quantity: '1' })
    return (await visitor.post('/cart/coupon', { code: 'spring-10' })).statusCode
  }
  const orders = async ({ visitor, email }: Customer): Promise<string> => numberIn(await visitor.post('/orders', await prepareOrder(visitor, {}, { email })))
  t.equal(await takes(ann), 303)
  const number = await orders(ann)
  await visitor.post(`/admin/coupons/${id}`, { ...SPRING, uses_per_customer: '1', version: '1' })
  t.strictSame([await takes(ann), await takes(bo)], [422, 303])
  await orders(bo)
  t.equal(await takes(bo), 422)
  t.equal((await step(visitor, number, 'cancelled')).statusCode, 303)
  t.strictSame([await takes(ann), await takes(bo)], [303, 422], 'who cancelled may use it again')
  await visitor.post(`/admin/coupons/${id}`, { ...SPRING, total_uses: '1', uses_per_customer: '2', version: '2' })
  t.equal(await takes(ann), 422, 'another used the only one')
})

t.test('a category that is removed while its promotion is written is told at its field', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, db } = shops
  const id = await make(shops)
  t.equal((await visitor.post('/admin/categories', { name: 'Sieves', name_de: '', slug: 'sieves' })).statusCode, 303)
  t.match((await visitor.get('/admin/coupons/new')).body, 'value="sieves"')
  await db.query("delete from category_text where category = 'sieves'")
  await db.query("delete from category where slug = 'sieves'")
  for (const [url, more] of [['/admin/coupons', { code: 'OTHER' }], [`/admin/coupons/${id}`, { version: '1' }]] as const) {
    const late = await visitor.post(url, { ...SPRING, category: 'sieves', ...more })
    t.match([late.statusCode, late.body], [422, /id="category-error"[^]*There is no such category any more/], url)
  }
})
