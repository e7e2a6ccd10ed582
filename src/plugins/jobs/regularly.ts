import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { jobDone, jobPlanned } from '../signals.ts'
import { claimJob, keepJob, saveJobOver } from './queries.ts'

const BATCH = 1000
// Longer than a batch can take. So long nobody does the work of a process that has died.
const LEASE_S = 60

/** Does up to `limit` of something and returns how much it was. */
type Batch = (limit: number) => Promise<number>

/**
 * Deletes what is over, now and again while the app runs, in batches that nobody waits for. When it fails the log says so, and it is tried again at
 * the next turn.
 */
export function pruneRegularly (app: FastifyInstance, what: string, everyMs: number, deleteBatch: Batch): void {
  workRegularly(app, `delete ${what}`, `${what} were not deleted`, everyMs, deleteBatch)
}

/** Does any work so. `job`: its name, here and in the metrics; `failure`: what the log says. */
export function workRegularly (app: FastifyInstance, job: string, failure: string, everyMs: number, doBatch: Batch): void {
  jobPlanned.tell({ job, everyMs })
  let working: Promise<void> | undefined
  let isClosing = false
  const turn = (): void => {
    working ??= doInTurn(app, job, everyMs, doBatch, () => isClosing)
      .catch((error: unknown) => app.log.warn({ err: error }, failure))
      .finally(() => { working = undefined })
  }
  const turns = setInterval(turn, everyMs).unref()
  app.addHook('preClose', async () => {
    clearInterval(turns)
    isClosing = true // what is left, another process does
    await working
  })
}

/** Does a job where it is due and no other process is at it. `isClosing`: it stops after a batch. */
export async function doInTurn ({ db }: Pick<FastifyInstance, 'db'>, job: string, everyMs: number, doBatch: Batch, isClosing = () => false): Promise<void> {
  const claim = { job, holder: randomUUID() }
  if (!await claimJob(db, claim, { everyS: everyMs / 1000, leaseS: LEASE_S })) return
  let isLeft = false
  try {
    await doAll(async limit => {
      const count = await doBatch(limit)
      await keepJob(db, claim, LEASE_S)
      isLeft = isClosing() && count === limit
      return isLeft ? 0 : count
    })
  } catch (error) {
    jobDone.tell({ job, failed: true })
    await saveJobOver(db, claim, 'failed')
    throw error
  }
  if (!isLeft) jobDone.tell({ job, failed: false })
  await saveJobOver(db, claim, isLeft ? 'left' : 'done')
}

/** One batch after the other, until one is not full. */
export async function doAll (doBatch: Batch): Promise<void> {
  while (await doBatch(BATCH) === BATCH);
}
