import { splitWords } from '../../catalog/words.ts'
import type { Db } from '../../plugins/database.ts'
import type { EntryKind } from '../../stock/stock.ts'
import { MOST_COUNTED } from '../queries.ts'
import { STOCK_PARTS, STOCK_SORTS, type StockFilter, type StockSort } from './filter.ts'

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

const COLUMNS = `
    stock.sku, coalesce(product.name, '') as name, coalesce(variant.label, '') as label, stock.available, stock.low_at as "lowAt",
    greatest(stock.sold, 0) as sold, stock.entries, stock.sold_at is not null as "everSold"`
const FROM = `
      from stock
      left join variant using (sku)
      left join product on product.slug = variant.product`
// Of products in whose names all words begin words, and of SKUs that begin so, the first thousand; row by row, for which Postgres would else
// read all of stock ("offset 0": a subquery that it does not take apart).
const FOUND = `
    with named as materialized (select slug from product where $1 <> '' and search @@ to_tsquery('english', $1) limit 1000),
    sought as (
      (select sku from named cross join lateral (select sku from variant where product = slug offset 0) as item)
       union (select sku from variant where $2 <> '' and sku ^@ $2 limit 1000)
       union select $2
    ),
    found as materialized (select stock.* from sought cross join lateral (select * from stock where stock.sku = sought.sku offset 0) as stock)`
// For few rows, whose names are then looked up one by one.
const NAMED = `
      left join lateral (select * from variant where variant.sku = stock.sku offset 0) as variant on true
      left join lateral (select * from product where product.slug = variant.product offset 0) as product on true`

const SHOWN: Readonly<Record<StockFilter['show'], string>> = {
  all: 'true',
  low: 'stock.available <= stock.low_at',
  out: 'stock.available = 0',
  unsold: 'stock.sold_at is null'
}

// Each is along an index of stock, but for the name, which is along one of products.
const SORTED: Readonly<Record<StockSort, string>> = {
  'days-asc': 'stock.available::float8 / nullif(greatest(stock.sold, 0), 0), stock.available, stock.sku',
  'available-asc': 'stock.available, stock.sku',
  'available-desc': 'stock.available desc, stock.sku desc',
  'sold-desc': 'stock.sold desc, stock.sku desc',
  'name-asc': 'lower(product.name), product.slug, variant.position, variant.sku'
}

/** Takes an offset and a limit, and before them what is looked for, if anything is. */
function pageOf (show: StockFilter['show'], sort: StockSort, isSearch: boolean): string {
  if (isSearch) return `${FOUND} select${COLUMNS} from found as stock${NAMED} where ${SHOWN[show]} order by ${SORTED[sort]} offset $3 limit $4`
  const byName = show === 'out' ? ` from stock${NAMED}` : FROM.replaceAll('left join', 'join')
  return `select${COLUMNS}${sort === 'name-asc' ? byName : FROM} where ${SHOWN[show]} order by ${SORTED[sort]} offset $1 limit $2`
}

const nameOf = (show: string, sort: string, isSearch: boolean): string => `${show} ${sort} ${isSearch}`
const PAGES = new Map(STOCK_PARTS.flatMap(show => STOCK_SORTS.flatMap(sort => [false, true].map(isSearch =>
  [nameOf(show, sort, isSearch), pageOf(show, sort, isSearch)] as const))))

/** Some rows of the list, as sorted. By name it shows what the catalogue knows. */
export async function listStockRows (db: Db, { q, show, sort }: StockFilter, offset: number, limit: number): Promise<StockRow[]> {
  const text = PAGES.get(nameOf(show, sort, q !== ''))
  if (text === undefined) throw new Error(`there is no statement for ${show} ${sort}`)
  const { rows } = await db.query<StockRow>(text, [...q === '' ? [] : soughtOf(q), offset, limit])
  return rows
}

export type StockCounts = Record<StockFilter['show'], number>

const PARTS = Object.entries(SHOWN)
/** Each part along its index. */
const COUNTS = `select ${PARTS.map(([show, condition]) =>
  `(select count(*)::integer from (select 1 from stock where ${condition} order by available, sku limit $1) as part) as "${show}"`).join(', ')}`
const COUNTS_FOUND = `${FOUND} select ${PARTS.map(([show, condition]) => `(count(*) filter (where ${condition}))::integer as "${show}"`).join(', ')} from found as stock`

/** How many SKUs there are in each part of the list, of a search or of all. Of all, no more are counted than one more than `MOST_COUNTED`. */
export async function countStock (db: Db, q: string): Promise<StockCounts> {
  const { rows } = await (q === '' ? db.query<StockCounts>(COUNTS, [MOST_COUNTED + 1]) : db.query<StockCounts>(COUNTS_FOUND, soughtOf(q)))
  return rows[0] ?? { all: 0, low: 0, out: 0, unsold: 0 }
}

/** Words that begin words of a name, and a SKU or its beginning. Only letters and digits go into the query. */
function soughtOf (q: string): [words: string, sku: string] {
  return [splitWords(q).map(word => `'${word}':*A`).join(' & '), q.toUpperCase()]
}

const ONE = `select${COLUMNS}${FROM} where stock.sku = $1`

export async function findStockRow (db: Db, sku: string): Promise<StockRow | undefined> {
  const { rows } = await db.query<StockRow>(ONE, [sku])
  return rows[0]
}

const SEVERAL = `select${COLUMNS}${FROM} where stock.sku = any ($1) order by array_position($1, stock.sku)`

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
