import type { FastifyInstance } from 'fastify'
import { PageError } from '../errors.ts'
import type { Counter } from './rules.ts'

/** Counts one more, and says whether that is still within the rate: for what is left out silently beyond it, not refused. */
export async function isWithin (app: FastifyInstance, counter: Counter): Promise<boolean> {
  try {
    await app.rateLimit.take(counter)
    return true
  } catch (error) {
    if (error instanceof PageError && error.statusCode === 429) return false
    throw error
  }
}
