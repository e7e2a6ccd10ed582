import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import { sayCount, statusName } from '../saying.ts'
import { orderListUrl } from './filter.ts'
import type { OrderList } from './list.ts'
import type { Scope } from './sift-queries.ts'
import { sumOf } from './way.ts'

/**
 * Where in the list a page is: `51–100 of 312`. Of what is not known as much is left out as is needed: `1–50`, `1,000+ in all`.
 * Empty where nothing is shown.
 */
export function sayRange ({ orders, next, before, filter, counts, tooMany }: OrderList, locale: string): string {
  if (orders.length === 0) return ''
  const found = !filter.status ? sumOf(counts) : tooMany ? undefined : counts[filter.status] ?? 0
  if (before === undefined) return found === undefined ? '' : `${sayCount(found, locale)} in all`
  const last = before + orders.length
  const stretch = `${(before + 1).toLocaleString(locale)}–${last.toLocaleString(locale)}`
  if (!next) return `${stretch} of ${last.toLocaleString(locale)}`
  return found === undefined ? stretch : `${stretch} of ${sayCount(found, locale)}`
}

export interface Tab {
  text: string
  url: string
  current: boolean
  /** Empty where it is not known, or nothing is counted. */
  count: string
}

/** All orders and those of each status, each within the other filters. */
export function tabsOf ({ filter, counts, tooMany }: Pick<OrderList, 'filter'> & Partial<OrderList>, locale: string): Tab[] {
  const tab = (text: string, status: OrderStatus | undefined, count: number | undefined): Tab =>
    ({ text, url: orderListUrl(filter, { status }), current: filter.status === status, count: count === undefined ? '' : sayCount(count, locale) })
  return [
    tab('All', undefined, counts && sumOf(counts)),
    ...ORDER_STATUSES.map(status => tab(statusName(status), status, tooMany ? undefined : counts && (counts[status] ?? 0)))
  ]
}

const REACHED: Partial<Record<Scope, string>> = { refunded: ' with a refund', owed: ' that are not paid', 'latest of the SKU': ' with this SKU' }

/** Said where not all orders were looked through; else empty. */
export function sayReach ({ reach, filter }: OrderList, locale: string): string {
  if (!reach) return ''
  const days = filter.from || filter.to ? ' of these days' : ''
  return `Looked for among the latest ${reach.orders.toLocaleString(locale)} orders${REACHED[reach.scope] ?? ''}${days}. Give ${days ? 'other' : 'the'} dates to look further back.`
}
