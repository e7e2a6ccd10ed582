import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lowStockOf } from './low-stock.ts'
import { countWaiting } from './queries.ts'
import { countRequestedReturns } from './returns/queries.ts'
import { countWaitingReviews } from './reviews/queries.ts'
import { sayCount } from './saying.ts'

/** What stands around every page of the admin. */
export interface Frame {
  section: 'overview' | 'orders' | 'returns' | 'reviews' | 'audit'
  frame: {
    /** Orders that wait to be packed, as words; empty when none does. */
    toPack: string
    /** Items that are nearly or wholly sold out; empty when none is. */
    lowStock: string
    /** Returns that wait to be decided on; empty when none does. */
    returns: string
    /** Reviews that wait to be read; empty when none does. */
    reviews: string
    role: 'Admin' | 'Staff'
  }
}

/** Every page of the admin passes this on to its template. */
export async function readFrame (app: FastifyInstance, request: FastifyRequest, section: Frame['section']): Promise<Frame> {
  const [waiting, returns, reviews] = await Promise.all([countWaiting(app.db), countRequestedReturns(app.db), countWaitingReviews(app.db)])
  return frameOf(request, section, { waiting, returns, reviews, lowStock: lowStockOf(app.catalog.current()).length })
}

/** The same for a page that has counted them itself. */
export function frameOf ({ preferences, customer }: FastifyRequest, section: Frame['section'], counts: Record<'waiting' | 'lowStock' | 'returns' | 'reviews', number>): Frame {
  const say = (count: number): string => count === 0 ? '' : sayCount(count, preferences.locale)
  return {
    section,
    frame: {
      toPack: say(counts.waiting),
      lowStock: say(counts.lowStock),
      returns: say(counts.returns),
      reviews: say(counts.reviews),
      role: customer?.role === 'admin' ? 'Admin' : 'Staff'
    }
  }
}
