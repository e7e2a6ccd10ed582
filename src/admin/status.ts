import { findPaymentMethod } from '../checkout/payment.ts'
import type { OrderStatus } from '../orders/order.ts'
import { mayDo } from './permissions.ts'
import type { Customer } from '../plugins/session/queries.ts'

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  placed: ['paid', 'cancelled'],
  paid: ['packed', 'cancelled'],
  packed: ['sent', 'cancelled'],
  sent: ['delivered'],
  delivered: [],
  cancelled: []
}

/** Where an order is on its way, how it is paid, and whether it has been. */
export interface Standing {
  status: OrderStatus
  payment: string
  isPaid: boolean
  /** A part of it has left. */
  hasParcels?: boolean
}

/**
 * Where an order may go from here, what comes next first. No parcel waits for an invoice to be paid: it is packed at once, and
 * the money may come at any step after that. What has left in part is not cancelled any more.
 */
export function nextStatuses ({ status, payment, isPaid, hasParcels = false }: Standing): readonly OrderStatus[] {
  const next = hasParcels ? NEXT[status].filter(to => to !== 'cancelled') : NEXT[status]
  // What comes by card the provider tells; until then nothing is packed.
  if (status === 'placed' && findPaymentMethod(payment)?.isByCard) return ['cancelled']
  if (isPaid || !paysLate(payment) || status === 'paid' || status === 'cancelled') return next
  const [first, ...others] = status === 'placed' ? ['packed', 'cancelled'] as const : next
  return first ? [first, 'paid', ...others] : ['paid']
}

/** Those of them that somebody may take: cancelling a paid order sends its money back, which not everybody may. */
export function stepsOf (standing: Standing, who: Customer | undefined): readonly OrderStatus[] {
  const next = nextStatuses(standing)
  return standing.isPaid && !mayDo(who, 'refunds') ? next.filter(to => to !== 'cancelled') : next
}

/** True where the money is still to come. */
export function isOwed ({ status, isPaid }: Standing): boolean {
  return !isPaid && status !== 'paid' && status !== 'cancelled'
}

function paysLate (payment: string): boolean {
  return findPaymentMethod(payment)?.isLate ?? false
}

/** Orders that wait to be packed. */
export const TO_PACK = ['placed', 'paid'] as const satisfies readonly OrderStatus[]

/** False for orders with which nothing more happens. */
export function isUnderWay (status: OrderStatus): boolean {
  return NEXT[status].length > 0
}
