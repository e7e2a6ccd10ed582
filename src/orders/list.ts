import type { FastifyInstance } from 'fastify'
import { listOrders, type OrderSummary } from './queries.ts'

const PAGE_SIZE = 20

/** A page of a customer's orders, newest first, from behind the order `after`; `next` is the last of them where more follow. */
export async function readOrderList (app: FastifyInstance, shopperId: string, after: string | undefined): Promise<{ orders: OrderSummary[], next: string | undefined }> {
  const found = await listOrders(app.db, shopperId, after, PAGE_SIZE + 1)
  const orders = found.slice(0, PAGE_SIZE)
  return { orders, next: found.length > PAGE_SIZE ? orders.at(-1)?.number : undefined }
}
