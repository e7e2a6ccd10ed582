import t from 'tap'
import { Secret, TOTP } from 'otpauth'
import { openSetup, seal, sealSetup } from '../../src/accounts/second-factor/secret.ts'
import { openAdmin } from '../admin/shop-with-orders.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG, openShop, openShops, signIn, type Customer } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'

const PERIOD_MS = 30_000

/** The code that an app shows, so many periods from now. */
function codeOf (secret: string, periods = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.now() + periods * PERIOD_MS })
}

function secretIn ({ body }: Answer): string {
  return /Key: <code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1]?.replaceAll(' ', '') ?? ''
}

function setupIn ({ body }: Answer): string {
  return /name="setup" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

function ticketIn ({ body }: Answer): string {
  return /name="ticket" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

/** Switches codes on, with the code of the period before: that of now is still to be used. */
async function enrol ({ visitor }: Customer): Promise<{ secret: string, recovery: string[] }> {
  const form = await visitor.get('/account/second-factor')
  const secret = secretIn(form)
  const shown = await visitor.post('/account/second-factor', { setup: setupIn(form), code: codeOf(secret, -1) })
  if (shown.statusCode !== 200) throw new Error(`codes were not switched on: ${shown.statusCode}`)
  return { secret, recovery: [...shown.body.matchAll(/<code>([a-z2-7-]+)<\/code>/g)].map(([, code]) => code ?? '') }
}

async function isSignedIn (visitor: Visitor): Promise<boolean> {
  return (await visitor.get('/account')).statusCode === 200
}

t.test('codes are asked for after the password, each once', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const phone = visitor()
  await signIn(phone, ann)
  const setup = setupIn(await ann.visitor.get('/account/second-factor'))
  const wrong = await ann.visitor.post('/account/second-factor', { setup, code: '000000' })
  t.match([wrong.statusCode, wrong.body], [422, /not right/])
  const { secret, recovery } = await enrol(ann)
  t.equal(recovery.length, 10)
  t.equal(await isSignedIn(phone), false, 'other sessions end')
  t.match((await lettersTo(db, ann.email)).at(-1)?.subject, 'A code is asked for from now on')
  t.notMatch(JSON.stringify((await db.query('select * from second_factor, recovery_code')).rows), new RegExp(`${secret}|${recovery.join('|')}`), 'nothing of it is kept in clear')

  const browser = visitor()
  await browser.post('/cart/items', { sku: MUG })
  const asked = await signIn(browser, ann, { remember: '1', next: '/cart' })
  t.match([asked.statusCode, asked.body], [200, /Enter the code of your app/])
  t.match(asked.headers['cache-control'], /no-store/)
  t.equal(await isSignedIn(browser), false)
  const ticket = ticketIn(asked)
  const bad = await browser.post('/login/code', { ticket, code: '123456' })
  t.match([bad.statusCode, bad.body], [422, /This code is not right/])
  const code = codeOf(secret)
  const done = await browser.post('/login/code', { ticket, code, remember: '1', next: '/cart' })
  t.strictSame([done.statusCode, done.headers.location], [303, '/cart'])
  t.strictSame(await browser.cart(), { [MUG]: 1 })

  const second = visitor()
  t.equal((await second.post('/login/code', { ticket, code })).statusCode, 422, 'the step is used up')
  t.equal((await second.post('/login/code', { ticket: ticketIn(await signIn(second, ann)), code })).statusCode, 422, 'the code is used up')
  t.equal(await isSignedIn(second), false)
})

t.test('a code brought four times at once, over two processes, lets one in', async t => {
  const shops = await openShops(t, 2)
  const ann = await shops.customer()
  const { secret } = await enrol(ann)
  const visitors = await Promise.all(Array.from({ length: 4 }, async (_, at) => {
    const visitor = shops.visitor().at(shops.apps[at % 2] ?? shops.app)
    return { visitor, ticket: ticketIn(await signIn(visitor, ann)) }
  }))
  const code = codeOf(secret)
  const answers = await Promise.all(visitors.map(({ visitor, ticket }) => visitor.post('/login/code', { ticket, code })))
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [303, 422, 422, 422])
})

t.test('a recovery code lets in once', async t => {
  const { customer, visitor } = await openShop(t)
  const ann = await customer()
  const { recovery: [first = ''] } = await enrol(ann)
  for (const expected of [303, 422]) {
    const browser = visitor()
    const ticket = ticketIn(await signIn(browser, ann))
    t.equal((await browser.post('/login/code', { ticket, code: ` ${first.toUpperCase().replaceAll('-', ' ')}` })).statusCode, expected)
  }
  t.match((await ann.visitor.get('/account/second-factor')).body, /9 recovery codes left/)
})

t.test('guessing codes is limited, and shuts nobody out for long', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const { secret } = await enrol(ann)
  await db.query('delete from rate_limit')
  const browser = visitor()
  const ticket = ticketIn(await signIn(browser, ann))
  const guesses = await Promise.all(Array.from({ length: 100 }, (_, at) => browser.clone().post('/login/code', { ticket, code: String(at).padStart(6, '0') })))
  t.equal(guesses.filter(({ statusCode }) => statusCode === 422).length, 10)
  t.equal((await browser.post('/login/code', { ticket, code: codeOf(secret) })).statusCode, 429)
  await db.query("update rate_limit set free_at = free_at - interval '301 seconds'")
  t.equal((await browser.post('/login/code', { ticket, code: codeOf(secret) })).statusCode, 303)
})

t.test('a step is good for ten minutes, and a change of password ends it', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const { secret } = await enrol(ann)
  const browser = visitor()
  const ticket = ticketIn(await signIn(browser, ann))
  await db.query("update account_token set expires_at = expires_at - interval '10 minutes'")
  const late = await browser.post('/login/code', { ticket, code: codeOf(secret) })
  t.match([late.statusCode, late.body], [422, /please log in again/])
  const another = ticketIn(await signIn(browser, ann))
  await ann.visitor.post('/account/password', { current_password: ann.password, password: 'kiln4pot' })
  t.equal((await browser.post('/login/code', { ticket: another, code: codeOf(secret) })).statusCode, 422)
  const off = await ann.visitor.post('/account/second-factor/remove', { code: codeOf(secret) })
  t.match([off.statusCode, off.body], [422, /fewer than 15 characters/], 'a short password alone is no password')
})

t.test('switched off with a code, and not without', async t => {
  const { customer, visitor, db } = await openShop(t)
  const ann = await customer()
  const { secret } = await enrol(ann)
  t.equal((await ann.visitor.post('/account/second-factor/remove', { code: '000000' })).statusCode, 422)
  t.equal((await ann.visitor.post('/account/second-factor/remove', { code: codeOf(secret) })).statusCode, 303)
  t.equal((await signIn(visitor(), ann)).statusCode, 303)
  t.strictSame([(await db.query('select from second_factor')).rowCount, (await db.query('select from recovery_code')).rowCount], [0, 0])
})

t.test('where it is required, the admin opens only with a second factor', async t => {
  const shops = await openAdmin(t, 1, { secondFactorRequired: true })
  const { boss, visitor } = shops
  const turned = await boss.visitor.get('/admin/orders')
  t.strictSame([turned.statusCode, turned.headers.location], [303, '/account/second-factor?next=%2Fadmin%2Forders'])
  t.equal((await boss.visitor.post('/admin/orders/P-AAAAAAAA/status', { to: 'paid', version: '1' })).statusCode, 303)
  const { secret } = await enrol(boss)
  t.equal((await boss.visitor.get('/admin/orders')).statusCode, 200)

  const browser = visitor()
  const asked = await signIn(browser, boss)
  t.equal((await browser.get('/admin')).statusCode, 303)
  await browser.post('/login/code', { ticket: ticketIn(asked), code: codeOf(secret) })
  t.equal((await browser.get('/admin')).statusCode, 200)
})

t.test('a rotated secret still reads what the one before encrypted', async t => {
  const { open, seal } = await import('../../src/accounts/second-factor/secret.ts')
  const [old, now] = ['o'.repeat(32), 'n'.repeat(32)]
  const sealed = seal('JBSWY3DPEHPK3PXP', [old])
  t.equal(open(sealed, [now, old]), 'JBSWY3DPEHPK3PXP')
  t.equal(open(sealed, [now]), undefined)
  t.equal(open(`${sealed.slice(0, -2)}AA`, [old]), undefined)
  t.not(seal('JBSWY3DPEHPK3PXP', [old]), sealed)
})

t.test('a new secret is kept by nobody until its first code, and is good for one customer and one hour', async t => {
  const { customer, db } = await openShop(t)
  const ann = await customer()
  const bo = await customer()
  const form = await ann.visitor.get('/account/second-factor')
  t.equal((await db.query('select from second_factor')).rowCount, 0)
  const setup = setupIn(form)
  const foreign = await bo.visitor.post('/account/second-factor', { setup, code: codeOf(secretIn(form)) })
  t.strictSame([foreign.statusCode, foreign.headers.location], [303, '/account/second-factor'])
  for (const forged of ['', 'x', `${setup.slice(0, -2)}AA`, 'a'.repeat(10_000)]) {
    t.equal((await ann.visitor.post('/account/second-factor', { setup: forged, code: codeOf(secretIn(form)) })).statusCode, 303, forged.slice(0, 8))
  }
  t.equal((await db.query('select from second_factor')).rowCount, 0)
  const wrong = await ann.visitor.post('/account/second-factor', { setup, code: '000000' })
  t.equal(secretIn(wrong), secretIn(form), 'a wrong code does not ask to scan again')
})

t.test('the secret of a form is over after an hour', async t => {
  const now = new Date()
  const sealed = sealSetup('SECRET', 'ann', ['a secret'], now)
  t.equal(openSetup(sealed, 'ann', ['another', 'a secret'], new Date(now.getTime() + 3_600_000)), 'SECRET')
  t.equal(openSetup(sealed, 'ann', ['a secret'], new Date(now.getTime() + 3_600_001)), undefined)
  t.equal(openSetup(seal('SECRET', ['a secret']), 'ann', ['a secret'], now), undefined, 'what is sealed for the database is no form')
})
