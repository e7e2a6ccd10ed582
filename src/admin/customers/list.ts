import { parseOrderNumber } from '../../orders/number.ts'
import { findOrderId } from '../../orders/queries.ts'
import type { Db } from '../../plugins/database.ts'
import { readKeysetPage, type KeysetPage } from '../keyset.ts'
import { parseSearch } from '../order-list/search.ts'
import { opposite, type CustomerFilter } from './filter.ts'
import { countWithWords, listCustomers, type CustomerStretch, type ListedCustomer, type Way } from './list-queries.ts'

const PAGE_SIZE = 50
/**
 * So many rows are quickly collected and sorted. What more than these have is soon met with among those who joined lately; by name
 * they may be far down, so they are not sorted by it.
 */
const MOST_COLLECTED = 10_000

export interface CustomerPage extends KeysetPage<ListedCustomer> {
  /** What is shown; a search that finds too many to sort is by date, whatever was asked for. */
  filter: CustomerFilter
  tooMany: boolean
  /** The number of an order that was typed and is there; its customer is the only one found, and of a guest's order nobody is. */
  number: string | undefined
}

/** Reads a page: a few statements, each along an index. */
export async function readCustomers (db: Db, asked: CustomerFilter): Promise<CustomerPage> {
  const number = await findNumber(db, asked.q)
  const search = number !== undefined ? { by: 'number' as const, sought: number } : asked.q === '' ? undefined : searchFor(asked.q)
  const way = await wayTo(db, asked, search)
  const tooMany = way === 'common-words'
  const filter: CustomerFilter = tooMany && asked.sort.startsWith('name') ? { ...asked, sort: 'joined-desc', after: undefined, before: undefined } : asked
  const page = await readKeysetPage({ size: PAGE_SIZE, after: filter.after, before: filter.before }, (after, limit, isBackwards) =>
    listCustomers(db, { ...filter, search, way, after, limit, sort: isBackwards ? opposite(filter.sort) : filter.sort }))
  return { ...page, number, filter, tooMany }
}

/** What looks like a number and is none may be a name of eight letters. */
async function findNumber (db: Db, typed: string): Promise<string | undefined> {
  const number = parseOrderNumber(typed)
  return number !== undefined && await findOrderId(db, number) ? number : undefined
}

function searchFor (q: string): CustomerStretch['search'] {
  const { by, sought } = parseSearch(q, undefined)
  return { by: by === 'email' ? 'email' : 'words', sought }
}

async function wayTo (db: Db, { role }: CustomerFilter, search: CustomerStretch['search']): Promise<Way> {
  if (role && role !== 'shopper') return 'employed' // there are never many
  if (!search) return 'all'
  if (search.by !== 'words') return search.by
  return await countWithWords(db, search.sought, MOST_COLLECTED) < MOST_COLLECTED ? 'words' : 'common-words'
}
