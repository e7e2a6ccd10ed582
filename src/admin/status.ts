import type { OrderStatus } from '../orders/order.ts'

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  placed: ['paid', 'cancelled'],
  paid: ['packed', 'cancelled'],
  packed: ['sent', 'cancelled'],
  sent: ['delivered'],
  delivered: [],
  cancelled: []
}

/** Where an order may go from here. One that is paid by invoice is paid after it arrived, so it is packed without waiting. */
export function nextStatuses (status: OrderStatus, payment: string): readonly OrderStatus[] {
  if (status === 'placed' && payment === 'invoice') return ['paid', 'packed', 'cancelled']
  return NEXT[status]
}

/** Orders that wait to be packed. */
export const TO_PACK: readonly OrderStatus[] = ['placed', 'paid']

/** False for orders with which nothing more happens. */
export function isUnderWay (status: OrderStatus): boolean {
  return NEXT[status].length > 0
}
