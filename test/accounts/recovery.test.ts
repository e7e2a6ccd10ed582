import t from 'tap'
import { lettersTo, linkTo, tokenTo } from '../helpers/mail.ts'
import { openShop, openShops, PASSWORD, signIn } from '../helpers/shop.ts'

const NEW = 'a kettle on a small blue stove'
const RESET = /new password/

t.test('forgotten: a link by mail sets a new password, ends every session, and works once', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const asked = await visitor().submit('/forgot-password', { email: ` ${ann.email.toUpperCase()}` })
  t.match(asked.body, /Look into your mail/)
  t.notMatch(asked.body, ann.email)

  const link = await linkTo(db, ann.email, RESET)
  const browser = visitor()
  const page = await browser.get(link)
  t.equal(page.statusCode, 200)
  t.match([page.headers['referrer-policy'], page.headers['cache-control']], ['strict-origin', /no-store/])
  const token = await tokenTo(db, ann.email, RESET)
  t.equal((await db.query("select from account_token where token_hash = $1 or token_hash like '%' || $1 || '%'", [token])).rowCount, 0, 'only a hash is kept')

  const short = await browser.post('/reset-password', { token, password: 'short' })
  t.match([short.statusCode, short.body], [422, /at least 15/])
  const done = await browser.post('/reset-password', { token, password: NEW })
  t.match([done.statusCode, done.headers.location], [303, '/login?changed=1'])
  t.strictSame(browser.cookies, {}, 'nobody is signed in by a link')
  t.equal((await ann.visitor.get('/account')).statusCode, 303, 'the old session is over')
  t.equal((await signIn(visitor(), ann)).statusCode, 422)
  t.equal((await signIn(visitor(), { email: ann.email, password: NEW })).statusCode, 303)
  t.equal((await browser.post('/reset-password', { token, password: PASSWORD })).statusCode, 404, 'a second time')
  t.equal((await browser.get(link)).statusCode, 404)
  t.match((await lettersTo(db, ann.email)).at(-1)?.subject, 'Your password was changed')
})

t.test('an address that nobody has gets the same answer, the same statements, and no mail', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const [known, unknown] = [await visitor().post('/forgot-password', { email: ann.email }), await visitor().post('/forgot-password', { email: 'nobody@example.com' })]
  t.strictSame([known.statusCode, known.headers.location, known.body, known.cookies], [unknown.statusCode, unknown.headers.location, unknown.body, unknown.cookies])
  t.equal((await lettersTo(db, 'nobody@example.com')).length, 0)
  t.equal((await lettersTo(db, ann.email)).filter(({ subject }) => RESET.test(subject)).length, 1)
  const { rows: [{ tokens, mails }] } = await db.query("select (select count(*)::integer from account_token where purpose = 'reset-password') as tokens, (select count(*)::integer from mail) as mails")
  t.strictSame([tokens, mails], [2, 3], 'one confirmation, and one row for each who asked')
})

t.test('whoever asks often is told the same, and gets three mails; other spellings do not use them up', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  for (let i = 0; i < 6; i += 1) t.equal((await visitor().post('/forgot-password', { email: ann.email.replace('@', `+${i}@`) })).statusCode, 303)
  t.equal((await lettersTo(db, ann.email)).filter(({ subject }) => RESET.test(subject)).length, 0)
  for (let i = 0; i < 6; i += 1) t.equal((await visitor().post('/forgot-password', { email: i % 2 ? ann.email : ` ${ann.email.toUpperCase()} ` })).statusCode, 303)
  t.equal((await lettersTo(db, ann.email)).filter(({ subject }) => RESET.test(subject)).length, 3)
})

t.test('a token is good for half an hour, for its purpose, and until the password is changed', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  await visitor().post('/forgot-password', { email: ann.email })
  await visitor().post('/forgot-password', { email: ann.email })
  const confirm = await tokenTo(db, ann.email, /Confirm/)
  t.equal((await visitor().post('/reset-password', { token: confirm, password: NEW })).statusCode, 404)
  const reset = await tokenTo(db, ann.email, RESET)
  t.equal((await visitor().post('/confirm-email', { token: reset })).statusCode, 404)

  await db.query("update account_token set expires_at = expires_at - interval '31 minutes'")
  t.equal((await visitor().post('/reset-password', { token: reset, password: NEW })).statusCode, 404)
  await db.query("update account_token set expires_at = expires_at + interval '31 minutes'")

  t.equal((await ann.visitor.post('/account/password', { current_password: PASSWORD, password: NEW })).statusCode, 303)
  t.equal((await visitor().post('/reset-password', { token: reset, password: PASSWORD })).statusCode, 404)
  for (const token of ['', 'x', '%00', 'a'.repeat(5000)]) t.equal((await visitor().get(`/reset-password?token=${token}`)).statusCode, token === '%00' ? 422 : 404)
})

t.test('of fifteen who use one link at once, over two processes, one changes the password', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  await shops.visitor().post('/forgot-password', { email: ann.email })
  const token = await tokenTo(shops.db, ann.email, RESET)
  const answers = await Promise.all(Array.from({ length: 15 }, (_, at) =>
    shops.visitor().at(shops.apps[at % 2] ?? shops.app).post('/reset-password', { token, password: `${NEW} ${at}` })))
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, ...Array(14).fill(404)])
})

t.test('mails lead to the address that is set, whatever the request says', async t => {
  const { customer, visitor, db } = await openShop(t, { baseUrl: new URL('https://shop.example/'), https: false })
  const ann = await customer()
  await visitor().post('/forgot-password', { email: ann.email }, { host: 'evil.example', 'x-forwarded-host': 'evil.example' })
  const [letter] = (await lettersTo(db, ann.email)).slice(-1)
  t.match(letter?.body, /https:\/\/shop\.example\/reset-password\?token=/)
  t.notMatch(letter?.body, 'evil')
})

t.test('a new account is confirmed by a button, not by looking at the link', async t => {
  const { visitor, customer, db } = await openShop(t)
  const ann = await customer()
  const link = await linkTo(db, ann.email, /Confirm/)
  t.match((await ann.visitor.get('/account')).body, /send it again/)
  t.match((await visitor().get(link)).body, ann.email)
  t.equal((await db.query('select from customer where email_confirmed_at is not null')).rowCount, 0)
  const done = await ann.visitor.submit('/confirm-email', { token: await tokenTo(db, ann.email, /Confirm/) })
  t.match(done.body, /Your e-mail address is confirmed/)
  t.notMatch(done.body, /send it again/)
  t.equal((await visitor().get(link)).statusCode, 404)
})

t.test('who registered with an address that is not theirs keeps nobody out of it by switching codes on', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  await db.query("insert into second_factor (shopper_id, secret) values ($1, 'sealed')", [ann.shopperId])
  await visitor().post('/forgot-password', { email: ann.email })
  await visitor().post('/reset-password', { token: await tokenTo(db, ann.email, RESET), password: NEW })
  t.equal((await db.query('select from second_factor')).rowCount, 0)

  await db.query("insert into second_factor (shopper_id, secret) values ($1, 'sealed')", [ann.shopperId])
  await visitor().post('/forgot-password', { email: ann.email })
  await visitor().post('/reset-password', { token: await tokenTo(db, ann.email, RESET), password: PASSWORD })
  t.equal((await db.query('select from second_factor')).rowCount, 1, 'once the address is confirmed, the codes are its owner’s')
})
