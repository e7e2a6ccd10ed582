import t from 'tap'
import { ADDRESS } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG, openShop, PASSWORD, type Shops } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const KNOWN = 'known@example.com'
const UNKNOWN = 'ghost@example.com' // as long

/** All that tells two answers apart: status, headers, cookies, text and length, without what differs at every request. */
function told (answer: Answer, email: string): unknown {
  const { date, 'content-length': length, 'set-cookie': cookies, ...headers } = answer.headers
  return { status: answer.statusCode, headers, length, cookies: [cookies ?? []].flat().map(cookie => cookie.split('=')[0]), body: answer.body.replaceAll(email, '…') }
}

async function openWithKnown (t: Parameters<typeof openShop>[0]): Promise<Shops> {
  const shops = await openShop(t)
  const known = await shops.visitor().post('/register', { name: 'Ann', email: KNOWN, password: PASSWORD })
  if (known.statusCode !== 303) throw new Error('the known address should have an account')
  await shops.db.query('delete from rate_limit')
  return shops
}

t.test('login, forgotten password, change of address and a guest’s checkout say the same of a known address and an unknown one', async t => {
  const { visitor, customer } = await openWithKnown(t)
  const bo = (await customer('Bo')).visitor
  const ways: Record<string, (email: string, browser: Visitor) => Promise<Answer>> = {
    login: (email, browser) => browser.post('/login', { email, password: 'not the password' }),
    'login, in other letters': (email, browser) => browser.post('/login', { email: ` ${email.toUpperCase()} `, password: 'not the password' }),
    'login, after which the page is looked at': async (email, browser) => { await browser.post('/login', { email, password: 'not it' }); return browser.get('/login') },
    'forgotten password': (email, browser) => browser.post('/forgot-password', { email }),
    'change of address': email => bo.clone().post('/account/email', { email }),
    checkout: async (email, browser) => { await browser.post('/cart/items', { sku: MUG }); await browser.get('/cart'); return browser.post('/checkout', { ...ADDRESS, email }) }
  }
  for (const [name, ask] of Object.entries(ways)) {
    const [known, unknown] = [await ask(KNOWN, visitor()), await ask(UNKNOWN, visitor())]
    t.strictSame(told(known, name.includes('letters') ? KNOWN.toUpperCase() : KNOWN), told(unknown, name.includes('letters') ? UNKNOWN.toUpperCase() : UNKNOWN), name)
  }
})

t.test('the limits count a known address and an unknown one alike', async t => {
  const { visitor, db } = await openWithKnown(t)
  const statuses = async (email: string): Promise<number[]> => {
    const found = []
    for (let i = 0; i < 22; i += 1) found.push((await visitor().post('/login', { email, password: 'not the password' })).statusCode)
    return found
  }
  t.strictSame(await statuses(KNOWN), await statuses(UNKNOWN))
  await db.query('delete from rate_limit')
  for (const email of [KNOWN, UNKNOWN]) for (let i = 0; i < 5; i += 1) t.equal((await visitor().post('/forgot-password', { email })).statusCode, 303)
  t.equal((await lettersTo(db, UNKNOWN)).length, 0)
})

t.test('registration does tell that an address is taken: how often it can be asked is limited', async t => {
  const { visitor } = await openWithKnown(t)
  const ask = async (email: string) => visitor().post('/register', { name: 'Bo', email, password: PASSWORD })
  t.match((await ask(KNOWN)).body, /account with this e-mail/)
  const more = async (): Promise<Answer> => visitor().post('/register', { name: '', email: KNOWN, password: 'x' })
  for (let rounds = 0; rounds < 25; rounds += 1) await Promise.all([more(), more(), more(), more()])
  t.equal((await ask(KNOWN)).statusCode, 429)
})

t.test('passwords: as typed to the last character, in either Unicode form, and never too long to be hashed', async t => {
  const { visitor, db } = await openShop(t)
  const passwords = ['fifteen letters', 'correct horse 🐎 battery', `${'a long one '.repeat(23)}xyz`, '  blanks around it  ', 'Zoe\u0308 und Rene\u0301 im Zug', 'x9!'.repeat(24) + 'last-of-73', 'пароль из нескольких слов']
  for (const [at, password] of passwords.entries()) {
    const email = `p${at}@example.com`
    t.equal((await visitor().post('/register', { name: 'Ann', email, password })).statusCode, 303, password.slice(0, 30))
    const login = async (typed: string) => (await visitor().post('/login', { email, password: typed })).statusCode
    t.equal(await login(password), 303)
    t.equal(await login(password.normalize('NFC')), 303)
    t.equal(await login(password.normalize('NFD')), 303)
    for (const near of [password.slice(0, -1), `${password.slice(0, -1)}~`, `${password} `, password.trim() === password ? password.toUpperCase() + '_' : password.trim()]) t.equal(await login(near), 422, `near ${near.slice(0, 30)}`)
    await db.query('delete from rate_limit')
  }
  for (const password of ['', 'short', 'fourteen chars', 'x'.repeat(257), 'y'.repeat(60_000), 'passwordpassword', 'pottlepottle2026', 'new@example.com1']) {
    const start = performance.now()
    t.equal((await visitor().post('/register', { name: 'Ann', email: 'new@example.com', password })).statusCode, 422, password.slice(0, 20))
    t.ok(performance.now() - start < 2000)
  }
})
