import t from 'tap'
import { drawChart } from '../../src/admin/overview/chart.ts'
import { parseRange } from '../../src/admin/overview/range.ts'
import { conversionOf, sayChange, seriesOf, stretchesToCount, sumDays } from '../../src/admin/overview/sales.ts'
import type { SalesDay } from '../../src/admin/overview/queries.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import type { Answer } from '../helpers/visitor.ts'
import { employ, makeOrder, openAdmin, step } from './shop-with-orders.ts'

const NOW = new Date('2026-11-22T00:30:00Z')
const day = (values: Partial<SalesDay>): SalesDay => ({ day: '2026-11-01', currency: 'EUR', orders: 1, cancelled: 0, salesCents: 100, unsettled: 0, ...values })

t.test('a range is the last 28 days, or what is asked for, and never more than can be read', async t => {
  t.match(parseRange({}, NOW).range, { from: '2026-10-26', to: '2026-11-22', days: 28, before: { from: '2026-09-28', to: '2026-10-25' }, preset: 28 })
  t.match(parseRange({ days: '7' }, NOW).range, { from: '2026-11-16', days: 7 })
  t.match(parseRange({ days: '8' }, NOW).range, { days: 28 })
  t.match(parseRange({ from: '2026-11-01', to: '2026-11-01' }, NOW).range, { days: 1, before: { from: '2026-10-31', to: '2026-10-31' }, preset: undefined })
  t.match(parseRange({ from: '2026-11-01', to: '2027-11-01' }, NOW).range, { to: '2026-11-22' }, 'to come is nothing yet')
  for (const query of [{ from: '2026-02-30' }, { from: '2026-11-02', to: '2026-11-01' }, { to: '2026-11-01' }, { from: '2020-01-01' }, { from: '2026-12-01' }, { from: 'x', to: 'y' }]) {
    t.ok(Object.keys(parseRange(query, NOW).errors).length > 0, JSON.stringify(query))
    t.equal(parseRange(query, NOW).range.days, 28)
  }
})

t.test('days that are over for good are counted once, younger ones again, today always', async t => {
  const all = (date: string, values: Partial<SalesDay & { isFresh: boolean }> = {}) => (['EUR', 'GBP', 'USD'] as const).map(currency => ({ ...day({ day: date, currency }), isFresh: false, ...values }))
  const days = { from: '2026-11-10', to: '2026-11-22' }
  const kept = [...all('2026-11-10'), ...all('2026-11-11', { unsettled: 1 }), ...all('2026-11-12', { unsettled: 1, isFresh: true }), ...all('2026-11-20'), ...all('2026-11-22', { isFresh: true })]
  t.strictSame(stretchesToCount(kept, days, '2026-11-22'), [{ from: '2026-11-11', to: '2026-11-11' }, { from: '2026-11-13', to: '2026-11-19' }, { from: '2026-11-20', to: '2026-11-22' }])
  t.strictSame(stretchesToCount(all('2026-11-10').slice(1), { from: '2026-11-10', to: '2026-11-10' }, '2026-11-22').length, 1, 'a currency is missing')
})

t.test('sums, changes and conversion', async t => {
  const days = [day({ orders: 3, cancelled: 1, salesCents: 301 }), day({ day: '2026-11-02', currency: 'USD', orders: 2, cancelled: 2, salesCents: 0 }), day({ day: '2026-11-02', orders: 0, salesCents: 0 })]
  t.strictSame(sumDays(days), [{ currency: 'EUR', orders: 3, cancelled: 1, salesCents: 301, averageCents: 151 }, { currency: 'USD', orders: 2, cancelled: 2, salesCents: 0, averageCents: 0 }])
  t.strictSame(seriesOf(days, { from: '2026-11-01', to: '2026-11-03' }, each => each.orders).map(({ value }) => value), [3, 2, 0])
  t.equal(sayChange(108, 100, 28), 'Up 8% on the 28 days before')
  t.equal(sayChange(99, 100, 1), 'Down 1% on the day before')
  t.equal(sayChange(1000, 999, 7), 'As on the 7 days before')
  t.equal(sayChange(5, 0, 7), 'None in the 7 days before')
  t.equal(conversionOf(1, 2), 33.3)
  t.equal(conversionOf(0, 0), undefined)
})

t.test('a chart stays within its field, with at most twelve ticks, whatever the days and the figures are', async t => {
  const axes = { sayValue: String, sayDay: String, whole: true }
  for (const [count, value] of [[1, 0], [1, 7], [28, 3], [90, 123_456_789], [366, 1]] as const) {
    const points = Array.from({ length: count }, (_, at) => ({ day: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10), value: at % 3 ? value : 0 }))
    const { wide, narrow } = drawChart(points, axes)
    for (const drawn of [wide, narrow]) {
      const name = `${count} days of ${value}, ${drawn.width} wide`
      t.ok(drawn.days.length <= 12 && drawn.days.length >= 1 && drawn.lines.length <= 12 && drawn.lines.length >= 1, name)
      t.ok(drawn.bars.every(({ x, y, width, height }) => x >= drawn.left && x + width <= drawn.right && y >= 0 && height >= 0 && y + height <= drawn.bottom + 0.2), name)
      t.equal(drawn.bars.length === 0, drawn.surface !== '', name)
      t.notMatch(JSON.stringify(drawn), /null|NaN/, name)
    }
  }
})

const wordsOf = ({ body }: Answer): string => body.replace(/<svg[^]*?<\/svg>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

t.test('the overview', async t => {
  const shops = await openAdmin(t)
  const { db, app, boss: { visitor: boss } } = shops
  const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

  t.test('nothing yet', async t => {
    const { body } = await boss.get('/admin')
    t.match(body, /Nothing was ordered in these days/)
    t.match(body, /There is enough of everything|Low stock/)
  })

  t.test('sales of a range, without what was cancelled, and how they have changed', async t => {
    const [first] = [await makeOrder(db, { placedAt: ago(3), totalCents: 5000 }), await makeOrder(db, { placedAt: ago(20), totalCents: 2500, status: 'delivered' }), await makeOrder(db, { placedAt: ago(20), totalCents: 9900, status: 'cancelled' }), await makeOrder(db, { placedAt: ago(40), totalCents: 5000, status: 'delivered' })]
    await db.query('delete from sales_day') // as if nobody had looked before
    const text = wordsOf(await boss.get('/admin'))
    t.match(text, /Sales, EUR €75\.00 Up 50% on the 28 days before/)
    t.match(text, /Orders 3 Up 200% on the 28 days before 1 cancelled/)
    t.match(text, /Average order, EUR €37\.50 Down 25%/)
    t.match(wordsOf(await boss.get('/admin?days=7')), /Sales, EUR €50\.00 None in the 7 days before/)
    t.match(wordsOf(await boss.get('/admin?days=90')), /Sales, EUR €125\.00/)
    const chosen = await boss.get(`/admin?from=${ago(21).slice(0, 10)}&to=${ago(19).slice(0, 10)}`)
    t.match(wordsOf(chosen), /Sales, EUR €25\.00/)
    t.match(chosen.body, /<svg[^>]*role="img" aria-labelledby="sales-eur-wide-title sales-eur-wide-desc">/)
    t.match(chosen.body, /<desc[^>]*>[^<]*€25\.00 in all, most on [^<]* with €25\.00\.<\/desc>/)
    const wrong = await boss.get('/admin?from=2026-02-30&to=x')
    t.equal(wrong.statusCode, 422)
    t.match(wrong.body, /value="2026-02-30"/)

    // What is kept of a day that is not settled is counted again; of one that is, it stays.
    await step(boss, first.number, 'cancelled')
    await db.query("update sales_day set counted_at = counted_at - interval '6 minutes'")
    t.match(wordsOf(await boss.get('/admin')), /Sales, EUR €25\.00/)
    await db.query("update sales_day set sales_cents = 7777 where day = $1 and currency = 'EUR'", [ago(20).slice(0, 10)])
    t.match(wordsOf(await boss.get('/admin')), /Sales, EUR €77\.77/, 'a day that is over is not counted again')
    await makeOrder(db, { placedAt: ago(0), totalCents: 100 })
    t.match(wordsOf(await boss.get('/admin')), /Sales, EUR €78\.77/, 'today is, always')
  })

  t.test('live and left baskets, what they are worth, and how many became orders', async t => {
    await shops.visitor().post('/cart/items', { sku: MUG, quantity: '2' })
    const leaver = shops.visitor()
    await leaver.post('/cart/items', { sku: MUG })
    const ann = await shops.customer()
    await ann.visitor.post('/cart/items', { sku: MUG, quantity: '3' })
    await db.query("update session set cart_at = cart_at - interval '3 days' where sess #>> '{cart,lines,0,quantity}' = '1'")
    const price = app.catalog.current().bySku.get(MUG)?.variant.prices.EUR.priceCents ?? 0
    const row = (name: string, page: Answer): string => new RegExp(`${name} (\\S+ \\S+ \\S+)`).exec(wordsOf(page))?.[1] ?? ''
    let page = await boss.get('/admin')
    t.equal(row('Within a day', page), `1 1 €${(price * 5 / 100).toFixed(2)}`)
    t.equal(row('1 to 30 days ago', page), `1 0 €${(price / 100).toFixed(2)}`)
    t.match(wordsOf(page), /Baskets that became orders 57\.1%/, 'four orders, three baskets')

    await leaver.get('/cart')
    t.equal(row('1 to 30 days ago', await boss.get('/admin')), `1 0 €${(price / 100).toFixed(2)}`, 'looking changes nothing')
    await leaver.post(`/cart/items/${MUG}`, { quantity: '4' })
    await ann.visitor.post(`/cart/items/${MUG}/remove`)
    page = await boss.get('/admin')
    t.equal(row('Within a day', page), `2 0 €${(price * 6 / 100).toFixed(2)}`, 'one came back, one was emptied')
    await placeOrder(leaver, {})
    const late = shops.visitor()
    await late.post('/cart/items', { sku: MUG })
    await late.post('/login', { email: ann.email, password: ann.password })
    t.equal(row('Within a day', await boss.get('/admin')), `1 1 €${(price * 3 / 100).toFixed(2)}`, 'an order empties one, a login hands one over')
    t.match(wordsOf(await boss.get('/admin')), /Item Sold Dipped mug, Slate MUG-SLATE 2/, 'four, less the two of the order that was cancelled')
  })

  t.test('what sold best: at once in a month, and in longer ranges within ten minutes', async t => {
    const pieces = async (query: string): Promise<string | undefined> => /MUG-SLATE (\d+)/.exec(wordsOf(await boss.get(`/admin${query}`)))?.[1]
    await db.query("update stock_day set sold = 7, day = (now() at time zone 'UTC')::date where sku = $1", [MUG])
    const since = (days: number): string => `?from=${ago(days).slice(0, 10)}`
    t.strictSame([await pieces(since(80)), await pieces('')], ['7', '7'])
    await db.query('update stock_day set sold = 9 where sku = $1', [MUG])
    t.strictSame([await pieces(since(80)), await pieces('')], ['7', '9'])
    t.equal(await pieces(since(79)), '9', 'another range')
  })

  t.test('everybody sees of it what their role allows', async t => {
    const staff = await employ(shops, 'Sam Staff', 'staff')
    const seen = async (role: string): Promise<boolean[]> => {
      await db.query("insert into staff_role (staff_role, name, permissions) values ($1, $1, string_to_array($1, '-')) on conflict do nothing", [role])
      await db.query('update customer set staff_role = $2 where shopper_id = $1', [staff.shopperId, role])
      const { body } = await staff.visitor.get('/admin')
      return [/to pack<\/dt>/, /Returns to decide/, /<dt>Low stock/, /id="sales"/].map(part => part.test(body))
    }
    t.strictSame(await seen('orders'), [true, false, false, false])
    t.strictSame(await seen('returns'), [false, true, false, false])
    t.strictSame(await seen('stock'), [false, false, true, false])
    t.strictSame(await seen('reports'), [false, false, false, true])
    t.notMatch((await staff.visitor.get('/admin')).body, 'href="/admin/orders', 'no link that leads nowhere')
    t.strictSame(await seen('reviews'), [false, false, false, false])
  })
})
