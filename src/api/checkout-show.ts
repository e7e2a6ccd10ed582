import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { priceCart } from '../cart/cart.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Delivery } from '../checkout/checkout.ts'
import { countriesFor, waysToSend } from '../checkout/pages.ts'
import type { PaymentMethod } from '../checkout/payment.ts'
import { lineErrors, lineId, type Review as Reviewed } from '../checkout/review.ts'
import type { Translate, Words } from '../languages/translate.ts'
import { countryChoices, countryOf } from '../pricing/countries.ts'
import { arrivalOf, SHIPPING_NAMES, type Arrival } from '../pricing/delivery.ts'
import { sayProblem, showTotals } from '../pricing/saying.ts'
import { linesJson } from './cart-show.ts'
import { sumsJson } from './cart-schema.ts'
import type { Checkout, KnownDelivery, Review } from './checkout-schema.ts'
import { money } from './schema.ts'
import type { FieldProblem } from './problem.ts'

/** Where to and how it can be sent. `known` may have only some of the fields. */
export function checkoutJson ({ session: { cart: { lines, coupon } }, preferences: { currency, locale } }: FastifyRequest, catalog: Catalog, known: Partial<Delivery>): Static<typeof Checkout> {
  const now = new Date()
  const { terms } = catalog
  const delivery = deliveryJson({ country: countryOf(locale), shipping: 'standard', ...known })
  const country = known.country ?? countryOf(locale)
  const sale = { lines: priceCart({ lines, saved: [] }, catalog, currency).lines, currency, country, code: coupon, now }
  return {
    delivery,
    countries: countryChoices(countriesFor(terms.deliveries, currency), catalog.language).map(({ value, text }) => ({ code: value, name: text })),
    shippings: waysToSend(sale, terms).map(({ method: { method }, totals }) => ({
      code: method, name: SHIPPING_NAMES[method], price: money(totals.deliveryCents, currency), arrival: arrivalJson(arrivalOf(terms.deliveries, method, country, now))
    }))
  }
}

export function deliveryJson ({ email = '', name = '', line1 = '', line2 = '', city = '', postcode = '', country, phone = '', shipping }: Partial<Delivery>): Static<typeof KnownDelivery> {
  return { email, name, line1, line2, city, postcode, country: country ?? '', phone, shipping: shipping ?? '' }
}

export function reviewJson (review: Reviewed, catalog: Catalog, payments: readonly PaymentMethod[], locale: string, t: Translate): Static<typeof Review> {
  const { key, checkout, lines, currency, totals, coupon } = review
  const errors = lineErrors(review, catalog)
  return {
    checkout_key: key,
    expected_total: money(totals.totalCents, currency),
    delivery: deliveryJson(checkout),
    arrival: arrivalJson(arrivalOf(catalog.terms.deliveries, checkout.shipping, checkout.country, new Date())),
    lines: linesJson(lines, catalog, currency),
    sums: sumsJson(showTotals(totals, currency, locale)),
    coupon_note: totals.couponProblem && coupon !== undefined ? t(sayProblem(totals.couponProblem, coupon, currency, locale)) : null,
    payments: payments.map(({ code, name, hint, terms }) => ({ code, name: t(name), hint: t(hint), terms: t(terms) })),
    problems: lines.flatMap(({ sku }) => errors[lineId(sku)] === undefined ? [] : [{ sku, detail: t(errors[lineId(sku)] ?? '') }])
  }
}

const POINTERS: Readonly<Record<string, string>> = { total: '#/expected_total', order: '#/checkout_key' }

/** The sentences of a refused order, each with what it is about. */
export function refusalProblems (errors: Readonly<Record<string, Words>>, skus: readonly string[]): FieldProblem[] {
  return Object.entries(errors).map(([id, detail]) => {
    const sku = skus.find(sku => lineId(sku) === id)
    const pointer = POINTERS[id]
    return { detail, ...pointer !== undefined && { pointer }, ...sku !== undefined && { sku } }
  })
}

function arrivalJson (arrival: Arrival | undefined): { first: string, last: string } | null {
  return arrival ? { first: dayOf(arrival.first), last: dayOf(arrival.last) } : null
}

function dayOf (date: Date): string {
  return date.toISOString().slice(0, 10)
}
