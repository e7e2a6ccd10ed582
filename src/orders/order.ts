import { phrase, type Phrase, type Words } from '../languages/translate.ts'
import type { Currency } from '../money.ts'

/** In the order in which they are reached; `cancelled` ends an order from any of the others but the last. */
export const ORDER_STATUSES = ['placed', 'paid', 'packed', 'sent', 'delivered', 'cancelled'] as const
export type OrderStatus = typeof ORDER_STATUSES[number]

export const STATUS_NAMES: Readonly<Record<OrderStatus, Phrase>> = {
  placed: phrase('Placed'), paid: phrase('Paid'), packed: phrase('Packed'), sent: phrase('Sent'), delivered: phrase('Delivered'), cancelled: phrase('Cancelled')
}

/** Until somebody has packed it, the shopper may take an order back. */
export function isCancellable (status: OrderStatus): boolean {
  return status === 'placed' || status === 'paid'
}

/** True from when all of it is on its way: what is in it may come back, and be reviewed. */
export function isSent (status: OrderStatus): boolean {
  return status === 'sent' || status === 'delivered'
}

/** True for a payment that came when the order was packed or further on its way: it moves no parcel. */
export function isLatePayment (from: OrderStatus | null, to: OrderStatus): boolean {
  return to === 'paid' && from !== 'placed'
}

/** An order as it was placed. Amounts are in minor units of `currency`. */
export interface Order {
  readonly number: string
  readonly status: OrderStatus
  readonly guest: boolean
  readonly currency: Currency
  readonly subtotalCents: number
  /** Taken off the goods. */
  readonly discountCents: number
  readonly deliveryCents: number
  readonly totalCents: number
  /** Included in the total. */
  readonly taxCents: number
  readonly shipping: string
  readonly payment: string
  readonly email: string
  readonly name: string
  readonly line1: string
  readonly line2: string
  readonly city: string
  readonly postcode: string
  readonly country: string
  readonly phone: string
  readonly placedAt: Date
  /** Of the shopper when it was placed: what is written about it is written so. */
  readonly locale: string
}

/** An item as it was sold. */
export interface OrderLine {
  readonly sku: string
  readonly name: string
  readonly label: string
  readonly quantity: number
  readonly priceCents: number
  readonly totalCents: number
}

/** The same with what it came to. */
export interface PaidLine extends OrderLine {
  /** Its share of what was taken off. */
  readonly discountCents: number
  readonly taxRateBps: number
}

/** Something that was taken off, as it was called then. `code` is empty where no coupon was needed. */
export interface OrderDiscount {
  readonly name: string
  readonly code: string
  readonly cents: number
}

export interface OrderEvent {
  readonly toStatus: OrderStatus
  readonly at: Date
}

/** `events`: without those that were undone. A payment may come at any status, so the status does not tell. */
export function wasPaid (events: readonly Pick<OrderEvent, 'toStatus'>[]): boolean {
  return events.some(({ toStatus }) => toStatus === 'paid')
}

export interface OrderStep {
  readonly name: Phrase
  /** Absent while the step is still to come. */
  readonly at?: Date
  readonly current: boolean
}

/**
 * The way of an order: the steps behind it with their dates, as they were taken, and those to come. A step that was left out is
 * neither: what is paid by invoice may be sent unpaid, and paid at any time after. A cancelled order has none to come.
 * `events`: the oldest first. `paysLate`: no step waits for the payment, so it is shown only when it has come.
 */
export function stepsOf (status: OrderStatus, events: readonly OrderEvent[], paysLate = false): OrderStep[] {
  const reached = new Map(events.map(({ toStatus, at }) => [toStatus, at]))
  const toCome = ORDER_STATUSES.filter((step, position) => !reached.has(step) && step !== 'cancelled' &&
    !(step === 'paid' && paysLate) && position > ORDER_STATUSES.indexOf(status))
  return [...reached.keys(), ...toCome].map(step => {
    const at = reached.get(step)
    return { name: STATUS_NAMES[step], current: step === status, ...at && { at } }
  })
}

/** What the shopper can expect now. `payment` is the sentence of the way of paying, empty once it is paid. `isByCard`: what is placed waits for it. `isPartlySent`: a parcel has left, and not all. */
export function nextOf (status: OrderStatus, payment: Words, { isByCard = false, isPartlySent = false } = {}): Words {
  if (status === 'placed' && isByCard) return payment
  if (status === 'packed' && isPartlySent) return phrase('A part of your order is on its way, and the rest follows. {payment}', { payment })
  switch (status) {
    case 'placed': case 'paid': return phrase('We pack your order next and hand it to the carrier. {payment}', { payment })
    case 'packed': return phrase('Your parcel is ready and waits for the carrier. {payment}', { payment })
    case 'sent': return phrase('Your parcel is on its way. {payment}', { payment })
    case 'delivered': return phrase('Your parcel has arrived. You have 30 days to change your mind.')
    case 'cancelled': return phrase('This order was cancelled: nothing will be sent and there is nothing to pay.')
  }
}
