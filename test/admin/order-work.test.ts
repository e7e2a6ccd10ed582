import { once } from 'node:events'
import http from 'node:http'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { csvLine } from '../../src/admin/csv.ts'
import { sayChanged } from '../../src/admin/order-bulk/steps.ts'
import { csvName } from '../../src/admin/order-list/csv.ts'
import { SORTS } from '../../src/admin/order-list/filter.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { MUG } from '../helpers/shop.ts'
import { flashIn, type Answer } from '../helpers/visitor.ts'
import { listen } from '../browser/browser.ts'
import { employ, linkIn, makeOrder, openAdmin, rowsIn, step } from './shop-with-orders.ts'

const unescaped = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
const captionIn = ({ body }: Answer): string => unescaped(/<caption>([^<]*)/.exec(body)?.[1] ?? '')
const tabsIn = ({ body }: Answer, label: string): string[] => [...(body.split(`class="tabs" aria-label="${label}"`)[1]?.split('</nav>')[0] ?? '').matchAll(/data-enhance[^>]*>([^<]*?)\s*(?:<|$)/g)].map(([, text]) => String(text))
const chipsIn = ({ body }: Answer): Record<string, string> => Object.fromEntries([...body.matchAll(/class="asked__one" href="([^"]*)"[^>]*><span class="vh">[^<]*<\/span>([^<]*)/g)].map(([, url, text]) => [unescaped(String(text)), unescaped(String(url))]))
const resultsIn = ({ body }: Answer): Record<string, string> => Object.fromEntries(body.split('data-bulk="').slice(1).flatMap(row => {
  const words = /data-label="(?:Result|Why)">([^<]*)/.exec(row)?.[1]
  return words === undefined ? [] : [[row.slice(0, row.indexOf('"')), unescaped(words)]]
}))
const ordersIn = ({ body }: Answer): string[] => parse<Record<string, string>>(body, { bom: true, columns: true }).map(row => String(row.Order))
const confirmedIn = ({ body }: Answer): string[] => [...body.matchAll(/name="order" value="([^"]*)"/g)].map(([, order]) => String(order))

t.test('what became of many orders, in one sentence', async t => {
  t.strictSame([[0, 1], [1, 1], [1, 3], [2, 3], [3, 3]].map(([count = 0, all = 0]) => sayChanged(count, all)), [
    'No order was changed', '1 order was changed', '1 of 3 orders was changed', '2 of 3 orders were changed', '3 orders were changed'
  ])
})

t.test('numbers that are none are no selection', async t => {
  const { boss: { visitor } } = await openAdmin(t)
  for (const number of ['€', 'P-1\nX: y', "'", 'x'.repeat(100)]) {
    for (const action of ['print', 'pack']) t.equal((await visitor.post('/admin/orders/bulk', { action, list: '', number })).statusCode, 422, `${action} ${number}`)
  }
})

t.test('orders are sifted, and the page says by what', async t => {
  const shops = await openAdmin(t)
  const { db, boss: { visitor } } = shops
  const ann = await shops.customer('Ann Archer')
  const invoice = await placeOrder(ann.visitor, { [MUG]: 1 })
  await step(visitor, invoice, 'packed')
  await step(visitor, invoice, 'paid') // late: its status does not tell
  const refunded = await placeOrder(shops.visitor(), { 'PLATE-SIDE': 1 })
  await step(visitor, refunded, 'paid')
  await step(visitor, refunded, 'cancelled')
  await makeOrder(db, { number: 'P-00000001', name: 'Marta Keller', email: 'marta@example.ie', totalCents: 5000, skus: ['LAMP-TERRA'] })
  await makeOrder(db, { number: 'P-00000002', name: 'Marta Kiln', email: 'MARTA@example.ie', totalCents: 5001, skus: ['LAMP-TERRA', 'MUG-BONE'], status: 'cancelled', placedAt: '2026-04-01T12:00:00Z' })
  await makeOrder(db, { number: 'P-00000003', totalCents: 99, placedAt: '2026-05-01T12:00:00Z' })
  await db.query("update orders set payment = 'card', shipping = 'express', country = 'DE' where number in ('P-00000002', 'P-00000003')")
  await db.query(`insert into order_promotion (shopper_id, order_id, promotion_id, position, code, name, discount_cents, counted)
                  select shopper_id, order_id, 'tea', 0, 'TEA-5', 'Tea', 500, false from orders where number in ('P-00000001', 'P-00000003')`)
  await db.query("update order_number set claimed_by = $1 where number = 'P-00000001'", [ann.shopperId])
  const all = [invoice, refunded, 'P-00000001', 'P-00000002', 'P-00000003'].sort()
  const found = async (query: string): Promise<string[]> => rowsIn(await visitor.get(`/admin/orders?${query}`))

  const cases: Array<[string, string[]]> = [
    ['payment=paid', [invoice, refunded]], ['payment=unpaid', ['P-00000001', 'P-00000003']], ['payment=card', ['P-00000002', 'P-00000003']],
    ['payment=invoice', [invoice, refunded, 'P-00000001']], ['payment=refunded', [refunded]], ['shipping=express', ['P-00000002', 'P-00000003']], ['country=DE', ['P-00000002', 'P-00000003']], ['country=SE', []],
    ['min_total=50&max_total=50', ['P-00000001']], ['min_total=50.01&max_total=60', ['P-00000002']], ['max_total=0,99', ['P-00000003']],
    ['sku=lamp-terra', ['P-00000001', 'P-00000002']], ['sku=NO-SUCH', []], ['coupon=tea-5', ['P-00000001', 'P-00000003']], ['coupon=x', []],
    ['customer=marta@example.ie', ['P-00000001', 'P-00000002']], [`customer=${ann.shopperId}`, [invoice, 'P-00000001']], ['customer=00000000-0000-4000-8000-000000000000', []],
    ['sku=LAMP-TERRA&coupon=TEA-5', ['P-00000001']], ['sku=LAMP-TERRA&country=DE&payment=card', ['P-00000002']], ['coupon=TEA-5&customer=marta@example.ie&payment=unpaid', ['P-00000001']],
    ['q=marta&country=DE', ['P-00000002']], ['q=marta@&sku=MUG-BONE', ['P-00000002']], ['q=LAMP-TERRA&max_total=50', ['P-00000001']], ['q=P-00000001&coupon=TEA-5', ['P-00000001']], ['q=nobody&payment=paid', []],
    ['country=DE&status=cancelled', ['P-00000002']], ['country=DE&from=2026-05-01', ['P-00000003']], ['sku=LAMP-TERRA&to=2026-03-31', ['P-00000001']], ['coupon=TEA-5&from=2026-04-02', ['P-00000003']], ['payment=refunded&to=2026-01-01', []]
  ]
  for (const [at, [query, numbers]] of cases.entries()) {
    for (const sort of ['date-desc', SORTS[1 + at % 5]]) t.strictSame((await found(`${query}&sort=${sort}`)).sort(), [...numbers].sort(), `${query} ${sort}`)
    const csv = await visitor.get(`/admin/orders.csv?${query}`)
    t.strictSame(ordersIn(csv).sort(), [...numbers].sort(), `${query}, taken along`)
  }
  t.strictSame((await found('')).sort(), all)
  t.strictSame(await found('country=DE&sort=total-asc'), ['P-00000003', 'P-00000002'])

  const page = await visitor.get('/admin/orders?status=cancelled&from=2026-01-01&payment=card&shipping=express&country=DE&min_total=20&sku=MUG-BONE')
  t.equal(captionIn(page), 'Cancelled orders from 1\u00a0January\u00a02026 on that go to Germany by express delivery with a total of 20 or more with the SKU “MUG-BONE” to be paid by card, newest first')
  t.match(tabsIn(page, 'Status'), ['All', 'Placed'])
  t.match(page.body, `href="/admin/orders/P-00000002?list=${encodeURIComponent('status=cancelled&from=2026-01-01&payment=card&shipping=express&country=DE&min_total=20&sku=MUG-BONE')}"`, 'the order is opened within this list')
  const chips = chipsIn(page)
  t.strictSame(Object.keys(chips), ['From 1\u00a0January\u00a02026 on', 'To Germany', 'Express delivery', 'Total 20 or more', 'SKU MUG-BONE', 'By card'])
  for (const [text, url] of Object.entries(chips)) t.notOk(text in chipsIn(await visitor.get(url)), `${text}: one click takes it off`)

  const wrong = await visitor.get('/admin/orders?min_total=cheap&max_total=5&customer=me&country=DE')
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, '<a href="#min_total">The lowest total must be a sum')
  t.match(wrong.body, '<a href="#customer">Customer must be an e-mail address')
  t.match(wrong.body, /name="min_total"[^>]* value="cheap"/)
  t.match(wrong.body, '<a class="button" href="/admin/orders?country=DE"')
  t.equal((await visitor.get('/admin/orders?min_total=6&max_total=5')).statusCode, 422)
  for (const bad of ['payment=soon', 'shipping=drone', 'country=Germany', 'country=de', 'sku=a&sku=b', `coupon=${'x'.repeat(61)}`]) t.equal((await visitor.get(`/admin/orders?${bad}`)).statusCode, 422, bad)
  for (const odd of ['sku=%27;--', 'coupon=%25', 'customer=%25@%25', 'customer=_@', 'min_total=0', 'max_total=9999999.99', 'q=%27&payment=paid', 'q=!!!&country=DE']) t.equal((await visitor.get(`/admin/orders?${odd}`)).statusCode, 200, odd)
})

t.test('rare words among many orders: sifted within the days that are asked for, however many had them before', async t => {
  const { db, boss: { visitor } } = await openAdmin(t)
  const fill = (name: string, count: number, placedAt: string): Promise<unknown> => db.query(`
    insert into orders (shopper_id, order_id, number, checkout_key, status, guest, currency, subtotal_cents, delivery_cents, total_cents, shipping, payment, email, name, line1, city, postcode, country, placed_at)
    select gen_random_uuid(), gen_random_uuid(), 'P-' || upper(substr(md5($1 || at), 1, 8)), md5($1 || at), 'sent', true, 'EUR', 1000, 0, 1000, 'standard', 'invoice', 'many@example.com', $1,
           '1 Kiln Lane', 'Cork', 'T12', 'IE', $3::timestamptz + at * interval '1 second' from generate_series(1, $2::integer) as at`, [name, count, placedAt])
  await fill('Zelda Quill', 1100, '2026-01-01Z')
  await fill('Zelda Quill', 3, '2026-02-01Z')
  await fill('Ann Many', 5100, '2026-02-02Z')
  const list = await visitor.get('/admin/orders?q=zelda+quill&payment=unpaid&from=2026-02-01')
  t.equal(rowsIn(list).length, 3)
  t.equal(ordersIn(await visitor.get('/admin/orders.csv?q=zelda+quill&payment=unpaid&from=2026-02-01')).length, 3)
  t.equal(rowsIn(await visitor.get('/admin/orders?q=zelda+quill&payment=unpaid&from=2026-02-01&country=DE')).length, 0)

  // More of them than are counted, and none among the latest: found by their words, and sorted.
  const { rows } = await db.query<{ number: string }>("select number from orders where name = 'Zelda Quill' order by placed_at desc, order_id desc")
  const numbers = rows.map(({ number }) => number)
  const page = await visitor.get('/admin/orders?q=zelda+quill')
  t.strictSame(rowsIn(page), numbers.slice(0, 50))
  t.match(page.body, '1,000+')
  t.strictSame(rowsIn(await visitor.get('/admin/orders?q=zelda+quill&sort=date-asc')), numbers.toReversed().slice(0, 50))
  t.strictSame(rowsIn(await visitor.get('/admin/orders?q=zelda+quill&sort=number-asc')), numbers.toSorted().slice(0, 50))
})

t.test('pages of a sifted list meet each order once, and what is common is looked for among the latest', async t => {
  const shops = await openAdmin(t)
  const { db, boss: { visitor } } = shops
  await db.query(`
    with made as (
      insert into orders (shopper_id, order_id, number, checkout_key, status, guest, currency, subtotal_cents, delivery_cents, total_cents, shipping, payment, email, name, line1, city, postcode, country, placed_at)
      select gen_random_uuid(), gen_random_uuid(), 'P-' || upper(substr(md5(at::text), 1, 8)), md5(at::text), 'sent', true, 'EUR', 1000 + at % 7, 0, 1000 + at % 7, 'standard', 'invoice', 'many@example.com', 'Ann Many',
             '1 Kiln Lane', 'Cork', 'T12', (array['IE', 'DE'])[1 + at % 2], timestamptz '2026-01-01Z' + at % 1000 * interval '1 minute' from generate_series(1, 2600) as at returning *
    ), lined as (
      insert into order_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, placed_at) select shopper_id, order_id, 'MUG-SLATE', 0, 'Mug', '', 1, 100, 100, placed_at from made
    ) insert into order_number (number, shopper_id, order_id) select number, shopper_id, order_id from made`)
  const common = await visitor.get('/admin/orders?sku=MUG-SLATE&country=DE')
  t.match(common.body, 'Looked for among the latest 2,000 orders with this SKU. Give the dates to look further back.')
  t.notMatch((await visitor.get('/admin/orders?country=DE')).body, 'Looked for among', 'all of them')
  t.notMatch((await visitor.get('/admin/orders?sku=MUG-SLATE&from=2026-01-01&to=2026-01-01')).body, 'No orders')
  const csv = await visitor.get('/admin/orders.csv?sku=MUG-SLATE&country=DE')
  const taken: string[] = ordersIn(csv)
  t.equal(taken.length, 1300, 'the file has all of them')
  t.equal(new Set(taken).size, 1300)
  t.strictSame(taken.slice(0, 50), rowsIn(common), 'the newest first')

  for (const query of ['country=DE&max_total=10.01', 'country=DE&max_total=10.01&sort=total-asc', 'country=DE&max_total=10.01&sort=number-desc']) {
    const numbers: string[] = []
    const said: string[] = []
    for (let url: string | undefined = `/admin/orders?${query}`; url;) {
      const page = await visitor.get(url)
      numbers.push(...rowsIn(page))
      said.push(/<p class="num">([^<]*)</.exec(page.body)?.[1] ?? '')
      url = linkIn(page, 'Next')
    }
    t.equal(numbers.length, new Set(numbers).size, `${query}: none twice`)
    t.equal(said[1], `51–100 of ${numbers.length}`)
  }

  // Whoever goes away in the middle leaves nothing behind: the shop goes on, with every connection.
  const origin = await listen(shops.app)
  for (let times = 0; times < 12; times += 1) {
    const request = http.get(`${origin}/admin/orders.csv`, { headers: { cookie: visitor.cookieHeader } })
    const [answer] = await once(request, 'response') as [http.IncomingMessage]
    await once(answer, 'readable')
    answer.destroy()
  }
  t.equal((await visitor.get('/admin/orders')).statusCode, 200)
  t.equal(shops.app.db.waitingCount, 0)
})

t.test('a file holds text alone', async t => {
  t.equal(csvLine(['=1+1', '+a', '-a', '@a', '\ta', '\ra', 'a=b', '-', 'a "b", c', 'two\nlines', '']), '\'=1+1,\'+a,\'-a,\'@a,\'\ta,"\'\ra",a=b,\'-,"a ""b"", c","two\nlines",\r\n')
  t.equal(csvName('status=paid&from=2026-11-01&q=Tomás "x"/..&sort=total-asc'), 'orders-status-paid-from-2026-11-01-q-Toma-s-x.csv')
  t.equal(csvName(''), 'orders.csv')
  const shops = await openAdmin(t)
  await makeOrder(shops.db, { name: '=HYPERLINK("http://evil.example")', email: '+x@example.com', totalCents: 1205 })
  const { headers, rawPayload, body } = await shops.boss.visitor.get('/admin/orders.csv?status=placed')
  t.match(headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="orders-status-placed.csv"', 'cache-control': 'private, no-store' })
  t.strictSame([...rawPayload.subarray(0, 3)], [0xEF, 0xBB, 0xBF])
  t.match(parse(body, { bom: true, columns: true })[0], { Name: '\'=HYPERLINK("http://evil.example")', 'E-mail': "'+x@example.com", Total: '12.05', Status: 'Placed', Items: '2', Country: 'Ireland' })
  const { rows } = await shops.db.query("select kind, key, after from audit where outcome = 'changed'")
  t.strictSame(rows, [{ kind: 'export', key: 'orders', after: { status: 'placed' } }])
  t.equal((await shops.boss.visitor.send({ method: 'HEAD', url: '/admin/orders.csv' })).statusCode, 200)
})

t.test('columns and the size of a page are kept with whoever chose them', async t => {
  const shops = await openAdmin(t)
  for (let at = 0; at < 30; at += 1) await makeOrder(shops.db)
  const { visitor } = shops.boss
  const headings = ({ body }: Answer): string[] => [...body.matchAll(/scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)/g)].map(([, text]) => String(text))
  t.strictSame(headings(await visitor.get('/admin/orders')), ['Order', 'Placed', 'Customer', 'E-mail', 'Items', 'Status', 'Total'])
  const answer = await visitor.post('/admin/orders/layout', { columns: ['total', 'payment', 'country'], page_size: '25', list: 'status=placed' })
  t.equal(answer.headers.location, '/admin/orders?status=placed')
  const page = await visitor.get('/admin/orders?status=placed')
  t.strictSame(headings(page), ['Order', 'Country', 'Payment', 'Total'])
  t.equal(rowsIn(page).length, 25)
  t.match(page.body, 'Invoice<span class="muted">, not paid')
  t.match(page.body, '1–25 of 30')
  const other = (await employ(shops, 'Sam Staff', 'staff')).visitor
  t.equal(rowsIn(await other.get('/admin/orders')).length, 30)
  for (const bad of [{ columns: 'colour', page_size: '25', list: '' }, { columns: 'total', page_size: '1000', list: '' }, { page_size: 'x', list: '' }]) t.equal((await visitor.post('/admin/orders/layout', bad)).statusCode, 422)
  t.equal((await visitor.post('/admin/orders/layout', { page_size: '100', list: 'next=//evil.example' })).headers.location, '/admin/orders', 'leads to the list alone')
  await shops.db.query("update admin_setting set value = '{\"columns\": 7}'")
  t.equal(rowsIn(await visitor.get('/admin/orders')).length, 30, 'what does not fit is as if there were nothing')
})

t.test('a list is saved as a view, for oneself or for all', async t => {
  const shops = await openAdmin(t, 2)
  const { visitor: boss } = shops.boss
  const sam = (await employ(shops, 'Sam Staff', 'staff')).visitor
  const viewsOf = async (visitor: typeof sam): Promise<string[]> => tabsIn(await visitor.get('/admin/orders'), 'Saved views')
  const save = (visitor: typeof sam, form: Record<string, string>): Promise<Answer> => visitor.post('/admin/orders/views', form)
  const idOf = async (name: string): Promise<string> => (await shops.db.query<{ id: string }>('select view_id as id from order_view where name = $1', [name])).rows[0]?.id ?? ''

  t.equal((await save(sam, { name: '  To   Germany ', list: 'country=DE&sort=total-desc' })).headers.location, '/admin/orders?country=DE&sort=total-desc')
  t.strictSame(flashIn(await sam.get('/admin/orders')).map(({ text }) => text), ['The view “To Germany” is saved.'])
  await save(sam, { name: 'Unpaid', list: 'payment=unpaid', shared: '1' })
  t.strictSame(await viewsOf(sam), ['To Germany', 'Unpaid'])
  t.strictSame(await viewsOf(boss), ['Unpaid'])
  t.match((await sam.get('/admin/orders?country=DE&sort=total-desc')).body, /<a href="\/admin\/orders\?country=DE&amp;sort=total-desc" data-enhance aria-current="page">To Germany/)

  const own = await idOf('To Germany')
  const shared = await idOf('Unpaid')
  t.equal((await boss.get(`/admin/orders/views/${own}`)).statusCode, 404, 'an own one is nobody else’s')
  t.equal((await boss.post(`/admin/orders/views/${own}/delete`, { version: '1' })).statusCode, 404)
  t.equal((await boss.post(`/admin/orders/views/${shared}`, { name: 'Not paid', shared: '1', version: '1' })).statusCode, 303, 'admins change what is shared')
  const late = await sam.post(`/admin/orders/views/${shared}`, { name: 'Owed', version: '1' })
  t.equal(late.statusCode, 422)
  t.match(late.body, 'It is called “Not paid” now')
  t.match(late.body, 'value="Owed"')
  const pat = (await employ(shops, 'Pat Staff', 'staff')).visitor
  t.strictSame(await viewsOf(pat), ['Not paid'])
  t.equal((await pat.post(`/admin/orders/views/${shared}`, { name: 'Mine', version: '2' })).statusCode, 404, 'other staff do not')

  const both = await Promise.all([sam.clone(), sam.clone()].map((visitor, at) => visitor.at(shops.apps[at] ?? shops.app).post(`/admin/orders/views/${shared}`, { name: `Race ${at}`, version: '2' })))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422], 'of two at once one is told')
  t.equal((await sam.post(`/admin/orders/views/${shared}/delete`, { version: '3' })).statusCode, 303)
  t.strictSame(await viewsOf(pat), [])

  for (const form of [{ name: ' ', list: '' }, { name: 'x'.repeat(41), list: '' }]) {
    const answer = await save(sam, form)
    t.equal(answer.statusCode, 422)
    t.match(answer.body, 'href="#name"')
  }
  t.equal((await save(sam, { name: 'x', list: 'bogus=1' })).statusCode, 422)
  const { rows } = await shops.db.query<{ key: string, before: object | null, after: object | null }>("select key, before, after from audit where kind = 'view' order by at, audit_id")
  t.match(rows[0], { key: 'To Germany', before: null, after: { name: 'To Germany', query: 'country=DE&sort=total-desc', shared: false } })
  t.match(rows[2], { key: 'Unpaid', before: { name: 'Unpaid' }, after: { name: 'Not paid' } })
  t.match(rows.at(-1), { after: null })
})

t.test('one step with many orders: asked back, taken with each for itself, and only once', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor }, db } = shops
  const [first, second, third] = [await placeOrder(shops.visitor(), { [MUG]: 1 }), await placeOrder(shops.visitor(), { [MUG]: 1 }), await placeOrder(shops.visitor(), { [MUG]: 1 })]
  const done = (await makeOrder(db, { status: 'delivered' })).number
  const statusOf = async (number: string): Promise<string> => (await db.query<{ status: string }>('select status from orders where number = $1', [number])).rows[0]?.status ?? ''
  const ask = (form: Record<string, string | string[]>): Promise<Answer> => visitor.post('/admin/orders/bulk', { list: '', ...form })

  const page = await ask({ action: 'pack', number: [first, second, third, done, 'P-ZZZZZZZZ'] })
  t.equal(page.statusCode, 200)
  t.strictSame(confirmedIn(page).sort(), [`${first}:1`, `${second}:1`, `${third}:1`].sort())
  t.strictSame(resultsIn(page), { [done]: 'An order that is delivered cannot become packed.' })
  t.match(page.body, '1 of the numbers are of no order')
  t.equal(await statusOf(first), 'placed', 'nothing is changed yet')

  await step(visitor, third, 'paid') // a colleague, meanwhile
  const order = confirmedIn(page)
  const twice = await Promise.all([visitor.clone(), visitor.clone()].map((each, at) => each.at(shops.apps[at] ?? shops.app).post('/admin/orders/bulk', { action: 'pack', list: '', order })))
  const outcomes = twice.map(resultsIn)
  for (const number of [first, second]) {
    t.equal(outcomes.filter(results => results[number] === 'It is packed now.').length, 1, 'a double press packs once')
    t.equal(outcomes.filter(results => /already|meanwhile/.test(results[number] ?? '')).length, 1)
    t.equal(await statusOf(number), 'packed')
    t.equal((await db.query('select from order_event join orders using (shopper_id, order_id) where number = $1', [number])).rowCount, 2)
  }
  for (const results of outcomes) t.match(results[third], 'Not changed: somebody has changed it meanwhile')
  t.equal(await statusOf(third), 'paid')
  const again = await ask({ action: 'pack', order })
  t.strictSame(resultsIn(again)[first], 'Nothing to do: it is packed already.')
  t.match(again.body, '<h1>No order was changed</h1>')
  t.equal((await db.query("select from audit where kind = 'order' and outcome = 'changed' and after = '{\"status\": \"packed\"}'")).rowCount, 2)

  const cancel = await ask({ action: 'cancel', all: '1', list: 'status=packed' })
  t.strictSame(confirmedIn(cancel).map(text => text.split(':')[0]).sort(), [first, second].sort(), 'all that the list finds')
  const { rows: [before] } = await db.query<{ available: number }>('select available from stock where sku = $1', [MUG])
  t.match((await ask({ action: 'cancel', order: confirmedIn(cancel) })).body, '<h1><span class="num">2</span> orders were changed</h1>')
  const { rows: [after] } = await db.query<{ available: number }>('select available from stock where sku = $1', [MUG])
  t.equal(after?.available, (before?.available ?? 0) + 2, 'as one by one: the pieces are back')

  const slips = await visitor.submit('/admin/orders/bulk', { action: 'print', list: '', number: [first, third] })
  t.strictSame([...slips.body.matchAll(/data-slip="([^"]*)"/g)].map(([, number]) => number), [first, third])
  t.equal((await visitor.get('/admin/orders/slips?numbers=P-ZZZZZZZZ')).statusCode, 404)

  await Promise.all(Array.from({ length: 199 }, () => makeOrder(db, { status: 'paid' })))
  t.equal(confirmedIn(await ask({ action: 'pack', all: '1', list: 'status=paid' })).length, 200)
  await makeOrder(db, { status: 'paid' })
  const tooMany = await ask({ action: 'pack', all: '1', list: 'status=paid' })
  t.equal(tooMany.statusCode, 422)
  t.match(tooMany.body, 'Up to 200 can be worked on at once')
  t.match((await ask({ action: 'pack' })).body, 'No orders are selected')
  const bads: Array<Record<string, string>> = [{ action: 'paid', number: first }, { action: 'pack', order: 'P-1' }, { action: 'pack', all: '1', list: 'x=1' }, { action: 'pack', order: `${first}:0` }]
  for (const bad of bads) t.equal((await ask(bad)).statusCode, 422, JSON.stringify(bad))
})
