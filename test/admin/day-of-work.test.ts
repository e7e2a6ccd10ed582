import t from 'tap'
import { listUnbalanced } from '../../src/stock/queries.ts'
import { availableOf, placeOrder } from '../helpers/checkout.ts'
import { formIn } from '../helpers/form.ts'
import { tokenTo } from '../helpers/mail.ts'
import { PASSWORD, setStock, signIn, MUG } from '../helpers/shop.ts'
import { photo, upload } from '../helpers/upload.ts'
import { flashIn, type Answer, type Form, type Visitor } from '../helpers/visitor.ts'
import { openAdmin, rowsIn, step } from './shop-with-orders.ts'

const BONE = 'MUG-BONE'
const PLATE = 'PLATE-SIDE'
const ORDERS = 40
const [PACKED, SENT] = ['It is packed now.', 'It is sent now.']

/** Fills in the form of a page that posts to `action`, as a browser would, and sends it. */
async function fillIn (visitor: Visitor, page: string, action: string, changes: Form): Promise<Answer> {
  return visitor.post(action, { ...formIn(await visitor.get(page), action), ...changes })
}

/** Ticks these orders, reads what is about to happen, and agrees. Returns what the page says of each. */
async function inBulk (visitor: Visitor, action: string, list: string, numbers: readonly string[]): Promise<string[]> {
  const asked = await visitor.post('/admin/orders/bulk', { action, list, number: numbers })
  const orders = [...asked.body.matchAll(/name="order" value="([^"]*)"/g)].map(([, order]) => String(order))
  const done = await visitor.post('/admin/orders/bulk', { action, list, order: orders })
  return [...done.body.matchAll(/data-label="Result">([^<]*)/g)].map(([, result]) => String(result))
}

t.test('a day of work, on two processes: at its end the ledger, the orders and the audit log tell the same story', async t => {
  const { boss, apps: [, other], db, visitor: newVisitor, ...shops } = await openAdmin(t, 2)
  if (!other) throw new Error('two shops are needed')
  const robin = boss.visitor
  for (const sku of [MUG, BONE, PLATE]) await setStock({ ...shops, apps: [shops.app, other], db, visitor: newVisitor }, sku, 200)

  // Forty orders come in, at both processes.
  const numbers: string[] = []
  for (let at = 0; at < ORDERS; at += 4) {
    numbers.push(...await Promise.all([0, 1, 2, 3].map(async more => {
      const shopper = newVisitor()
      if (more % 2 === 1) shopper.at(other)
      return placeOrder(shopper, { [MUG]: 1 + more, ...more === 3 && { [BONE]: 2 } }, { email: `shopper${at + more}@example.com`, country: more === 2 ? 'DE' : 'IE', postcode: more === 2 ? '10115' : 'D02 AF30' })
    })))
  }
  t.equal(new Set(numbers).size, ORDERS)
  t.match((await robin.get('/admin')).body, `/admin/orders/${numbers[0]}`, 'the overview leads to what has waited longest')

  // A colleague is invited for the order desk, and works at the other process.
  t.equal((await fillIn(robin, '/admin/staff', '/admin/staff/invitations', { email: 'sam@example.org', post: 'shopkeeper' })).statusCode, 303)
  const sam = newVisitor().at(other)
  const token = await tokenTo(db, 'sam@example.org', /invitation/)
  t.equal((await sam.post('/join', { token, name: 'Sam Keeper', password: PASSWORD })).statusCode, 303)
  t.equal((await signIn(sam, { email: 'sam@example.org', password: PASSWORD })).statusCode, 303)

  // Both filter, and pack at once what the filter shows: no order is packed twice.
  const list = 'status=placed&country=DE'
  const german = rowsIn(await sam.get(`/admin/orders?${list}`))
  t.equal(german.length, ORDERS / 4)
  const [mine, theirs] = await Promise.all([inBulk(robin, 'pack', list, german), inBulk(sam, 'pack', list, german)])
  t.equal([...mine, ...theirs].filter(result => result === PACKED).length, german.length, [...mine, ...theirs].join(', '))
  t.strictSame(rowsIn(await robin.get('/admin/orders?status=packed')).sort(), [...german].sort())
  t.ok((await inBulk(sam, 'send', 'status=packed', german)).every(result => result === SENT))

  // One of the others is paid, sent, and refunded in part: one mug broke, and none comes back.
  const [, , , broken = '', changed = '', cancelled = ''] = numbers
  for (const to of ['paid', 'packed', 'sent']) t.equal((await step(robin, broken, to)).statusCode, 303)
  const refunds = `/admin/orders/${broken}/refunds`
  const asked = await fillIn(robin, `/admin/orders/${broken}`, refunds, { [`quantity-${MUG}`]: '1', [`quantity-${BONE}`]: '0', reason: 'One broke on the way', work_out: '1' })
  t.equal((await robin.post(refunds, { ...formIn(asked, refunds), work_out: undefined })).statusCode, 303)

  // One is changed before it is packed, and one cancelled.
  const edit = `/admin/orders/${changed}/edit`
  const preview = await fillIn(sam, edit, edit, { [`quantity-${MUG}`]: '2', add_sku: PLATE, add_quantity: '3' })
  t.match(preview.body, /3 added/)
  t.equal((await sam.post(edit, formIn(preview, edit))).statusCode, 303)
  t.equal((await step(robin, cancelled, 'cancelled')).statusCode, 303)

  // A delivery comes, and two pieces fell off the shelf.
  for (const [delta, reason] of [['+24', 'A delivery'], ['-2', 'Fell off the shelf']] as const) {
    t.equal((await fillIn(sam, `/admin/stock/${MUG}`, `/admin/stock/${MUG}/adjust`, { delta, reason })).statusCode, 303)
  }

  // A product is added, with two pictures, and is for sale; so is a coupon for it.
  const product = '/admin/products/rain-gauge'
  t.equal((await fillIn(robin, '/admin/products/new', '/admin/products/new', { name: 'Rain gauge', description: 'It tells how much it rained.', category: 'garden', published: '1' })).headers.location, product)
  t.equal((await fillIn(robin, product, `${product}/variants/new`, { sku: 'GAUGE', EUR: '12.50', GBP: '11', USD: '13.50' })).statusCode, 303)
  for (const width of [800, 900]) t.equal((await upload(robin, `${product}/pictures`, await photo(width, 600))).statusCode, 303)
  t.equal((await fillIn(sam, '/admin/stock/GAUGE', '/admin/stock/GAUGE/adjust', { delta: '6', reason: 'A delivery' })).statusCode, 303)
  t.equal((await robin.post('/admin/coupons', { name: 'Rain', code: 'rain-10', kind: 'percent', percent: '10' })).statusCode, 303)
  await Promise.all([shops.app, other].map(app => app.catalog.refresh()))
  const late = newVisitor().at(other)
  await late.post('/cart/items', { sku: 'GAUGE', quantity: '2' })
  t.equal((await late.post('/cart/coupon', { code: 'rain-10' })).statusCode, 303)
  const last = await placeOrder(late, {}, { email: 'late@example.com' })
  t.match((await robin.get(`/admin/orders/${last}`)).body, /Rain gauge[\s\S]*RAIN-10/)

  // What is left is packed and sent.
  const rest = rowsIn(await robin.get('/admin/orders?status=placed&sort=date-asc'))
  t.equal(rest.length, ORDERS + 1 - german.length - 2, 'all but the German ones, the one that was sent, and the one that was cancelled')
  t.ok((await inBulk(robin, 'pack', 'status=placed', rest)).every(result => result === PACKED))
  t.ok((await inBulk(sam, 'send', 'status=packed', rest)).every(result => result === SENT))
  for (const status of ['placed', 'paid', 'packed']) t.strictSame(rowsIn(await robin.get(`/admin/orders?status=${status}`)), [], `nothing waits that is ${status}`)
  t.match(flashIn(await robin.get('/admin')), [])

  // The ledger adds up, and to what the orders took.
  t.strictSame(await listUnbalanced(db, 10), [])
  const { rows: sold } = await db.query<{ sku: string, ordered: number, ledger: number }>(`
    select sku, (select sum(line.quantity)::int from order_line as line join orders using (shopper_id, order_id) where line.sku = entry.sku and status <> 'cancelled') as ordered,
           -sum(delta) filter (where kind in ('sold', 'cancelled'))::int as ledger
      from stock_entry as entry where sku = any($1) group by sku order by sku
  `, [[MUG, BONE, PLATE, 'GAUGE']])
  t.strictSame(sold.map(({ sku, ordered, ledger }) => [sku, ledger - ordered]), [['GAUGE', 0], [BONE, 0], [MUG, 0], [PLATE, 0]])
  const mugs = ORDERS / 4 * (1 + 2 + 3 + 4) - 1 /* changed from 1 to 2 makes one more */ + 2 - 2 /* cancelled */
  t.equal(await availableOf(db, MUG), 200 + 24 - 2 - mugs)
  t.equal(await availableOf(db, 'GAUGE'), 4)

  // The audit log knows each step of each order once, by whom, and nothing that did not happen.
  const { rows: steps } = await db.query(`
    select number, to_status as to, actor_name as who from order_event join orders using (shopper_id, order_id) where from_status is not null order by number, order_event.version
  `)
  const { rows: logged } = await db.query(`
    select key as number, after ->> 'status' as to, actor_name as who from audit where kind = 'order' and after ? 'status' order by key, at
  `)
  t.strictSame(logged, steps)
  const { rows: others } = await db.query("select kind, count(*)::int as count from audit where outcome = 'changed' and kind <> 'order' group by kind order by kind")
  t.strictSame(others, [
    { kind: 'picture', count: 2 }, { kind: 'product', count: 3 }, { kind: 'promotion', count: 1 }, { kind: 'staff', count: 2 }, { kind: 'stock', count: 3 }, { kind: 'variant', count: 1 }
  ])
  for (const page of ['/admin', '/admin/orders', '/admin/stock', `/admin/stock/${MUG}`, '/admin/audit', '/admin/audit?kind=order', '/admin/staff']) t.equal((await robin.get(page)).statusCode, 200, page)
})
