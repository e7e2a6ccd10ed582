import t from 'tap'
import { transaction } from '../../src/plugins/database.ts'
import { countAgain } from '../../src/reviews/count-again.ts'
import { ADDRESS as DELIVERY, orderFieldsIn, prepareOrder } from '../helpers/checkout.ts'
import { lettersTo, linkTo } from '../helpers/mail.ts'
import { MUG, openShop, PASSWORD, setStock } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { openPayingShop } from '../payments/paying-shop.ts'
import { buyer, SLUG, write } from '../reviews/shop-with-reviews.ts'
import { englishIn } from './english.ts'
import { check, inGerman } from './german.ts'

const CARAFE = 'CARAFE-NIGHT'
const ADDRESS = { name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Berlin', postcode: '10115', country: 'DE', phone: '' }

t.test('getting an account, and back into it', async t => {
  const { visitor, db } = await openShop(t)
  const ann = await inGerman(visitor())
  for (const url of ['/login', '/login?left=1', '/login?deleted=1', '/register', '/forgot-password', '/forgot-password?sent=1', '/reset-password?token=none', '/confirm-email?token=none', '/wishlists/none', '/alerts?sku=MUG-BONE&token=none']) {
    check(t, url, await ann.get(url), /none/.test(url) ? 404 : 200)
  }
  check(t, 'nothing typed', await ann.post('/register', { name: '', email: '', password: '' }), 422)
  check(t, 'too short', await ann.post('/register', { name: 'x'.repeat(101), email: 'ann', password: 'kiln' }), 422)
  check(t, 'too well known', await ann.post('/register', { name: '\u202Eann', email: 'ann@example.com', password: 'passwordpassword' }), 422)
  check(t, 'of the shop', await ann.post('/register', { name: 'Ann', email: 'ann@example.com', password: 'pottle pottle pottle' }), 422)
  t.match(check(t, 'in', await ann.submit('/register', { name: 'Ann Archer', email: 'ann@example.com', password: PASSWORD })), 'Willkommen, Ann Archer')
  check(t, 'taken', await (await inGerman(visitor())).post('/register', { name: 'Ann', email: 'ann@example.com', password: PASSWORD }), 422)
  const link = await linkTo(db, 'ann@example.com', /^Bestätigen Sie/)
  check(t, 'to be confirmed', await ann.get(link))
  check(t, 'confirmed', await ann.submit('/confirm-email', { token: new URL(link, 'http://shop').searchParams.get('token') ?? '' }))
  await ann.post('/logout')
  check(t, 'wrong', await ann.post('/login', { email: 'ann@example.com', password: 'no' }), 422)
  check(t, 'right', await ann.submit('/login', { email: 'ann@example.com', password: PASSWORD }))
  await ann.post('/forgot-password', { email: 'ann@example.com' })
  check(t, 'reset', await ann.get(await linkTo(db, 'ann@example.com', /^Ein neues Passwort/)))
})

t.test('what an account holds, and the letters about it', async t => {
  const { customer, db } = await openShop(t)
  const { visitor, email } = await customer()
  const ann = await inGerman(visitor)
  for (const url of ['/account', '/account/confirm', '/account/password', '/account/email', '/account/second-factor', '/account/delete', '/account/devices', '/account/addresses', '/account/wishlist']) check(t, url, await ann.get(url))
  check(t, 'no name', await ann.post('/account', { name: '' }), 422)
  check(t, 'not the password', await ann.post('/account/password', { current_password: 'no', password: '' }), 422)
  check(t, 'not this account', await ann.post('/account/delete', { email: 'no' }), 422)
  check(t, 'not the code', await ann.post('/account/second-factor', { setup: /name="setup" value="([^"]*)"/.exec((await ann.get('/account/second-factor')).body)?.[1] ?? '', code: '1' }), 422)
  check(t, 'to another address', await ann.submit('/account/email', { email: 'anna@example.com' }))
  check(t, 'a new password', await ann.submit('/account/password', { current_password: PASSWORD, password: 'another jug of rather good tea' }))

  check(t, 'no address', await ann.post('/account/addresses', { ...ADDRESS, name: '', line1: '\u202E', city: 'x'.repeat(101), country: 'XX', phone: 'no' }), 422)
  t.match(check(t, 'no postcode', await ann.post('/account/addresses', { ...ADDRESS, postcode: '1' }), 422), 'Deutschland')
  t.match(check(t, 'an address', await ann.submit('/account/addresses', ADDRESS)), /10115 Berlin<br>Deutschland/)
  const wish = `/account/wishlist/items/${MUG}`
  check(t, 'wished', await ann.submit(wish, { return_to: '/account' }))
  await ann.post('/account/wishlist/link')
  const list = check(t, 'the list', await ann.get('/account/wishlist'))
  check(t, 'shared', await ann.get(new URL(/class="to-copy"><a href="([^"]+)"/.exec(list)?.[1] ?? '').pathname))
  await ann.post('/account/wishlist/link/revoke')
  check(t, 'taken off', await ann.submit(`${wish}/remove`))
  await ann.submit('/account/delete', { email })

  const letters = [...await lettersTo(db, email), ...await lettersTo(db, 'anna@example.com')]
  t.equal(letters.length, 5)
  for (const { subject, body } of letters.slice(1)) t.strictSame(englishIn(`${subject}\n${body}`), [], subject)
  t.match(letters[0]?.subject, 'Confirm your e-mail address', 'as it was read when it was written')
})

t.test('a mail about stock is written in the language in which it was asked for', async t => {
  const shops = await openShop(t)
  const { db, app, visitor } = shops
  const guest = await inGerman(visitor())
  const ask = async (from: Visitor): Promise<Answer> => from.submit('/products/night-carafe/alerts', { sku: CARAFE, email: 'zoe@example.com' })
  const told = /data-flash="success".*?<\/p>/s.exec((await ask(guest)).body)?.[0] ?? 'nothing'
  t.match([told, englishIn(told)], [/Mails/, []])
  const link = await linkTo(db, 'zoe@example.com', /^Sollen wir/)
  check(t, 'wanted?', await guest.get(link))
  check(t, 'wanted', await guest.submit('/alerts/confirm', Object.fromEntries(new URL(link, 'http://shop').searchParams)))
  await ask(visitor())
  await setStock(shops, CARAFE, 5)
  await app.alerts.send()
  const letters = await lettersTo(db, 'zoe@example.com')
  t.match(letters.map(({ subject }) => subject), [/^Sollen/, /^Wieder vorrätig/], 'whoever else asks for it')
  for (const { subject, body } of letters) t.strictSame(englishIn(`${subject}\n${body}`), [], subject)
})

t.test('a review says in which language it is, where the page is in another', async t => {
  const shops = await openShop(t)
  const [ann, bo] = [await buyer(shops), await buyer(shops, { name: 'Bo Baker' })]
  await inGerman(ann.visitor)
  await ann.visitor.get('/')
  check(t, 'not bought', await ann.visitor.get('/products/dusk-teapot/review'), 403)
  check(t, 'to write', await ann.visitor.get(`/products/${SLUG}/review`))
  check(t, 'nothing written', await write(ann.visitor, { stars: '6', title: 'x'.repeat(81), body: 'Gut', name: '' }), 422)
  await write(ann.visitor, { title: 'Hält Tee', body: 'Und hält ihn eine Weile warm.' })
  check(t, 'written', await ann.visitor.get(`/products/${SLUG}/review`))
  await write(bo.visitor)
  await shops.db.query("update review set state = 'refused', reason = 'It names the neighbours.'")
  check(t, 'refused', await ann.visitor.get(`/products/${SLUG}/review`))
  await shops.db.query("update review set state = 'published', published_at = now(), reason = '', reply = 'Thank you for the praise'")
  await transaction(shops.db, db => countAgain(db, [SLUG]))
  await shops.app.catalog.refresh()
  for (const url of [`/products/${SLUG}/reviews`, `/products/${SLUG}/reviews?stars=1`]) check(t, url, await ann.visitor.get(url))
  const [german, english] = [await ann.visitor.get(`/products/${SLUG}/reviews?stars=4`), await bo.visitor.get(`/products/${SLUG}/reviews?stars=4`)]
  const markedIn = ({ body }: Answer): string[] => [...body.matchAll(/class="review__title" lang="(..)">([^<]*)/g)].map(([, language, title]) => `${language} ${title}`)
  t.strictSame([markedIn(german), markedIn(english)], [['en Holds tea'], ['de Hält Tee']])
  t.match(german.body, 'lang="en">Thank you for the praise')
})

t.test('from the basket to the button that orders, and why it may refuse', async t => {
  const shops = await openPayingShop(t)
  const { db, app, visitor } = shops
  const guest = await inGerman(visitor())
  await guest.post('/cart/items', { sku: MUG, quantity: '3' })
  const form = check(t, 'the form', await guest.get('/checkout'))
  t.match(form, /<option value="DK">Dänemark<[\s\S]*<option value="DE" selected>Deutschland<[\s\S]*<option value="AT">Österreich</, 'in the order of their German names')
  t.match(form, /Lieferung etwa [^·]+ · ab 60,00\s€ kostenlos/)
  check(t, 'nothing typed', await guest.post('/checkout', { ...DELIVERY, email: '', name: '', line1: '', city: '', postcode: '', country: '', phone: 'x', shipping: '' }), 422)
  const fields = await prepareOrder(guest, {})
  t.match(check(t, 'the review', await guest.get('/checkout/review')), /Irland[\s\S]*Karte[\s\S]*Rechnung[\s\S]*Für [\d,]+\s€ kaufen/)
  t.match(check(t, 'no way to pay', await guest.post('/orders', { ...fields, payment: '' }), 422), 'Wählen Sie, wie Sie bezahlen möchten')
  t.match(check(t, 'another total', await guest.post('/orders', { ...fields, expected_total: '1', payment: 'invoice' }), 422), /Die Gesamtsumme war 0,01\s€/)
  await db.query('update stock set available = 2 where sku = $1', [MUG])
  check(t, 'too few', await guest.post('/orders', fields), 422)
  await db.query('update stock set available = 0 where sku = $1', [MUG])
  await app.catalog.refresh()
  check(t, 'none', await guest.get('/checkout/review'))
  await setStock(shops, MUG, 3)
  const { headers } = await guest.post('/orders', { ...orderFieldsIn(await guest.get('/checkout/review')), payment: 'card' })
  const [session] = [...shops.stripe.sessions.values()]
  const { pathname, search } = new URL(session?.success_url ?? String(headers.location))
  const waiting = /<p>Die Artikel sind noch <strong><time[^>]*>\d+ Minuten<[\s\S]*?<\/form>/.exec((await guest.get(pathname + search)).body)?.[0] ?? 'nothing'
  t.match([waiting, englishIn(waiting)], [/mit Karte bezahlen/, []])
  t.match((await guest.submit(`${pathname}/pay`, { payment: 'invoice', key: new URLSearchParams(search).get('key') ?? '' })).body, /data-flash="success"[\s\S]*wird auf Rechnung bezahlt\. Die Rechnung liegt im Paket\./)
})

t.test('what the API says to people', async t => {
  const { visitor } = await openShop(t)
  const guest = await inGerman(visitor())
  await guest.post('/cart/items', { sku: MUG, quantity: '1' })
  const ask = async (...what: Parameters<Visitor['api']>) => (await guest.api(...what)).body
  t.match(await ask('GET', '/checkout/review'), { type: 'urn:tote:problem:no-delivery', title: 'It is not known where to send the order', detail: 'Geben Sie zuerst an, wohin die Bestellung geht.' })
  t.match(await ask('PUT', '/checkout', { ...DELIVERY, country: 'DE', postcode: '1' }), { errors: [{ detail: /Deutschland/ }] })
  t.match(await ask('PUT', '/cart/coupon', { code: 'WINTER' }), { errors: [{ detail: 'Einen Gutschein WINTER gibt es nicht' }] })
  t.match(await ask('POST', '/cart/items', {}), { errors: [{ detail: 'fehlt' }] })
  t.match((await ask('PUT', '/checkout', DELIVERY)).countries.slice(0, 2), [{ name: 'Belgien' }, { name: 'Dänemark' }])
  t.match((await ask('GET', '/checkout/review')).payments, [{ name: 'Rechnung', terms: /fällig/ }])
})
