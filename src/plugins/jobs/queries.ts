import type { Db } from '../database.ts'

// Processes ask every so often, and one that asks a little early need not wait for another turn.
const EARLY = 0.9

/** A job in the hands of one process. */
export interface Claim { job: string, holder: string }

/** Takes a job that is due, or whose process has died. False while there is nothing to do, or another process is at it. */
export async function claimJob (db: Db, { job, holder }: Claim, { everyS, leaseS }: { everyS: number, leaseS: number }): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into job (job, holder, due_at, leased_until) values ($1, $4, now() + make_interval(secs => $2), now() + make_interval(secs => $3))
    on conflict (job) do update set holder = excluded.holder, due_at = excluded.due_at, leased_until = excluded.leased_until
      where (job.leased_until is null and job.due_at <= excluded.due_at - make_interval(secs => $2)) or job.leased_until <= excluded.leased_until - make_interval(secs => $3)
  `, [job, everyS * EARLY, leaseS, holder])
  return rowCount === 1
}

/** It goes on: another process need not take over yet. */
export async function keepJob (db: Db, { job, holder }: Claim, leaseS: number): Promise<void> {
  await db.query('update job set leased_until = now() + make_interval(secs => $3) where job = $1 and holder = $2', [job, holder, leaseS])
}

const OVER = {
  done: 'update job set leased_until = null, failures = 0, done_at = now() where job = $1 and holder = $2',
  failed: 'update job set leased_until = null, failures = failures + 1, due_at = now() where job = $1 and holder = $2',
  left: 'update job set leased_until = null, due_at = now() where job = $1 and holder = $2'
} as const

/** It is over; one that failed, or was left because the process ends, is due again at once. Nothing where another process has taken over. */
export async function saveJobOver (db: Db, { job, holder }: Claim, outcome: keyof typeof OVER): Promise<void> {
  await db.query(OVER[outcome], [job, holder])
}
