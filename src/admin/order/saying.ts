import { isLatePayment, STATUS_NAMES, type OrderStatus } from '../../orders/order.ts'
import type { OrderEvent } from './queries.ts'

/** What the button of a step says. */
export const STEPS: Readonly<Record<OrderStatus, string>> = {
  placed: '',
  paid: 'Mark as paid',
  packed: 'Mark as packed',
  sent: 'Mark as sent',
  delivered: 'Mark as delivered',
  cancelled: 'Cancel the order'
}

export interface DescribedEvent extends OrderEvent {
  /** Where the order stood; empty for its first step, and for a payment that left it there. */
  from: string
  to: string
}

export function describeEvent (event: OrderEvent): DescribedEvent {
  const { fromStatus, toStatus } = event
  return { ...event, from: fromStatus && !isLatePayment(fromStatus, toStatus) ? STATUS_NAMES[fromStatus] : '', to: STATUS_NAMES[toStatus] }
}

/** `Order P-7K3M2QXA is now packed.` */
export function sayTaken (number: string, to: OrderStatus): string {
  return `Order ${number} is now ${lower(to)}.`
}

/** Why a step was not taken. */
export function sayRefused ({ status, isPaid }: { status: OrderStatus, isPaid: boolean }, to: OrderStatus): string {
  return to === 'paid' && isPaid ? 'This order is paid already.' : `An order that is ${lower(status)} cannot become ${lower(to)}.`
}

/** What a colleague has typed while the form was open. */
export function sayTracked (trackingNumber: string): string {
  return trackingNumber === '' ? 'Somebody has taken the tracking number away meanwhile' : `Somebody has saved another number meanwhile: ${trackingNumber}`
}

function lower (status: OrderStatus): string {
  return STATUS_NAMES[status].toLowerCase()
}
