import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OrderId } from '../orders/queries.ts'

/** Where the shopper pays; undefined when there is nothing to pay, and when the provider is away, which the next page says. */
export async function goToPay (app: FastifyInstance, request: FastifyRequest, id: OrderId): Promise<string | undefined> {
  try {
    return await app.payments.pageOf(id)
  } catch (error) {
    request.log.warn({ err: error }, 'a page to pay on could not be opened')
    await request.flash('warning', request.t('The page to pay on cannot be reached at the moment. Your order is kept: try again in a few minutes.'))
    return undefined
  }
}
