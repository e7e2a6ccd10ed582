import { isLatePayment, type OrderStatus } from '../../orders/order.ts'
import type { OrderEvent } from './queries.ts'

/** A cancelled order is not: its money and its pieces have moved. */
const UNDOABLE: ReadonlySet<OrderStatus> = new Set(['paid', 'packed', 'sent', 'delivered'])

/** Where an order goes when its last step is taken back. */
export interface Undoable { event: OrderEvent, to: OrderStatus }

interface Standing { version: number, status: OrderStatus, events: readonly OrderEvent[] }

/**
 * The last step of an order, where it can be taken back: somebody took it, and nothing has happened since, no refund, no parcel, no
 * change, and no return. Money that came by card goes back as a refund and in no other way. `events`: the latest first.
 */
export function undoableOf ({ version, status, events: [event] }: Standing, hasReturns: boolean): Undoable | undefined {
  if (!event || event.version !== version || event.undoneVersion !== null || event.actorId === null || event.fromStatus === null) return undefined
  if (!UNDOABLE.has(event.toStatus) || event.fromStatus === 'cancelled' || hasReturns) return undefined
  return { event, to: isLatePayment(event.fromStatus, event.toStatus) ? status : event.fromStatus }
}
