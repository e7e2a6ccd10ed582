import type { FastifyContextConfig } from 'fastify'
import fp from 'fastify-plugin'
import { retried } from '../database.ts'
import { PageError } from '../errors.ts'
import { pruneRegularly } from '../jobs/regularly.ts'
import { addRouteHook } from '../route-hook.ts'
import { deleteFreeRateLimits, deleteRateLimit, findWaitS, giveBackOneOfEach, takeOneOfEach } from './queries.ts'
import { keyOf, networkOf, RATES, type Counter, type RateName } from './rules.ts'

declare module 'fastify' {
  interface FastifyInstance { rateLimit: RateLimit }
  interface FastifyContextConfig {
    /** Requests to this route are counted by the network they come from. */
    rate?: RateName
  }
}

/** Counts in Postgres: all processes share it, and it survives a restart. */
export interface RateLimit {
  /** Counts one more of each. Throws a 429 with the seconds to wait, and counts nothing, when that is too many of one. */
  take (...counters: Counter[]): Promise<void>
  /** Takes back one of each that should not have counted. */
  giveBack (...counters: Counter[]): Promise<void>
  /** Whoever it counts has the whole allowance again. */
  forget (counter: Counter): Promise<void>
}

const PRUNE_INTERVAL_MS = 15 * 60_000

/** `app.rateLimit`, and the limit of each route that names one in its `config.rate`. */
export default fp(async app => {
  const { db } = app
  app.decorate('rateLimit', {
    async take (...counters) {
      const counted = counters.map(counter => ({ key: keyOf(counter), ...RATES[counter.name] }))
      const taken = await retried(() => takeOneOfEach(db, counted))
      if (taken.length === counted.length) return
      if (taken.length > 0) await retried(() => giveBackOneOfEach(db, taken))
      const over = counted.map(({ key }) => key).filter(key => !taken.includes(key))
      throw new PageError(429, 'That was a lot in a short time.', await findWaitS(db, over))
    },
    giveBack: (...counters) => retried(() => giveBackOneOfEach(db, counters.map(keyOf))),
    forget: counter => deleteRateLimit(db, keyOf(counter))
  })

  addRouteHook(app, 'preHandler', ({ config }) => {
    const { rate } = (config ?? {}) as FastifyContextConfig
    return rate && (request => app.rateLimit.take({ name: rate, subject: networkOf(request.ip) }))
  })

  pruneRegularly(app, 'rate limits that count nothing', PRUNE_INTERVAL_MS, limit => deleteFreeRateLimits(db, limit))
}, { name: 'rate-limit', dependencies: ['database'] })
