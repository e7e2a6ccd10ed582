import { sayItem } from '../../orders/letter.ts'
import type { Order, OrderLine } from '../../orders/order.ts'
import { addressLines } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../pricing/delivery.ts'
import { leftToSend, sumOf, type Parcel } from '../../orders/parcel.ts'

/** What `admin/_packing-slip` shows: where it goes, and what is in it. No prices: a parcel may be a present. */
export interface PackingSlip {
  number: string
  placedAt: Date
  address: string[]
  phone: string
  shippingName: string
  /** `quantity`: of what has not left yet; all of it once everything has. */
  lines: Array<{ sku: string, text: string, quantity: number }>
  pieces: number
  /** A part of the order has left already. */
  isRest: boolean
}

export function packingSlip (order: Order & { parcels?: readonly Parcel[] }, lines: readonly OrderLine[]): PackingSlip {
  const left = leftToSend(lines, order.parcels ?? [])
  const isRest = left.size > 0 && (order.parcels ?? []).length > 0
  const packed = lines.map(line => ({ sku: line.sku, text: sayItem(line), quantity: isRest ? left.get(line.sku) ?? 0 : line.quantity })).filter(({ quantity }) => quantity > 0)
  const shipping = SHIPPING.find(known => known === order.shipping)
  return {
    number: order.number,
    placedAt: order.placedAt,
    address: addressLines(order),
    phone: order.phone,
    shippingName: shipping ? SHIPPING_NAMES[shipping] : order.shipping,
    lines: packed,
    pieces: sumOf(new Map(packed.map(({ sku, quantity }) => [sku, quantity]))),
    isRest
  }
}
