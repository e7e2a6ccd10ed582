import type { FastifyRequest } from 'fastify'
import type { FieldErrors } from '../accounts/forms.ts'
import { priceCart, type PricedLine } from '../cart/cart.ts'
import { nameOf } from '../cart/messages.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { formatMoney, type Currency } from '../money.ts'
import { addressLines, COUNTRY_CODES, COUNTRY_NAMES } from './countries.ts'
import { arrivalOf, deliveryCents, formatArrival, SHIPPING, SHIPPING_NAMES, TARIFFS, type Shipping } from './delivery.ts'
import { PAYMENT_METHODS } from './payment.ts'
import { lineErrors, lineId, type Review } from './review.ts'

const COUNTRIES = COUNTRY_CODES.map(code => ({ value: code, text: COUNTRY_NAMES[code] }))
const PAYMENTS = PAYMENT_METHODS.map(({ code, name, hint }) => ({ value: code, text: name, hint }))

/** What `checkout/form` shows at `now`. `values` may have only some of the fields. */
export function formPage (
  { session, preferences: { currency, locale } }: FastifyRequest, catalog: Catalog, values: object, errors: FieldErrors, now = new Date()
): object {
  const cart = priceCart({ lines: session.cart.lines, saved: [] }, catalog, currency)
  const shown: Record<string, string> = { country: locale.slice(3), shipping: 'standard', line2: '', phone: '', ...values }
  const shipping = SHIPPING.find(known => known === shown.shipping) ?? 'standard'
  const delivery = deliveryCents(shipping, cart.subtotalCents, currency)
  return {
    values: shown,
    errors,
    countries: COUNTRIES,
    shippings: SHIPPING.map(way => shippingChoice(way, cart.subtotalCents, { currency, locale, now })),
    moreOpen: ['line2', 'phone'].some(field => shown[field] !== '' || errors[field] !== undefined),
    lines: namedLines(cart.lines, catalog),
    sums: { count: cart.count, subtotalCents: cart.subtotalCents, deliveryCents: delivery, totalCents: cart.subtotalCents + delivery, currency, shipping: SHIPPING_NAMES[shipping] }
  }
}

function shippingChoice (shipping: Shipping, subtotalCents: number, { currency, locale, now }: { currency: Currency, locale: string, now: Date }): object {
  const cents = deliveryCents(shipping, subtotalCents, currency)
  const freeFrom = shipping === 'standard' && cents > 0 ? ` · free from ${formatMoney(TARIFFS[currency].freeFromCents, currency, locale)}` : ''
  return {
    value: shipping,
    text: SHIPPING_NAMES[shipping],
    hint: `Arrives about ${formatArrival(arrivalOf(shipping, now), locale)}${freeFrom}`,
    aside: cents === 0 ? 'Free' : formatMoney(cents, currency, locale)
  }
}

/** What `checkout/review` shows at `now`. */
export function reviewPage (review: Review, catalog: Catalog, locale: string, errors: FieldErrors, now = new Date()): object {
  const { checkout, currency, totalCents } = review
  const [payment] = PAYMENT_METHODS
  return {
    review,
    errors,
    lines: namedLines(review.lines, catalog).map(line => ({ ...line, id: lineId(line.sku), error: errors[lineId(line.sku)] ?? '' })),
    address: addressLines(checkout),
    shipping: SHIPPING_NAMES[checkout.shipping],
    arrival: formatArrival(arrivalOf(checkout.shipping, now), locale),
    payments: PAYMENTS,
    payment: payment.code,
    blocked: Object.keys(lineErrors(review, catalog)).length > 0,
    button: `Pay ${formatMoney(totalCents, currency, locale)} ${payment.by}`,
    terms: payment.terms
  }
}

/** With `name` and `label` also where the item is not for sale any more. */
function namedLines (lines: readonly PricedLine[], catalog: Catalog): Array<PricedLine & { name: string, label: string }> {
  return lines.map(line => ({ ...line, name: line.product?.name ?? nameOf(line.sku, catalog), label: line.variant?.label ?? '' }))
}
