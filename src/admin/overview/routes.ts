import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { countAwaited } from '../../payments/queries.ts'
import { frameOf } from '../frame.ts'
import { lowStockOf } from '../low-stock.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { countByStatus } from '../order-list/queries.ts'
import { describeRow } from '../order-row.ts'
import { countRequestedReturns } from '../returns/queries.ts'
import { MOST_COUNTED } from '../queries.ts'
import { countWaitingReviews } from '../reviews/queries.ts'
import { sayCount, statusName } from '../saying.ts'
import { TO_PACK } from '../status.ts'
import { listSales, listWaiting } from './queries.ts'

const WAITING_SHOWN = 10
const LOW_STOCK_SHOWN = 10
const MOST_SALES = 100_000
const DAY_MS = 24 * 60 * 60 * 1000

const overview: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin', async (request, reply) => {
    const { locale } = request.preferences
    const now = new Date()
    const today = dayOf(now.getTime())
    const weekAgo = dayOf(now.getTime() - 6 * DAY_MS)
    const [waiting, found, unpaid, returns, reviews, sales] = await Promise.all([
      listWaiting(app.db, WAITING_SHOWN),
      countByStatus(app.db),
      countAwaited(app.db, MOST_COUNTED),
      countRequestedReturns(app.db),
      countWaitingReviews(app.db),
      listSales(app.db, { from: weekAgo, today, most: MOST_SALES })
    ])
    const counts = { ...found, placed: Math.max(0, (found.placed ?? 0) - unpaid) }
    const orders = sales.reduce((sum, each) => sum + each.orders, 0)
    const rows = waiting.map(order => describeRow(order, now, locale))
    const lowStock = lowStockOf(app.catalog.current())
    return reply.page('admin/overview', {
      ...frameOf(request, 'overview', { waiting: TO_PACK.reduce((sum, status) => sum + (counts[status] ?? 0), 0), lowStock: lowStock.length, returns, reviews }),
      waiting: rows.slice(0, WAITING_SHOWN),
      toPack: TO_PACK.map(status => ({
        statusName: statusName(status),
        count: sayCount(counts[status] ?? 0, locale),
        oldest: rows.find(order => order.status === status)?.age ?? null,
        url: orderListUrl({ status, sort: 'date-asc' })
      })),
      returns: returns === 0 ? '' : sayCount(returns, locale),
      sales,
      orders: orders.toLocaleString(locale),
      ordersToday: sales.reduce((sum, each) => sum + each.ordersToday, 0).toLocaleString(locale),
      isWhole: orders < MOST_SALES,
      todayUrl: orderListUrl({ from: today, to: today }),
      weekUrl: orderListUrl({ from: weekAgo, to: today }),
      lowStock: lowStock.slice(0, LOW_STOCK_SHOWN),
      lowStockCount: lowStock.length
    })
  })
}

export default overview

/** A moment's day in UTC, as YYYY-MM-DD. */
function dayOf (ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
