import type { FastifyInstance } from 'fastify'
import { jobDone, jobPlanned } from './signals.ts'

const BATCH = 1000

/**
 * Deletes what is over, now and again while the app runs, in batches that nobody waits for. `deleteBatch` deletes up to
 * `limit` rows and returns how many they were. When it fails the log says so, and it is tried again at the next turn.
 */
export function pruneRegularly (app: FastifyInstance, what: string, everyMs: number, deleteBatch: (limit: number) => Promise<number>): void {
  workRegularly(app, `delete ${what}`, `${what} were not deleted`, everyMs, deleteBatch)
}

/** Does any work so. `job`: its name in the metrics; `failure`: what the log says. */
export function workRegularly (app: FastifyInstance, job: string, failure: string, everyMs: number, doBatch: (limit: number) => Promise<number>): void {
  jobPlanned.tell({ job, everyMs })
  const working = setInterval(() => {
    doAll(doBatch).then(() => jobDone.tell({ job, failed: false }), (error: unknown) => {
      app.log.warn({ err: error }, failure)
      jobDone.tell({ job, failed: true })
    })
  }, everyMs).unref()
  app.addHook('preClose', async () => clearInterval(working))
}

/** One batch after the other, until one is not full. */
export async function doAll (doBatch: (limit: number) => Promise<number>): Promise<void> {
  while (await doBatch(BATCH) === BATCH);
}
