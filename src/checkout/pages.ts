import type { FastifyRequest } from 'fastify'
import type { FieldErrors } from '../accounts/forms.ts'
import { priceCart } from '../cart/cart.ts'
import { nameOf } from '../cart/messages.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { formatMoney } from '../money.ts'
import { COUNTRY_CODES, COUNTRY_NAMES } from './countries.ts'
import { deliveryCents, SHIPPING, SHIPPING_NAMES, SHIPPING_TIMES } from './delivery.ts'
import { PAYMENT_METHODS } from './payment.ts'
import { lineErrors, lineId, type Review } from './review.ts'

const COUNTRIES = COUNTRY_CODES.map(code => ({ value: code, text: COUNTRY_NAMES[code] }))
const PAYMENTS = PAYMENT_METHODS.map(({ code, name, hint }) => ({ value: code, text: name, hint }))

/** What `checkout/form` shows. `values` may have only some of the fields. */
export function formPage ({ session, preferences: { currency, locale } }: FastifyRequest, catalog: Catalog, values: object, errors: FieldErrors): object {
  const cart = priceCart({ lines: session.cart.lines, saved: [] }, catalog, currency)
  const shown: Record<string, string> = { country: locale.slice(3), shipping: 'standard', line2: '', phone: '', ...values }
  return {
    values: shown,
    errors,
    countries: COUNTRIES,
    shippings: SHIPPING.map(shipping => {
      const cents = deliveryCents(shipping, cart.subtotalCents, currency)
      return { value: shipping, text: SHIPPING_NAMES[shipping], hint: SHIPPING_TIMES[shipping], aside: cents === 0 ? 'Free' : formatMoney(cents, currency, locale) }
    }),
    moreOpen: ['line2', 'phone'].some(field => shown[field] !== '' || errors[field] !== undefined),
    lines: cart.lines.map(line => ({ ...line, name: nameOf(line.sku, catalog) })),
    cart
  }
}

/** What `checkout/review` shows. */
export function reviewPage (review: Review, catalog: Catalog, locale: string, errors: FieldErrors): object {
  const { checkout, currency, totalCents } = review
  return {
    review,
    errors,
    lines: review.lines.map(line => ({ ...line, id: lineId(line.sku), name: nameOf(line.sku, catalog), error: errors[lineId(line.sku)] ?? '' })),
    country: COUNTRY_NAMES[checkout.country],
    shipping: `${SHIPPING_NAMES[checkout.shipping]}, ${SHIPPING_TIMES[checkout.shipping]}`,
    payments: PAYMENTS,
    payment: PAYMENT_METHODS[0]?.code,
    blocked: Object.keys(lineErrors(review, catalog)).length > 0,
    button: `Place order: ${formatMoney(totalCents, currency, locale)}`
  }
}
