import { Signer } from '@fastify/cookie'
import t from 'tap'
import { openShop, signIn, MUG, type Shops } from '../helpers/shop.ts'

const SECRET = 'the only session secret of this test'

/** Numbers that are the same at every run (Park and Miller's generator). */
function dice (seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = state * 48_271 % 2_147_483_647
    return state % sides
  }
}

async function sessions ({ db }: Shops): Promise<number> {
  return (await db.query('select from session')).rowCount ?? -1
}

t.test('500 damaged cookies: each is a visitor who is not known, and none is an error', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  await ann.visitor.post('/preferences', { theme: 'dark' })
  const roll = dice(7)
  const bytes = '\t !"#%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\u00ff\u0080'
  const before = await sessions(shops)
  const { sid = '', prefs = '', device = '' } = ann.visitor.cookies
  for (let round = 0; round < 500; round += 1) {
    const damaged = [...sid]
    for (let hits = roll(4); hits >= 0; hits -= 1) {
      const at = roll(damaged.length)
      const byte = bytes[roll(bytes.length)] ?? ''
      damaged.splice(at, roll(2), ...roll(3) === 0 ? [] : [byte])
    }
    const cookie = damaged.join('')
    if (decodes(cookie) === decodes(sid)) continue
    const names = [`sid=${cookie}`, `sid=${cookie}; prefs=${prefs.slice(roll(9))}; device=${device.slice(roll(9))}`]
    const { statusCode } = await shops.app.inject({ url: '/account', headers: { cookie: names[roll(2)] } })
    if (statusCode !== 303) t.fail(`${statusCode} with ${JSON.stringify(cookie)}`)
  }
  t.equal(await sessions(shops), before)
  t.equal((await ann.visitor.get('/account')).statusCode, 200, 'while the right one still works')
})

t.test('two different session cookies: neither is believed, in whatever order and spelling, and both are cleared', async t => {
  const shops = await openShop(t)
  const ann = await shops.customer()
  const bo = shops.visitor()
  await bo.post('/cart/items', { sku: MUG })
  const [hers, his] = [ann.visitor.cookies.sid ?? '', bo.cookies.sid ?? '']
  for (const cookie of [`sid=${hers}; sid=${his}`, `sid=${his}; sid=${hers}`, `sid=${his};sid=${hers}`, `sid=${hers}; a=b; sid=x`, `sid =${his}; sid=${hers}`, `sid=${hers}; sid=`, `sid="${his}"; sid=${hers}`]) {
    const answer = await shops.app.inject({ url: '/account', headers: { cookie } })
    t.equal(answer.statusCode, 303, cookie.replaceAll(hers, 'hers').replaceAll(his, 'his'))
    t.match(answer.cookies, [{ name: 'sid', value: '', path: '/' }])
    t.match((await shops.app.inject({ url: '/cart', headers: { cookie } })).body, /data-cart-count="0"/)
  }
  const twice = await shops.app.inject({ url: '/account', headers: { cookie: `sid=${hers}; sid=${hers}` } })
  t.equal(twice.statusCode, 200, 'the same one twice is one')
  t.equal(await sessions(shops), 2, 'nobody lost a session')
})

t.test('cookies with the names of things that every object has', async t => {
  const { app } = await openShop(t)
  for (const cookie of ['__proto__=1; constructor=2; toString=3', 'sid=__proto__; prefs=constructor; device=toString', '__proto__[customer]=1', 'hasOwnProperty=1; session=2; customer=3']) {
    const answer = await app.inject({ url: '/', headers: { cookie } })
    t.equal(answer.statusCode, 200, cookie)
    t.match(answer.body, /data-cart-count="0"/)
  }
  t.equal(({} as Record<string, unknown>).customer, undefined)
})

t.test('an id of a session in the address, a header or a body opens nothing, and is in no page', async t => {
  const shops = await openShop(t)
  const { visitor: ann } = await shops.customer()
  const cookie = ann.cookies.sid ?? ''
  const id = decodeURIComponent(cookie)
  for (const url of [`/account?sid=${cookie}`, `/account;sid=${cookie}`, `/account?session=${cookie}&JSESSIONID=${cookie}`]) {
    t.not((await shops.app.inject(url)).statusCode, 200, url)
  }
  for (const name of ['x-session', 'x-sid', 'sid', 'authorization', 'cookie2', 'x-auth-token']) {
    t.equal((await shops.app.inject({ url: '/account', headers: { [name]: name === 'authorization' ? `Bearer ${id}` : id } })).statusCode, 303, name)
  }
  t.equal((await shops.visitor().post('/account', { name: 'Bo', sid: id })).statusCode, 303)
  for (const url of ['/', '/account', '/account/devices', '/cart', '/checkout', '/account/data']) {
    const { body, headers } = await ann.get(url)
    t.notOk(body.includes(id) || body.includes(cookie) || body.includes(id.split('.')[0] ?? ''), url)
    t.notMatch(String(headers.location), 'sid')
  }
})

t.test('a mark of one kind is none of another: session, preferences and device do not pass for each other', async t => {
  const shops = await openShop(t, { sessionSecrets: [SECRET] })
  const { visitor: ann } = await shops.customer()
  await ann.post('/preferences', { theme: 'dark' })
  const { sid = '', prefs = '', device = '' } = ann.cookies
  const planted = encodeURIComponent(new Signer(SECRET).sign('1.dark.EUR.en-IE.compact.48'))
  for (const value of [sid, device, planted]) t.notMatch((await shops.app.inject({ url: '/', headers: { cookie: `prefs=${value}` } })).body, /data-theme="dark"/)
  for (const value of [prefs, device]) t.equal((await shops.app.inject({ url: '/account', headers: { cookie: `sid=${value}` } })).statusCode, 303)
  t.match((await shops.app.inject({ url: '/', headers: { cookie: `prefs=${prefs}` } })).body, /data-theme="dark"/)
})

for (const https of [true, false]) {
  t.test(`every cookie on http${https ? 's' : ''}: flags, name and size`, async t => {
    const shops = await openShop(t, https ? { https, baseUrl: new URL('https://shop.example'), trustProxy: '127.0.0.1' } : {})
    const headers = https ? { 'x-forwarded-proto': 'https', host: 'shop.example' } : {}
    const visitor = shops.visitor()
    const form = { name: 'Ann', email: `${'x'.repeat(60)}@${'long.'.repeat(30)}example.com`, password: 'a jug of rather good tea' }
    const answers = [
      await visitor.post('/cart/items', { sku: MUG }, headers),
      await visitor.post('/preferences', { theme: 'light', currency: 'EUR', locale: 'en-GB', density: 'comfortable', page_size: '48', recently_viewed: '1' }, headers),
      ...await inTurn(shops.app.catalog.current().products, product => visitor.get(`/products/${product.slug}`, headers)),
      await visitor.post('/register', form, headers),
      await visitor.post('/logout', {}, headers),
      await visitor.post('/login', { email: form.email, password: form.password, remember: '1' }, headers),
      await visitor.get('/', { ...headers, cookie: 'sid=x; prefs=x; __Host-sid=x' })
    ]
    const seen = new Set<string>()
    for (const cookie of answers.flatMap(({ headers }) => [headers['set-cookie'] ?? []].flat())) {
      const [pair = '', ...flags] = cookie.split('; ')
      const name = pair.split('=', 1)[0] ?? ''
      seen.add(name)
      t.ok(Buffer.byteLength(pair) < 512, `${name}: ${Buffer.byteLength(pair)} bytes`)
      for (const flag of ['Path=/', 'HttpOnly', 'SameSite=Lax', ...https ? ['Secure'] : []]) t.ok(flags.includes(flag), `${name} ${flag}`)
      t.notMatch(cookie, /domain=/i)
    }
    t.strictSame([...seen].sort(), https ? ['__Host-device', '__Host-seen', '__Host-sid', 'prefs'] : ['device', 'prefs', 'seen', 'sid'])
    t.ok(Buffer.byteLength(visitor.cookieHeader) < 1024)
  })
}

t.test('on https a cookie without the prefix is nobody’s', async t => {
  const shops = await openShop(t, { https: true, baseUrl: new URL('https://shop.example'), trustProxy: '127.0.0.1' })
  const headers = { 'x-forwarded-proto': 'https', host: 'shop.example' }
  const visitor = shops.visitor()
  const customer = await shops.customer()
  await visitor.post('/login', { email: customer.email, password: customer.password }, headers)
  const sid = visitor.cookies['__Host-sid'] ?? ''
  t.equal((await visitor.get('/account', headers)).statusCode, 200)
  t.equal((await shops.app.inject({ url: '/account', headers: { ...headers, cookie: `sid=${sid}` } })).statusCode, 303)
  const device = visitor.cookies['__Host-device'] ?? ''
  for (let i = 0; i < 21; i += 1) await signIn(shops.visitor(), { email: customer.email, password: 'wrong' })
  const login = async (cookie: string) => (await shops.visitor().post('/login', { email: customer.email, password: customer.password }, { ...headers, cookie })).statusCode
  t.strictSame([await login(`device=${device}`), await login(`__Host-device=${device}`)], [429, 303])
})

async function inTurn<T, R> (items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (const item of items) answers.push(await ask(item))
  return answers
}

function decodes (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
