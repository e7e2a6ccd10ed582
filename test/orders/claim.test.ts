import t from 'tap'
import { ADDRESS, numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { linkTo, tokenTo } from '../helpers/mail.ts'
import { MUG, openShop, openShops, PASSWORD, signIn, type Shops } from '../helpers/shop.ts'
import { flashIn, type Visitor } from '../helpers/visitor.ts'

const { email } = ADDRESS
const account = { email, password: PASSWORD }

async function placeAsGuest (shops: Shops, address: Partial<typeof ADDRESS> = {}): Promise<{ number: string, link: string }> {
  const guest = shops.visitor()
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }, address))
  return { number: numberIn(answer), link: String(answer.headers.location) }
}

async function register (shops: Shops): Promise<Visitor> {
  const visitor = shops.visitor()
  await visitor.post('/register', { name: 'Gwen Guest', ...account })
  await visitor.get('/')
  return visitor
}

async function confirm ({ db }: Shops, visitor: Visitor, address = email): Promise<Visitor> {
  const { statusCode } = await visitor.post('/confirm-email', { token: await tokenTo(db, address, /Confirm/) })
  if (statusCode !== 303) throw new Error(`not confirmed: ${statusCode}`)
  return visitor
}

async function numbersOf (visitor: Visitor): Promise<string[]> {
  const { body } = await visitor.get('/account/orders')
  return [...body.matchAll(/href="\/account\/orders\/(P-\w+)"/g)].map(([, number]) => String(number))
}

t.test('what was ordered as a guest is in the account once mail to its address has arrived, and not a moment before', async t => {
  const shops = await openShop(t)
  const first = await placeAsGuest(shops)
  const second = await placeAsGuest(shops, { email: ` ${email.toUpperCase()}` })
  const other = await placeAsGuest(shops, { email: 'gwen@example.org' })
  const gwen = await register(shops)
  const own = await placeOrder(gwen, { [MUG]: 1 }, { email: 'else@example.com' })
  t.strictSame(await numbersOf(gwen), [own], 'whoever types an address has no orders for that')
  t.equal((await gwen.get(`/account/orders/${first.number}`)).statusCode, 404)

  await confirm(shops, gwen)
  const page = await gwen.get('/account')
  t.match(flashIn(page), [{ text: 'Thank you. Your e-mail address is confirmed. The 2 orders that you placed with it before are in your order history.' }])
  t.strictSame(await numbersOf(gwen), [own, second.number, first.number])
  t.match((await gwen.get(`/account/orders/${first.number}`)).body, 'Your account</a>')
  const older = (await gwen.get(`/account/orders?after=${second.number}`)).body
  t.ok(older.includes(first.number) && !older.includes(own), 'one can page over both kinds')
  t.equal((await gwen.get(`/account/orders/${other.number}`)).statusCode, 404)
  t.equal((await shops.visitor().get(first.link)).statusCode, 200, 'the link that was sent still opens it')

  const cancelled = await gwen.post(`/account/orders/${second.number}/cancel`, { version: '1' })
  t.match([cancelled.statusCode, cancelled.headers.location], [303, `/account/orders/${second.number}`])
})

t.test('a link for a new password shows the same, and so does a new address', async t => {
  const shops = await openShop(t)
  const { number } = await placeAsGuest(shops)
  const later = await placeAsGuest(shops, { email: 'gwen@example.org' })
  await register(shops)
  await shops.visitor().post('/forgot-password', { email })
  const link = await linkTo(shops.db, email, /new password/)
  await shops.visitor().post('/reset-password', { token: new URL(link, 'http://shop').searchParams.get('token') ?? '', password: PASSWORD })
  const gwen = shops.visitor()
  await signIn(gwen, account)
  t.strictSame(await numbersOf(gwen), [number])
  await gwen.post('/account/email', { email: 'gwen@example.org' })
  await confirm(shops, gwen, 'gwen@example.org')
  t.strictSame(await numbersOf(gwen), [later.number, number])
})

t.test('an order is claimed once, over two processes, and by nobody who comes after', async t => {
  const shops = await openShops(t, 2)
  const { number } = await placeAsGuest(shops)
  const gwen = await register(shops)
  const token = await tokenTo(shops.db, email, /Confirm/)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => gwen.clone().at(shops.apps[at % 2] ?? shops.app).post('/confirm-email', { token })))
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
  t.strictSame(await numbersOf(gwen), [number])
  await gwen.post('/account/email', { email: 'new@example.com' })
  await confirm(shops, gwen, 'new@example.com')
  const heir = await confirm(shops, await register(shops))
  t.strictSame([await numbersOf(gwen), await numbersOf(heir)], [[number], []])
})

t.test('the file of a customer’s data has them, and a deleted account leaves nobody’s name on them', async t => {
  const shops = await openShop(t)
  const { number } = await placeAsGuest(shops)
  const bystander = await placeAsGuest(shops, { email: 'other@example.com', name: 'Olga Other' })
  const gwen = await confirm(shops, await register(shops))
  const data = JSON.parse((await gwen.get('/account/data')).body) as { orders: Array<{ number: string, lines: unknown[] }> }
  t.match(data.orders, [{ number, lines: [{}] }])
  t.match((await gwen.post('/account/delete', { email })).body, 'not sent yet', 'one that is on its way is waited for')
  await shops.db.query("update orders set status = 'delivered'")
  t.equal((await gwen.post('/account/delete', { email })).statusCode, 303)
  const { rows } = await shops.db.query<{ text: string }>(`
    select orders::text || (select string_agg(order_event::text, '') from order_event where order_event.order_id = orders.order_id) as text from orders where number = $1`, [number])
  for (const personal of [email, 'Gwen', 'Kiln Lane']) t.notMatch(rows[0]?.text, personal)
  t.match(rows[0]?.text, 'Deleted customer')
  const { rows: [kept] } = await shops.db.query('select email, name from orders where number = $1', [bystander.number])
  t.strictSame(kept, { email: 'other@example.com', name: 'Olga Other' })
})

t.test('what is ordered with an address that its owner has confirmed already is theirs at once, and can be reviewed by them', async t => {
  const shops = await openShops(t, 2)
  const gwen = await register(shops)
  const before = await placeAsGuest(shops)
  t.strictSame(await numbersOf(gwen), [], 'not before it is confirmed')
  await confirm(shops, gwen)
  const after = await placeAsGuest(shops, { email: ` ${email.toUpperCase()}` })
  t.strictSame(await numbersOf(gwen), [after.number, before.number])
  t.equal((await shops.visitor().get(after.link)).statusCode, 200, 'whoever placed it has the key')
  const stranger = await shops.customer()
  await placeAsGuest(shops, { email: stranger.email })
  t.strictSame(await numbersOf(stranger.visitor), [], 'an address that nobody has confirmed is nobody’s')

  const review = { stars: '5', title: '', body: 'It holds what it should.', name: 'Gwen G.', version: '0' }
  t.equal((await gwen.post('/products/dipped-mug/review', review)).statusCode, 403, 'nothing has been sent')
  await shops.db.query("update orders set status = 'sent' where number = $1", [after.number])
  t.match((await gwen.get(`/account/orders/${after.number}`)).body, '/products/dipped-mug/review')
  t.equal((await stranger.visitor.post('/products/dipped-mug/review', review)).statusCode, 403)
  t.equal((await gwen.post('/products/dipped-mug/review', review)).statusCode, 303)
})

t.test('confirmed and ordered at the same moment in two processes, the order is theirs', async t => {
  const shops = await openShops(t, 2)
  const [one, other] = shops.apps
  for (let round = 0; round < 6; round += 1) {
    const address = `gwen${round}@example.org`
    const gwen = shops.visitor().at(one ?? shops.app)
    await gwen.post('/register', { name: 'Gwen Guest', email: address, password: PASSWORD })
    const guest = shops.visitor().at(other ?? shops.app)
    const fields = await prepareOrder(guest, { [MUG]: 1 }, { email: address })
    const token = await tokenTo(shops.db, address, /Confirm/)
    const [placed] = await Promise.all([guest.post('/orders', fields), gwen.post('/confirm-email', { token })])
    t.strictSame(await numbersOf(gwen), [numberIn(placed)], String(round))
  }
})
