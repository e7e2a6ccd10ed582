import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lowStockOf } from './low-stock.ts'
import { countWaiting } from './queries.ts'
import { sayCount } from './saying.ts'

/** What stands around every page of the admin. */
export interface Frame {
  section: 'overview' | 'orders' | 'audit'
  frame: {
    /** Orders that wait to be packed, as words; empty when none does. */
    toPack: string
    /** Items that are nearly or wholly sold out; empty when none is. */
    lowStock: string
    role: 'Admin' | 'Staff'
  }
}

/** Every page of the admin passes this on to its template. */
export async function readFrame (app: FastifyInstance, request: FastifyRequest, section: Frame['section']): Promise<Frame> {
  return frameOf(request, section, { waiting: await countWaiting(app.db), lowStock: lowStockOf(app.catalog.current()).length })
}

/** The same for a page that has counted them itself. */
export function frameOf ({ preferences, customer }: FastifyRequest, section: Frame['section'], { waiting, lowStock }: { waiting: number, lowStock: number }): Frame {
  const say = (count: number): string => count === 0 ? '' : sayCount(count, preferences.locale)
  return {
    section,
    frame: {
      toPack: say(waiting),
      lowStock: say(lowStock),
      role: customer?.role === 'admin' ? 'Admin' : 'Staff'
    }
  }
}
