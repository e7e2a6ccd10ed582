import t from 'tap'
import { placeOrder } from '../helpers/checkout.ts'
import { lettersTo } from '../helpers/mail.ts'
import { MUG } from '../helpers/shop.ts'
import type { Answer, Form } from '../helpers/visitor.ts'
import { LETTER_NAMES } from '../../src/admin/settings/made-up.ts'
import { employ, openAdmin } from './shop-with-orders.ts'

const SHOP = { name: 'Kiln & Co', lines: 'Kiln and Company Ltd\r\n2 Oven Road\r\nCork', vat_id: 'IE7654321X', email: 'hello@kiln.example', phone: '+353 21 234 567' }
const NO_WORDS = { greeting_en: '', greeting_de: '', greeting_all_en: '', greeting_all_de: '', closing_en: '', closing_de: '' }

/** The fields of the form on a page, as a browser would send them. */
function fieldsIn ({ body }: Answer): Record<string, string> {
  const form = body.split('<main')[1] ?? ''
  const fields = [...form.matchAll(/<input (?:class="input"|type="hidden"|type="checkbox")[^>]*>/g)].map(([tag]) => tag)
  return Object.fromEntries(fields.filter(tag => !tag.includes('checkbox') || tag.includes(' checked')).map(tag => [/name="([^"]*)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? '']))
}

t.test('what the shop says of itself is so at once in titles, for machines, at its foot, in mails and on invoices to come; what is empty is as the environment has it', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor }, db, apps } = shops
  const number = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const step = async (number: string) => visitor.post(`/admin/orders/${number}/status`, { to: 'paid', version: '1' })
  await step(number)
  t.equal((await visitor.post('/admin/settings', { ...SHOP, version: '1' })).statusCode, 303)
  const late = await placeOrder(shops.visitor(), { [MUG]: 1 })
  await step(late)
  await apps[1]?.catalog.refresh()
  const guest = shops.visitor()
  guest.at(apps[1] ?? shops.app)
  const home = await guest.get('/')
  t.match(home.body, /<title>[^<]* – Kiln &amp; Co<\/title>[^]*"name":"Kiln \\u0026 Co"[^]*"email":"hello@kiln.example"[^]*mailto:hello@kiln\.example[^]*\+353 21 234 567/)
  t.match((await guest.get('/feed.xml')).body, 'New at Kiln &amp; Co')
  t.match((await visitor.get('/admin')).body, ' – Overview – Kiln &amp; Co admin</title>')
  await guest.post('/register', { name: 'Bo', email: 'bo@example.com', password: 'a kettle on a small blue stove' })
  t.match((await lettersTo(db, 'bo@example.com'))[0]?.body, /\n\nKiln & Co\n$/)
  const { rows } = await db.query('select seller[1] as seller, vat_id from invoice order by number')
  t.strictSame(rows, [{ seller: 'Pottle Ltd', vat_id: 'IE1234567X' }, { seller: 'Kiln and Company Ltd', vat_id: 'IE7654321X' }], 'an invoice that was written stays as it is')
  t.match((await db.query("select before, after from audit where kind = 'setting'")).rows, [{ before: {}, after: { name: 'Kiln & Co', vatId: 'IE7654321X' } }])

  t.equal((await visitor.post('/admin/settings', { name: '', lines: '', vat_id: '', email: '', phone: '', version: '2' })).statusCode, 303)
  const plain = await visitor.get('/')
  t.match(plain.body, ' – Pottle</title>')
  t.notMatch(plain.body, 'mailto:')
  t.equal(shops.app.seller.lines[0], 'Pottle Ltd')
})

t.test('what does not fit is told beside its field; two who save at once do not overwrite each other', async t => {
  const shops = await openAdmin(t, 2)
  const { boss: { visitor } } = shops
  const wrong: Array<[Form, string]> = [
    [{ name: 'a\u202Eb' }, 'name'], [{ name: 'x'.repeat(61) }, 'name'], [{ lines: 'a\n'.repeat(9) }, 'lines'], [{ vat_id: '12' }, 'vat_id'], [{ lines: '' }, 'vat_id'], [{ email: 'x' }, 'email'], [{ phone: 'call' }, 'phone']
  ]
  for (const [form, field] of wrong) {
    const refused = await visitor.post('/admin/settings', { ...SHOP, ...form, version: '1' })
    t.equal(refused.statusCode, 422, field)
    t.match(refused.body, `id="${field}-error"`)
  }
  for (const form of [{ ...SHOP, version: '2' }, { ...SHOP, version: '1', smtp_url: 'x' }, { version: '1' }]) t.equal((await visitor.post('/admin/settings', form)).statusCode, 422)
  const both = await Promise.all(shops.apps.map((app, at) => visitor.clone().at(app).post('/admin/settings', { ...SHOP, name: ['One', 'Two'][at], version: '1' })))
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [303, 422])
  const late = both.find(({ statusCode }) => statusCode === 422)
  t.match(late?.body, /<strong>Name<\/strong>: yours is “(One|Two)”, now it is “(One|Two)”/)
  const desk = await employ(shops, 'Desk', 'staff')
  for (const url of ['/admin/settings', '/admin/settings/mail', '/admin/settings/taxes']) t.equal((await desk.visitor.get(url)).statusCode, 404, url)
})

t.test('each mail can be looked at in both languages, as text and in a frame that runs nothing; a test goes to the own address', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor, email }, db } = shops
  for (const [form, words] of [
    [{ greeting_en: 'Dear,' }, 'English greeting: write'], [{ greeting_all_de: 'Liebe {name},' }, 'German greeting without a name: leave'], [{ greeting_en: '{name}{name}' }, 'English greeting: write'],
    [{ closing_de: 'x'.repeat(101) }, 'German closing: enter at most']
  ] as const) {
    const wrong = await visitor.post('/admin/settings/mail', { ...NO_WORDS, ...form, version: '1' })
    t.match([wrong.statusCode, wrong.body], [422, `<a href="#${Object.keys(form)[0]}">${words}`])
  }
  t.equal((await visitor.post('/admin/settings/mail', { ...NO_WORDS, greeting_en: 'Dear <b>{name}</b>,', closing_en: 'Yours,\nthe shop', greeting_all_de: 'Hallo,', version: '1' })).statusCode, 303)
  for (const name of Object.keys(LETTER_NAMES)) {
    for (const language of ['en', 'de']) {
      const page = await visitor.get(`/admin/settings/mail/${name}?language=${language}`)
      t.equal(page.statusCode, 200, `${name}, ${language}`)
      t.match(page.body, /<iframe[^>]* sandbox src=/)
      const html = await visitor.get(`/admin/settings/mail/${name}/html?language=${language}`)
      t.match(html.headers['content-security-policy'], /^sandbox; default-src 'none';.*frame-ancestors 'self'$/)
      t.match(html.body, new RegExp(`<html lang="${language}">`))
    }
  }
  t.match((await visitor.get('/admin/settings/mail/order-sent')).body, /Dear &lt;b&gt;Ann Archer&lt;\/b&gt;,[^]*Yours,\nthe shop/)
  t.match((await visitor.get('/admin/settings/mail/order-sent/html')).body, /<p>Dear &lt;b&gt;Ann Archer&lt;\/b&gt;,<\/p>[^]*<p>Yours,<br>the shop<\/p>/)
  t.match((await visitor.get('/admin/settings/mail/alert/html?language=de')).body, 'Hallo,')
  t.equal((await visitor.get('/admin/settings/mail/nothing')).statusCode, 404)
  const sent = await Promise.all(Array.from({ length: 12 }, () => visitor.clone().post('/admin/settings/mail/reset-password/test', { language: 'de' })))
  t.equal(sent.filter(({ statusCode }) => statusCode === 303).length, 10)
  t.equal(sent.filter(({ statusCode }) => statusCode === 429).length, 2)
  t.equal((await lettersTo(db, email)).filter(({ subject }) => subject === 'Ein neues Passwort für Ihr Konto').length, 10)
})

t.test('delivery and taxes change what new orders cost, and no order that exists', async t => {
  const shops = await openAdmin(t)
  const { boss: { visitor }, db } = shops
  const sums = async (number: string) => (await db.query('select delivery_cents, tax_cents, total_cents from orders where number = $1', [number])).rows[0]
  const old = await placeOrder(shops.visitor(), { [MUG]: 1 })
  const before = await sums(old)
  t.match(before, { delivery_cents: 490, total_cents: 2290 })

  const zone = fieldsIn(await visitor.get('/admin/settings/delivery/eu'))
  t.match(zone, { 'country-IE': '1', 'standard-kg-1': '10', 'standard-EUR-1': '4.90', 'standard-free-EUR': '60.00', 'express-EUR-2': '19.90' })
  const changed = { ...zone, 'standard-EUR-1': '5,50', 'country-CH': '1' }
  for (const [field, value, words] of [
    ['standard-EUR-1', 'much', 'Standard: enter a price in EUR such as 4.90 in row 1'], ['standard-kg-2', '10', 'Standard: row 2 has the weight of another row'],
    ['standard-most', '1', 'Standard: the most working days'], ['standard-fewest', '', 'Standard: enter the fewest working days'], ['express-GBP-2', '', 'Express: enter a price in GBP such as 4.90 in row 2']
  ] as const) {
    const refused = await visitor.post('/admin/settings/delivery/eu', { ...changed, [field]: value })
    t.equal(refused.statusCode, 422, field)
    t.match(refused.body, `<a href="#${field}">${words}`)
  }
  t.equal((await visitor.post('/admin/settings/delivery/eu', changed)).statusCode, 303)
  t.match((await db.query("select before, after from audit where kind = 'setting' and key = 'delivery/eu'")).rows, [{ before: { 'standard-EUR-1': '4.90' }, after: { 'standard-EUR-1': '5.50', 'country-CH': '1' } }])
  t.notMatch(fieldsIn(await visitor.get('/admin/settings/delivery/ch')), { 'country-CH': '1' }, 'a country is in one zone')
  t.strictSame((await db.query("select before, after from audit where kind = 'setting' and key = 'delivery/ch'")).rows, [{ before: { 'country-CH': '1' }, after: {} }], 'and the one that lost it tells so, too')
  t.equal((await db.query("select from audit where kind = 'setting'")).rowCount, 2, 'no other zone has anything to tell')
  const left = fieldsIn(await visitor.get('/admin/settings/delivery/ch'))
  const { 'standard-on': standard, 'express-on': express, ...none } = left
  t.match([standard, express, left['country-CH']], ['1', '1', undefined])
  for (const form of [none, { ...none, 'country-CH': '1' }, { version: none.version ?? '' }]) {
    const refused = await visitor.post('/admin/settings/delivery/ch', form)
    t.match([refused.statusCode, refused.body], [422, /href="#standard-on"[^]*Offer at least one way to deliver/])
  }
  t.strictSame(fieldsIn(await visitor.get('/admin/settings/delivery/ch')), left, 'a zone is not saved away')
  t.equal((await visitor.post('/admin/settings/delivery/ch', { ...left, 'standard-EUR-1': '9.95' })).headers.location, '/admin/settings/delivery/ch', 'one without countries stays, too')
  t.equal((await visitor.get('/admin/settings/delivery/ch')).statusCode, 200)
  t.equal((await visitor.post('/admin/settings/delivery/eu', changed)).statusCode, 422, 'the form is of an older version by now')

  const taxes = fieldsIn(await visitor.get('/admin/settings/taxes'))
  t.match(taxes, { 'rate-IE-standard': '23', 'rate-FI-standard': '25.5', 'rate-US-standard': '' })
  const wrong = await visitor.post('/admin/settings/taxes', { ...taxes, 'rate-IE-standard': '101' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, '<a href="#rate-IE-standard">Ireland, standard: enter a percentage such as 13.5, or leave it empty</a>')
  t.equal((await visitor.post('/admin/settings/taxes', { ...taxes, 'rate-IE-standard': '10' })).statusCode, 303)
  t.match((await db.query("select before, after from audit where kind = 'setting' and key = 'taxes'")).rows, [{ before: { 'rate-IE-standard': '23' }, after: { 'rate-IE-standard': '10' } }])

  t.match(await sums(await placeOrder(shops.visitor(), { [MUG]: 1 })), { delivery_cents: 550, total_cents: 2350, tax_cents: 214 })
  t.strictSame(await sums(old), before)
})
