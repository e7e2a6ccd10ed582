import type { Catalog } from '../catalog/catalog.ts'
import { COUNTRY_NAMES, isCountryCode } from '../checkout/countries.ts'
import { arrivalOf, formatArrival, SHIPPING, SHIPPING_NAMES, type Shipping } from '../checkout/delivery.ts'
import { findPaymentMethod } from '../checkout/payment.ts'
import { nextOf, STATUS_NAMES, stepsOf, type Order, type OrderEvent, type OrderLine } from './order.ts'

export interface Reader {
  locale: string
  /** Of the customer who looks at it. */
  isOwn: boolean
  now: Date
}

/** What `orders/show` shows. Pictures come from the catalogue of today, all else is as it was ordered. */
export function orderPage (order: Order, lines: readonly OrderLine[], events: readonly OrderEvent[], catalog: Catalog, { isOwn, locale, now }: Reader): object {
  const payment = findPaymentMethod(order.payment)
  const isPaid = events.some(({ toStatus }) => toStatus === 'paid')
  const shipping = SHIPPING.find(known => known === order.shipping)
  return {
    order,
    isOwn,
    lines: lines.map(line => ({ ...line, product: catalog.bySku.get(line.sku)?.product })),
    steps: stepsOf(order.status, events, payment?.isLate),
    statusName: STATUS_NAMES[order.status],
    next: nextOf(order.status, isPaid ? '' : payment?.nextStep ?? ''),
    arrival: shipping ? arrivalText(order, shipping, locale, now) : '',
    countryName: isCountryCode(order.country) ? COUNTRY_NAMES[order.country] : order.country,
    shippingName: shipping ? SHIPPING_NAMES[shipping] : order.shipping,
    paymentName: payment?.name ?? order.payment
  }
}

/** Empty when nothing is on its way any more, and once the estimate has proved wrong. */
function arrivalText ({ status, placedAt }: Order, shipping: Shipping, locale: string, now: Date): string {
  const arrival = arrivalOf(shipping, placedAt)
  const isOver = status === 'delivered' || status === 'cancelled' || now.getTime() - arrival.last.getTime() > ONE_DAY_MS
  return isOver ? '' : formatArrival(arrival, locale)
}

const ONE_DAY_MS = 24 * 60 * 60 * 1000
