import t from 'tap'
import type { Checkout } from '../../src/checkout/checkout.ts'
import { parseDelivery, type Typed } from '../../src/checkout/delivery-form.ts'
import { isAgreed, refusalErrors, reviewOf } from '../../src/checkout/review.ts'
import { EMPTY_SESSION } from '../../src/plugins/session/data.ts'
import { catalogOf } from '../helpers/catalog.ts'
import { ADDRESS } from '../helpers/checkout.ts'
import { termsWith } from '../helpers/terms.ts'

function errorsOf (changed: Partial<Typed>): string[] {
  const parsed = parseDelivery({ ...ADDRESS, ...changed }, termsWith().deliveries, 'EUR')
  return 'errors' in parsed ? Object.keys(parsed.errors) : []
}

t.test('an address is tidied, not judged', async t => {
  const parsed = parseDelivery({ ...ADDRESS, email: ' Gwen@Example.COM ', name: '  Zoë\t van  der Berg ', line1: '3\r\nKiln Lane', postcode: 'd02 af30' }, termsWith().deliveries, 'EUR')
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

t.test('what cannot be sent to a country is no choice there', async t => {
  t.strictSame(errorsOf({ country: 'CH', postcode: '8001', shipping: 'express' }), ['shipping'])
  t.strictSame(errorsOf({ country: 'CH', postcode: '8001' }), [])
})

t.test('a review takes its prices from the catalogue, and an order is agreed to the cent', async t => {
  const catalog = catalogOf({ MUG: { priceCents: 1800, available: 5 }, JUG: { priceCents: 2500, available: 1 } })
  const checkout: Checkout = { ...ADDRESS, country: 'IE', shipping: 'standard', key: 'k'.repeat(32) }
  const lines = [{ sku: 'MUG', quantity: 2, seen: { currency: 'EUR' as const, priceCents: 1 } }, { sku: 'JUG', quantity: 1 }]
  const session = { ...EMPTY_SESSION, checkout, cart: { lines, saved: [{ sku: 'JUG', quantity: 9 }] } }
  const review = reviewOf(session, catalog, 'EUR')
  t.match(review?.totals, { subtotalCents: 6100, deliveryCents: 0, totalCents: 6100 })
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
  t.ok(gone && !isAgreed(gone, { ...agreed, totalCents: gone.totals.totalCents }))
  t.match(gone && refusalErrors(gone, agreed, poorer, 'en-IE'), { 'line-JUG': { values: { name: /JUG/ } }, total: { values: { before: '€61.00', now: '€40.90' } } })
})
