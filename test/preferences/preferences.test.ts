import t from 'tap'
import { Signer } from '@fastify/cookie'
import { DEFAULTS, formatPreferences, parsePreferences } from '../../src/preferences/preferences.ts'
import { openShop, signIn, MUG } from '../helpers/shop.ts'

const DARK = { theme: 'dark', currency: 'GBP', locale: 'de-DE', density: 'compact', page_size: '12' }

t.test('what is written is read back; anything else is not', async t => {
  const chosen = { theme: 'dark', currency: 'GBP', locale: 'de-DE', density: 'compact', pageSize: 12 } as const
  t.strictSame(parsePreferences(formatPreferences(chosen)), chosen)
  for (const text of ['', '1', '2.auto.EUR.en-IE.comfortable.24', '1.pink.EUR.en-IE.comfortable.24', '1.auto.EUR.en-IE.comfortable.25', '1.auto.EUR.en-IE.comfortable.24.x', '{"theme":"dark"}']) {
    t.equal(parsePreferences(text), undefined, text)
  }
})

t.test('chosen without a session, held before a login, through it, and after the logout', async t => {
  const { db, visitor, customer } = await openShop(t)
  const ann = visitor()
  const answer = await ann.post('/preferences', { ...DARK, return_to: '/products/dipped-mug' })
  t.match([answer.statusCode, answer.headers.location], [303, '/products/dipped-mug'])
  t.match(answer.cookies, [{ name: 'prefs', path: '/', httpOnly: true, sameSite: 'Lax' }])
  t.ok(`prefs=${ann.cookies.prefs}`.length < 512)
  t.equal((await db.query('select from session')).rowCount, 0)

  const holds = async (when: string): Promise<void> => {
    const { body } = await ann.get('/products/dipped-mug')
    t.match(body, /data-theme="dark"/, when)
    t.match(body, /16,00\s£/, when)
  }
  await holds('before')
  await ann.post('/cart/items', { sku: MUG })
  await signIn(ann, await customer())
  await holds('signed in')
  await ann.post('/logout')
  await holds('signed out')
})

t.test('what is saved on its own page is said there, without a session', async t => {
  const { db, visitor } = await openShop(t)
  const ann = visitor()
  t.notMatch((await ann.get('/preferences')).body, 'data-flash')
  const answer = await ann.post('/preferences', DARK)
  t.match([answer.statusCode, answer.headers.location], [303, '/preferences?saved=1'])
  const { body } = await ann.get('/preferences?saved=1')
  t.match(body, '<title>Gespeichert – Ihre Einstellungen – Pottle</title>')
  t.match(body, /data-flash="success" role="status">[\s\S]*Ihre Einstellungen sind gespeichert/)
  for (const value of ['dark', 'GBP', 'de-DE', 'compact', '12']) t.match(body, new RegExp(`<input type="radio"[^>]* value="${value}" checked>`))
  t.strictSame(Object.keys(ann.cookies), ['prefs'])
  t.equal((await db.query('select from session')).rowCount, 0)
  t.equal((await ann.post('/preferences', { theme: 'light', return_to: '/cart' })).headers.location, '/cart')
})

t.test('a form that says only one thing changes only that', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  await ann.post('/preferences', DARK)
  await ann.post('/preferences', { theme: 'light' })
  const { body } = await ann.get('/preferences')
  t.match(body, /data-theme="light" data-density="compact"/)
})

t.test('a choice that is not on offer is refused and changes nothing', async t => {
  const { visitor } = await openShop(t)
  const ann = visitor()
  for (const form of [{ theme: 'pink' }, { currency: 'XXX' }, { page_size: '1000' }, { theme: ['dark', 'light'] }, { evil: '1' }]) {
    const answer = await ann.post('/preferences', form)
    t.equal(answer.statusCode, 422)
    t.strictSame(answer.cookies, [])
  }
})

t.test('a cookie that is tampered with, old, unknown, or signed as something else yields the defaults and is replaced', async t => {
  const secret = 'the cookie secret of this test, 32+'
  const { visitor } = await openShop(t, { cookieSecrets: [secret, 'the secret before that one, 32 chars'] })
  const signer = new Signer(secret)
  const good = signer.sign(`prefs=${formatPreferences({ ...DEFAULTS, theme: 'dark' })}`).slice('prefs='.length)
  const wrong = [`${good}x`, good.replace('dark', 'light'), '', 'x', '.', 'x'.repeat(5000), signer.sign('1.dark.EUR.en-IE.comfortable.24'),
    signer.sign('prefs=0.dark.EUR').slice(6), signer.sign('theme=1.dark.EUR.en-IE.comfortable.24').slice(6)]
  for (const prefs of wrong) {
    const ann = visitor()
    ann.cookies.prefs = encodeURIComponent(prefs)
    const answer = await ann.get('/')
    t.match([answer.statusCode, answer.body], [200, /data-theme="auto"/])
    t.match(answer.cookies, [{ name: 'prefs', value: /^1\.auto\.EUR\.en-IE\.comfortable\.24\./ }], prefs.slice(0, 40))
  }
  const ann = visitor()
  ann.cookies.prefs = encodeURIComponent(good)
  const answer = await ann.get('/')
  t.match(answer.body, /data-theme="dark"/)
  t.strictSame(answer.cookies, [])
  ann.cookies.prefs = encodeURIComponent(new Signer('the secret before that one, 32 chars').sign(`prefs=${formatPreferences({ ...DEFAULTS, theme: 'dark' })}`).slice(6))
  const renewed = await ann.get('/')
  t.match(renewed.body, /data-theme="dark"/)
  t.match(renewed.cookies, [{ name: 'prefs', value: good }], 'an older secret is accepted, and replaced by the newest')
})
