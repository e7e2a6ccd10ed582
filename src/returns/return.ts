import type { OrderEvent, OrderStatus, PaidLine } from '../orders/order.ts'
import { piecesIn, type Pieces } from '../orders/parcel.ts'
import { shareOut } from '../pricing/share.ts'

/** How long a shopper may change their mind; at least 14 days in the EU (Directive 2011/83/EU, Article 9). */
export const RETURN_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

/** `requested` waits for the shop, `approved` for the parcel; nothing follows on the others. */
export const RETURN_STATES = ['requested', 'approved', 'received', 'refused', 'withdrawn'] as const
export type ReturnState = typeof RETURN_STATES[number]

const NEXT: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  requested: ['approved', 'refused', 'withdrawn'],
  approved: ['received', 'refused'], // refused: what came was not it, or nothing came
  received: [],
  refused: [],
  withdrawn: []
}

export function mayBecome (from: ReturnState, to: ReturnState): boolean {
  return NEXT[from].includes(to)
}

/** Pieces of these are spoken for: nobody can send them back a second time. */
export function isCounted (state: ReturnState): boolean {
  return state !== 'refused' && state !== 'withdrawn'
}

/**
 * The last moment of asking: counted from delivery, or, while nobody has said that the parcel is there, from the day it was
 * sent. Undefined for what has not left. `events`: of the order.
 */
export function returnUntil (events: readonly OrderEvent[]): Date | undefined {
  const at = (status: OrderStatus): Date | undefined => events.find(({ toStatus }) => toStatus === status)?.at
  const from = at('delivered') ?? at('sent')
  return from && new Date(from.getTime() + RETURN_DAYS * DAY_MS)
}

interface Counted {
  readonly state: ReturnState
  readonly lines: ReadonlyArray<{ readonly sku: string, readonly quantity: number }>
}

/** All pieces of returns in states that `counts` says. */
export function piecesOf (returns: readonly Counted[], counts: (state: ReturnState) => boolean): Pieces {
  return piecesIn(returns.filter(({ state }) => counts(state)).flatMap(({ lines }) => lines))
}

/** How many pieces of each line can still be asked for. */
export function leftOf (lines: ReadonlyArray<Pick<PaidLine, 'sku' | 'quantity'>>, returns: readonly Counted[]): Pieces {
  const taken = piecesOf(returns, isCounted)
  return new Map(lines.map(({ sku, quantity }) => [sku, quantity - (taken.get(sku) ?? 0)]))
}

/**
 * What is paid back, in minor units: the price of the pieces less their share of what was taken off, and delivery with the
 * pieces that make it the whole order. What a line cost is shared out over its pieces by largest remainder, and each
 * piece is paid back once: all returns of an order together give exactly its total. `earlier`: what has come back before.
 */
export function refundOf (lines: readonly PaidLine[], earlier: Pieces, coming: Pieces, deliveryCents: number): number {
  let cents = 0
  let isWhole = true
  for (const { sku, quantity, totalCents, discountCents } of lines) {
    const [before, now] = [earlier.get(sku) ?? 0, coming.get(sku) ?? 0]
    const shares = shareOut(totalCents - discountCents, Array<number>(quantity).fill(1))
    cents += shares.slice(before, before + now).reduce((sum, share) => sum + share, 0)
    isWhole &&= before + now >= quantity
  }
  return isWhole ? cents + deliveryCents : cents
}
