import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { changePrice, parsePercent } from '../../src/admin/products/held/percent.ts'
import { formIn } from '../helpers/form.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { employ, openAdmin } from './shop-with-orders.ts'

const HEAD = '--xYz\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
const END = '\r\n--xYz--\r\n'

async function send (visitor: Visitor, csv: string | Buffer): Promise<Answer> {
  return sendPayload(visitor, Buffer.concat([Buffer.from(HEAD), Buffer.from(csv), Buffer.from(END)]))
}

async function sendPayload (visitor: Visitor, payload: Buffer | Readable): Promise<Answer> {
  return visitor.send({ method: 'POST', url: '/admin/products/import', payload, headers: { 'content-type': 'multipart/form-data; boundary=xYz' } })
}

const planOf = ({ headers, body, statusCode }: Answer): string => {
  const url = String(headers.location)
  if (!url.startsWith('/admin/products/changes/')) throw new Error(`no change is held: ${statusCode} ${/error">.*/.exec(body)?.[0]}`)
  return url
}
const confirm = (visitor: Visitor, plan: string): Promise<Answer> => visitor.post(plan, { kind: 'import' })

t.test('percent, exactly, in multiples of a step', async t => {
  t.strictSame(['10', '+10', '-7.5', '−7,25 %', '0', '-100', '', '1e3', '1.234', 'x'].map(parsePercent), [1000, 1000, -750, -725, undefined, undefined, undefined, undefined, undefined, undefined])
  t.equal(changePrice(1999, { bps: -750, stepCents: 1 }), 1849)
  t.equal(changePrice(1999, { bps: 1000, stepCents: 50 }), 2200)
  t.equal(changePrice(10, { bps: -9000, stepCents: 50 }), 50, 'never nothing')
})

t.test('what is exported can be imported: nothing would change, and no cell is a formula', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  await db.query("update product set name = '=1+1', details = '-x', description = E'two\\nlines, \"so\"; said' where slug = 'moon-jar'")
  const csv = await visitor.get('/admin/products.csv')
  t.match(csv.headers['content-type'], 'text/csv')
  t.match(csv.body, ",'=1+1,'-x,")
  t.notMatch(csv.body, /(^|[,;\n])"?[=+@-]/m)
  t.equal(csv.body.trim().split('\r\n').length, 1 + (await db.query('select count(*)::int from variant')).rows[0].count)
  const same = await visitor.get(planOf(await send(visitor, csv.body)))
  t.match(same.body, 'there is nothing to change')
  const semicolons = 'sku;EUR\r\nMUG-SLATE;21,00\r\n'
  t.match((await visitor.get(planOf(await send(visitor, semicolons)))).body, /EUR<\/strong>: <s class="muted">18.00<\/s> → 21.00/)
})

t.test('a file is shown line by line, held for its admin alone, and done once as a whole', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, db, app, visitor: newVisitor } = shops
  const before = (await db.query('select revision from catalog_revision')).rows[0].revision
  const plan = planOf(await send(visitor, [
    'sku,product,name,EUR,GBP,USD,category,state,label,stock',
    'MUG-SLATE,dipped-mug,Mug of slate,21,16,20,table,published,Slate,999',
    'MUG-BONE,,Mug of slate,18,16,20,table,published,Bone,',
    'CUP-1,cup,A cup,12.50,11,13,table,published,One,5',
    'CUP-2,cup,A cup,13.50,12,14,table,published,Two,5'
  ].join('\n')))
  const shown = await visitor.get(plan)
  t.match(shown.body, /MUG-SLATE[\s\S]*name<\/strong>: <s class="muted">Dipped mug<\/s> → Mug of slate<br><strong>Price, EUR<\/strong>: <s class="muted">18.00<\/s> → 21.00/)
  t.match((await visitor.get(`${plan}?show=add`)).body, /CUP-1[\s\S]*CUP-2/)
  t.equal((await db.query('select revision from catalog_revision')).rows[0].revision, before, 'nothing is changed yet')
  const other = await employ(shops, 'Rita Rival', 'admin')
  t.equal((await other.visitor.get(plan)).statusCode, 404, 'to others it is not there')
  t.equal((await confirm(other.visitor, plan)).statusCode, 404)

  const answers = await Promise.all([confirm(visitor.clone(), plan), confirm(visitor.clone(), plan)])
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, 404], 'once')
  const { bySku } = app.catalog.current()
  t.strictSame([bySku.get('MUG-SLATE')?.product.name, bySku.get('MUG-SLATE')?.variant.prices.EUR.priceCents, bySku.get('CUP-2')?.variant.prices.EUR.priceCents], ['Mug of slate', 2100, 1350])
  t.equal((await db.query("select available from stock where sku = 'CUP-1'")).rows[0].available, 0, 'stock is not taken from a file')
  t.equal((await newVisitor().get('/products/cup')).statusCode, 200)
  const { rows } = await db.query("select kind, key, before, after from audit where outcome = 'changed' order by kind, key")
  t.match(rows, [
    { kind: 'product', key: 'cup', before: null }, { kind: 'product', key: 'dipped-mug', before: { name: 'Dipped mug' }, after: { name: 'Mug of slate' } },
    { kind: 'variant', key: 'CUP-1', before: null }, { kind: 'variant', key: 'CUP-2' }, { kind: 'variant', key: 'MUG-SLATE', before: { EUR: '18.00' }, after: { EUR: '21.00' } }
  ])
})

t.test('wrong lines are told with their reason, and nothing of the file is done', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  const plan = planOf(await send(visitor, ['sku,product,EUR,state,grams', 'MUG-SLATE,dipped-mug,abc,published,300', 'MUG-BONE,moon-jar,18,published,300', 'mug moss,dipped-mug,18,published,300',
    'MUG-CLAY,dipped-mug,19,maybe,300', 'MUG-MOSS,dipped-mug,18,draft,300', 'MUG-MOSS,dipped-mug,18,draft,300', 'NEW-1,,12,draft,1', 'NEW-2,new-thing,12,draft,1'].join('\n')))
  const { body } = await visitor.get(plan)
  for (const [line, reason] of [[2, 'EUR: Enter the price'], [3, 'product: The SKU belongs to dipped-mug'], [4, 'sku: Use capital'], [5, 'state: Write published or draft'], [7, 'sku: It stands in a line before'], [8, 'product: Name the product'], [9, 'name: Enter a name']]) {
    t.match(body, new RegExp(`data-line-number="${line}"[\\s\\S]*?${reason}`), String(reason))
  }
  t.equal((await confirm(visitor, plan)).statusCode, 422)
  t.equal((await db.query("select count(*)::int from audit where outcome = 'changed'")).rows[0].count, 0)
  const files: Array<[string, string | Buffer]> = [['', ''], ['no sku', 'a,b\n1,2'], ['no column', 'sku\nX'], ['unknown', 'sku,evil\nX,1'], ['uneven', 'sku,EUR\nA,1,2'], ['quotes', 'sku,EUR\n"A,1'], ['latin', Buffer.from('sku,label\nMUG-SLATE,gr\xfcn', 'latin1')], ['no line', 'sku,EUR\n']]
  for (const [name, file] of files) {
    const answer = await send(visitor, file)
    t.equal(answer.statusCode, 422, name)
    t.match(answer.body, 'id="file-error"', name)
  }
  const nul = await send(visitor, 'sku,label\nMUG-SLATE,a\0b\nMUG\0X,b')
  t.equal((await visitor.get(planOf(nul))).statusCode, 200)
})

t.test('a file with a new variant of a product that got another address meanwhile is stopped, and the old address leads on', async t => {
  const { boss: { visitor }, db, app, visitor: newVisitor } = await openAdmin(t)
  const plan = planOf(await send(visitor, 'sku,product,EUR,GBP,USD,label\nMUG-NEW,dipped-mug,18,16,20,New'))
  const page = '/admin/products/dipped-mug'
  t.equal((await visitor.post(page, { ...formIn(await visitor.get(page), page), slug: 'dip-mug' })).statusCode, 303)
  const stopped = await confirm(visitor, plan)
  t.equal(stopped.statusCode, 422)
  t.match(stopped.body, 'Somebody has changed MUG-NEW')
  t.equal((await db.query("select from product where slug = 'dipped-mug'")).rowCount, 0, 'it is not made anew')
  t.equal((await newVisitor().get('/products/dipped-mug')).headers.location, '/products/dip-mug')

  const fresh = planOf(await send(visitor, ['sku,product,name,EUR,GBP,USD,category,state', ...Array.from({ length: 600 }, (_, at) => `CUP-WITH-A-SAUCER-${at},cup,A cup,12,11,13,table,published`)].join('\n')))
  t.equal((await confirm(visitor, fresh)).statusCode, 303, 'what comes in two portions is not overtaken by itself')
  t.equal(app.catalog.current().bySlug.get('cup')?.variants.length, 600)

  const grid = '/admin/products/prices?q=cup-'
  const fields = formIn(await visitor.get(grid), grid)
  t.ok(new URLSearchParams(fields).toString().length > 64 * 1024)
  const long = await visitor.post(grid, { ...fields, 'EUR-CUP-WITH-A-SAUCER-7': 'much' })
  t.equal(long.statusCode, 422, 'a long grid is read')
  t.match(long.body, 'value="much"', 'and what was typed comes back')
})

t.test('a file that another one of the same admin overtakes says so, and no text of a file breaks anything', async t => {
  const { boss: { visitor }, db } = await openAdmin(t)
  const lines = Array.from({ length: 300 }, (_, at) => `BULK-${at},bulk,Bulk,12.50,11,13,table,draft\n`)
  async function * slowly (): AsyncGenerator<string> {
    yield `${HEAD}sku,product,name,EUR,GBP,USD,category,state\n`
    while ((await db.query('select from held_change')).rowCount === 0) await wait(10)
    planOf(await send(visitor.clone(), 'sku,EUR\nMUG-SLATE,21'))
    yield lines.join('') + END
  }
  const first = await sendPayload(visitor.clone(), Readable.from(slowly()))
  t.equal(first.statusCode, 422)
  t.match(first.body, 'You have worked out something else')
  t.equal((await db.query('select from held_change')).rowCount, 1, 'that one waits')

  const cut = planOf(await send(visitor, `sku,product,EUR\n${'A'.repeat(59)}😀,dipped-mug,18\nMUG-X,${'a'.repeat(99)}😀,18`))
  t.match((await visitor.get(cut)).body, /sku: Use capital[\s\S]*product: Use lower-case/)
})

t.test('prices by percent and by grid are shown first; what somebody else changed meanwhile stops all of it', async t => {
  const { boss: { visitor }, db, app } = await openAdmin(t)
  const total = (await db.query("select count(*)::int from variant join product on slug = product where category = 'table'")).rows[0].count
  t.equal((await visitor.post('/admin/products/prices/percent?category=table', { percent: '0', step: '1', currency: '' })).statusCode, 422)
  const plan = planOf(await visitor.post('/admin/products/prices/percent?category=table', { percent: '-10', step: '50', currency: 'EUR', sale: '1' }))
  const preview = await visitor.get(plan)
  t.match(preview.body, /<h1>[^\d]*<span class="num">10%<\/span> off<\/h1>/)
  t.match(preview.body, `Change ${total} variants`)
  t.match(preview.body, /data-label="Product">Dipped mug<[\s\S]*<strong>Price before, EUR<\/strong>: <span class="muted">\(empty\)<\/span> → 18\.00/)
  t.notMatch(preview.body, '<s class="muted">(empty)')
  t.equal((await confirm(visitor, plan)).statusCode, 303)
  t.strictSame(app.catalog.current().bySku.get('MUG-SLATE')?.variant.prices, { EUR: { priceCents: 1600, compareAtCents: 1800 }, GBP: { priceCents: 1600, compareAtCents: null }, USD: { priceCents: 2000, compareAtCents: null } })

  const grid = '/admin/products/prices?q=dipped'
  const fields = formIn(await visitor.get(grid), grid)
  const wrong = await visitor.post(grid, { ...fields, 'EUR-MUG-SLATE': 'much', 'GBP_was-MUG-BONE': '1' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /<a href="#EUR-MUG-SLATE">MUG-SLATE: enter the price in EUR/)
  t.match(wrong.body, 'value="much"')
  t.match(wrong.body, 'id="GBP_was-MUG-BONE-error"')
  const typed = planOf(await visitor.post(grid, { ...fields, 'EUR-MUG-SLATE': '17', 'EUR-MUG-BONE': '17' }))
  await db.query("update price set price_cents = 1234 where sku = 'MUG-SLATE' and currency = 'EUR'")
  const stopped = await confirm(visitor, typed)
  t.equal(stopped.statusCode, 422)
  t.match(stopped.body, 'Somebody has changed MUG-SLATE')
  t.equal((await db.query("select price_cents from price where sku = 'MUG-BONE' and currency = 'EUR'")).rows[0].price_cents, 1600, 'none of it')
  t.equal((await visitor.post(`${typed}/discard`, { kind: 'prices' })).statusCode, 303)
  t.equal((await visitor.get(typed)).statusCode, 404)
})

t.test('thousands of lines are worked out and done, while others are answered', async t => {
  const { boss: { visitor }, db, app } = await openAdmin(t)
  const lines = Array.from({ length: 4000 }, (_, at) => `BULK-${at},bulk-${Math.floor(at / 4)},Bulk ${Math.floor(at / 4)},12.50,11,13,table,draft`)
  let slowest = 0
  let last = performance.now()
  const watch = setInterval(() => { slowest = Math.max(slowest, performance.now() - last); last = performance.now() }, 5)
  const plan = planOf(await send(visitor, ['sku,product,name,EUR,GBP,USD,category,state', ...lines].join('\n')))
  const done = await confirm(visitor, plan)
  clearInterval(watch)
  t.equal(done.statusCode, 303)
  t.equal((await db.query("select count(*)::int from price where sku like 'BULK-%'")).rows[0].count, 12_000)
  t.comment(`the loop stood still for ${Math.round(slowest)} ms at most`)
  t.ok(slowest < 1000)
  t.equal((await visitor.get('/admin/products?q=bulk&state=draft')).statusCode, 200)
  t.equal((await app.inject('/products')).statusCode, 200)
})
