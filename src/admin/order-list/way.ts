import type { Db } from '../../plugins/database.ts'
import { MOST_COUNTED } from '../queries.ts'
import { isUnderWay } from '../status.ts'
import type { OrderFilter } from './filter.ts'
import { countAmongLatest, countByStatus, countFound, listWithWords, type OrderKeys, type StatusCounts, type Stretch } from './queries.ts'
import type { Search } from './search.ts'

/** The latest orders tell whether words are common: looking at more of them takes longer than asking the index of words. */
const LATEST = 5000
/** Fewer of them than these, and a page is not picked while reading along an index: it would pass over too many. */
const FEW_OF_LATEST = 25
/** As many are collected and sorted for a page, where few of the latest have the words. */
const MOST_COLLECTED = 5000

/** How to come by the orders that are asked for, and how many there are of each status. */
export interface Way extends Pick<Stretch, 'condition' | 'collect' | 'sought'> {
  counts: StatusCounts
  /** There are more than are counted, and `counts` is only a part of them. */
  tooMany: boolean
  /** All of them, where looking for them has found them already. */
  found?: OrderKeys[]
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
  const { by, sought } = search
  if (by === 'words') return wayToWords(db, sought, filter)
  const counts = await countFound(db, by, sought, filter)
  if (sumOf(counts) <= MOST_COUNTED) return { condition: by, sought, collect: true, tooMany: false, counts }
  // Orders under way are few and late. Among all that a SKU was ever sold in they would be looked for long.
  const condition = by === 'sku' && filter.status && isUnderWay(filter.status) ? 'sku-under-way' : by
  return { condition, sought, collect: false, tooMany: true, counts }
}

async function wayToWords (db: Db, words: string, filter: OrderFilter): Promise<Way> {
  const way = { condition: 'words' as const, sought: words }
  const latest = await countAmongLatest(db, LATEST, words, filter)
  if (sumOf(latest.counts) > MOST_COUNTED) return { ...way, collect: false, tooMany: true, counts: latest.counts }
  if (latest.orders < LATEST) return { ...way, collect: true, tooMany: false, counts: latest.counts }

  const found = await listWithWords(db, words, filter, MOST_COLLECTED + 1)
  const counts: StatusCounts = {}
  for (const { status } of found) counts[status] = (counts[status] ?? 0) + 1
  if (found.length > MOST_COUNTED) {
    const isRareLately = sumOf(latest.counts) < FEW_OF_LATEST && found.length <= MOST_COLLECTED
    return { ...way, condition: isRareLately ? 'rare-words' : 'words', collect: isRareLately, tooMany: true, counts }
  }
  const keys = found.map(({ shopperId, orderId }) => ({ shopperId, orderId }))
  return { condition: 'found', sought: JSON.stringify(keys), collect: true, tooMany: false, counts, found: keys }
}

/** All statuses together. */
export function sumOf (counts: StatusCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
