import type { Db } from '../database.ts'
import type { Rate } from './rules.ts'

export interface Counted extends Rate {
  key: string
}

/**
 * Counts one more of each, where that is still within its rate, and returns the keys where it is: one atomic statement,
 * however many processes ask at once. Rows are taken in the order of their keys, so that nobody waits for who waits for them.
 */
export async function takeOneOfEach (db: Db, counted: readonly Counted[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(`
    insert into rate_limit (key, burst, every_s, free_at)
    select key, burst, every_s, now() + make_interval(secs => every_s)
      from unnest($1::text[], $2::integer[], $3::float8[]) as counted (key, burst, every_s)
     order by key
    on conflict (key) do update
       set burst = excluded.burst, every_s = excluded.every_s,
           free_at = greatest((rate_limit.free_at at time zone 'UTC' + make_interval(secs => excluded.every_s)) at time zone 'UTC', excluded.free_at)
     where rate_limit.free_at at time zone 'UTC' <= excluded.free_at at time zone 'UTC' + make_interval(secs => (excluded.burst - 2) * excluded.every_s)
    returning key
  `, [counted.map(({ key }) => key), counted.map(({ burst }) => burst), counted.map(({ everyS }) => everyS)])
  return rows.map(({ key }) => key)
}

/** In how many whole seconds, at least one, there is room for one more of each. */
export async function findWaitS (db: Db, keys: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ waitS: number | null }>(`
    select max(ceil(extract(epoch from free_at - now()) - (burst - 1) * every_s))::integer as "waitS"
      from rate_limit where key = any($1)
  `, [keys])
  return Math.max(1, rows[0]?.waitS ?? 1)
}

/** Takes one of each back that should not have counted. */
export async function giveBackOneOfEach (db: Db, keys: readonly string[]): Promise<void> {
  await db.query(`
    update rate_limit set free_at = (free_at at time zone 'UTC' - make_interval(secs => every_s)) at time zone 'UTC' where key = any($1)
  `, [keys])
}

/** Whoever was counted has the whole allowance again. */
export async function deleteRateLimit (db: Db, key: string): Promise<void> {
  await db.query('delete from rate_limit where key = $1', [key])
}

/** Deletes up to `limit` rows that count nothing any more, and returns how many they were. */
export async function deleteFreeRateLimits (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from rate_limit where free_at < now() and key in (select key from rate_limit where free_at < now() limit $1)
  `, [limit])
  return rowCount ?? 0
}
