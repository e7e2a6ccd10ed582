import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** Holds the locks of a statement until released, so that requests can be stopped between their read and their write. */
export async function hold (db: pg.Pool, sql: string, values: unknown[] = []): Promise<{ release: () => Promise<void> }> {
  const client = await db.connect()
  await client.query('begin')
  await client.query(sql, values)
  return {
    release: async () => {
      await client.query('commit')
      client.release()
    }
  }
}

/** Resolves when `count` statements of this database, or more, wait for a lock. */
export async function untilWaiting (db: pg.Pool, count: number): Promise<void> {
  await untilWaitersAre(db, waiting => waiting >= count, `${count} statements should wait for a lock by now`)
}

/** Resolves when no statement of this database waits for a lock. */
export async function untilNobodyWaits (db: pg.Pool): Promise<void> {
  await untilWaitersAre(db, waiting => waiting === 0, 'no statement should wait for a lock any more')
}

async function untilWaitersAre (db: pg.Pool, isWanted: (waiting: number) => boolean, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await db.query<{ waiting: number }>(`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `)
    if (isWanted(rows[0]?.waiting ?? 0)) return
    await wait(10)
  }
  throw new Error(otherwise)
}
