import type { Order } from '../orders/order.ts'
import { sayAge, sayMoment, sayMomentFully, statusName } from './saying.ts'
import { isUnderWay } from './status.ts'

/** An order as a row of a table shows it (templates/admin/_order-row.njk). */
export type OrderRow = Pick<Order, 'number' | 'status' | 'currency' | 'totalCents' | 'name' | 'email' | 'guest' | 'placedAt'> & { pieces: number }

export interface DescribedRow extends OrderRow {
  statusName: string
  /** Nothing more happens with it. */
  isOver: boolean
  placed: string
  placedFully: string
  age: string
}

export function describeRow (order: OrderRow, now: Date, locale: string): DescribedRow {
  return {
    ...order,
    statusName: statusName(order.status),
    isOver: !isUnderWay(order.status),
    placed: sayMoment(order.placedAt, now, locale),
    placedFully: sayMomentFully(order.placedAt, now, locale),
    age: sayAge(order.placedAt, now)
  }
}
