import type { Db } from '../../plugins/database.ts'
import { readKeysetPage } from '../keyset.ts'
import { MOST_COUNTED } from '../queries.ts'
import type { Cursor, OrderFilter, Sort } from './filter.ts'
import { countOrders, findKnown, listOrders, type ListedOrder, type StatusCounts, type Stretch } from './queries.ts'
import { parseSearch, type Search } from './search.ts'
import { wayTo, wayToAll } from './way.ts'

const PAGE_SIZE = 50

/** One page of the list of orders, and where to go on. */
export interface OrderList {
  /** What is shown; a search that finds too many to sort is by date, whatever was asked for. */
  filter: OrderFilter
  search: Search | undefined
  orders: ListedOrder[]
  previous: Cursor | undefined
  next: Cursor | undefined
  /** How many orders come before the first one shown; undefined where that is not counted. */
  before: number | undefined
  /** By status, whichever status is shown. */
  counts: StatusCounts
  /** More were found than are counted: of a single status nothing is known. */
  tooMany: boolean
}

/** Reads a page: some statements, none of which looks at more than some thousand orders. */
export async function readOrderList (db: Db, asked: OrderFilter): Promise<OrderList> {
  const search = asked.q === '' ? undefined : parseSearch(asked.q, await findKnown(db, asked.q))
  const { counts, tooMany, ...way } = search ? await wayTo(db, search, asked) : await wayToAll(db, asked)
  const filter = tooMany && !asked.sort.startsWith('date') ? firstByDate(asked) : asked
  const stretch = stretchOf(filter, { ...way, sought: search?.sought })
  const page = await readPage(db, filter, stretch)
  return { filter, search, counts, tooMany, ...page, before: tooMany && page.previous ? undefined : await countBefore(db, stretch, page.previous) }
}

function firstByDate ({ after, before, ...filter }: OrderFilter): OrderFilter {
  return { ...filter, sort: 'date-desc' }
}

function stretchOf ({ status, from, to, sort }: OrderFilter, way: Pick<Stretch, 'condition' | 'sought' | 'collect'>): Stretch {
  return { status, from, to, sort, ...way, limit: PAGE_SIZE + 1 }
}

async function readPage (db: Db, { sort, after, before }: OrderFilter, stretch: Stretch): Promise<Pick<OrderList, 'orders' | 'previous' | 'next'>> {
  const { rows, previous, next } = await readKeysetPage({ size: PAGE_SIZE, after, before }, (cursor, limit, isBackwards) =>
    listOrders(db, { ...stretch, sort: isBackwards ? opposite(sort) : sort, after: cursor, limit }))
  return { orders: rows, previous: cursorOf(previous), next: cursorOf(next) }
}

/** `first`: the first order that is shown; absent on the first page, which nothing comes before. */
async function countBefore (db: Db, stretch: Stretch, first: Cursor | undefined): Promise<number | undefined> {
  if (!first) return 0
  const count = await countOrders(db, { ...stretch, sort: opposite(stretch.sort), after: first, limit: MOST_COUNTED + 1 })
  return count > MOST_COUNTED ? undefined : count
}

const OPPOSITES: Readonly<Record<Sort, Sort>> = {
  'date-desc': 'date-asc',
  'date-asc': 'date-desc',
  'total-desc': 'total-asc',
  'total-asc': 'total-desc',
  'number-asc': 'number-desc',
  'number-desc': 'number-asc'
}

/** The same list, from its other end. */
export function opposite (sort: Sort): Sort {
  return OPPOSITES[sort]
}

function cursorOf (order: ListedOrder | undefined): Cursor | undefined {
  return order && { key: order.key, orderId: order.orderId }
}
