import type { FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { OrderListQuery, orderListUrl, parseFilter, type OrderFilter } from '../order-list/filter.ts'

const MAX_LIST = 1000
const Query = Compile(OrderListQuery)

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
  const filter = parseList((query as { list?: unknown }).list)
  if (!filter) return { path, kept: '', listUrl: '/admin/orders', filter }
  const listUrl = orderListUrl(filter)
  return { path, kept: `?list=${encodeURIComponent(listUrl.split('?', 2)[1] ?? '')}`, listUrl, filter }
}

/** Where a form of the page leads when it is done. */
export function backTo (number: string, request: Pick<FastifyRequest, 'query'>): string {
  const { path, kept } = hereOf(number, request)
  return path + kept
}

/** A list by its query string, without the page; undefined for what is none. */
function parseList (text: unknown): OrderFilter | undefined {
  if (typeof text !== 'string' || text.length > MAX_LIST) return undefined
  const query = Object.fromEntries([...new URLSearchParams(text)].filter(([name]) => name !== 'after' && name !== 'before'))
  if (!Query.Check(query)) return undefined
  const { filter, errors } = parseFilter(query)
  return Object.keys(errors).length > 0 ? undefined : filter
}
