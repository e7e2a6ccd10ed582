import { dateFormat } from '../../dates.ts'
import { ORDER_STATUSES, type OrderStatus } from '../../orders/order.ts'
import { sayCount, statusName } from '../saying.ts'
import { orderListUrl, type OrderFilter, type Sort } from './filter.ts'
import { opposite, type OrderList } from './list.ts'
import type { Search } from './search.ts'
import { sumOf } from './way.ts'

const SORTED: Readonly<Record<Sort, string>> = {
  'date-desc': 'newest first',
  'date-asc': 'oldest first',
  'total-desc': 'highest total first, whatever its currency',
  'total-asc': 'lowest total first, whatever its currency',
  'number-asc': 'by number',
  'number-desc': 'by number, from the last'
}

const SEARCHED: Readonly<Record<Search['by'], string>> = {
  sku: 'with the SKU',
  tracking: 'with the tracking number',
  email: 'with an e-mail address that begins',
  words: 'whose number, name or e-mail address has'
}

/** `Packed orders from 1 November 2026 on with the SKU “MUG-SLATE”, newest first` */
export function describeList ({ filter, search }: Pick<OrderList, 'filter' | 'search'>, locale: string): string {
  const what = filter.status ? `${statusName(filter.status)} orders` : 'All orders'
  return `${what}${describeRest(filter, search, locale)}, ${SORTED[filter.sort]}`
}

/** `There are no packed orders from 1 November 2026 on with the SKU “MUG-SLATE”.` */
export function describeNone ({ filter, search }: Pick<OrderList, 'filter' | 'search'>, locale: string): string {
  const what = filter.status ? `${statusName(filter.status).toLowerCase()} orders` : 'orders'
  return `There are no ${what}${describeRest(filter, search, locale)}.`
}

function describeRest (filter: OrderFilter, search: Search | undefined, locale: string): string {
  return describeDays(filter, locale) + (search ? ` ${SEARCHED[search.by]} “${filter.q}”` : '')
}

function describeDays ({ from, to }: OrderFilter, locale: string): string {
  if (from && from === to) return ` of ${sayDay(from, locale)}`
  return (from ? ` from ${sayDay(from, locale)}${to ? '' : ' on'}` : '') + (to ? ` up to ${sayDay(to, locale)}` : '')
}

/** A day as YYYY-MM-DD, in words that stay on one line. */
function sayDay (day: string, locale: string): string {
  return dateFormat('date', locale).format(new Date(`${day}T00:00:00Z`)).replaceAll(' ', '\u00a0')
}

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

export interface Heading {
  text: string
  /** Sorts by this column; once more turns it round. Empty where it cannot be sorted by. */
  url: string
  /** The value of aria-sort; empty when something else is sorted by. */
  sorted: 'ascending' | 'descending' | ''
  /** The class of its cells. */
  kind: '' | 'num' | 'orders__email'
}

/** The head of the table. */
export function headingsOf ({ filter, tooMany }: Pick<OrderList, 'filter' | 'tooMany'>): Heading[] {
  const heading = (text: string, first?: Sort, kind: Heading['kind'] = ''): Heading => {
    const sortable = first !== undefined && (!tooMany || first.startsWith('date'))
    const current = first === filter.sort || (first && opposite(first)) === filter.sort
    return {
      text,
      url: sortable ? orderListUrl(filter, { sort: current ? opposite(filter.sort) : first }) : '',
      sorted: !current ? '' : filter.sort.endsWith('asc') ? 'ascending' : 'descending',
      kind
    }
  }
  return [
    heading('Order', 'number-asc'),
    heading('Placed', 'date-desc'),
    heading('Customer'),
    heading('E-mail', undefined, 'orders__email'),
    heading('Items', undefined, 'num'),
    heading('Status'),
    heading('Total', 'total-desc', 'num')
  ]
}
