import t from 'tap'
import { placeOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG, openShop, signIn } from '../helpers/shop.ts'

t.test('the data of a customer comes as a file', async t => {
  const { customer } = await openShop(t)
  const ann = await customer()
  await placeOrder(ann.visitor, { [MUG]: 1 })
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
  const { statusCode, headers, body } = await ann.visitor.get('/account/data')
  t.equal(statusCode, 200)
  t.match([headers['content-disposition'], headers['cache-control'], headers['content-type']], [/^attachment/, /no-store/, /^application\/json/])
  const data = JSON.parse(body)
  t.match(data, { customer: { name: ann.name, email: ann.email }, basket: { items: [{ sku: MUG, quantity: 2 }] }, orders: [{ lines: [{}] }] })
  t.equal(data.devices.length, 1)
  t.notMatch(body, /argon2|hash/)
})

t.test('a deleted account is gone everywhere, at once; its orders stay, without the person', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const number = await placeOrder(ann.visitor, { [MUG]: 1 })
  const phone = visitor()
  await signIn(phone, ann)

  const wrong = await ann.visitor.post('/account/delete', { email: 'other@example.com' })
  t.match([wrong.statusCode, wrong.body], [422, /on purpose/])
  const open = await ann.visitor.post('/account/delete', { email: ann.email })
  t.match([open.statusCode, open.body], [422, /not sent yet/])
  await db.query("update orders set status = 'delivered'")

  const done = await ann.visitor.post('/account/delete', { email: ann.email })
  t.equal(done.statusCode, 303)
  t.match(done.headers['clear-site-data'], '"cache"')
  t.equal((await phone.get('/account')).statusCode, 303)
  t.equal((await signIn(visitor(), ann)).statusCode, 422)
  for (const table of ['customer', 'customer_email', 'cart', 'account_token', 'second_factor', 'recovery_code']) t.equal((await db.query(`select from ${table}`)).rowCount, 0, table)
  const { rows } = await db.query('select orders::text || (select string_agg(order_event::text, $1) from order_event) as text, total_cents as total from orders', [''])
  t.equal(rows.length, 1)
  t.ok(rows[0].total > 0)
  for (const personal of [ann.email, ann.name, 'Kiln Lane 3']) t.notMatch(rows[0].text, personal)
  t.match(rows[0].text, number)
  t.equal((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your account is deleted')
})

t.test('staff do not delete themselves', async t => {
  const { customer, db } = await openShop(t)
  const ann = await customer()
  await db.query("update customer set role = 'admin'")
  t.equal((await ann.visitor.post('/account/delete', { email: ann.email })).statusCode, 422)
  t.equal((await db.query('select from customer')).rowCount, 1)
})
