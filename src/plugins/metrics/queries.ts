import type { Db } from '../database.ts'

/** So many rows are counted at most, along an index: a few milliseconds. Of more, what the planner believes has to do. */
export const COUNTED = 10_000

const ESTIMATED = ['session', 'session_shopper', 'session_cart_at', 'cart_cart_at', 'orders'] as const

export type Estimates = Record<typeof ESTIMATED[number], number>

/**
 * How many rows Postgres takes tables and partial indexes to have, since they were last analyzed: autovacuum does so when a tenth has changed.
 * 0 where it does not know, and for tables that Citus has distributed.
 */
export async function findEstimates (db: Db): Promise<Estimates> {
  const { rows } = await db.query<{ name: keyof Estimates, rows: number }>(`
    select relname as name, greatest(reltuples, 0)::float8 as rows from pg_class where oid = any ($1::regclass[])
  `, [ESTIMATED])
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows])) as Estimates
}

/** The share of all orders that has each status, as far as Postgres has seen it. */
export async function listStatusShares (db: Db): Promise<Map<string, number>> {
  const { rows } = await db.query<{ status: string, share: number }>(`
    select unnest(most_common_vals::text::text[]) as status, unnest(most_common_freqs)::float8 as share
      from pg_stats where schemaname = current_schema() and tablename = 'orders' and attname = 'status'
  `)
  return new Map(rows.map(({ status, share }) => [status, share]))
}

interface Counted { count: number }

/** Sessions that are alive and nobody is signed in to, counted up to `COUNTED`, as by all that follow. */
export async function countVisitors (db: Db): Promise<number> {
  const { rows } = await db.query<Counted>(`
    select count(*)::int as count from (select from session where shopper_id is null and ended_at is null and expire > now() limit $1) as found
  `, [COUNTED])
  return rows[0]?.count ?? 0
}

/** Sessions that are alive and somebody is signed in to, of shoppers as of staff. */
export async function countSignedIn (db: Db): Promise<number> {
  const { rows } = await db.query<Counted>(`
    select count(*)::int as count from (select from session where shopper_id is not null and ended_at is null and expire > now() limit $1) as found
  `, [COUNTED])
  return rows[0]?.count ?? 0
}

/** Sessions of staff and admins. */
export async function countStaff (db: Db): Promise<number> {
  const { rows } = await db.query<Counted>(`
    with employed as materialized (select shopper_id from customer where role <> 'shopper' limit $1)
    select count(*)::int as count from session where shopper_id in (select shopper_id from employed) and ended_at is null and expire > now()
  `, [COUNTED])
  return rows[0]?.count ?? 0
}

export async function countVisitorCarts (db: Db): Promise<number> {
  const { rows } = await db.query<Counted>('select count(*)::int as count from (select from session where cart_at is not null limit $1) as found', [COUNTED])
  return rows[0]?.count ?? 0
}

export async function countCustomerCarts (db: Db): Promise<number> {
  const { rows } = await db.query<Counted>('select count(*)::int as count from (select from cart where cart_at is not null limit $1) as found', [COUNTED])
  return rows[0]?.count ?? 0
}

export async function countOrders (db: Db, status: string): Promise<number> {
  const { rows } = await db.query<Counted>('select count(*)::int as count from (select from orders where status = $1 limit $2) as found', [status, COUNTED])
  return rows[0]?.count ?? 0
}

export interface Mails { waiting: number, overdue: number, failed: number }

/** Mails that have not gone out; those that are overdue come first, so that they are counted whatever there is. */
export async function countMails (db: Db): Promise<Mails> {
  const { rows } = await db.query<Mails>(`
    select count(*)::int as waiting, (count(*) filter (where due_at < now() - interval '5 minutes'))::int as overdue,
           (count(*) filter (where last_error <> ''))::int as failed
      from (select due_at, last_error from mail where sent_at is null order by due_at limit $1) as unsent
  `, [COUNTED])
  return rows[0] ?? { waiting: 0, overdue: 0, failed: 0 }
}
