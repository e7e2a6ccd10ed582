import type { Static } from 'typebox'
import { translator } from '../languages/translate.ts'
import { showTracking } from '../orders/carriers.ts'
import type { Parcel } from '../orders/parcel.ts'
import { isCancellable } from '../orders/order.ts'
import { orderSums, type WholeOrder } from '../orders/page.ts'
import type { OrderSummary } from '../orders/queries.ts'
import type { VisibleOrder } from '../orders/show.ts'
import { sumsJson } from './cart-schema.ts'
import type { Order, OrderList } from './order-schema.ts'
import { paymentJson } from './payment.ts'
import { money } from './schema.ts'

export function orderJson ({ order, lines, events, discounts, taxes, parcels, notes }: WholeOrder & { order: VisibleOrder }, locale: string, redirectUrl: string | null = null): Static<typeof Order> {
  const { number, key, isOwn, status, version, placedAt, currency } = order
  const { email, name, line1, line2, city, postcode, country, phone, shipping } = order
  return {
    number,
    key: isOwn ? null : key,
    status,
    version,
    can_cancel: isCancellable(status),
    placed_at: placedAt.toISOString(),
    steps: events.map(({ toStatus, at }) => ({ status: toStatus, at: at.toISOString() })),
    lines: lines.map(({ sku, name, label, quantity, priceCents, totalCents }) => ({ sku, name, label, quantity, price: money(priceCents, currency), total: money(totalCents, currency) })),
    parcels: parcels.map(parcel => parcelJson(parcel)),
    notes: notes.filter(({ visible }) => visible).map(({ at, text }) => ({ at: at.toISOString(), text })),
    sums: sumsJson(orderSums(order, discounts, taxes, locale)),
    delivery: { email, name, line1, line2, city, postcode, country, phone, shipping },
    payment: paymentJson(order, events, redirectUrl)
  }
}

function parcelJson ({ sentAt, lines, ...parcel }: Parcel): Static<typeof Order>['parcels'][number] {
  const shown = showTracking(parcel, translator('en'))
  return {
    carrier: shown?.carrier ?? '',
    tracking_number: parcel.trackingNumber,
    tracking_url: shown?.url ?? '',
    sent_at: sentAt.toISOString(),
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity }))
  }
}

export function orderListJson (orders: readonly OrderSummary[], next: string | undefined): Static<typeof OrderList> {
  return {
    items: orders.map(({ number, status, placedAt, totalCents, currency, pieces }) => ({ number, status, placed_at: placedAt.toISOString(), total: money(totalCents, currency), pieces })),
    next: next === undefined ? null : `/api/v1/orders?after=${next}`
  }
}
