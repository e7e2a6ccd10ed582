import type { Language } from '../languages/language.ts'
import type { Db } from '../plugins/database.ts'

/** Somebody to be told when an item is back. */
export interface Alert {
  sku: string
  email: string
  token: string
  /** In which it was asked for. */
  language: Language
}

/**
 * Keeps an alert, one for each item and address, and returns the token it has. One that waits stays as it is, or is confirmed
 * by this one; one that was sent begins anew, unconfirmed unless this one is confirmed. The language of one that is confirmed
 * is changed only by one that is: somebody else's wish says nothing about its owner.
 */
export async function saveAlert (db: Db, { sku, email, token, language }: Alert, isConfirmed: boolean): Promise<{ token: string, isConfirmed: boolean }> {
  const { rows } = await db.query<{ token: string, isConfirmed: boolean }>(`
    insert into stock_alert (sku, email, token, confirmed_at, language) values ($1, $2, $3, case when $4 then now() end, $5)
    on conflict (sku, email) do update
       set token = case when stock_alert.sent_at is null then stock_alert.token else excluded.token end,
           confirmed_at = case when stock_alert.sent_at is null then coalesce(stock_alert.confirmed_at, excluded.confirmed_at) else excluded.confirmed_at end,
           language = case when stock_alert.sent_at is null and stock_alert.confirmed_at is not null and excluded.confirmed_at is null then stock_alert.language else excluded.language end,
           created_at = excluded.created_at, sent_at = null
    returning token, confirmed_at is not null as "isConfirmed"
  `, [sku, email, token, isConfirmed, language])
  const [saved] = rows
  if (!saved) throw new Error('an alert was not saved')
  return saved
}

export async function findAlert (db: Db, sku: string, token: string): Promise<{ email: string, isConfirmed: boolean, isSent: boolean } | undefined> {
  const { rows } = await db.query<{ email: string, isConfirmed: boolean, isSent: boolean }>(`
    select email, confirmed_at is not null as "isConfirmed", sent_at is not null as "isSent" from stock_alert where sku = $1 and token = $2
  `, [sku, token])
  return rows[0]
}

/** False when there is no such alert (any more). */
export async function saveConfirmed (db: Db, sku: string, token: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update stock_alert set confirmed_at = coalesce(confirmed_at, clock.now) from (select now()) as clock where sku = $1 and token = $2
  `, [sku, token])
  return rowCount === 1
}

export async function deleteAlert (db: Db, sku: string, token: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from stock_alert where sku = $1 and token = $2', [sku, token])
  return rowCount === 1
}

/** Items that are in stock while somebody waits to be told. */
export async function listSkusBack (db: Db, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ sku: string }>(`
    select stock.sku
      from stock
     where available > 0
       and exists (select from stock_alert where stock_alert.sku = stock.sku and sent_at is null and confirmed_at is not null)
     limit $1
  `, [limit])
  return rows.map(({ sku }) => sku)
}

/**
 * Marks up to `limit` alerts of an item as sent and returns them, to be sent in the same transaction; those that another
 * process has at hand are left to it. None when the stock is gone again.
 */
export async function takeAlerts (db: Db, sku: string, limit: number): Promise<Alert[]> {
  const { rows } = await db.query<Alert>(`
    update stock_alert set sent_at = now()
     where sku = $1 and email in (
       select email from stock_alert
        where sku = $1 and sent_at is null and confirmed_at is not null
          and exists (select from stock where stock.sku = $1 and available > 0)
        order by created_at
        limit $2
          for update skip locked)
    returning sku, email, token, language
  `, [sku, limit])
  return rows
}

/** How many wait to be told that each of these items is back; none where it is missing. */
export async function listWaitingCounts (db: Db, skus: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ sku: string, count: number }>(`
    select sku, count(*)::integer as count from stock_alert where sku = any ($1) and sent_at is null and confirmed_at is not null group by sku
  `, [skus])
  return new Map(rows.map(({ sku, count }) => [sku, count]))
}

/** What an address waits for. */
export async function listAlertsOf (db: Db, email: string): Promise<Array<{ sku: string, createdAt: Date }>> {
  const { rows } = await db.query<{ sku: string, createdAt: Date }>(`
    select sku, created_at as "createdAt" from stock_alert where email = $1 order by sku
  `, [email])
  return rows
}

export async function deleteAlertsOf (db: Db, email: string): Promise<void> {
  await db.query('delete from stock_alert where email = $1', [email])
}

/** Deletes up to `limit` alerts: those never confirmed after three days, those sent after a month, and all after a year. Returns how many. */
export async function deleteOldAlerts (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from stock_alert where (sku, email) in (
      select sku, email from stock_alert
       where (confirmed_at is null and created_at < now() - interval '3 days') or sent_at < now() - interval '30 days' or created_at < now() - interval '1 year'
       limit $1)
  `, [limit])
  return rowCount ?? 0
}
