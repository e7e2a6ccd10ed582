import type { Db } from '../../plugins/database.ts'
import type { EntryKind } from '../../stock/stock.ts'
import { RATE_DAYS } from '../../stock/stock.ts'
import type { StockFilter, StockSort } from './filter.ts'

/** A SKU in the list of stock. */
export interface StockRow {
  sku: string
  /** Empty where the catalogue has no such variant any more. */
  name: string
  label: string
  available: number
  lowAt: number
  /** Pieces sold in the last `RATE_DAYS` days, today with them. */
  sold: number
  /** Number of its last entry in the ledger: raised by every change. */
  entries: number
  everSold: boolean
}

// The sums of a day, of which there are no more than SKUs were sold on it: so the last 28 days are few rows, found by their days.
const SOLD = `
    select sku, greatest(0, sum(sold))::integer as pieces from stock_day
     where day > (now() at time zone 'UTC')::date - ${RATE_DAYS} group by sku`
const FROM = `
      from stock
      left join variant using (sku)
      left join product on product.slug = variant.product
      left join (${SOLD}) as sold using (sku)`
const COLUMNS = `
    stock.sku, coalesce(product.name, '') as name, coalesce(variant.label, '') as label, stock.available, stock.low_at as "lowAt",
    coalesce(sold.pieces, 0) as sold, stock.entries, stock.sold_at is not null as "everSold"`
const FOUND = "($1 = '' or stock.sku ilike $1 or product.name || ' ' || coalesce(variant.label, '') ilike $1)"

const SHOWN: Readonly<Record<StockFilter['show'], string>> = {
  all: 'true',
  low: 'stock.available <= stock.low_at',
  out: 'stock.available = 0',
  unsold: 'stock.sold_at is null'
}

const SORTED: Readonly<Record<StockSort, string>> = {
  'days-asc': 'stock.available::float8 / nullif(sold.pieces, 0) nulls last, stock.available',
  'available-asc': 'stock.available',
  'available-desc': 'stock.available desc',
  'sold-desc': 'coalesce(sold.pieces, 0) desc',
  'name-asc': 'product.name, variant.label'
}

const PAGES = new Map(Object.entries(SHOWN).flatMap(([show, condition]) => Object.entries(SORTED).map(([sort, order]) => [
  `${show} ${sort}`, `select${COLUMNS}${FROM} where ${FOUND} and ${condition} order by ${order}, stock.sku offset $2 limit $3`
])))

/** Some rows of the list, as sorted. Reads the stock of every SKU, of which there are some ten thousands at most. */
export async function listStockRows (db: Db, { q, show, sort }: StockFilter, offset: number, limit: number): Promise<StockRow[]> {
  const text = PAGES.get(`${show} ${sort}`)
  if (text === undefined) throw new Error(`there is no statement for ${show} ${sort}`)
  const { rows } = await db.query<StockRow>(text, [patternOf(q), offset, limit])
  return rows
}

export type StockCounts = Record<StockFilter['show'], number>

const COUNTS = `
    select ${Object.entries(SHOWN).map(([show, condition]) => `count(*) filter (where ${condition})::integer as "${show}"`).join(', ')}
      from stock left join variant using (sku) left join product on product.slug = variant.product
     where ${FOUND}`

/** How many SKUs a search finds, and how many of them are in each part of the list. */
export async function countStock (db: Db, q: string): Promise<StockCounts> {
  const { rows } = await db.query<StockCounts>(COUNTS, [patternOf(q)])
  return rows[0] ?? { all: 0, low: 0, out: 0, unsold: 0 }
}

/** What is typed is looked for as it stands: its signs for anything are signs. */
function patternOf (q: string): string {
  return q === '' ? '' : `%${q.replace(/[\\%_]/g, '\\$&')}%`
}

const ONE = `select${COLUMNS}${FROM.replace('group by sku', 'and sku = $1 group by sku')} where stock.sku = $1`

export async function findStockRow (db: Db, sku: string): Promise<StockRow | undefined> {
  const { rows } = await db.query<StockRow>(ONE, [sku])
  return rows[0]
}

const SEVERAL = `select${COLUMNS}${FROM.replace('group by sku', 'and sku = any ($1) group by sku')} where stock.sku = any ($1) order by array_position($1, stock.sku)`

/** Those of these SKUs that have stock, in the order in which they are named. */
export async function listStockRowsOf (db: Db, skus: readonly string[]): Promise<StockRow[]> {
  const { rows } = await db.query<StockRow>(SEVERAL, [skus])
  return rows
}

/** A SKU's stock, locked until the transaction ends: after everything else. */
export async function lockStock (db: Db, sku: string): Promise<{ available: number, lowAt: number, entries: number } | undefined> {
  const { rows } = await db.query<{ available: number, lowAt: number, entries: number }>(
    'select available, low_at as "lowAt", entries from stock where sku = $1 for update', [sku])
  return rows[0]
}

/** Every process sees it within a second, as any other change of the row. */
export async function saveLowAt (db: Db, sku: string, lowAt: number): Promise<void> {
  await db.query('update stock set low_at = $2, changed_at = now() where sku = $1', [sku, lowAt])
}

/** An entry of the ledger. */
export interface StockEntry {
  position: number
  at: Date
  delta: number
  balance: number
  kind: EntryKind
  reason: string
  orderNumber: string | null
  actorName: string
}

const ENTRY = 'select position, at, delta, balance, kind, reason, order_number as "orderNumber", actor_name as "actorName" from stock_entry'

const OLDER = `${ENTRY} where sku = $1 and ($2::integer is null or position < $2) order by position desc limit $3`
const NEWER = `${ENTRY} where sku = $1 and position > $2 order by position limit $3`
const BY_KEY = `${ENTRY} where sku = $1 and form_key = $2`

/** The newest entries of a SKU; with `before`, those older than the one of this position. */
export async function listEntries (db: Db, sku: string, before: number | undefined, limit: number): Promise<StockEntry[]> {
  const { rows } = await db.query<StockEntry>(OLDER, [sku, before ?? null, limit])
  return rows
}

/** Those newer than the entry of this position, the oldest first. */
export async function listEntriesAfter (db: Db, sku: string, after: number, limit: number): Promise<StockEntry[]> {
  const { rows } = await db.query<StockEntry>(NEWER, [sku, after, limit])
  return rows
}

export async function findEntryByKey (db: Db, sku: string, formKey: string): Promise<StockEntry | undefined> {
  const { rows } = await db.query<StockEntry>(BY_KEY, [sku, formKey])
  return rows[0]
}

/** Of these SKUs, those whose last entry does not say what is in stock. `listUnbalanced` reads whole ledgers, this one entry of each. */
export async function listDisagreeing (db: Db, skus: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(`
    select sku from stock
     where sku = any ($1)
       and available <> coalesce((select balance from stock_entry where stock_entry.sku = stock.sku order by position desc limit 1), 0)
  `, [skus])
  return rows.map(({ sku }) => sku)
}
