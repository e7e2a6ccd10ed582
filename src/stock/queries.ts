import type { Db } from '../plugins/database.ts'
import { RATE_DAYS, type EntryKind } from './stock.ts'

/** Some pieces of a SKU. */
export interface Pieces { sku: string, quantity: number }

/** Why stock changes, for the ledger. */
export interface Why {
  kind: EntryKind
  orderNumber?: string
  /** In words; empty where an order says it. */
  reason?: string
  /** Of the staff. Shoppers are not named: who ordered or cancelled stands in the history of the order. */
  actor?: { shopperId: string | null, name: string }
  /** Of the form that asked for it. */
  formKey?: string
}

/** An entry of the ledger as it was written. */
export interface Written {
  /** 1 for the first of its SKU. */
  position: number
  /** Pieces that are there now. */
  balance: number
}

/**
 * The one way in which stock changes: adds `delta` pieces and writes the entry of the ledger that says so. Undefined, and nothing
 * changed, where fewer than none would be left or the SKU has no stock.
 */
export async function saveMoved (db: Db, sku: string, delta: number, { kind, orderNumber, reason = '', actor, formKey }: Why): Promise<Written | undefined> {
  const { rows } = await db.query<Written>(`
    with moved as (
      update stock set available = available + $2, entries = entries + 1, changed_at = clock.now,
             sold_at = case when $3 = 'sold' then clock.now else sold_at end,
             sold = case when $3 in ('sold', 'cancelled') then sold - $2 else sold end
        from (select now()) as clock
       where sku = $1 and available + $2 >= 0
      returning sku, entries, available
    ), day as (
      insert into stock_day (sku, day, sold)
      select sku, (now() at time zone 'UTC')::date, -$2 from moved where $3 in ('sold', 'cancelled')
          on conflict (sku, day) do update set sold = stock_day.sold + excluded.sold
    )
    insert into stock_entry (sku, position, at, delta, balance, kind, reason, order_number, actor_id, actor_name, form_key)
    select sku, entries, clock_timestamp(), $2, available, $3, $4, $5, $6, $7, $8 from moved
    returning position, balance
  `, [sku, delta, kind, reason, orderNumber ?? null, actor?.shopperId ?? null, actor?.name ?? '', formKey ?? null])
  return rows[0]
}

/** Takes pieces out of stock. False, and nothing taken, when there are not as many. */
export async function saveStockTaken (db: Db, { sku, quantity }: Pieces, why: Why): Promise<boolean> {
  return await saveMoved(db, sku, -quantity, why) !== undefined
}

/** Puts pieces back. Nothing happens where the SKU has no stock any more. */
export async function saveRestocked (db: Db, { sku, quantity }: Pieces, why: Why): Promise<void> {
  await saveMoved(db, sku, quantity, why)
}

/** The first stock of SKUs, with the entries that begin their ledgers. Stock that is there already stays: some of it may have been sold. */
export async function saveFirstStock (db: Db, rows: ReadonlyArray<{ sku: string, available: number }>, actor?: Why['actor']): Promise<void> {
  await db.query(`
    with first as (
      insert into stock (sku, available, entries)
      select sku, available, 1
        from jsonb_to_recordset($1) as row (sku text, available integer)
          on conflict (sku) do nothing
      returning sku, available
    ), entry as (
      insert into stock_entry (sku, position, at, delta, balance, kind, actor_id, actor_name)
      select sku, 1, clock_timestamp(), available, available, 'opening', $2, $3 from first
    )
    select from first
  `, [JSON.stringify(rows), actor?.shopperId ?? null, actor?.name ?? ''])
}

/** SKUs whose ledger does not add up to their stock, or whose balances are not the sums of its entries; up to `limit`. Reads the whole ledger. */
export async function listUnbalanced (db: Db, limit: number): Promise<Array<{ sku: string, available: number, sum: number }>> {
  const { rows } = await db.query<{ sku: string, available: number, sum: number }>(`
    with summed as (
      select sku, sum(delta)::integer as sum, count(*)::integer as entries, max(position) as last,
             bool_and(balance = running) as runs
        from (select *, sum(delta) over (partition by sku order by position) as running from stock_entry) as entry
       group by sku
    )
    select sku, coalesce(stock.available, 0) as available, coalesce(sum, 0) as sum
      from stock full join summed using (sku)
     where coalesce(stock.available, 0) <> coalesce(sum, 0) or coalesce(stock.entries, 0) <> coalesce(summed.entries, 0)
        or summed.entries <> last or not runs
     order by sku
     limit $1
  `, [limit])
  return rows
}

// The sums of a day, of which there are no more than SKUs were sold on it.
const IS_LATE = `day > (now() at time zone 'UTC')::date - ${RATE_DAYS}`
const MISCOUNTED = `
    select sku
      from stock
      left join (select sku, sum(sold)::integer as sold from stock_day where ${IS_LATE} group by sku) as lately using (sku)
     where stock.sold <> coalesce(lately.sold, 0)
     order by sku limit $1`
const COUNT_LATELY = `update stock set sold = (select coalesce(sum(sold), 0) from stock_day where sku = $1 and ${IS_LATE}) where sku = $1`

/** SKUs whose stock.sold is not the sum of the last `RATE_DAYS` days: a day has ended since, or somebody did not count. Up to `limit`. */
export async function listMiscounted (db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(MISCOUNTED, [limit])
  return rows.map(({ sku }) => sku)
}

/** Counts anew what was sold of a SKU lately. In a transaction: whoever sells waits from the first statement on, so that the second misses no sale. */
export async function saveSoldLately (db: Db, sku: string): Promise<void> {
  await db.query('select from stock where sku = $1 for update', [sku])
  await db.query(COUNT_LATELY, [sku])
}
