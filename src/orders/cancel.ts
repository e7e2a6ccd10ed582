import type { FastifyInstance, FastifyRequest } from 'fastify'
import { phrase, type Phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import { UnprocessableInput } from '../plugins/errors.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { changeStatus } from './change-status.ts'
import { isCancellable, type OrderStatus } from './order.ts'
import { findVisibleOrder, type VisibleOrder } from './show.ts'

/** Which order, as who asks saw it: `version` is the one they looked at. */
export interface ToCancel {
  readonly number: string
  readonly version: number
  /** Of a guest's order. */
  readonly key: string | undefined
}

/** `order`: as it stood before where it was cancelled, as it stands now where it was not; undefined where there is none that who asks may see. */
export interface Cancelled {
  readonly order: VisibleOrder | undefined
  /** `already`: it was cancelled before, which is as good. */
  readonly outcome: 'cancelled' | 'already' | 'refused'
}

/**
 * Takes an order back for the shopper, if it is not packed and has not changed since they looked at it. Stock and coupons go back in
 * the same transaction. Throws `UnprocessableInput` for a version that there has never been, and `SessionEnded`.
 */
export async function cancelOrder (app: FastifyInstance, request: FastifyRequest, { number, version, key }: ToCancel, secrets: readonly string[]): Promise<Cancelled> {
  const order = await findVisibleOrder(app, request, number, key, secrets)
  if (!order) return { order, outcome: 'refused' }
  if (version > order.version) throw new UnprocessableInput()
  if (order.status === 'cancelled') return { order, outcome: 'already' }
  if (version < order.version || !isCancellable(order.status)) return { order, outcome: 'refused' }

  const isChanged = await transaction(app.db, async db => {
    if (order.isOwn) await holdSession(db, request)
    const actor = order.isOwn && request.customer ? request.customer : { shopperId: null, name: order.name }
    return changeStatus(app, db, order, 'cancelled', actor)
  })
  if (!isChanged) {
    const now = await findVisibleOrder(app, request, number, key, secrets)
    return { order: now, outcome: now?.status === 'cancelled' ? 'already' : 'refused' }
  }
  app.mail.deliverSoon()
  app.payments.lookSoon()
  return { order, outcome: 'cancelled' }
}

/** Why an order as it stands now was not cancelled. */
export function sayRefused (status: OrderStatus): Phrase {
  return isCancellable(status)
    ? phrase('Something about this order has changed since you opened this page. Here it is as it stands now: you can still cancel it.')
    : phrase('The order is {status, select, packed {packed} sent {sent} delivered {delivered} other {cancelled}} by now, so it can no longer be cancelled. You have 30 days to change your mind once it has arrived.', { status })
}
