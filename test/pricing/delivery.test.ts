import t from 'tap'
import { arrivalOf, deliveryCents, deliveryOffer, formatArrival, methodsFor } from '../../src/pricing/delivery.ts'
import { openShop } from '../helpers/shop.ts'
import { CURRENCIES } from '../../src/money.ts'
import { COUNTRY_CODES } from '../../src/pricing/countries.ts'
import { termsWith } from '../helpers/terms.ts'

const { deliveries } = termsWith()

t.test('standard delivery is free from a limit on, express never; heavy parcels cost more, and very heavy ones go in several', async t => {
  const parcel = { country: 'IE', currency: 'EUR', grams: 2000, goodsCents: 5999 } as const
  t.equal(deliveryCents(deliveries, 'standard', parcel), 490)
  t.equal(deliveryCents(deliveries, 'standard', { ...parcel, goodsCents: 6000 }), 0)
  t.equal(deliveryCents(deliveries, 'express', { ...parcel, goodsCents: 100_000 }), 1190)
  t.equal(deliveryCents(deliveries, 'standard', { ...parcel, grams: 10_000 }), 490)
  t.equal(deliveryCents(deliveries, 'standard', { ...parcel, grams: 10_001 }), 990)
  t.equal(deliveryCents(deliveries, 'standard', { ...parcel, grams: 60_001 }), 3 * 990)
  t.equal(deliveryCents(deliveries, 'express', { ...parcel, country: 'CH' }), undefined)
  t.equal(deliveryCents({}, 'standard', parcel), undefined)
  t.match(deliveryOffer(deliveries, 'IE', 'EUR'), { priceCents: 490, freeFromCents: 6000 })
})

t.test('the shop as it ships sends to every country, in every currency', async t => {
  const { app } = await openShop(t)
  const { terms } = app.catalog.current()
  for (const country of COUNTRY_CODES) {
    for (const currency of CURRENCIES) t.strictSame(methodsFor(terms.deliveries, { country, currency }).map(({ method }) => method), ['standard', 'express'], `${country} ${currency}`)
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
    t.strictSame(arrivalOf(deliveries, shipping, 'IE', new Date(at)), { first: new Date(first), last: new Date(last) }, `${shipping}, ${at}`)
  }
  const arrival = arrivalOf(deliveries, 'standard', 'IE', new Date('2026-11-20T12:00Z'))
  if (!arrival) throw new Error('it arrives')
  t.match(formatArrival(arrival, 'en-IE'), /^Wed 25\s–\sFri 27 November$/)
  t.match(formatArrival(arrival, 'de-DE'), /^Mi\., 25\.\s–\sFr\., 27\. November$/)
})
