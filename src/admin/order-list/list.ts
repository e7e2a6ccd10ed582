import type { Db } from '../../plugins/database.ts'
import { readKeysetPage } from '../keyset.ts'
import { MOST_COUNTED } from '../queries.ts'
import { isSifted, type Cursor, type OrderFilter, type Sort } from './filter.ts'
import { countOrders, findKnown, listOrders, type ListedOrder, type StatusCounts, type Stretch } from './queries.ts'
import { parseSearch, type Search } from './search.ts'
import { countStretch, listSifted, type Scope } from './sift-queries.ts'
import { chooseScope, countInScope } from './sift.ts'
import { wayTo, wayToAll } from './way.ts'

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
  /** Only the latest orders were looked through, so many of those in `scope`; undefined where it was all. */
  reach: { orders: number, scope: Scope } | undefined
}

/** Reads a page of `size` orders: some statements, each of them bounded. */
export async function readOrderList (db: Db, asked: OrderFilter, size: number): Promise<OrderList> {
  const search = await readSearch(db, asked)
  return isSifted(asked) ? readSifted(db, asked, search, size) : readFound(db, asked, search, size)
}

/** What a filter looks for; undefined where it does not search. */
export async function readSearch (db: Db, { q }: OrderFilter): Promise<Search | undefined> {
  return q === '' ? undefined : parseSearch(q, await findKnown(db, q))
}

/** By status, days and search alone: along an index for each of them, however many there are. */
async function readFound (db: Db, asked: OrderFilter, search: Search | undefined, size: number): Promise<OrderList> {
  const { counts, tooMany, ...way } = search ? await wayTo(db, search, asked) : await wayToAll(db, asked)
  const filter = tooMany && !way.collect && !asked.sort.startsWith('date') ? firstByDate(asked) : asked
  const { status, from, to, sort } = filter
  const stretch: Stretch = { status, from, to, sort, ...way, limit: MOST_COUNTED + 1 }
  const page = await readPage(filter, size, (sort, after, limit) => listOrders(db, { ...stretch, sort, after, limit }))
  const before = tooMany && page.previous ? undefined : await countBefore(page.previous, after => countOrders(db, { ...stretch, sort: opposite(sort), after }))
  return { filter, search, counts, tooMany, reach: undefined, ...page, before }
}

/** By anything else beside: what is rare is collected, and of what is not the latest orders are looked through. */
async function readSifted (db: Db, filter: OrderFilter, search: Search | undefined, size: number): Promise<OrderList> {
  const { scope, asked, counts, reach } = await countInScope(db, await chooseScope(db, filter, search), filter)
  const { status, from, to, sort } = filter
  const sifted = { scope, asked, status, from, to, limit: MOST_COUNTED + 1 }
  const page = await readPage(filter, size, (sort, after, limit) => listSifted(db, { ...sifted, sort, after, limit }))
  const before = await countBefore(page.previous, after => countStretch(db, { ...sifted, sort: opposite(sort), after }))
  return { filter, search, counts, tooMany: false, reach: reach === undefined ? undefined : { orders: reach, scope }, ...page, before }
}

function firstByDate ({ after, before, ...filter }: OrderFilter): OrderFilter {
  return { ...filter, sort: 'date-desc' }
}

type ReadStretch = (sort: Sort, after: Cursor | undefined, limit: number) => Promise<ListedOrder[]>

async function readPage ({ sort, after, before }: OrderFilter, size: number, read: ReadStretch): Promise<Pick<OrderList, 'orders' | 'previous' | 'next'>> {
  const { rows, previous, next } = await readKeysetPage({ size, after, before }, (cursor, limit, isBackwards) =>
    read(isBackwards ? opposite(sort) : sort, cursor, limit))
  return { orders: rows, previous: cursorOf(previous), next: cursorOf(next) }
}

/** `first`: the first order that is shown; absent on the first page, which nothing comes before. */
async function countBefore (first: Cursor | undefined, countTo: (first: Cursor) => Promise<number>): Promise<number | undefined> {
  if (!first) return 0
  const count = await countTo(first)
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
