import type { Catalog } from '../catalog/catalog.ts'
import { addressLines } from '../checkout/countries.ts'
import { arrivalOf, formatArrival, SHIPPING, SHIPPING_NAMES, type Shipping } from '../checkout/delivery.ts'
import { findPaymentMethod } from '../checkout/payment.ts'
import { nextOf, STATUS_NAMES, stepsOf, type Order, type OrderEvent, type OrderLine } from './order.ts'

export interface Reader {
  locale: string
  /** Of the customer who looks at it. */
  isOwn: boolean
  /** Where placing an order leads, as opposed to the history. */
  isConfirmation: boolean
  now: Date
}

/** What `orders/show` shows. Pictures come from the catalogue of today, all else is as it was ordered. */
export function orderPage (order: Order, lines: readonly OrderLine[], events: readonly OrderEvent[], catalog: Catalog, { isOwn, isConfirmation, locale, now }: Reader): object {
  const payment = findPaymentMethod(order.payment)
  const isPaid = events.some(({ toStatus }) => toStatus === 'paid')
  const shipping = SHIPPING.find(known => known === order.shipping)
  return {
    order,
    isOwn,
    isNew: isConfirmation && order.status === 'placed' && now.getTime() - order.placedAt.getTime() < ONE_HOUR_MS,
    lines: lines.map(line => ({ ...line, ...catalog.bySku.get(line.sku) })),
    steps: stepsOf(order.status, events, payment?.isLate),
    statusName: STATUS_NAMES[order.status],
    next: nextOf(order.status, isPaid ? '' : payment?.nextStep ?? ''),
    arrival: shipping ? arrivalText(order, shipping, locale, now) : '',
    address: addressLines(order),
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

const ONE_HOUR_MS = 60 * 60 * 1000
const ONE_DAY_MS = 24 * ONE_HOUR_MS
