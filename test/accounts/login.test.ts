import t from 'tap'
import { openShop, setStock, signIn, MUG } from '../helpers/shop.ts'
import { cartIn, countIn, flashIn } from '../helpers/visitor.ts'

const BONE = 'MUG-BONE'

t.test('a login gives a new id, ends the old session and brings the cart along, told in one message', async t => {
  const { db, visitor, customer } = await openShop(t)
  const ann = await customer()
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  await phone.post('/cart/items', { sku: BONE })
  await phone.get('/cart')
  const before = phone.clone()
  const answer = await signIn(phone, ann, { next: '/cart' })
  t.match([answer.statusCode, answer.headers.location], [303, '/cart'])
  t.not(phone.cookies.sid, before.cookies.sid)

  const page = await phone.get('/cart')
  t.strictSame(cartIn(page), { [MUG]: 3, [BONE]: 1 })
  t.equal(countIn(page), 4)
  const [message, ...others] = flashIn(page)
  t.match(message?.text, /^2 items from this visit are now in your basket\.$/)
  t.match(page.body, /Slate: now 3<[\s\S]*Bone</)
  t.strictSame(others, [])
  t.strictSame(await ann.visitor.cart(), { [MUG]: 3, [BONE]: 1 }, 'the other device shows the same')

  t.equal((await before.clone().get('/account')).statusCode, 303, 'the old cookie is nobody\'s')
  t.strictSame(await before.clone().cart(), {})
  t.equal((await db.query("select from session where ended_by = 'login' and sess = '{}'")).rowCount, 1, 'a tombstone is left')
})

t.test('undo of a merge gives the account its cart back and keeps the rest for later, until the cart changes', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
  const phone = visitor()
  await phone.post('/cart/items', { sku: BONE })
  await signIn(phone, ann)
  await phone.post('/cart/undo')
  const page = await phone.get('/cart')
  t.strictSame(cartIn(page), { [MUG]: 2 })
  t.match(page.body, /data-saved="MUG-BONE"/)
  await phone.post('/cart/saved/MUG-BONE/restore')
  await phone.post('/cart/undo')
  t.match(flashIn(await phone.get('/cart')).at(-1), { kind: 'warning', text: /nothing to undo/ })
  t.strictSame(await phone.cart(), { [MUG]: 2, [BONE]: 1 })
})

t.test('CART_MERGE picks the rule', async t => {
  for (const [cartMergeRule, expected] of [['sum', 5], ['max', 3], ['guest', 3], ['account', 2]] as const) {
    const { visitor, customer } = await openShop(t, { cartMergeRule })
    const ann = await customer()
    await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
    const phone = visitor()
    await phone.post('/cart/items', { sku: MUG, quantity: '3' })
    await signIn(phone, ann)
    t.strictSame(await phone.cart(), { [MUG]: expected }, cartMergeRule)
  }
})

t.test('a login on the way to pay orders what the visit chose and saves the rest of the account for later', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  await ann.visitor.post('/cart/items', { sku: BONE })
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  await signIn(phone, ann, { next: '/checkout' })
  const page = await phone.get('/cart')
  t.strictSame(cartIn(page), { [MUG]: 1 })
  t.match(page.body, /data-saved="MUG-BONE"/)
})

t.test('a login succeeds whatever the carts hold: sold out, gone, too many, re-priced, 100 lines', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const line = (sku: string, quantity: number, priceCents = 1800) => ({ sku, quantity, seen: { currency: 'EUR', priceCents } })
  await shops.db.query('update cart set cart = $1', [{ lines: [line(MUG, 99), ...Array.from({ length: 98 }, (_, i) => line(`OLD-${i}`, 9))], saved: [] }])
  await setStock(shops, BONE, 0)
  const phone = shops.visitor()
  await phone.post('/cart/items', { sku: 'MUG-CLAY' })
  const visit = { lines: [line(MUG, 99), line(BONE, 3), line('NO-SUCH-THING', 2), line('MUG-CLAY', 1, 1)], saved: [] }
  await shops.db.query("update session set sess = jsonb_set(sess, '{cart}', $1) where shopper_id is null", [visit])
  t.equal((await signIn(phone, ann)).statusCode, 303)
  const page = await phone.get('/cart')
  t.match(cartIn(page), { [MUG]: 46, [BONE]: 1, 'MUG-CLAY': 1 })
  for (const words of [/46 × Dipped mug, Slate: only 46 in stock/, /Bone: sold out at the moment/, /NO-SUCH-THING\): taken out/, /Clay: the price has changed/]) t.match(page.body, words)
})

t.test('a second login with the old cookie brings nothing along a second time', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  const old = phone.clone()
  await signIn(phone, ann)
  t.equal((await signIn(old, ann)).statusCode, 303)
  t.strictSame(await old.cart(), { [MUG]: 1 })
})

t.test("somebody else's cart is never taken over", async t => {
  const { visitor, customer } = await openShop(t)
  const [ann, ben] = [await customer('Ann'), await customer('Ben')]
  const shared = visitor()
  await signIn(shared, ann)
  await shared.post('/cart/items', { sku: MUG })
  await signIn(shared, ben)
  t.strictSame(await shared.cart(), {})
  t.strictSame(await ann.visitor.cart(), { [MUG]: 1 })
})

t.test('logout leaves the cart with the account and the browser empty', async t => {
  const { customer } = await openShop(t)
  const { visitor, ...ann } = await customer()
  await visitor.post('/cart/items', { sku: MUG })
  const answer = await visitor.post('/logout')
  t.match([answer.statusCode, answer.headers.location], [303, '/login?left=1'])
  t.notOk(visitor.cookies.sid)
  const login = await visitor.get('/login?left=1')
  t.match(flashIn(login), [{ kind: 'success', text: 'You are logged out. Your basket is kept with your account.' }])
  t.notOk(visitor.cookies.sid, 'which makes no session')
  t.strictSame(flashIn(await visitor.get('/login')), [])
  t.strictSame(await visitor.cart(), {})
  await signIn(visitor, ann)
  t.strictSame(await visitor.cart(), { [MUG]: 1 })
  t.notMatch((await visitor.get('/login?left=1')).body, 'You are logged out', 'nor is it said to who is logged in')
})
