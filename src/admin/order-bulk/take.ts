import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findVersionedOrder } from '../../orders/change-queries.ts'
import { changeStatus } from '../../orders/change-status.ts'
import type { OrderStatus } from '../../orders/order.ts'
import { transaction } from '../../plugins/database.ts'
import type { Customer } from '../../plugins/session/queries.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { SessionEnded } from '../../plugins/session/store.ts'
import { auditChange } from '../audit/change.ts'
import { stepsOf } from '../status.ts'
import type { BulkOrder } from './queries.ts'

/**
 * What became of one of many orders. `already`: it stands there, by an earlier press or a colleague; `changed`: somebody has
 * changed it since the page was made; `refused`: it cannot go there; `failed`: nobody knows.
 */
export type Outcome = 'done' | 'already' | 'changed' | 'refused' | 'failed'

/** Takes one step with one order, in a transaction of its own, if it is still of the version that the page had. */
export async function takeStep (app: FastifyInstance, request: FastifyRequest, actor: Customer, order: BulkOrder, version: number, to: OrderStatus): Promise<Outcome> {
  if (order.status === to) return 'already'
  if (order.version !== version) return 'changed'
  if (!stepsOf(order, actor).includes(to)) return 'refused'
  try {
    return await transaction(app.db, async db => {
      await holdSession(db, request)
      const found = await findVersionedOrder(db, order)
      if (found?.version !== version) return found?.status === to ? 'already' : 'changed'
      if (!await changeStatus(app, db, found, to, actor)) return 'changed'
      await auditChange(db, request, { kind: 'order', key: order.number, before: { status: order.status }, after: { status: to } })
      return 'done'
    })
  } catch (error) {
    if (error instanceof SessionEnded) throw error
    request.log.error({ err: error, order: order.number }, 'a step of many failed')
    return 'failed'
  }
}
