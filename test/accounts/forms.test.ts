import t from 'tap'
import { openShop, PASSWORD, signIn } from '../helpers/shop.ts'

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
    [{ name: ' ' }, /Enter your name</], [{ name: 'x'.repeat(101) }, /Enter your name in at most 100 characters</], [{ email: 'bo' }, /Enter an e-mail/], [{ email: 'a@b' }, /Enter an e-mail/],
    [{ email: `${'x'.repeat(250)}@example.com` }, /Enter an e-mail/], [{ password: 'short' }, /at least 15/], [{ password: 'x'.repeat(257) }, /at most 256/]
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

t.test('a login that fails keeps the address, drops the password, and says so once', async t => {
  const { visitor } = await openShop(t)
  const { statusCode, body } = await visitor().post('/login', { email: 'Ann@example.com', password: 'a wrong one', remember: '1', next: '/cart' })
  t.equal(statusCode, 422)
  t.match(body, '<title>Error: Log in')
  t.match(body, 'value="Ann@example.com"')
  t.match(body, 'name="next" value="/cart"')
  t.match(body, /name="remember" value="1" checked/)
  t.match(body, 'href="#password"')
  t.match(body, /id="password"[^>]* autocomplete="current-password" data-password/)
  t.notMatch(body, 'a wrong one')
  t.notMatch(body, 'data-flash')
})

t.test('every address that a checkout takes can have an account', async t => {
  const { visitor } = await openShop(t)
  for (const email of ["kate.o'neill@example.ie", 'zoë@example.com', 'a+b@mail.example.com']) {
    t.equal((await visitor().post('/register', { name: 'Kate', email, password: PASSWORD })).statusCode, 303, email)
  }
  for (const email of ['', 'a@\u202Eexample.com', 'a(b)@example.com']) {
    t.equal((await visitor().post('/register', { name: 'Kate', email, password: PASSWORD })).statusCode, 422, email)
  }
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
