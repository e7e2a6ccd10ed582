import { formatMoney, type Currency } from '../../money.ts'
import { isLatePayment, type OrderStatus } from '../../orders/order.ts'
import type { Refund } from '../../payments/refund-queries.ts'
import { statusName } from '../saying.ts'
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

export interface DescribedEvent {
  version: number
  at: Date
  actorName: string
  /** Where the order stood; empty for its first step, and for what left it there. */
  from: string
  to: string
  /** What somebody did who was quicker: follows their name. */
  did: string
  /** More about it; may be empty. */
  note: string
}

export function describeEvent ({ version, at, actorName, fromStatus, toStatus }: OrderEvent): DescribedEvent {
  const from = fromStatus && !isLatePayment(fromStatus, toStatus) ? statusName(fromStatus) : ''
  const to = statusName(toStatus)
  const did = from === '' ? 'marked the order as paid' : `moved the order from ${from.toLowerCase()} to ${to.toLowerCase()}`
  return { version, at, actorName, from, to, did, note: '' }
}

const REFUND_STATES: Readonly<Record<Refund['state'], string>> = { requested: 'to be sent', pending: 'on its way', done: 'sent', failed: 'failed: send it by hand' }

/** A refund as a step of its order. */
export function describeRefund ({ version, requestedAt, actorName, amountCents, state, reason, charge }: Refund, currency: Currency, locale: string): DescribedEvent {
  const amount = formatMoney(amountCents, currency, locale)
  const how = state === 'requested' && charge === null ? 'to be sent by hand' : REFUND_STATES[state]
  return { version, at: requestedAt, actorName, from: '', to: `Refund of ${amount}, ${how}`, did: `refunded ${amount}`, note: reason }
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
  return statusName(status).toLowerCase()
}
