import t from 'tap'
import { step, versionIn } from './admin/shop-with-orders.ts'
import { orderFieldsIn } from './helpers/checkout.ts'
import { lettersTo } from './helpers/mail.ts'
import { MUG, PASSWORD } from './helpers/shop.ts'
import type { Answer } from './helpers/visitor.ts'
import { englishIn } from './languages/english.ts'
import { openPayingShop, passTime, stateOf, tell } from './payments/paying-shop.ts'
import { askBack, decide, returnsOf } from './returns/shop-with-returns.ts'

const TRACKING = '00340434161094042557'
const BERLIN = { name: 'Ann Archer', line1: 'Ofengasse 3', line2: '', city: 'Berlin', postcode: '10115', country: 'DE', phone: '', shipping: 'express' }

const READERS = [
  { language: 'en', locale: 'en-GB', coupon: '10% off', vat: /Includes 19% VAT/, sent: /is on its way/, refund: /Sent back to you/ },
  { language: 'de', locale: 'de-DE', coupon: '10 %', vat: /19\s%\sMwSt/, sent: /unterwegs/, refund: /zurück/ }
] as const

for (const { language, locale, coupon, vat, sent, refund } of READERS) {
  t.test(`the whole way with coupon, delivery, VAT, card, letters, tracking, return and refund: ${language}`, async t => {
    const shop = await openPayingShop(t, 2)
    const { apps: [one, two], boss, db, stripe } = shop
    if (!one || !two) throw new Error('two shops')
    const ann = shop.visitor()
    /** Every page that she sees is in her language. */
    const see = (answer: Answer): string => {
      t.equal(answer.statusCode, 200, String(answer.headers.location ?? ''))
      t.match(answer.body, `<html lang="${language}"`)
      if (language === 'de') t.strictSame(englishIn(answer.body), [])
      return answer.body
    }
    const email = 'ann@example.com'

    // A visitor fills a basket and takes a coupon, becomes a customer, and checks out at another process.
    await ann.post('/preferences', { locale })
    see(await ann.get(`/products/dipped-mug?sku=${MUG}`))
    await ann.post('/cart/items', { sku: MUG, quantity: '3' })
    t.equal((await ann.post('/cart/coupon', { code: 'welcome10' })).statusCode, 303)
    t.match(see(await ann.get('/cart')), coupon)
    await ann.post('/register', { name: 'Ann Archer', email, password: PASSWORD })
    const phone = shop.visitor().at(two)
    await phone.post('/preferences', { locale })
    await phone.post('/login', { email, password: PASSWORD })
    see(await phone.get('/checkout'))
    await phone.post('/checkout', { ...BERLIN, email })
    const review = await phone.get('/checkout/review')
    for (const part of [coupon, vat, 'Ofengasse 3', 'Express']) t.match(see(review), part)

    // Paid by card on the page of the provider, which tells by itself.
    const placed = await phone.post('/orders', { ...orderFieldsIn(review), payment: 'card' })
    const session = stripe.sessions.get(String(placed.headers.location).split('/pay/')[1] ?? '')
    if (!session) throw new Error(`not sent to pay: ${placed.statusCode} ${placed.headers.location}`)
    const number = session.client_reference_id
    const url = `/account/orders/${number}`
    t.equal(session.amount_total, Number(orderFieldsIn(review).expected_total))
    see(await phone.get(`/orders/${number}`))
    t.equal((await tell(one, stripe, stripe.pay(session.id))).statusCode, 200)
    t.match(await stateOf(shop, number), { status: 'paid', payment: 'paid' })

    // Packed, and sent with a number.
    await step(boss.visitor, number, 'packed')
    const toSend = await boss.visitor.get(`/admin/orders/${number}`)
    t.equal((await boss.visitor.post(`/admin/orders/${number}/status`, { to: 'sent', version: versionIn(toSend), carrier: 'dhl', tracking_number: TRACKING })).statusCode, 303)
    for (const part of [sent, TRACKING, vat]) t.match(see(await ann.get(url)), part)
    see(await ann.get(`/orders/${number}/invoice`))
    t.match((await ann.get(`/orders/${number}/invoice.pdf`)).body, /^%PDF-/)

    // One of three mugs comes back: asked for, approved, received, and its money with it.
    see(await ann.get(`${url}/return`))
    t.equal((await askBack(ann, { number, key: '' }, { [MUG]: 1 })).statusCode, 303)
    const [asked] = await returnsOf(shop, number)
    if (!asked) throw new Error('no return')
    t.equal((await decide(boss.visitor, asked.id, 'approve', '1')).statusCode, 303)
    t.equal((await decide(boss.visitor, asked.id, 'receive', '2', { [`restock-${MUG}`]: '1' })).statusCode, 303)
    const [received] = await returnsOf(shop, number)
    await passTime(shop)
    await one.payments.lookAfter()
    t.match(await stateOf(shop, number), { refunded: received?.refund, refunds: 1 })
    t.equal(received?.refund, 1620, 'a mug of 18.00 less its share of the coupon')
    t.match(see(await ann.get(url)), refund)

    const letters = await lettersTo(db, email)
    t.equal(letters.filter(({ subject }) => subject.includes(number)).length, 7, 'placed, paid, sent, asked, approved, received, refunded')
    t.equal(new Set(letters.map(({ subject }) => subject)).size, letters.length, 'each once')
    if (language === 'de') for (const { subject, body } of letters) t.strictSame(englishIn(`${subject}\n${body}`), [], subject)
  })
}
