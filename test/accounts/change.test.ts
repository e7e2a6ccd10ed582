import t from 'tap'
import { lettersTo, tokenTo } from '../helpers/mail.ts'
import { MUG, openShop, openShops, PASSWORD, signIn, type Customer, type Shops } from '../helpers/shop.ts'

const NEW = 'a kettle on a small blue stove'

/** As if the login had been longer ago than a password counts as just given. */
async function age ({ db }: Shops, { shopperId }: Customer): Promise<void> {
  await db.query("update session set created_at = created_at - interval '16 minutes' where shopper_id = $1", [shopperId])
}

t.test('a new password asks for the old one, ends all other sessions at once, and tells the customer', async t => {
  const shops = await openShops(t, 2)
  const { visitor, db, apps } = shops
  const ann = await shops.customer()
  const phone = visitor().at(apps[1] ?? shops.app)
  await signIn(phone, ann)
  await ann.visitor.post('/cart/items', { sku: MUG })
  const wrong = await ann.visitor.post('/account/password', { current_password: 'not it', password: NEW })
  t.match([wrong.statusCode, wrong.body], [422, /This is not your password/])
  t.notMatch(wrong.body, NEW)
  const weak = await ann.visitor.post('/account/password', { current_password: PASSWORD, password: 'passwordpassword' })
  t.match([weak.statusCode, weak.body], [422, /guessed first/])
  t.equal((await phone.get('/account')).statusCode, 200)

  const old = { ...ann.visitor.cookies }
  const done = await ann.visitor.submit('/account/password', { current_password: PASSWORD, password: NEW })
  t.match([done.statusCode, done.body], [200, /Your password is changed/])
  t.not(ann.visitor.cookies.sid, old.sid, 'a new session in the place of the old one')
  t.strictSame(await ann.visitor.cart(), { [MUG]: 1 })
  t.equal((await phone.get('/account')).statusCode, 303)
  const twin = visitor()
  Object.assign(twin.cookies, old)
  t.equal((await twin.get('/account')).statusCode, 303)
  t.equal((await signIn(visitor(), ann)).statusCode, 422)
  t.equal((await signIn(visitor(), { email: ann.email, password: NEW })).statusCode, 303)
  t.match((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your password was changed')
})

t.test('logins with the old password, on their way while it is changed, stay outside: 30 rounds over two processes', async t => {
  const shops = await openShops(t, 2)
  let ann = await shops.customer()
  for (let round = 0; round < 30; round += 1) {
    const password = `${NEW} ${round}`
    const intruders = Array.from({ length: 4 }, (_, at) => shops.visitor().at(shops.apps[at % 2] ?? shops.app))
    const logins = intruders.map(intruder => signIn(intruder, ann))
    const changed = await ann.visitor.post('/account/password', { current_password: ann.password, password })
    t.equal(changed.statusCode, 303)
    await Promise.all(logins)
    for (const intruder of intruders) t.equal((await intruder.get('/account')).statusCode, 303)
    ann = { ...ann, password }
  }
})

t.test('wrong passwords in an open session are counted', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const guesses = await Promise.all(Array.from({ length: 30 }, () => ann.visitor.clone().post('/account/confirm', { password: 'not it' })))
  t.equal(guesses.filter(({ statusCode }) => statusCode === 422).length, 10)
  t.equal(guesses.filter(({ statusCode }) => statusCode === 429).length, 20)
})

t.test('what is dangerous asks for the password when the login is older than 15 minutes, and goes on afterwards', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const pages = ['/account/email', '/account/second-factor', '/account/data', '/account/delete']
  for (const url of pages) t.equal((await ann.visitor.get(url)).statusCode, 200, url)
  await age(shops, ann)
  for (const url of pages) {
    const { statusCode, headers } = await ann.visitor.get(url)
    t.strictSame([statusCode, headers.location], [303, `/account/confirm?next=${encodeURIComponent(url)}`])
  }
  for (const url of ['/account/email', '/account/delete', '/account/second-factor', '/account/second-factor/remove', '/account/second-factor/codes']) {
    t.match((await ann.visitor.post(url, { email: ann.email, code: '1', setup: '' })).headers.location, '/account/confirm?next=', url)
  }
  t.match((await ann.visitor.get('/account/confirm?next=/account/email')).body, /name="next" value="\/account\/email"/)
  const before = ann.visitor.cookies.sid
  const done = await ann.visitor.post('/account/confirm', { password: PASSWORD, next: '/account/email' })
  t.strictSame([done.statusCode, done.headers.location], [303, '/account/email'])
  t.not(ann.visitor.cookies.sid, before)
  t.equal((await ann.visitor.get('/account/email')).statusCode, 200)
})

t.test('a new address counts when its link is opened; the old one is told, and other sessions end', async t => {
  const shops = await openShop(t)
  const { db, visitor } = shops
  const ann = await shops.customer()
  const phone = visitor()
  await signIn(phone, ann)
  const asked = await ann.visitor.submit('/account/email', { email: 'Ann.New@example.com' })
  t.match(asked.body, /A link is on its way to ann.new@example.com/)
  t.match((await lettersTo(db, ann.email)).at(-1)?.body, /changed to ann.new@example.com/)
  t.equal((await signIn(visitor(), ann)).statusCode, 303, 'nothing has changed yet')

  const token = await tokenTo(db, 'ann.new@example.com', /Confirm/)
  const done = await ann.visitor.submit('/confirm-email', { token })
  t.match(done.body, /Your e-mail address is now ann.new@example.com/)
  t.equal((await phone.get('/account')).statusCode, 303)
  t.equal((await signIn(visitor(), ann)).statusCode, 422)
  t.equal((await signIn(visitor(), { ...ann, email: 'ann.new@example.com' })).statusCode, 303)
  t.match((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your e-mail address was changed')
  t.equal((await db.query('select from customer_email')).rowCount, 1)
})

t.test('an address that has an account gets no other, and the answer does not tell', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const bo = await shops.customer('Bo')
  const [taken, free] = [await ann.visitor.post('/account/email', { email: bo.email }), await ann.visitor.post('/account/email', { email: 'free@example.com' })]
  t.strictSame([taken.statusCode, taken.headers.location], [free.statusCode, free.headers.location])
  t.match((await lettersTo(shops.db, bo.email)).at(-1)?.subject, 'You have an account with this address already')

  const token = await tokenTo(shops.db, 'free@example.com', /Confirm/)
  await shops.visitor().post('/register', { name: 'Cy', email: 'free@example.com', password: PASSWORD })
  t.equal((await ann.visitor.post('/confirm-email', { token })).statusCode, 404, 'somebody was quicker')
  t.equal((await signIn(shops.visitor(), ann)).statusCode, 303)
})

t.test('a name is changed', async t => {
  const { customer } = await openShop(t)
  const ann = await customer()
  t.match((await ann.visitor.submit('/account', { name: ' Ann <b>Baker</b> ' })).body, /Ann &lt;b&gt;Baker&lt;\/b&gt;/)
  t.equal((await ann.visitor.post('/account', { name: ' ' })).statusCode, 422)
  t.equal((await ann.visitor.post('/account', { name: 'Ann', role: 'admin' })).statusCode, 422)
})

t.test('two tabs change the password at once: one does, the other is told, and nobody is logged out here', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const tabs = shops.apps.map(app => ann.visitor.clone().at(app))
  const answers = await Promise.all(tabs.map((tab, i) => tab.post('/account/password', { current_password: PASSWORD, password: `${NEW} ${i}` })))
  const done = answers.findIndex(({ statusCode }) => statusCode === 303)
  t.not(done, -1)
  t.ok(answers.every(({ statusCode }) => [303, 422, 307, 409].includes(statusCode)), answers.map(({ statusCode }) => statusCode).join())
  t.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
  t.equal((await tabs[done]?.get('/account'))?.statusCode, 200)
  t.equal((await signIn(shops.visitor(), { ...ann, password: `${NEW} ${done}` })).statusCode, 303)
})
