import { randomUUID } from 'node:crypto'
import t from 'tap'
import { saveAlert } from '../../src/alerts/queries.ts'
import { recountSold } from '../../src/stock/plugin.ts'
import { listMiscounted, listUnbalanced } from '../../src/stock/queries.ts'
import { daysLeft, parseCount, parseDelta, stateOf } from '../../src/stock/stock.ts'
import { formIn } from '../helpers/form.ts'
import { availableOf, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG, setStock, skusInStock } from '../helpers/shop.ts'
import { flashIn, type Answer, type Visitor } from '../helpers/visitor.ts'
import { askBack, decide, returnsOf, sendOrder } from '../returns/shop-with-returns.ts'
import { employ, openAdmin, step } from './shop-with-orders.ts'

const PAGE = `/admin/stock/${MUG}`

function valueIn ({ body }: Answer, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
}

function adjust (visitor: Visitor, delta: string, reason = 'A delivery', key: string = randomUUID()): Promise<Answer> {
  return visitor.post(`${PAGE}/adjust`, { delta, reason, key })
}

t.test('numbers as people type them', async t => {
  for (const [text, delta] of [['+5', 5], ['5', 5], [' -3 ', -3], ['−3', -3], ['– 3', -3]] as const) t.equal(parseDelta(text), delta, text)
  for (const text of ['', '0', '+-1', '1.5', '1e3', 'five', '1234567']) t.equal(parseDelta(text), undefined, text)
  t.equal(parseCount(' 0 '), 0)
  for (const text of ['', '-1', '+1', '1.5']) t.equal(parseCount(text), undefined, text)
  t.equal(parseCount('9', 8), undefined)
  t.equal(daysLeft(10, 28), 10)
  t.equal(daysLeft(10, 3), 93)
  t.equal(daysLeft(0, 3), 0)
  t.equal(daysLeft(10, 0), undefined, 'nothing sells')
  t.equal(stateOf({ available: 0, lowAt: 5 }), 'out')
  t.equal(stateOf({ available: 5, lowAt: 5 }), 'low')
  t.equal(stateOf({ available: 6, lowAt: 5 }), 'enough')
})

// One database for all: each says what stock it begins with.
t.test('stock in the admin', async t => {
  const shops = await openAdmin(t, 2)
  const [app, other] = shops.apps
  if (!app || !other) throw new Error('two instances are needed')

  t.test('orders, cancellations, returns, adjustments and counts at once, at two instances: the ledger of every SKU adds up to its stock', async t => {
    const { db, boss } = shops
    t.strictSame(await listUnbalanced(db, 10), [], 'the seed wrote its entries')
    const skus = [MUG, ...skusInStock(app, 4).filter(sku => sku !== MUG)].slice(0, 3)
    for (const sku of skus) await setStock(shops, sku, 60)

    const sent = await sendOrder(boss.visitor, shops.visitor(), { [MUG]: 3 })
    await askBack(shops.visitor(), sent, { [MUG]: 2 })
    const [kept] = await returnsOf(shops, sent.number)
    await decide(boss.visitor, kept?.id ?? '', 'approve', '1')
    const placed = await Promise.all(Array.from({ length: 4 }, () => placeOrder(shops.visitor(), { [skus[1] ?? '']: 2, [MUG]: 1 })))
    const buyers = await Promise.all(Array.from({ length: 8 }, async (_, i) => {
      const visitor = shops.visitor().at(i % 2 ? other : app)
      return { visitor, fields: await prepareOrder(visitor, i % 3 ? { [MUG]: 2, [skus[2] ?? '']: 1 } : { [skus[2] ?? '']: 3, [skus[1] ?? '']: 1 }) }
    }))
    const seen = valueIn(await boss.visitor.get(PAGE), 'seen')
    const work = [
      ...buyers.map(({ visitor, fields }) => () => visitor.post('/orders', fields)),
      ...placed.map((number, i) => () => step(boss.visitor.clone().at(i % 2 ? other : app), number, 'cancelled', '1')),
      () => decide(boss.visitor.clone().at(other), kept?.id ?? '', 'receive', '2', { [`restock-${MUG}`]: '1' }),
      ...Array.from({ length: 6 }, (_, i) => () => adjust(boss.visitor.clone().at(i % 2 ? other : app), i % 2 ? '+7' : '-4')),
      () => boss.visitor.clone().at(app).post(`${PAGE}/count`, { counted: '50', seen, key: randomUUID() })
    ]
    // What was counted for other days before is put right in the middle of it, by several processes.
    await db.query("insert into stock_day (sku, day, sold) select sku, (now() at time zone 'UTC')::date - 3, 2 from unnest ($1::text[]) as sku", [skus])
    const recounts = Array.from({ length: 4 }, () => recountSold(db, 1000))
    const answers = await Promise.all(work.map(each => each()))
    await Promise.all([...recounts, recountSold(db, 1000)])
    t.ok(answers.every(({ statusCode }) => statusCode === 303 || statusCode === 422))
    t.equal(answers.filter(({ statusCode }) => statusCode === 303).length > 15, true, 'nearly all was done')
    t.strictSame(await listUnbalanced(db, 10), [])
    const { rows } = await db.query('select kind, count(*)::integer as count from stock_entry where sku = any ($1) group by kind', [skus])
    const kinds = Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
    t.equal(kinds.cancelled, 8, 'two lines of four orders')
    t.equal(kinds.returned, 1)
    t.equal(kinds.adjusted, 6)
    const { rows: [day] } = await db.query("select (select sum(sold) from stock_day)::integer as days, (select -sum(delta) from stock_entry where kind in ('sold', 'cancelled'))::integer as entries")
    t.equal(day.days - 2 * skus.length, day.entries, 'the sums of the days are those of the ledger')
    t.strictSame(await listMiscounted(db, 10), [], 'and so is what was sold lately')

    await db.query('update stock set available = available + 1 where sku = $1', [MUG])
    t.strictSame((await listUnbalanced(db, 10)).map(({ sku }) => sku), [MUG], 'what is changed past the ledger is found')
    t.match((await boss.visitor.get(PAGE)).body, /The ledger disagrees/)
    await db.query('update stock set available = available - 1 where sku = $1', [MUG])
  })

  t.test('stock is changed by hand: with a reason, once, never below none, and it is written down', async t => {
    const { db, boss: { visitor: boss } } = shops
    await setStock(shops, MUG, 3)
    const key = randomUUID()
    const twice = await Promise.all([adjust(boss.clone(), '+9', 'A crate', key), adjust(boss.clone().at(other), '+9', 'A crate', key)])
    t.strictSame(twice.map(({ statusCode }) => statusCode), [303, 303])
    t.equal(await availableOf(db, MUG), 12, 'pressed twice, done once')
    t.match(flashIn(await boss.get(PAGE))[0]?.text, /9 more\. 12 in stock now/)

    for (const [delta, reason, message] of [['-13', 'Broken', /There are only 12/], ['+1', ' ', /Say why/], ['much', 'x', /such as \+5/], ['+999999', 'x', /more than can be kept/]] as const) {
      const refused = await adjust(boss, delta, reason)
      t.equal(refused.statusCode, 422, delta)
      t.match(refused.body, message)
      t.match(refused.body, `value="${delta}"`, 'what was typed is still there')
    }
    t.equal(await availableOf(db, MUG), 12)

    const page = await boss.get(PAGE)
    t.match(page.body.replace(/\s+/g, ' '), /Changed by hand.*?A crate.*?Robin Keeper.*?\+9.*?>12</)
    const { rows } = await db.query("select before, after, key from audit where kind = 'stock' order by at desc limit 1")
    t.strictSame(rows, [{ before: { available: 3 }, after: { available: 12, why: 'A crate' }, key: MUG }])
    for (const path of ['/admin/stock/NO-SUCH', '/admin/stock/x%25', `/admin/stock/${'A'.repeat(200)}`]) t.equal((await boss.get(path)).statusCode, 404, path)
    const staff = await employ(shops, 'Sam Staff', 'staff')
    t.equal((await staff.visitor.get('/admin/stock')).statusCode, 404, 'the order desk does not see it')
    await db.query("update customer set staff_role = 'stockroom' where shopper_id = $1", [staff.shopperId])
    t.equal((await adjust(staff.visitor, '-1', 'A crack')).statusCode, 303)
  })

  t.test('who counted while something was sold is shown both numbers and asked again', async t => {
    const { db, boss: { visitor: boss } } = shops
    await setStock(shops, MUG, 15)
    const seen = valueIn(await boss.get(PAGE), 'seen')
    await placeOrder(shops.visitor(), { [MUG]: 2 })
    const key = randomUUID()
    const asked = await boss.post(`${PAGE}/count`, { counted: '12', seen, key })
    t.equal(asked.statusCode, 422)
    t.match(asked.body, /When you opened the page there were 15, and now there are 13/)
    t.equal(await availableOf(db, MUG), 13)
    t.equal((await boss.post(`${PAGE}/count`, { counted: '12', seen: valueIn(asked, 'seen'), key })).statusCode, 303)
    t.equal(await availableOf(db, MUG), 12)
    t.match(flashIn(await boss.get(PAGE))[0]?.text, /1 fewer than the ledger said. 12 in stock now/)
    t.equal((await boss.post(`${PAGE}/count`, { counted: '12', seen: '99999', key: randomUUID() })).statusCode, 422, 'an entry that there is not yet')
    t.strictSame(await listUnbalanced(db, 1), [])
  })

  t.test('a form that was refused does not answer for another one, nor for other numbers', async t => {
    const { db, boss: { visitor: boss } } = shops
    await setStock(shops, MUG, 15)
    const refused = await adjust(boss, '-99', 'Broken')
    const keysOf = ({ body }: Answer): string[] => [...body.matchAll(/name="key" value="([^"]*)"/g)].map(([, key]) => String(key))
    const [key = '', ...others] = keysOf(refused)
    t.notOk(others.includes(key), 'each form has a key of its own')
    t.equal((await adjust(boss, '-9', 'Broken', key)).statusCode, 303)
    for (const [delta, reason] of [['-2', 'Broken'], ['-9', 'Stolen']] as const) {
      const again = await adjust(boss, delta, reason, key)
      t.equal(again.statusCode, 422)
      t.match(again.body, /sent before: −9/)
      t.notOk(keysOf(again).includes(key), 'it can be sent as another one')
    }
    const seen = valueIn(await boss.get(PAGE), 'seen')
    t.equal((await boss.post(`${PAGE}/count`, { counted: '8', seen, key })).statusCode, 422)
    t.equal(await availableOf(db, MUG), 6, 'once, and nothing else')
    const counted = randomUUID()
    for (const [count, status] of [['5', 303], ['5', 303], ['4', 422]] as const) t.equal((await boss.post(`${PAGE}/count`, { counted: count, seen, key: counted })).statusCode, status)
    t.equal(await availableOf(db, MUG), 5)
  })

  t.test('a page of the list is counted at once: shown first, saved together, and what was sold meanwhile comes back alone', async t => {
    const { db, boss: { visitor: boss } } = shops
    const [kettle, pan] = skusInStock(app, 3).filter(sku => sku !== MUG) as [string, string]
    for (const sku of [MUG, kettle, pan]) await setStock(shops, sku, 15)
    const [list, url] = ['/admin/stock?sort=name-asc', '/admin/stock/count?sort=name-asc']
    t.match((await boss.get(list)).body, `href="${url}"`)
    const empty = formIn(await boss.get(url), url)
    t.match((await boss.post(url, empty)).body, 'Say of one item at least')
    const fields = { ...empty, [`counted-${MUG}`]: '12', [`counted-${kettle}`]: '0', reason: 'The count of the year' }
    const wrong = await boss.post(url, { ...fields, [`counted-${pan}`]: 'many' })
    t.equal(wrong.statusCode, 422)
    t.match(wrong.body, new RegExp(`id="counted-${pan}-error"[\\s\\S]*value="many"`))

    const asked = await boss.post(url, fields)
    t.equal(asked.statusCode, 200)
    t.match(asked.body.replace(/\s+/g, ' '), new RegExp(`data-counted="${MUG}".*?>15<.*?>12<.*?>−3<`))
    t.equal(await availableOf(db, MUG), 15, 'nothing is changed yet')
    const sure = formIn(asked, url)
    t.match((await boss.post(url, { ...sure, step: 'change' })).body, new RegExp(`name="counted-${MUG}" value="12"`))
    const twice = await Promise.all([boss.clone().post(url, { ...sure, step: 'save' }), boss.clone().at(other).post(url, { ...sure, step: 'save' })])
    t.strictSame(twice.map(({ statusCode, headers: { location } }) => [statusCode, location]), [[303, list], [303, list]])
    t.strictSame([await availableOf(db, MUG), await availableOf(db, kettle), await availableOf(db, pan)], [12, 0, 15])
    t.strictSame((await db.query("select sku, delta from stock_entry where reason = 'The count of the year' order by delta")).rows, [{ sku: kettle, delta: -15 }, { sku: MUG, delta: -3 }], 'once each')
    t.equal((await db.query("select from audit where kind = 'stock' and after ->> 'why' = 'The count of the year'")).rowCount, 2)

    const next = { ...formIn(await boss.get(url), url), [`counted-${MUG}`]: '20', [`counted-${pan}`]: '9' }
    const ready = formIn(await boss.post(url, next), url)
    await placeOrder(shops.visitor(), { [MUG]: 2 })
    const again = await boss.post(url, { ...ready, step: 'save' })
    t.equal(again.statusCode, 422)
    t.match(again.body, /1 item is saved[\s\S]*there were 12, and now there are 10/)
    t.strictSame([await availableOf(db, MUG), await availableOf(db, pan)], [10, 9])
    const left = formIn(again, url)
    t.strictSame(Object.keys(left).filter(name => name.startsWith('counted-')), [`counted-${MUG}`])
    await adjust(boss, '+1')
    t.match((await boss.post(url, left)).body, 'there were 10, and now there are 11')
    for (const bad of [{ [`seen-${MUG}`]: '99999', [`counted-${MUG}`]: '1', step: 'save' }, { 'seen-NO-SUCH': '1' }, { [`counted-${MUG}`]: '1' }]) {
      t.equal((await boss.post(url, { key: randomUUID(), reason: '', ...bad })).statusCode, 422)
    }
    t.strictSame(await listUnbalanced(db, 1), [])
  })

  t.test('the list: what runs out first comes first; its parts, searches and pages; limits are changed in it', async t => {
    const { db, boss: { visitor: boss } } = shops
    await db.query('delete from stock_day')
    const rowsOf = ({ body }: Answer): string[] => [...body.matchAll(/data-stock="([^"]+)"/g)].map(([, sku]) => String(sku))
    const [slow, none] = skusInStock(app, 3).filter(sku => sku !== MUG) as [string, string]
    for (const [sku, available] of [[MUG, 20], [slow, 20], [none, 0]] as const) await setStock(shops, sku, available)
    await db.query(`
      insert into stock_day (sku, day, sold) select $1, (now() at time zone 'UTC')::date - n, 4 from generate_series(0, 40) as n
      union all select $2, (now() at time zone 'UTC')::date, 1`, [MUG, slow])
    await recountSold(db, 1000)
    const list = await boss.get('/admin/stock')
    t.strictSame(rowsOf(list).slice(0, 2), [MUG, slow])
    t.match(list.body.replace(/\s+/g, ' '), new RegExp(`data-stock="${MUG}".*?>20<.*?>112<.*?>5<`), '28 days of 4: 5 days left')
    t.match(list.body, /The ledger agrees/)
    t.strictSame(rowsOf(await boss.get('/admin/stock?show=out')).includes(none), true)
    const unsold = rowsOf(await boss.get('/admin/stock?show=unsold'))
    t.ok(unsold.length > 10 && !unsold.includes(MUG), 'an order has taken the mug')
    t.strictSame(rowsOf(await boss.get(`/admin/stock?q=${MUG.toLowerCase()}`)), [MUG])
    t.strictSame(rowsOf(await boss.get('/admin/stock?q=%25')), [], 'a percent sign is one')
    t.match((await boss.get('/admin/stock?q=dipped+mug&sort=name-asc')).body, 'data-stock="MUG-SLATE"')
    const first = rowsOf(list)
    const second = rowsOf(await boss.get('/admin/stock?page=2'))
    const { rows: [count] } = await db.query('select count(*)::integer from stock')
    t.equal(new Set([...first, ...second]).size, Math.min(100, count.count))
    t.match(list.body, `1–50 of ${count.count}</p>`)
    for (const bad of ['?sort=x', '?show=x', '?page=-1', '?q=%00', '?nonsense=1']) t.ok([200, 422].includes((await boss.get(`/admin/stock${bad}`)).statusCode), bad)

    t.notMatch(rowsOf(await boss.get('/admin/stock?show=low')), [MUG])
    const saved = await boss.post(`${PAGE}/limit`, { low_at: '20', previous: '5', return_to: '/admin/stock?show=low' })
    t.equal(saved.headers.location, '/admin/stock?show=low')
    t.ok(rowsOf(await boss.get('/admin/stock?show=low')).includes(MUG))
    const overtaken = await boss.post(`${PAGE}/limit`, { low_at: '7', previous: '5' })
    t.equal(overtaken.statusCode, 422)
    t.match(overtaken.body, /You wanted 7\. A colleague was quicker: it is 20/)
    t.equal((await boss.post(`${PAGE}/limit`, { low_at: 'x', previous: '20' })).statusCode, 422)
    await app.catalog.refresh()
    const low = [...app.catalog.current().bySku.values()].filter(({ variant }) => variant.available <= variant.lowAt).length
    t.match((await boss.get('/admin')).body, new RegExp(`title="items low">${low}<`))
  })

  t.test('who waits for something is told when somebody puts it back', async t => {
    const { db, boss: { visitor: boss } } = shops
    await setStock(shops, MUG, 0)
    await saveAlert(db, { sku: MUG, email: 'zoe@example.com', token: 'z'.repeat(32), language: 'en' }, true)
    t.match((await boss.get(PAGE)).body.replace(/\s+/g, ' '), /Waiting for a back-in-stock e-mail<\/dt><dd>1</)
    t.match((await boss.get(`/admin/stock?q=${MUG}`)).body, /1 waits for it/)
    await adjust(boss, '+2')
    await app.alerts.send()
    t.equal((await lettersTo(db, 'zoe@example.com')).length, 1)
    t.match((await boss.get(PAGE)).body.replace(/\s+/g, ' '), /Waiting for a back-in-stock e-mail<\/dt><dd>0</)
  })

  t.test('a ledger is paged through both ways without a gap', async t => {
    const { db, boss: { visitor: boss } } = shops
    const { rows: [before] } = await db.query('select entries from stock where sku = $1', [MUG])
    await db.query(`
      with more as (update stock set entries = entries + 120 where sku = $1 returning sku, entries, available)
      insert into stock_entry (sku, position, at, delta, balance, kind) select sku, entries - n, now(), 0, available, 'counted' from more, generate_series(0, 119) as n`, [MUG])
    const positions = ({ body }: Answer): number[] => [...body.matchAll(/data-entry="(\d+)"/g)].map(([, n]) => Number(n))
    const seen: number[] = []
    let last = ''
    for (let url: string | undefined = PAGE; url;) {
      const page = await boss.get(url)
      seen.push(...positions(page))
      last = url
      url = /href="([^"]+)" rel="next"/.exec(page.body)?.[1]
    }
    t.strictSame(seen, Array.from({ length: 120 + before.entries }, (_, i) => 120 + before.entries - i))
    const back = /href="([^"]+)" rel="prev"/.exec((await boss.get(last)).body)?.[1] ?? ''
    t.strictSame(positions(await boss.get(back)), seen.slice(-((seen.length - 1) % 25 + 1) - 25).slice(0, 25))
  })
})
