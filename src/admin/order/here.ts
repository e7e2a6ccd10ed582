import type { FastifyRequest } from 'fastify'
import { orderListQuery, orderListUrl, type OrderFilter } from '../order-list/filter.ts'
import { readListed } from '../order-list/listed.ts'

const MAX_LIST = 2000

/** Where somebody looks at an order: by itself, or coming from a list. */
export interface Here {
  /** The page of the order. */
  path: string
  /** What is added to the address of the page, and to that of each form on it: the list goes along. Empty without one. */
  kept: string
  /** The list that they came from; the whole one without. */
  listUrl: string
  filter: OrderFilter | undefined
}

export function hereOf (number: string, { query }: Pick<FastifyRequest, 'query'>): Here {
  const path = `/admin/orders/${encodeURIComponent(number)}`
  const { list } = query as { list?: unknown }
  const filter = typeof list === 'string' && list.length <= MAX_LIST ? readListed(list) : undefined
  return filter
    ? { path, kept: `?list=${encodeURIComponent(orderListQuery(filter))}`, listUrl: orderListUrl(filter), filter }
    : { path, kept: '', listUrl: '/admin/orders', filter }
}

/** Where a form of the page leads when it is done. */
export function backTo (number: string, request: Pick<FastifyRequest, 'query'>): string {
  const { path, kept } = hereOf(number, request)
  return path + kept
}
