import t, { type Test } from 'tap'
import { transaction } from '../../src/plugins/database.ts'
import { countAgain } from '../../src/reviews/count-again.ts'
import { openAdmin, step } from '../admin/shop-with-orders.ts'
import { numberIn, placeOrder, prepareOrder } from '../helpers/checkout.ts'
import { lettersTo, linkTo } from '../helpers/mail.ts'
import { MUG, openShop, PASSWORD, setStock } from '../helpers/shop.ts'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { askBack, decide, returnsOf } from '../returns/shop-with-returns.ts'
import { buyer, SLUG, write } from '../reviews/shop-with-reviews.ts'
import { englishIn } from './english.ts'

const CARAFE = 'CARAFE-NIGHT'
const ADDRESS = { name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Berlin', postcode: '10115', country: 'DE', phone: '' }

async function inGerman (visitor: Visitor): Promise<Visitor> {
  await visitor.post('/preferences', { locale: 'de-DE' })
  return visitor
}

/** Fails where a page is English in part, and returns what it shows. */
function check (t: Test, name: string, { statusCode, body }: Answer, status = 200): string {
  t.equal(statusCode, status, name)
  t.match(body, '<html lang="de"')
  t.strictSame(englishIn(body), [], name)
  return body
}

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
  check(t, 'shared', await ann.get(new URL(/class="address"><a href="([^"]+)"/.exec(list)?.[1] ?? '').pathname))
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

t.test('an order, from its confirmation to what comes back of it', async t => {
  const shops = await openAdmin(t)
  const boss = shops.boss.visitor
  const { visitor: ann } = await shops.customer()
  await inGerman(ann)
  check(t, 'none', await ann.get('/account/orders'))
  check(t, 'unknown', await ann.get('/account/orders/P-00000000'), 404)
  const number = await placeOrder(ann, { [MUG]: 2 })
  const url = `/account/orders/${number}`
  t.match(check(t, 'confirmed', await ann.get(`/orders/${number}`)), /Vielen Dank, Ihre Bestellung ist aufgegeben[^]*Irland/)
  check(t, 'no invoice yet', await ann.get(`/orders/${number}/invoice`), 404)
  check(t, 'nothing to return yet', await ann.get(`${url}/return`), 404)
  await step(boss, number, 'paid')
  check(t, 'changed meanwhile', await ann.post(`${url}/cancel`, { version: '1' }), 422)
  await step(boss, number, 'packed')
  t.match(check(t, 'packed by now', await ann.post(`${url}/cancel`, { version: '1' }), 422), 'inzwischen verpackt')
  await boss.post(`/admin/orders/${number}/status`, { to: 'sent', version: '3', carrier: 'other', tracking_number: 'AB12345' })
  t.match(check(t, 'sent', await ann.get(url)), /Ein anderer Paketdienst[^]*Etwas zurückgeben/)
  check(t, 'all', await ann.get('/account/orders'))
  check(t, 'older', await ann.get(`/account/orders?after=${number}`))

  check(t, 'to return', await ann.get(`${url}/return`))
  check(t, 'nothing chosen', await askBack(ann, { number, key: '' }, {}, { reason: '', note: 'x'.repeat(1001) }), 422)
  check(t, 'too many', await askBack(ann, { number, key: '' }, { [MUG]: 3 }), 422)
  await askBack(ann, { number, key: '' })
  t.match(check(t, 'asked', await ann.get(url)), 'Angefragt')
  check(t, 'withdrawn', await ann.submit(`${url}/return/withdraw`, { position: '1', version: '1' }))
  await askBack(ann, { number, key: '' }, { [MUG]: 2 })
  const [, back] = await returnsOf(shops, number)
  await decide(boss, String(back?.id), 'approve', '1')
  check(t, 'decided', await ann.post(`${url}/return/withdraw`, { position: '2', version: '1' }), 422)
  await decide(boss, String(back?.id), 'receive', '2')
  check(t, 'received', await ann.get(url))

  const second = await placeOrder(ann, { [MUG]: 1 })
  check(t, 'cancelled', await ann.submit(`/account/orders/${second}/cancel`, { version: '1' }))
})

t.test('a guest finds an order, and reads its invoice in the language of the order', async t => {
  const shops = await openAdmin(t)
  const guest = await inGerman(shops.visitor())
  check(t, 'find', await guest.get('/orders/find'))
  check(t, 'not found', await guest.post('/orders/find', { number: 'P-1', email: 'guest@example.com' }), 422)
  check(t, 'unknown', await guest.get('/orders/P-00000000?key=x'), 404)
  const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 1 }))
  const [number, url] = [numberIn(answer), String(answer.headers.location)]
  check(t, 'confirmed', await guest.get(url))
  await step(shops.boss.visitor, number, 'paid')
  t.match((await shops.boss.visitor.get(`/admin/orders/${number}`)).body, 'Reads German')
  const invoice = url.replace('?', '/invoice?')
  t.match(check(t, 'invoice', await guest.get(invoice)), /<article [^>]*lang="de"[^]*Rechnung[^]*23.%[^]*Bezahlt am/)
  for (const [reader, address] of [[shops.visitor(), invoice], [shops.boss.visitor, `/admin/orders/${number}/invoice`]] as const) {
    t.match((await reader.get(address)).body, /<html lang="en"[^]*<article [^>]*lang="de"[^]*lang="en">Open as PDF[^]*Bezahlt am/)
  }
  t.match((await guest.get(url.replace('?', '/invoice.pdf?'))).rawPayload.toString('latin1'), '/Lang (de)')
})

t.test('letters are in the language in which the order was placed, whoever takes the step', async t => {
  const shops = await openAdmin(t)
  const boss = shops.boss.visitor
  const lettersAbout = async (guest: Visitor, email: string): Promise<string[]> => {
    const answer = await guest.post('/orders', await prepareOrder(guest, { [MUG]: 2 }, { email }))
    const sent = { number: numberIn(answer), key: String(answer.headers.location).split('key=')[1] ?? '' }
    for (const to of ['paid', 'packed']) await step(boss, sent.number, to)
    await boss.post(`/admin/orders/${sent.number}/status`, { to: 'sent', version: '3', carrier: 'dhl', tracking_number: '00340434161094042557' })
    for (let count = 0; count < 2; count += 1) await askBack(guest, sent)
    const [first, second] = await returnsOf(shops, sent.number)
    await decide(boss, String(first?.id), 'approve', '1')
    await decide(boss, String(first?.id), 'receive', '2')
    await decide(boss, String(second?.id), 'refuse', '1', { answer: 'Glas: 3 €' })
    await step(boss, await placeOrder(guest, { [MUG]: 1 }, { email }), 'cancelled')
    const { rows } = await shops.db.query<{ letter: string }>("select subject || E'\\n' || body || html as letter from mail where recipient = $1 order by created_at", [email])
    return rows.map(({ letter }) => letter)
  }
  const german = await lettersAbout(await inGerman(shops.visitor()), 'uwe@example.com')
  const english = await lettersAbout(shops.visitor(), 'gwen@example.com')
  t.equal(german.length, english.length)
  t.ok(german.length >= 9, 'placed, paid, sent, asked for twice, approved, received, refused, placed, cancelled')
  for (const letter of german) t.strictSame([englishIn(letter), /<html lang="de"/.test(letter)], [[], true], letter.slice(0, 60))
  for (const letter of english) t.notMatch(letter, /\b(die|der|und|Ihre?|Sie|wir)\b|lang="de"/)
})
