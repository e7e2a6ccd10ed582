import type { OrderStatus } from '../../orders/order.ts'

/** Orders that may be worked on at once. */
export const MOST_AT_ONCE = 200

/** What may be done with many orders: where each goes, and how it is said. */
export const BULK_STEPS = {
  pack: { to: 'packed', text: 'Mark as packed', done: 'is packed' },
  send: { to: 'sent', text: 'Mark as sent', done: 'is sent' },
  cancel: { to: 'cancelled', text: 'Cancel', done: 'is cancelled' }
} as const satisfies Record<string, { to: OrderStatus, text: string, done: string }>

export type BulkStep = keyof typeof BULK_STEPS
export const BULK_STEP_NAMES = Object.keys(BULK_STEPS) as BulkStep[]

/** An order as a page knew it. */
export interface Known { number: string, version: number }

/** Reads `P-7K3M2QXA:3`; undefined for what no form of ours sends. */
export function parseKnown (text: string): Known | undefined {
  const [, number, version] = /^([A-Z0-9-]{3,20}):([1-9]\d{0,8})$/.exec(text) ?? []
  return number === undefined ? undefined : { number, version: Number(version) }
}

/** `1 of 3 orders was changed` */
export function sayChanged (count: number, all: number): string {
  if (count === 0) return 'No order was changed'
  return `${count < all ? `${count} of ` : ''}${sayOrders(all)} ${count === 1 ? 'was' : 'were'} changed`
}

/** `1 order`, `12 orders` */
export function sayOrders (count: number): string {
  return count === 1 ? '1 order' : `${count} orders`
}
