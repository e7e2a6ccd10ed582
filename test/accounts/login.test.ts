import t from 'tap'
import { openBehindProxy, openShop, openShops, PASSWORD, setStock, signIn, MUG, type Shops } from '../helpers/shop.ts'
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
  t.match(message?.text, /2 items of this visit.*Slate: now 3.*Bone: 1/)
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
  const text = flashIn(page).map(({ text }) => text).join(' ')
  for (const sentence of [/Slate is limited to 46/, /Bone is sold out/, /took out an item.*NO-SUCH-THING/, /price of Dipped mug, Clay has changed/]) t.match(text, sentence)
})

t.test('two logins at once with one anonymous cookie: both succeed, the cart is merged once, 20 rounds', async t => {
  const shops = await openShops(t, 2)
  for (let round = 0; round < 20; round += 1) {
    const { visitor: home, ...ann } = await shops.customer()
    const phone = shops.visitor()
    await phone.post('/cart/items', { sku: MUG, quantity: '2' })
    const answers = await Promise.all(shops.apps.map(app => signIn(phone.clone().at(app), ann)))
    t.strictSame(answers.map(({ statusCode }) => statusCode), [303, 303])
    t.strictSame(await home.cart(), { [MUG]: 2 }, `round ${round}`)
  }
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
  t.match([answer.statusCode, answer.headers.location], [303, '/'])
  t.notOk(visitor.cookies.sid)
  t.strictSame(await visitor.cart(), {})
  await signIn(visitor, ann)
  t.strictSame(await visitor.cart(), { [MUG]: 1 })
})

t.test('a late add with the old id is sent again by the browser, once; the old id gets nothing', async t => {
  const { visitor, customer } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await phone.post('/cart/items', { sku: MUG })
  const old = phone.clone()
  await signIn(phone, ann)

  const late = await old.post('/cart/items', { sku: BONE, quantity: '2' })
  t.equal(late.statusCode, 307)
  t.equal(new URL(String(late.headers.location), 'http://x').pathname, '/cart/items')
  t.strictSame(late.cookies, [], 'and sets no cookie')
  t.equal((await phone.post(String(late.headers.location), { sku: BONE, quantity: '2' })).statusCode, 303)
  t.strictSame(await phone.cart(), { [MUG]: 1, [BONE]: 2 })

  const again = await old.post(String(late.headers.location), { sku: BONE, quantity: '2', return_to: '/"><b>' })
  t.equal(again.statusCode, 409, 'not round and round')
  t.match(again.body, /name="sku" value="MUG-BONE"/, 'but a form to send it with')
  t.notMatch(again.body, '"><b>')
  t.strictSame(again.cookies, [])
  t.strictSame(await phone.cart(), { [MUG]: 1, [BONE]: 2 })
  t.equal((await old.get('/account')).statusCode, 303)
})

t.test('the connection is cut at each statement of a login: all of it happened or nothing, and a second try ends well', async t => {
  const shops = await openShop(t)
  const { app, proxy } = await openBehindProxy(t, shops)

  const once = async (cut?: { statement: number, moment: 'before' | 'after' }): Promise<void> => {
    const ann = await shops.customer()
    await ann.visitor.post('/cart/items', { sku: MUG, quantity: '2' })
    const phone = shops.visitor().at(app)
    await phone.post('/cart/items', { sku: MUG, quantity: '3' })
    await phone.post('/cart/items', { sku: BONE })
    const old = phone.clone().at(shops.app)
    proxy.arm(cut)
    const answer = await signIn(phone, ann)
    proxy.arm()
    const name = `${cut?.moment} statement ${cut?.statement}`
    if (!cut) t.equal(answer.statusCode, 303)
    else {
      t.equal(answer.statusCode, 503, name)
      t.notOk(answer.cookies.some(({ name }) => name === 'sid'), 'nobody is logged in')
      const committed = await ended(shops, ann.shopperId)
      t.strictSame(await old.cart(), committed ? {} : { [MUG]: 3, [BONE]: 1 }, `${name}: the cart is still there, or all of it in the account`)
      t.strictSame(await ann.visitor.cart(), committed ? { [MUG]: 5, [BONE]: 1 } : { [MUG]: 2 }, name)
    }
    t.equal((await signIn(phone.at(shops.app), ann)).statusCode, 303)
    t.strictSame(await phone.cart(), { [MUG]: 5, [BONE]: 1 }, `${name}: after a second try`)
  }
  await once()
  const { statements } = await counted()
  t.ok(statements >= 8, `${statements} statements`)
  for (let statement = 1; statement <= statements; statement += 1) {
    await once({ statement, moment: 'before' })
    await once({ statement, moment: 'after' })
  }

  async function counted (): Promise<{ statements: number }> {
    const ann = await shops.customer()
    const phone = shops.visitor().at(app)
    await phone.post('/cart/items', { sku: MUG })
    proxy.arm()
    await signIn(phone, ann)
    return { statements: proxy.statements }
  }
})

async function ended ({ db }: Shops, shopperId: string): Promise<boolean> {
  const { rows } = await db.query("select cart->'lines'->0->>'quantity' as quantity from cart where shopper_id = $1", [shopperId])
  return rows[0]?.quantity === '5'
}

t.test('a wrong password and an unknown address get the same answer, and take as long', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  const attempt = async (email: string): Promise<[string, number]> => {
    const start = performance.now()
    const { statusCode, body } = await visitor().post('/login', { email, password: 'not the password' })
    return [`${statusCode} ${body.replaceAll(email, '…')}`, performance.now() - start]
  }
  const known = []
  const unknown = []
  for (let i = 0; i < 30; i += 1) {
    known.push(await attempt(ann.email))
    unknown.push(await attempt('nobody@example.com'))
  }
  t.equal(known[0]?.[0], unknown[0]?.[0])
  t.match(known[0]?.[0], /^422 /)
  const median = (times: Array<[string, number]>): number => times.map(([, time]) => time).sort((a, b) => a - b)[15] ?? 0
  const ratio = median(known) / median(unknown)
  t.ok(ratio > 0.7 && ratio < 1.4, `ratio of times: ${ratio.toFixed(2)}`)
})

t.test('registration: each wrong field is named, what was typed comes back, a taken address is said', async t => {
  const { visitor, db, customer } = await openShop(t)
  const good = { name: 'Bo', email: 'bo@example.com', password: PASSWORD }
  const wrong: Array<[Record<string, string>, RegExp]> = [
    [{ name: ' ' }, /Enter your name/], [{ name: 'x'.repeat(101) }, /Enter your name/], [{ email: 'bo' }, /Enter an e-mail/], [{ email: 'a@b' }, /Enter an e-mail/],
    [{ email: `${'x'.repeat(250)}@example.com` }, /Enter an e-mail/], [{ password: 'short' }, /at least 8/], [{ password: 'x'.repeat(257) }, /at most 256/]
  ]
  for (const [fields, message] of wrong) {
    const { statusCode, body } = await visitor().post('/register', { ...good, ...fields })
    t.equal(statusCode, 422)
    t.match(body, message)
    t.match(body, 'value="Bo"'.replace('Bo', fields.name ?? 'Bo'))
    t.notMatch(body, PASSWORD)
  }
  for (const extra of [{ role: 'admin' }, { shopper_id: 'x' }, { name: ['a', 'b'] }]) t.equal((await visitor().post('/register', { ...good, ...extra })).statusCode, 422)
  t.equal((await db.query('select from customer')).rowCount, 0)

  const ann = await customer()
  const taken = await visitor().post('/register', { ...good, email: ` ${ann.email.toUpperCase()} ` })
  t.match([taken.statusCode, taken.body], [422, /account with this e-mail/])
  const twice = await Promise.all([0, 1, 2].map(() => visitor().post('/register', good)))
  t.strictSame(twice.map(({ statusCode }) => statusCode).sort(), [303, 422, 422])
})

t.test('next leads only to a path of this shop', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  const elsewhere = ['//evil.example', '/\\evil.example', 'https:evil.example', '/%09/evil', '\t//evil', '/\t/evil.example', 'javascript:alert(1)', '@evil', 'evil', '/..//evil.example', 'x'.repeat(9000), '/a\r\nset-cookie: x=y']
  for (const next of elsewhere) {
    const { statusCode, headers } = await signIn(visitor(), ann, { next })
    t.equal(statusCode, 303)
    const location = String(headers.location)
    t.equal(new URL(location, 'http://shop.test').origin, 'http://shop.test', next.slice(0, 40))
    t.notMatch(location, /^\/[/\\]/)
    t.notOk(headers['x'])
  }
  t.equal((await signIn(visitor(), ann, { next: '/products?page=2' })).headers.location, '/products?page=2')
})

t.test('many logins at once are bounded: some are asked to wait, other pages are answered', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  const logins = Array.from({ length: 150 }, () => signIn(visitor(), { ...ann, password: 'wrong' }))
  const start = performance.now()
  t.equal((await visitor().get('/')).statusCode, 200)
  const pageTime = performance.now() - start
  const answers = await Promise.all(logins)
  const busy = answers.filter(({ statusCode }) => statusCode === 503)
  t.ok(busy.length >= 40, `${busy.length} were asked to try again`)
  t.ok(busy.every(({ headers }) => headers['retry-after']))
  t.ok(answers.every(({ statusCode }) => [422, 503].includes(statusCode)))
  t.ok(pageTime < 500, `a page took ${pageTime.toFixed()} ms`)
})
