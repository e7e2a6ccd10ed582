import t from 'tap'
import type { Checkout } from '../../src/checkout/checkout.ts'
import { addressLines } from '../../src/checkout/countries.ts'
import { arrivalOf, deliveryCents, formatArrival, SHIPPING, TARIFFS } from '../../src/checkout/delivery.ts'
import { parseDelivery, type Typed } from '../../src/checkout/delivery-form.ts'
import { isAgreed, refusalErrors, reviewOf } from '../../src/checkout/review.ts'
import { CURRENCIES } from '../../src/money.ts'
import { EMPTY_SESSION } from '../../src/plugins/session/data.ts'
import { catalogOf } from '../helpers/catalog.ts'
import { ADDRESS } from '../helpers/checkout.ts'

function errorsOf (changed: Partial<Typed>): string[] {
  const parsed = parseDelivery({ ...ADDRESS, ...changed })
  return 'errors' in parsed ? Object.keys(parsed.errors) : []
}

t.test('standard delivery is free from a limit on, express never', async t => {
  t.equal(deliveryCents('standard', 5999, 'EUR'), 490)
  t.equal(deliveryCents('standard', 6000, 'EUR'), 0)
  t.equal(deliveryCents('express', 100_000, 'EUR'), 1190)
  for (const currency of CURRENCIES) {
    for (const cents of Object.values(TARIFFS[currency])) t.ok(Number.isSafeInteger(cents) && cents > 0)
    t.ok(SHIPPING.every(shipping => deliveryCents(shipping, 1, currency) > 0))
  }
})

t.test('a parcel arrives on working days, counted from the day after the order', async t => {
  const cases: Array<[string, 'standard' | 'express', string, string]> = [
    ['2026-11-18T09:00Z', 'standard', '2026-11-23', '2026-11-25'], // a Wednesday
    ['2026-11-18T23:59:59.999Z', 'express', '2026-11-19', '2026-11-20'],
    ['2026-11-20T12:00Z', 'express', '2026-11-23', '2026-11-24'], // a Friday
    ['2026-11-21T00:00Z', 'express', '2026-11-23', '2026-11-24'],
    ['2026-11-22T23:00Z', 'standard', '2026-11-25', '2026-11-27'],
    ['2026-12-30T12:00Z', 'standard', '2027-01-04', '2027-01-06']
  ]
  for (const [at, shipping, first, last] of cases) {
    t.strictSame(arrivalOf(shipping, new Date(at)), { first: new Date(first), last: new Date(last) }, `${shipping}, ${at}`)
  }
  const arrival = arrivalOf('standard', new Date('2026-11-20T12:00Z'))
  t.match(formatArrival(arrival, 'en-IE'), /^Wed 25\s–\sFri 27 November$/)
  t.match(formatArrival(arrival, 'de-DE'), /^Mi\., 25\.\s–\sFr\., 27\. November$/)
})

t.test('an address is tidied, not judged', async t => {
  const parsed = parseDelivery({ ...ADDRESS, email: ' Gwen@Example.COM ', name: '  Zoë\t van  der Berg ', line1: '3\r\nKiln Lane', postcode: 'd02 af30' })
  t.match(parsed, { delivery: { email: 'gwen@example.com', name: 'Zoë van der Berg', line1: '3 Kiln Lane', postcode: 'D02 AF30' } })
  t.strictSame(errorsOf({ email: "kate.o'neill@example.ie" }), [])
  for (const name of ['X', '李小龍', "O'Brien-Ní <b>", 'Nguyễn Thị', 'Zoe\u0308']) t.strictSame(errorsOf({ name }), [], name)
})

t.test('each field that does not fit is named', async t => {
  const cases: Array<[keyof Typed, string[]]> = [
    ['email', ['', 'gwen', 'x\u200B@example.com', 'e\u0301\u0301\u0301\u0301\u0301\u0301@example.com', 'gwen@', '@example.com', 'gwen@example', 'a b@example.com', 'a@b@example.com', 'a,b@example.com', `${'x'.repeat(250)}@example.com`, 'a@example..com', 'a@\u202Eexample.com']],
    ['name', ['', '   ', '…', '\u200B\u200B', 'x'.repeat(101), 'Gwen \u202Etseug', 'e\u0301\u0301\u0301\u0301\u0301\u0301']],
    ['line1', ['', '-', 'x'.repeat(101)]],
    ['line2', ['-', 'x'.repeat(101)]],
    ['city', ['', '.', 'x'.repeat(101)]],
    ['postcode', ['', '12', '!', 'x'.repeat(13)]],
    ['country', ['', 'XX', 'ie', 'Ireland', '__proto__']],
    ['phone', ['call me', '12', '1'.repeat(31)]],
    ['shipping', ['', 'pigeon', 'constructor']]
  ]
  for (const [field, values] of cases) {
    for (const value of values) t.strictSame(errorsOf({ [field]: value }), [field], `${field}: ${value.slice(0, 20)}`)
  }
  t.strictSame(errorsOf({ email: '', name: '', line1: '', city: '', postcode: '', country: '', shipping: '' }), ['email', 'name', 'line1', 'postcode', 'city', 'country', 'shipping'], 'in the order of the page')
})

t.test('postcodes as people write them', async t => {
  const good: Record<string, string[]> = {
    IE: ['D02 AF30', 'd02af30', 'D6W XA00', 'T12'], GB: ['SW1A 1AA', 'sw1a1aa', 'M1 1AE', 'B33 8TH'], DE: ['10115'], US: ['10001', '10001-1234'],
    NL: ['1012 AB', '1012AB'], AT: ['1010'], FR: ['75001'], PT: ['1000-205', '1000205'], SE: ['111 22'], PL: ['00-001']
  }
  const bad: Record<string, string[]> = { IE: ['Dublin 2'], GB: ['12345'], DE: ['1011', 'SW1A 1AA'], US: ['1000', '100011'], NL: ['1012'], AT: ['10115'], FR: ['7500'] }
  for (const [country, postcodes] of Object.entries(good)) for (const postcode of postcodes) t.strictSame(errorsOf({ country, postcode }), [], `${country} ${postcode}`)
  for (const [country, postcodes] of Object.entries(bad)) for (const postcode of postcodes) t.strictSame(errorsOf({ country, postcode }), ['postcode'], `${country} ${postcode}`)
})

t.test('a review takes its prices from the catalogue, and an order is agreed to the cent', async t => {
  const catalog = catalogOf({ MUG: { priceCents: 1800, available: 5 }, JUG: { priceCents: 2500, available: 1 } })
  const checkout: Checkout = { ...ADDRESS, country: 'IE', shipping: 'standard', key: 'k'.repeat(32) }
  const lines = [{ sku: 'MUG', quantity: 2, seen: { currency: 'EUR' as const, priceCents: 1 } }, { sku: 'JUG', quantity: 1 }]
  const session = { ...EMPTY_SESSION, checkout, cart: { lines, saved: [{ sku: 'JUG', quantity: 9 }] } }
  const review = reviewOf(session, catalog, 'EUR')
  t.match(review, { subtotalCents: 6100, deliveryCents: 0, totalCents: 6100 })
  t.equal(reviewOf({ ...session, cart: EMPTY_SESSION.cart }, catalog, 'EUR'), undefined)
  t.equal(reviewOf({ ...session, checkout: undefined }, catalog, 'EUR'), undefined)
  if (!review) return

  const agreed = { key: review.key, totalCents: 6100, currency: 'EUR' as const }
  t.ok(isAgreed(review, agreed))
  t.notOk(isAgreed(review, { ...agreed, totalCents: 6101 }))
  t.notOk(isAgreed(review, { ...agreed, currency: 'USD' }))
  t.notOk(isAgreed(review, { ...agreed, key: 'x'.repeat(32) }))
  const poorer = catalogOf({ MUG: { priceCents: 1800, available: 5 } })
  const gone = reviewOf(session, poorer, 'EUR')
  t.ok(gone && !isAgreed(gone, { ...agreed, totalCents: gone.totalCents }))
  t.match(gone && refusalErrors(gone, agreed, poorer, 'en-IE'), { 'line-JUG': /JUG/, total: /was €61\.00, is now €40\.90/ })
})

t.test('an address is written as its country writes it', t => {
  const address = { name: 'Ann Archer', line1: '1 Kiln Lane', line2: '', city: 'Cork', postcode: 'T12 X70A', country: 'IE' }
  t.strictSame(addressLines(address), ['Ann Archer', '1 Kiln Lane', 'Cork', 'T12 X70A', 'Ireland'])
  t.strictSame(addressLines({ ...address, line2: 'Loft', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' }), ['Ann Archer', '1 Kiln Lane', 'Loft', 'Leeds', 'LS1 1AA', 'United Kingdom'])
  t.strictSame(addressLines({ ...address, city: 'Troy', postcode: '12180', country: 'US' }).slice(2), ['Troy 12180', 'United States'])
  t.strictSame(addressLines({ ...address, city: 'Wien', postcode: '1010', country: 'AT' }).slice(2), ['1010 Wien', 'Austria'])
  t.strictSame(addressLines({ ...address, city: 'Oslo', postcode: '0150', country: 'NO' }).slice(2), ['0150 Oslo', 'NO'], 'a country of old orders')
  t.end()
})
