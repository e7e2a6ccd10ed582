import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { countAwaited } from '../../payments/queries.ts'
import { frameOf } from '../frame.ts'
import { lowStockOf } from '../low-stock.ts'
import { orderListUrl } from '../order-list/filter.ts'
import { describeRow } from '../order-row.ts'
import { mayDo } from '../permissions.ts'
import { countRequestedReturns } from '../returns/queries.ts'
import { countToPack, MOST_COUNTED } from '../queries.ts'
import { countWaitingReviews } from '../reviews/queries.ts'
import { sayCount, statusName } from '../saying.ts'
import { TO_PACK } from '../status.ts'
import { BestOfRange } from './best-of-range.ts'
import { countOwed, listWaiting } from './queries.ts'
import { parseRange, RangeQuery } from './range.ts'
import { presetsOf, readReports } from './read-reports.ts'
import { sayDay } from './saying.ts'

const WAITING_SHOWN = 10
// As high as ten orders: the two stand beside each other.
const LOW_STOCK_SHOWN = 6

/** What is to be done, and how the shop does: of each as much as they may see. */
const overview: FastifyPluginAsyncTypebox = async app => {
  const bestOfRange = new BestOfRange(app.db)

  app.get('/admin', { schema: { querystring: RangeQuery } }, async (request, reply) => {
    const { locale } = request.preferences
    const { customer, query } = request
    const now = new Date()
    const { range, errors } = parseRange(query, now)
    const may = { orders: mayDo(customer, 'orders'), returns: mayDo(customer, 'returns'), stock: mayDo(customer, 'stock'), reports: mayDo(customer, 'reports') }
    const [waiting, counts, awaited, owed, returns, reviews, reports] = await Promise.all([
      may.orders ? listWaiting(app.db, WAITING_SHOWN) : [],
      countToPack(app.db),
      countAwaited(app.db, MOST_COUNTED),
      may.orders ? countOwed(app.db, MOST_COUNTED + 1) : 0,
      countRequestedReturns(app.db),
      countWaitingReviews(app.db),
      may.reports ? readReports(app, request, range, bestOfRange, now) : null
    ])
    const rows = waiting.map(order => describeRow(order, now, locale))
    const lowStock = lowStockOf(app.catalog.current())
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/overview', {
      ...frameOf(request, 'overview', { waiting: counts.placed + counts.paid, lowStock: lowStock.length, returns, reviews }),
      may,
      waiting: rows.slice(0, WAITING_SHOWN),
      toPack: TO_PACK.map(status => ({
        statusName: statusName(status),
        count: sayCount(counts[status], locale),
        oldest: rows.find(order => order.status === status)?.age ?? null,
        url: orderListUrl({ status, sort: 'date-asc' })
      })),
      owed: sayCount(owed, locale),
      owedUrl: orderListUrl({ payment: 'unpaid', sort: 'date-asc' }),
      awaited: awaited === 0 ? '' : sayCount(awaited, locale),
      returns: sayCount(returns, locale),
      lowStock: lowStock.slice(0, LOW_STOCK_SHOWN),
      lowStockCount: lowStock.length,
      reports,
      presets: presetsOf(range),
      range,
      rangeWords: { from: sayDay(range.from, locale), to: sayDay(range.to, locale) },
      chosen: { from: query.from ?? range.from, to: query.to ?? range.to },
      errors
    })
  })
}

export default overview
