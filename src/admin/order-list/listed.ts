import { Compile } from 'typebox/compile'
import { orderListUrl, OrderListQuery, parseFilter, type OrderFilter } from './filter.ts'

const Query = Compile(OrderListQuery)

/** The filter of a query string that a form or a link carries along; undefined for one that no page of ours has. */
export function readListed (list: string): OrderFilter | undefined {
  const pairs = [...new URLSearchParams(list)]
  const query = Object.fromEntries(pairs)
  if (pairs.length !== Object.keys(query).length || !Query.Check(query)) return undefined
  const { after, before, ...asked } = query
  const { filter, errors } = parseFilter(asked)
  return Object.keys(errors).length === 0 ? filter : undefined
}

/** The address of the list that was come from: all orders, where that is unknown. */
export function listAddress (list: string): string {
  return orderListUrl(readListed(list) ?? {})
}
