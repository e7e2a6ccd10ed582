import type { FastifyInstance } from 'fastify'
import { Counter, Gauge, type Registry } from 'prom-client'
import { cartMerged, jobDone, jobPlanned, saveRefused } from '../signals.ts'

/** Counts what the shop tells of while it runs. */
export function countHappenings (app: FastifyInstance, registry: Registry): void {
  const registers = [registry]
  const refused = new Counter({
    name: 'tote_session_saves_refused_total',
    help: 'Changes of a session that were not saved as they came. overtaken: another request was quicker, and it was made again; outdated: another process had written the session since; ended: the session had ended, and the browser was asked to send it again.',
    labelNames: ['reason'] as const,
    registers
  })
  const merges = new Counter({
    name: 'tote_cart_merges_total',
    help: 'Carts that met at a login. nothing: one of them was empty; whole: every piece is there; short: some are not, and the shopper was told which; undone: the login was rolled back, and the cart stayed where it was.',
    labelNames: ['outcome'] as const,
    registers
  })
  // The label is not "job": Prometheus names what it scrapes so.
  const intervals = new Gauge({ name: 'tote_job_interval_seconds', help: 'A job is done once in this time.', labelNames: ['task'] as const, registers })
  const successes = new Gauge({ name: 'tote_job_last_success_timestamp_seconds', help: 'When a job last came to its end; before the first time, when the process started.', labelNames: ['task'] as const, registers })
  const failures = new Counter({ name: 'tote_job_failures_total', help: 'Turns of a job that failed; it is tried again at the next.', labelNames: ['task'] as const, registers })

  // What has not happened yet is 0: a rate wants to see the first one, too.
  for (const reason of ['overtaken', 'outdated', 'ended']) refused.inc({ reason }, 0)
  for (const outcome of ['nothing', 'whole', 'short', 'undone']) merges.inc({ outcome }, 0)
  const ends = [
    saveRefused.listen(({ reason }) => refused.inc({ reason })),
    cartMerged.listen(({ outcome }) => merges.inc({ outcome })),
    jobPlanned.listen(({ job, everyMs }) => {
      intervals.set({ task: job }, everyMs / 1000)
      successes.set({ task: job }, nowS())
      failures.inc({ task: job }, 0)
    }),
    jobDone.listen(({ job, failed }) => failed ? failures.inc({ task: job }) : successes.set({ task: job }, nowS()))
  ]
  app.addHook('onClose', async () => { for (const end of ends) end() })
}

function nowS (): number {
  return Date.now() / 1000
}
