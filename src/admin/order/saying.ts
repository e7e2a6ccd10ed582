import { formatMoney, type Currency } from '../../money.ts'
import { isLatePayment, type OrderStatus } from '../../orders/order.ts'
import { sayPieces } from '../../orders/letter.ts'
import type { OrderNote } from '../../orders/note-queries.ts'
import type { Parcel } from '../../orders/parcel.ts'
import type { Refund } from '../../payments/refund-queries.ts'
import { statusName } from '../saying.ts'
import type { Ordered, OrderEvent } from './queries.ts'

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
  /** What somebody has written, line by line; or what was changed. */
  lines: readonly string[]
  /** A step that was taken back. */
  isUndone: boolean
  /** Of the order's way, as opposed to what happened beside it. */
  isStep: boolean
}

const PLAIN = { from: '', note: '', lines: [], isUndone: false, isStep: false }

export function describeEvent ({ version, at, actorName, fromStatus, toStatus, undoneVersion }: OrderEvent): DescribedEvent {
  const from = fromStatus && !isLatePayment(fromStatus, toStatus) ? statusName(fromStatus) : ''
  const to = statusName(toStatus)
  const did = from === '' ? 'marked the order as paid' : `moved the order from ${from.toLowerCase()} to ${to.toLowerCase()}`
  return { ...PLAIN, version, at, actorName, from, to, did, isUndone: undoneVersion !== null, isStep: true }
}

/** A step that was taken back, as a step of its own. */
export function describeUndone ({ undoneVersion, undoneAt, undoneBy, toStatus, at, version }: OrderEvent): DescribedEvent {
  const name = statusName(toStatus)
  return { ...PLAIN, version: undoneVersion ?? version, at: undoneAt ?? at, actorName: undoneBy, to: `${name}: taken back`, did: `took the step to ${name.toLowerCase()} back` }
}

/** A parcel that was not the last. */
export function describeParcel ({ version, sentAt, actorName, position, lines, trackingNumber }: Parcel): DescribedEvent {
  return { ...PLAIN, version, at: sentAt, actorName, to: `Parcel ${position} sent`, did: `sent parcel ${position}`, note: trackingNumber, lines: lines.map(sayPieces) }
}

export function describeNote ({ version, at, actorName, visible, text }: OrderNote): DescribedEvent {
  return { ...PLAIN, version, at, actorName, to: visible ? 'Note to the customer' : 'Note, for staff only', did: 'wrote a note', lines: text.split('\n').filter(line => line !== '') }
}

const REFUND_STATES: Readonly<Record<Refund['state'], string>> = { requested: 'requested', pending: 'on its way', done: 'done', failed: 'failed: refund it by hand' }

/** A refund as a step of its order. */
export function describeRefund ({ version, requestedAt, actorName, amountCents, state, reason, charge }: Refund, currency: Currency, locale: string): DescribedEvent {
  const amount = formatMoney(amountCents, currency, locale)
  const how = state === 'requested' && charge === null ? 'to do by hand' : REFUND_STATES[state]
  return { ...PLAIN, version, at: requestedAt, actorName, to: `Refund of ${amount}, ${how}`, did: `refunded ${amount}`, note: reason }
}

/** `Order P-7K3M2QXA is now packed.` */
export function sayTaken (number: string, to: OrderStatus): string {
  return `Order ${number} is now ${lower(to)}.`
}

export const NOT_UNDOABLE = 'The last step of this order cannot be taken back: something has happened since, or its money and its items have moved.'

/** What was taken back, and whether the customer has been told of it. */
export function sayUndone ({ number, email }: { number: string, email: string }, step: OrderStatus, to: OrderStatus, letter: 'none' | 'withdrawn' | 'gone'): string {
  const done = `“${statusName(step)}” is taken back: order ${number} is ${lower(to)}${step === 'paid' ? ', and not paid' : ''}.`
  if (letter === 'none' || email === '') return done
  return `${done} ${letter === 'withdrawn' ? 'The e-mail about it is not sent.' : 'The e-mail about it has been sent already: tell the customer with a note.'}`
}

/** `3 orders, €84.00`, by currency: what was ordered with one address so far. No more than `most` are looked at. */
export function sayOrdered (ordered: readonly Ordered[], most: number, locale: string): string[] {
  const isAll = ordered.reduce((sum, { orders }) => sum + orders, 0) <= most
  return ordered.map(({ orders, totalCents, currency }) =>
    `${isAll ? '' : 'More than '}${orders.toLocaleString(locale)} ${orders === 1 ? 'order' : 'orders'}, ${formatMoney(totalCents, currency, locale)}`)
}

export function sayPartSent (number: string): string {
  return `A parcel of order ${number} is sent. The rest is still to be sent.`
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
