import type { Db } from '../../plugins/database.ts'
import { isSifted, type Cursor, type OrderFilter, type Sort } from './filter.ts'
import { opposite, readSearch } from './list.ts'
import { findCursors, listOrders, type ListedOrder } from './queries.ts'
import { listSifted } from './sift-queries.ts'
import { chooseScope, countInScope } from './sift.ts'
import { wayTo } from './way.ts'

/** The orders beside one in a list: their numbers. */
export interface Neighbours { previous: string | undefined, next: string | undefined }

/**
 * What stands before and after an order in a list, wherever in it the order would stand: it may have left it by the step that was just
 * taken. As many steps along an index as a page of the list takes.
 */
export async function readNeighbours (db: Db, filter: OrderFilter, order: { shopperId: string, orderId: string }): Promise<Neighbours> {
  const [{ sort, read }, cursors] = await Promise.all([wayAlong(db, filter), findCursors(db, order)])
  if (!cursors) return { previous: undefined, next: undefined }
  const after = { key: sort.startsWith('total') ? cursors.total : sort.startsWith('number') ? cursors.number : cursors.date, orderId: order.orderId }
  const [[previous], [next]] = await Promise.all([read(opposite(sort), after), read(sort, after)])
  return { previous: previous?.number, next: next?.number }
}

/** How the list is read: a search that finds too many to sort is by date, as it is there. */
async function wayAlong (db: Db, filter: OrderFilter): Promise<{ sort: Sort, read: (sort: Sort, after: Cursor) => Promise<ListedOrder[]> }> {
  const { sort, status, from, to } = filter
  const search = await readSearch(db, filter)
  if (isSifted(filter)) {
    const { scope, asked } = await countInScope(db, await chooseScope(db, filter, search), filter)
    return { sort, read: (sort, after) => listSifted(db, { scope, asked, status, from, to, sort, after, limit: 1 }) }
  }
  const { condition, collect, sought, tooMany } = search ? await wayTo(db, search, filter) : { condition: 'all' as const, collect: false, sought: undefined, tooMany: false }
  const stretch = { status, from, to, condition, collect, sought, limit: 1 }
  return { sort: tooMany && !sort.startsWith('date') ? 'date-desc' : sort, read: (sort, after) => listOrders(db, { ...stretch, sort, after }) }
}
