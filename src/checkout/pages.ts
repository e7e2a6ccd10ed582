import type { FastifyRequest } from 'fastify'
import type { FieldErrors } from '../accounts/forms.ts'
import { priceCart, type PricedLine } from '../cart/cart.ts'
import { nameOf } from '../cart/messages.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Translate } from '../languages/translate.ts'
import { formatMoney, type Currency } from '../money.ts'
import { addressLines, countryChoices, COUNTRY_CODES, countryOf, isCountryCode, type CountryCode } from '../pricing/countries.ts'
import { arrivalOf, deliveryOffer, formatArrival, methodsFor, SHIPPING_NAMES, type Deliveries, type DeliveryMethod } from '../pricing/delivery.ts'
import { sayProblem, showTotals } from '../pricing/saying.ts'
import type { Terms } from '../pricing/terms.ts'
import { totalsOf, type Sale, type Totals } from '../pricing/totals.ts'
import type { PaymentMethod } from './payment.ts'
import { lineErrors, lineId, type Review } from './review.ts'

/** What `checkout/form` shows at `now`. `values` may have only some of the fields. */
export function formPage (
  { session: { cart: { lines, coupon } }, preferences: { currency, locale }, language, t }: FastifyRequest, catalog: Catalog, values: object, errors: FieldErrors, now = new Date()
): object {
  const shown: Record<string, string> = { country: countryOf(locale), shipping: 'standard', line2: '', phone: '', ...values }
  const country = isCountryCode(shown.country ?? '') ? shown.country as Sale['country'] : countryOf(locale)
  const cart = priceCart({ lines, saved: [] }, catalog, currency)
  const sale = { lines: cart.lines, currency, country, code: coupon, now }
  const choices = waysToSend(sale, catalog.terms)
  const chosen = choices.find(({ method }) => method.method === shown.shipping) ?? choices[0]
  return {
    values: shown,
    errors,
    countries: countryChoices(countriesFor(catalog.terms.deliveries, currency), language),
    shippings: choices.map(({ method, totals }) => shippingChoice(method, totals, catalog, { ...sale, locale, t })),
    moreOpen: ['line2', 'phone'].some(field => shown[field] !== '' || errors[field] !== undefined),
    lines: namedLines(cart.lines, catalog),
    count: cart.count,
    sums: chosen ? showTotals(chosen.totals, currency, locale) : null,
    shipping: chosen ? SHIPPING_NAMES[chosen.method.method] : ''
  }
}

/** How a sale can be sent, and what it costs then. */
export function waysToSend (sale: Omit<Sale, 'shipping'>, terms: Terms): Array<{ method: DeliveryMethod, totals: Totals }> {
  return methodsFor(terms.deliveries, sale).flatMap(method => {
    const totals = totalsOf({ ...sale, shipping: method.method }, terms)
    return totals ? [{ method, totals }] : []
  })
}

/** Where something can be sent to that is paid in this currency. */
export function countriesFor (deliveries: Deliveries, currency: Currency): CountryCode[] {
  return COUNTRY_CODES.filter(country => methodsFor(deliveries, { country, currency }).length > 0)
}

function shippingChoice (
  { method }: DeliveryMethod, { deliveryCents }: Totals, { terms: { deliveries } }: Catalog, { currency, country, now, locale, t }: Omit<Sale, 'shipping'> & { locale: string, t: Translate }
): object {
  const arrival = arrivalOf(deliveries, method, country, now)
  const free = method === 'standard' && deliveryCents > 0 ? deliveryOffer(deliveries, country, currency)?.freeFromCents : undefined
  return {
    value: method,
    text: SHIPPING_NAMES[method],
    hint: [
      ...arrival ? [t('Arrives about {days}', { days: formatArrival(arrival, locale) })] : [],
      ...free ? [t('free from {limit}', { limit: formatMoney(free, currency, locale) })] : []
    ].join(' · '),
    aside: deliveryCents === 0 ? t('Free') : formatMoney(deliveryCents, currency, locale)
  }
}

export interface ReviewView {
  locale: string
  t: Translate
  payments: readonly PaymentMethod[]
  /** Its code. */
  payment: string
  errors: FieldErrors
}

/** What `checkout/review` shows at `now`. */
export function reviewPage (review: Review, catalog: Catalog, { locale, t, payments, payment, errors }: ReviewView, now = new Date()): object {
  const { checkout, currency, totals, coupon } = review
  const chosen = payments.find(({ code }) => code === payment) ?? payments[0]
  const total = formatMoney(totals.totalCents, currency, locale)
  const arrival = arrivalOf(catalog.terms.deliveries, checkout.shipping, checkout.country, now)
  return {
    review,
    errors,
    lines: namedLines(review.lines, catalog).map(line => ({ ...line, id: lineId(line.sku), error: errors[lineId(line.sku)] ?? '' })),
    address: addressLines(checkout, catalog.language),
    shipping: SHIPPING_NAMES[checkout.shipping],
    arrival: arrival ? formatArrival(arrival, locale) : '',
    sums: showTotals(totals, currency, locale),
    couponNote: totals.couponProblem && coupon !== undefined ? sayProblem(totals.couponProblem, coupon, currency, locale) : '',
    payments: payments.map(({ code, name, hint }) => ({ value: code, text: t(name), hint: t(hint) })),
    payment: chosen?.code ?? '',
    blocked: Object.keys(lineErrors(review, catalog)).length > 0,
    button: payments.length === 1 && chosen ? t(chosen.pay(total)) : t('Order and pay {total}', { total }),
    terms: payments.length === 1 && chosen ? t(chosen.terms) : ''
  }
}

/** With `name` and `label` also where the item is not for sale any more. */
function namedLines (lines: readonly PricedLine[], catalog: Catalog): Array<PricedLine & { name: string, label: string }> {
  return lines.map(line => ({ ...line, name: line.product?.name ?? nameOf(line.sku, catalog), label: line.variant?.label ?? '' }))
}
