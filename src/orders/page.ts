import type { Catalog } from '../catalog/catalog.ts'
import { languageOf } from '../languages/language.ts'
import { translator } from '../languages/translate.ts'
import { addressLines, isCountryCode } from '../pricing/countries.ts'
import { arrivalOf, formatArrival, SHIPPING, shippingName, type Shipping } from '../pricing/delivery.ts'
import { findPaymentMethod } from '../checkout/payment.ts'
import { showTaxes, type ShownTotals } from '../pricing/saying.ts'
import type { TaxOfRate } from '../pricing/tax.ts'
import type { OrderNote } from './note-queries.ts'
import { leftToSend, showParcel, type Parcel } from './parcel.ts'
import { isCancellable, nextOf, STATUS_NAMES, stepsOf, wasPaid, type Order, type OrderDiscount, type OrderEvent, type OrderLine } from './order.ts'

export interface Reader {
  locale: string
  /** Of the customer who looks at it. */
  isOwn: boolean
  /** Where placing an order leads, as opposed to the history. */
  isConfirmation: boolean
  now: Date
}

export interface WholeOrder {
  order: Order
  lines: readonly OrderLine[]
  /** The oldest first. */
  events: readonly OrderEvent[]
  discounts: readonly OrderDiscount[]
  taxes: readonly TaxOfRate[]
  parcels: readonly Parcel[]
  /** Also those that the shopper does not see. */
  notes: readonly OrderNote[]
}

/** The sums of an order for pages, as they were when it was placed. */
export function orderSums (order: Order, discounts: readonly OrderDiscount[], taxes: readonly TaxOfRate[], locale: string): ShownTotals {
  const { subtotalCents, deliveryCents, totalCents, taxCents, currency } = order
  return { subtotalCents, discounts: [...discounts], deliveryCents, totalCents, taxes: showTaxes(taxes, locale), taxCents, currency }
}

/** What `orders/show` shows. Pictures come from the catalogue of today, all else is as it was ordered. */
export function orderPage ({ order, lines, events, discounts, taxes, parcels, notes }: WholeOrder, catalog: Catalog, { isOwn, isConfirmation, locale, now }: Reader): object {
  const language = languageOf(locale)
  const payment = findPaymentMethod(order.payment)
  const isPaid = wasPaid(events)
  const isPartlySent = parcels.length > 0 && leftToSend(lines, parcels).size > 0
  const shipping = SHIPPING.find(known => known === order.shipping)
  return {
    order,
    sums: orderSums(order, discounts, taxes, locale),
    isOwn,
    canCancel: isCancellable(order.status),
    isNew: isConfirmation && (order.status === 'placed' || order.status === 'paid') && now.getTime() - order.placedAt.getTime() < ONE_HOUR_MS,
    lines: lines.map(line => ({ ...line, ...catalog.bySku.get(line.sku) })),
    steps: stepsOf(order.status, events, payment?.isLate),
    statusName: STATUS_NAMES[order.status],
    next: nextOf(order.status, isPaid ? '' : payment?.nextStep ?? '', { isByCard: payment?.isByCard ?? false, isPartlySent }),
    arrival: shipping ? arrivalText(order, shipping, catalog, { locale, now }) : '',
    address: addressLines(order, language),
    isPartlySent,
    parcels: parcels.map(parcel => showParcel(parcel, translator(language))),
    notes: notes.filter(({ visible }) => visible).map(({ at, text }) => ({ at, lines: text.split('\n').filter(line => line !== '') })),
    shippingName: shippingName(order.shipping),
    paymentName: payment?.name ?? order.payment
  }
}

/** Empty when nothing is on its way any more, and once the estimate has proved wrong. */
function arrivalText ({ status, placedAt, country }: Order, shipping: Shipping, { terms }: Catalog, { locale, now }: Pick<Reader, 'locale' | 'now'>): string {
  const arrival = isCountryCode(country) ? arrivalOf(terms.deliveries, shipping, country, placedAt) : undefined
  if (!arrival) return ''
  const isOver = status === 'delivered' || status === 'cancelled' || now.getTime() - arrival.last.getTime() > ONE_DAY_MS
  return isOver ? '' : formatArrival(arrival, locale)
}

const ONE_HOUR_MS = 60 * 60 * 1000
const ONE_DAY_MS = 24 * ONE_HOUR_MS
