import type { Db } from '../../plugins/database.ts'
import type { Cursor, OrderFilter, Sort } from './filter.ts'
import { opposite } from './list.ts'
import { findCursors, findKnown, listOrders, type Stretch } from './queries.ts'
import { parseSearch } from './search.ts'
import { wayTo } from './way.ts'

/** The orders beside one in a list: their numbers. */
export interface Neighbours { previous: string | undefined, next: string | undefined }

/**
 * What stands before and after an order in a list, wherever in it the order would stand: it may have left it by the step that was just
 * taken. As many steps along an index as a page of the list takes.
 */
export async function readNeighbours (db: Db, filter: OrderFilter, order: { shopperId: string, orderId: string }): Promise<Neighbours> {
  const [{ sort, ...stretch }, cursors] = await Promise.all([stretchOf(db, filter), findCursors(db, order)])
  const after = cursors && cursorFor(cursors, sort, order.orderId)
  if (!after) return { previous: undefined, next: undefined }
  const [[previous], [next]] = await Promise.all([
    listOrders(db, { ...stretch, sort: opposite(sort), after, limit: 1 }), listOrders(db, { ...stretch, sort, after, limit: 1 })
  ])
  return { previous: previous?.number, next: next?.number }
}

/** A search that finds too many to sort is by date, as it is in the list. */
async function stretchOf (db: Db, filter: OrderFilter): Promise<Omit<Stretch, 'limit'>> {
  const { q, sort, status, from, to } = filter
  const asked = { status, from, to, sort }
  if (q === '') return { ...asked, condition: 'all', collect: false }
  const search = parseSearch(q, await findKnown(db, q))
  const { condition, collect, tooMany } = await wayTo(db, search, filter)
  return { ...asked, condition, collect, sought: search.sought, sort: tooMany && !sort.startsWith('date') ? 'date-desc' : sort }
}

function cursorFor (keys: { date: string, total: string, number: string }, sort: Sort, orderId: string): Cursor {
  return { key: sort.startsWith('total') ? keys.total : sort.startsWith('number') ? keys.number : keys.date, orderId }
}
