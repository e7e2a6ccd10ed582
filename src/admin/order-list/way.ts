import type { Db } from '../../plugins/database.ts'
import { MOST_COUNTED } from '../queries.ts'
import { isUnderWay } from '../status.ts'
import type { OrderFilter } from './filter.ts'
import { countAmongLatest, countByStatus, countFound, type StatusCounts, type Stretch } from './queries.ts'
import type { Search } from './search.ts'

/** The latest orders tell whether words are common. */
const LATEST = 20_000

/** How to come by the orders that are asked for, and how many there are of each status. */
export interface Way extends Pick<Stretch, 'condition' | 'collect'> {
  counts: StatusCounts
  /** There are more than are counted, and `counts` is only a part of them. */
  tooMany: boolean
}

/** All orders: each status is counted for itself, so none of them makes the others incomplete. */
export async function wayToAll (db: Db, filter: OrderFilter): Promise<Way> {
  return { condition: 'all', collect: false, tooMany: false, counts: await countByStatus(db, filter) }
}

/**
 * The orders that a search finds. Few are collected and sorted; of many, a page is picked while reading along an index.
 * Which of both it is has to be known: the wrong one reads every order there is, and what Postgres expects of words is a guess.
 */
export async function wayTo (db: Db, search: Search, filter: OrderFilter): Promise<Way> {
  if (search.by === 'words') return wayToWords(db, search.sought, filter)
  const counts = await countFound(db, search.by, search.sought, filter)
  if (sumOf(counts) <= MOST_COUNTED) return { condition: search.by, collect: true, tooMany: false, counts }
  // Orders under way are few and late. Among all that a SKU was ever sold in they would be looked for long.
  const condition = search.by === 'sku' && filter.status && isUnderWay(filter.status) ? 'sku-under-way' : search.by
  return { condition, collect: false, tooMany: true, counts }
}

async function wayToWords (db: Db, words: string, filter: OrderFilter): Promise<Way> {
  const { latest, isCommon, isAll } = await lookAmongLatest(db, words, filter)
  if (isCommon) return { condition: 'words', collect: false, tooMany: true, counts: latest }
  if (isAll) return { condition: 'words', collect: true, tooMany: false, counts: latest }

  const counts = await countFound(db, 'rare-words', words, filter)
  return sumOf(counts) > MOST_COUNTED
    ? { condition: 'words', collect: false, tooMany: true, counts }
    : { condition: 'rare-words', collect: true, tooMany: false, counts }
}

/** How many of the latest orders have these words: more than are counted (they are common), or all that there are (there are no others). */
export async function lookAmongLatest (db: Db, words: string, filter: OrderFilter): Promise<{ latest: StatusCounts, isCommon: boolean, isAll: boolean }> {
  const { orders, counts } = await countAmongLatest(db, LATEST, words, filter)
  return { latest: counts, isCommon: sumOf(counts) > MOST_COUNTED, isAll: orders < LATEST }
}

/** All statuses together. */
export function sumOf (counts: StatusCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
