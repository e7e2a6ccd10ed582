import type { Db } from '../database.ts'

// Processes ask every so often, and one that asks a little early need not wait for another turn.
const EARLY = 0.9

/** Takes a job that is due, or whose process has died. False while there is nothing to do, or another process is at it. */
export async function claimJob (db: Db, job: string, { everyS, leaseS }: { everyS: number, leaseS: number }): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into job (job, due_at, leased_until) values ($1, now() + make_interval(secs => $2), now() + make_interval(secs => $3))
    on conflict (job) do update set due_at = excluded.due_at, leased_until = excluded.leased_until
      where (job.leased_until is null and job.due_at <= excluded.due_at - make_interval(secs => $2)) or job.leased_until <= excluded.leased_until - make_interval(secs => $3)
  `, [job, everyS * EARLY, leaseS])
  return rowCount === 1
}

/** It goes on: another process need not take over yet. */
export async function keepJob (db: Db, job: string, leaseS: number): Promise<void> {
  await db.query('update job set leased_until = now() + make_interval(secs => $2) where job = $1', [job, leaseS])
}

/** It is over. One that failed is due again at once. */
export async function saveJobDone (db: Db, job: string, failed: boolean): Promise<void> {
  await db.query(failed
    ? 'update job set leased_until = null, failures = failures + 1, due_at = now() where job = $1'
    : 'update job set leased_until = null, failures = 0, done_at = now() where job = $1', [job])
}
