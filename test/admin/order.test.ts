import t from 'tap'
import { MUG, setStock } from '../helpers/shop.ts'
import { availableOf, placeOrder, stateOf } from '../helpers/checkout.ts'
import { hold, untilWaiting } from '../helpers/locks.ts'
import { flashIn } from '../helpers/visitor.ts'
import { employ, makeOrder, openAdmin, rowsIn, step, versionIn } from './shop-with-orders.ts'

const BONE = 'MUG-BONE'

t.test('the page of an order has everything of it, and only the steps that it can take', async t => {
  const shops = await openAdmin(t)
  const ann = await shops.customer('Ann Archer')
  const number = await placeOrder(ann.visitor, { [MUG]: 2, [BONE]: 1 }, { email: 'ann.archer@example.com', name: 'Ann Archer', line1: 'Kiln Lane 3', phone: '+353 1 234' })
  const { visitor } = shops.boss
  const { body, statusCode } = await visitor.get(`/admin/orders/${number}`)
  t.equal(statusCode, 200)
  for (const text of [`data-order-number="${number}"`, `data-line="${MUG}"`, `data-line="${BONE}"`, '€36.00', '€54.00', '€58.90', 'Kiln Lane 3', 'Dublin<br>D02 AF30', 'Ireland', '+353 1 234', 'ann.archer@example.com', 'Invoice']) t.match(body, text)
  const buttons = (html: string): string[] => [...html.matchAll(/name="to" value="(\w+)"/g)].map(([, to]) => String(to))
  t.strictSame(buttons(body), ['packed', 'paid', 'cancelled'])
  t.match(body, /button--primary" type="submit" name="to" value="packed"/, 'no parcel waits for an invoice')

  // Of a packed order the second says who carries it.
  const expected: Record<string, string[]> = { paid: ['packed', 'cancelled'], packed: ['sent', 'sent', 'cancelled'], sent: ['delivered'], delivered: [] }
  for (const [to, next] of Object.entries(expected)) {
    const done = await step(visitor, number, to)
    t.equal(done.statusCode, 303, to)
    t.equal(done.headers.location, `/admin/orders/${number}`)
    const page = await visitor.get(`/admin/orders/${number}`)
    t.strictSame(buttons(page.body), next, to)
    t.match(flashIn(page), [{ kind: 'success', text: `Order ${number} is now ${to}.` }])
  }

  const { rows } = await shops.db.query('select version, actor_id, actor_name, from_status, to_status from order_event order by version')
  const by = { actor_id: shops.boss.shopperId, actor_name: 'Robin Keeper' }
  t.strictSame(rows, [
    { version: 1, actor_id: ann.shopperId, actor_name: 'Ann Archer', from_status: null, to_status: 'placed' },
    { version: 2, ...by, from_status: 'placed', to_status: 'paid' },
    { version: 3, ...by, from_status: 'paid', to_status: 'packed' },
    { version: 4, ...by, from_status: 'packed', to_status: 'sent' },
    { version: 5, ...by, from_status: 'sent', to_status: 'delivered' }
  ], 'every step: who, when, from, to')
  const history = (await visitor.get(`/admin/orders/${number}`)).body.split('id="history"')[1] ?? ''
  t.match(history, /Sent → Delivered[\s\S]*Robin Keeper[\s\S]*Placed → Paid[\s\S]*Placed<\/span>[\s\S]*Ann Archer/)
  t.match((await ann.visitor.get(`/account/orders/${number}`)).body, 'Delivered')
  const unknown = await visitor.get('/admin/orders/P-00000000')
  t.equal(unknown.statusCode, 404)
  t.match(unknown.body, /<body class="admin">[\s\S]*No order has this number[\s\S]*href="\/admin\/orders\?q=P-00000000"/)
})

t.test('a step that cannot be taken changes nothing', async t => {
  const shops = await openAdmin(t)
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const { visitor } = shops.boss
  await step(visitor, number, 'packed')
  await step(visitor, number, 'sent')
  const before = await stateOf(shops.db)
  const id = '00000000-0000-4000-8000-000000000000'
  const forms: Array<Record<string, string | string[]>> = [
    { to: 'placed', version: '3' }, { to: 'packed', version: '3' }, { to: 'sent', version: '3' }, { to: 'cancelled', version: '3' },
    { to: 'lost', version: '3' }, { to: '', version: '3' }, { to: 'DELIVERED', version: '3' }, { to: '__proto__', version: '3' }, { to: ['delivered', 'delivered'], version: '3' }, { version: '3' },
    { to: 'delivered' }, { to: 'delivered', version: '' }, { to: 'delivered', version: '0' }, { to: 'delivered', version: '-1' }, { to: 'delivered', version: '1' }, { to: 'delivered', version: '4' }, { to: 'delivered', version: '3.0' },
    { to: 'delivered', version: '99999999999999999999' }, { to: 'delivered', version: ['3', '3'] }, { to: 'delivered', version: '3\0' }, { to: 'delivered', version: '3', status: 'placed' }, { to: 'delivered', version: '3', actor_id: id }
  ]
  for (const form of forms) {
    const { statusCode } = await visitor.post(`/admin/orders/${number}/status`, form)
    t.equal(statusCode, 422, JSON.stringify(form))
  }
  t.strictSame(await stateOf(shops.db), before)
  const { rows } = await shops.db.query('select status, version from orders')
  t.strictSame(rows, [{ status: 'sent', version: 3 }])
  t.match((await visitor.post(`/admin/orders/${number}/status`, { to: 'cancelled', version: '3' })).body, 'An order that is sent cannot become cancelled.')
  t.equal((await visitor.post('/admin/orders/P-00000000/status', { to: 'paid', version: '1' })).statusCode, 404)
})

t.test('an invoice is paid at any step once, and the order stays where it stands', async t => {
  const shops = await openAdmin(t, 2)
  const { visitor } = shops.boss
  const ann = await shops.customer('Ann Archer')
  const way = ['packed', 'sent', 'delivered']
  for (const paidAt of way) {
    const number = await placeOrder(ann.visitor, { [MUG]: 1 })
    for (const to of way) {
      await step(visitor, number, to)
      if (to !== paidAt) continue
      t.match((await visitor.get(`/admin/orders/${number}`)).body, 'Invoice, not paid yet')
      t.equal((await step(visitor, number, 'paid')).statusCode, 303, to)
      const page = await visitor.get(`/admin/orders/${number}`)
      t.match(flashIn(page), [{ text: `Order ${number} is now paid.` }])
      t.match(page.body, new RegExp(`status--${to}"[\\s\\S]*<li aria-current="step">\\s*<span>Paid</span>[\\s\\S]*Invoice, paid <time`))
      t.notMatch(page.body, /Not paid|value="paid"/)
      const again = await step(visitor, number, 'paid', String(way.indexOf(to) + 3))
      t.equal(again.statusCode, 422)
      t.match(again.body, 'This order is paid already.')
    }
    const { rows } = await shops.db.query('select status, version from orders where number = $1', [number])
    t.strictSame(rows, [{ status: 'delivered', version: 5 }])
    const { body } = await ann.visitor.get(`/account/orders/${number}`)
    t.strictSame([...body.matchAll(/<strong>(\w+)<\/strong>\s*<time/g)].map(([, name]) => name), ['Placed', ...way.flatMap(to => to === paidAt ? [to, 'paid'] : [to]).map(to => to.replace(/^./, first => first.toUpperCase()))])
  }

  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  await step(visitor, number, 'packed')
  const twice = await Promise.all(shops.apps.map(app => step(visitor.clone().at(app), number, 'paid', '2')))
  t.strictSame(twice.map(({ statusCode }) => statusCode).sort(), [303, 422])
  t.match(twice.find(({ statusCode }) => statusCode === 422)?.body, 'Robin Keeper marked the order as paid, <time')
  const both = await Promise.all(shops.apps.map((app, at) => step(visitor.clone().at(app), number, ['sent', 'cancelled'][at] ?? '', '3')))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422], 'and the order goes on from where it stood')
})

t.test('after a step that was refused the page is still that of the order', async t => {
  const shops = await openAdmin(t)
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const { body, statusCode } = await step(shops.boss.visitor, number, 'delivered')
  t.equal(statusCode, 422)
  t.match(body, `name="return_to" value="/admin/orders/${number}"`)
  t.match(body, /<a href="\/admin\/orders" aria-current="true"/)
})

t.test('two have the same page open: the first step counts, the second is told who took it', async t => {
  const shops = await openAdmin(t, 2)
  const sam = await employ(shops, 'Sam <Staff>', 'staff')
  sam.visitor.at(shops.apps[1] ?? shops.app)
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const version = versionIn(await shops.boss.visitor.get(`/admin/orders/${number}`))
  t.equal((await step(sam.visitor, number, 'paid', version)).statusCode, 303)
  const late = await step(shops.boss.visitor, number, 'packed', version)
  t.equal(late.statusCode, 422)
  t.match(late.body, /<title>Error: /)
  t.match(late.body, /Sam &lt;Staff&gt; moved the order from placed to paid, <time/)
  t.equal(versionIn(late), '2', 'the form is that of the order as it now stands')
  t.equal((await step(shops.boss.visitor, number, 'packed', versionIn(late))).statusCode, 303)
})

t.test('of steps that arrive together one is taken, and each one taken is written down', async t => {
  const shops = await openAdmin(t, 2)
  const visitors = shops.apps.map(app => shops.boss.visitor.clone().at(app))
  for (let round = 0; round < 5; round += 1) {
    const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
    const lock = await hold(shops.db, 'select from orders where number = $1 for update', [number])
    const posted = [...visitors, ...visitors].map((visitor, at) => step(visitor, number, ['paid', 'packed', 'cancelled', 'paid'][at] ?? '', '1'))
    await untilWaiting(shops.db, 4)
    await lock.release()
    const answers = await Promise.all(posted)
    t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, 422, 422, 422])
    for (const { statusCode, body } of answers) if (statusCode === 422) t.match(body, 'Robin Keeper moved the order from placed to')
    const { rows } = await shops.db.query(`
      select orders.status = event.to_status as same, orders.version from orders join order_event as event using (shopper_id, order_id, version) where number = $1
    `, [number])
    t.strictSame(rows, [{ same: true, version: 2 }])
  }
})

t.test('cancelled twenty times at once, an order gives its pieces back once', async t => {
  const shops = await openAdmin(t, 2)
  const stock = { [MUG]: await availableOf(shops.db, MUG), [BONE]: await availableOf(shops.db, BONE) }
  const number = await placeOrder(shops.visitor(), { [MUG]: 3, [BONE]: 2 })
  t.equal(await availableOf(shops.db, MUG), (stock[MUG] ?? 0) - 3)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => step(shops.boss.visitor.clone().at(shops.apps[at % 2] ?? shops.app), number, 'cancelled', '1')))
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, ...Array.from({ length: 19 }, () => 422)])
  for (const [sku, available] of Object.entries(stock)) t.equal(await availableOf(shops.db, sku), available, sku)
  const { rows } = await shops.db.query('select to_status from order_event order by version')
  t.strictSame(rows, [{ to_status: 'placed' }, { to_status: 'cancelled' }])
  for (const to of ['paid', 'packed', 'cancelled']) t.equal((await step(shops.boss.visitor, number, to, '2')).statusCode, 422)
  t.equal(await availableOf(shops.db, MUG), stock[MUG])
})

t.test('orders are cancelled while the same things are bought: nobody waits for ever and no piece is lost', async t => {
  const shops = await openAdmin(t, 2)
  await setStock(shops, MUG, 40)
  await setStock(shops, BONE, 40)
  const first = await Promise.all(Array.from({ length: 6 }, (_, at) => placeOrder(shops.visitor(), at % 2 ? { [MUG]: 1, [BONE]: 1 } : { [BONE]: 1, [MUG]: 1 })))
  const [bought, cancelled] = await Promise.all([
    Promise.all(Array.from({ length: 6 }, (_, at) => placeOrder(shops.visitor().at(shops.apps[at % 2] ?? shops.app), at % 2 ? { [MUG]: 1, [BONE]: 1 } : { [BONE]: 1, [MUG]: 1 }))),
    Promise.all(first.map((number, at) => step(shops.boss.visitor.clone().at(shops.apps[at % 2] ?? shops.app), number, 'cancelled', '1')))
  ])
  t.strictSame(cancelled.map(({ statusCode }) => statusCode), first.map(() => 303))
  t.equal(bought.length, 6)
  t.equal(await availableOf(shops.db, MUG), 34)
  t.equal(await availableOf(shops.db, BONE), 34)
})

t.test('the overview shows what waits, oldest first, and figures that lead to their orders', async t => {
  const shops = await openAdmin(t)
  const { visitor } = shops.boss
  const empty = await visitor.get('/admin')
  t.equal(empty.statusCode, 200)
  t.match(empty.body, 'Nothing waits to be packed.')

  const waiting: string[] = []
  for (let at = 0; at < 12; at += 1) {
    waiting.push((await makeOrder(shops.db, { status: at % 3 ? 'placed' : 'paid', placedAt: `2026-01-${String(at + 1).padStart(2, '0')}T12:00:00Z` })).number)
  }
  for (const status of ['packed', 'sent', 'delivered', 'cancelled'] as const) await makeOrder(shops.db, { status, placedAt: '2025-01-01T00:00:00Z' })
  const now = new Date().toISOString()
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString()
  await makeOrder(shops.db, { placedAt: now, totalCents: 1000, status: 'sent' })
  await makeOrder(shops.db, { placedAt: now, totalCents: 500, status: 'cancelled' })
  await makeOrder(shops.db, { placedAt: yesterday, totalCents: 2500, status: 'sent' })
  await setStock(shops, MUG, 0)
  await shops.db.query('delete from sales_day') // as if nobody had looked before

  const page = await visitor.get('/admin')
  t.strictSame(rowsIn(page), waiting.slice(0, 10))
  t.match(page.body, /<title>Overview – Pottle admin</)
  t.match(page.body, /Placed, to pack<\/dt><dd><a href="\/admin\/orders\?status=placed&amp;sort=date-asc">8<\/a><\/dd><dd class="figure__note">Oldest: \d+ days</)
  t.match(page.body, /Paid, to pack<\/dt><dd><a href="\/admin\/orders\?status=paid&amp;sort=date-asc">4</)
  const [, owedUrl = '', owed] = /Not paid yet<\/dt><dd><a href="([^"]*)">(\d+)</.exec(page.body) ?? []
  t.equal(rowsIn(await visitor.get(owedUrl.replaceAll('&amp;', '&'))).length, Number(owed), 'what is not paid is counted and listed alike')
  t.match(page.body, /Sales, EUR<\/dt><dd class="figure__sum"><a href="[^"]*">€35\.00</, 'without what was cancelled')
  t.match(page.body, /<a href="\/products\/dipped-mug\?sku=MUG-SLATE">Dipped mug, Slate<\/a><br><span class="muted small">MUG-SLATE<\/span><\/th>\s*<td class="num"><span class="status status--error">Sold out/)
  const [, ordered = ''] = /<dt>Orders<\/dt><dd><a href="([^"]*)">3</.exec(page.body) ?? []
  t.equal(rowsIn(await visitor.get(ordered.replaceAll('&amp;', '&'))).length, 3, 'the figure leads to its orders')
})

t.test('every page says what waits, who is signed in and where they are', async t => {
  const shops = await openAdmin(t)
  const sam = await employ(shops, 'Sam <Staff>', 'staff')
  const { visitor } = shops.boss
  const counts = async (url: string): Promise<string[]> => [...(await visitor.get(url)).body.matchAll(/<span class="count num" title="[^"]*">(\d+)<span class="vh"> to pack/g)].map(([, count]) => count ?? '')
  t.strictSame(await counts('/admin'), [], 'no order waits: nothing is said')
  const { number } = await makeOrder(shops.db, { status: 'paid', skus: [MUG, 'OF-OLD'] })
  for (const status of ['placed', 'packed', 'sent', 'delivered', 'cancelled'] as const) await makeOrder(shops.db, { status })
  const pages = { '/admin': 'page', '/admin/orders': 'page', '/admin/orders?from=x': 'page', [`/admin/orders/${number}`]: 'true', '/admin/orders/P-00000000': 'true' }
  for (const [url, current] of Object.entries(pages)) {
    t.strictSame(await counts(url), ['2'], url)
    const { body } = await sam.visitor.get(url)
    t.match(body, /Sam &lt;Staff&gt;<br><span class="muted">Staff</, url)
    t.match(body, new RegExp(`<a href="${url === '/admin' ? '/admin' : '/admin/orders'}" aria-current="${current}"`), url)
    t.match(body, /action="\/logout"/)
    for (const once of ['header', 'main', 'h1']) t.equal(body.split(`<${once}`).length, 2, `${url}: one ${once}`)
  }
  const { body } = await visitor.get(`/admin/orders/${number}`)
  t.match(body, /data-line="MUG-SLATE"[\s\S]*<img src="[^"]*dipped-mug/, 'a picture')
  t.match(body, /data-line="OF-OLD"/, 'also what is not for sale any more')
  t.match(body, /<dt>Delivery, standard<\/dt><dd>Free</)
  t.match((await visitor.get('/admin/orders')).body, new RegExp(`data-order-row="${number}"[\\s\\S]*?orders__items">4<span> items`), 'pieces, not lines')
})
