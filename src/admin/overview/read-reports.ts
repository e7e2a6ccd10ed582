import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DEFAULTS } from '../../preferences/preferences.ts'
import { orderListUrl } from '../order-list/filter.ts'
import type { BestOfRange } from './best-of-range.ts'
import { worthOf } from './carts.ts'
import { countHeldCarts, listHeldPieces } from './queries.ts'
import { PRESETS, type Range } from './range.ts'
import { readSales } from './read-sales.ts'
import { conversionOf, sayChange, sumDays } from './sales.ts'
import { describeCharts } from './saying.ts'

const DAY_HOURS = 24
/** Of so many carts is told what they hold; of more, how many there are. */
const MOST_OPENED = 2000
const MOST_CARTS = 20_000
/** Sessions are kept for 30 days after their last use: of carts that are older nothing is known. */
const CARTS_KEPT_DAYS = 30
const BEST_SHOWN = 10
/** So many days of sums are read for what sold best. */
const MOST_BEST_DAYS = 92

/** What is told to those who may see sales: figures of a range with those of the days before, charts, what sells best, and live carts. */
export async function readReports (app: FastifyInstance, request: FastifyRequest, range: Range, bestOfRange: BestOfRange, now: Date) {
  const { locale } = request.preferences
  const { from, to, days, before } = range
  const [sales, earlier, best, live, left] = [
    await readSales(app.db, range, now), await readSales(app.db, before, now),
    days > MOST_BEST_DAYS ? [] : await bestOfRange.list(range, BEST_SHOWN),
    await readCarts(app, { since: DAY_HOURS, until: 0 }), await readCarts(app, { since: CARTS_KEPT_DAYS * DAY_HOURS, until: DAY_HOURS })
  ]
  const [sums, sumsBefore] = [sumDays(sales), sumDays(earlier)]
  const [orders, ordersBefore] = [sums, sumsBefore].map(each => each.reduce((total, { orders }) => total + orders, 0)) as [number, number]
  const ordersUrl = orderListUrl({ from, to })
  return {
    ordersUrl,
    orders: orders.toLocaleString(locale),
    cancelled: sums.reduce((total, { cancelled }) => total + cancelled, 0).toLocaleString(locale),
    ordersChange: sayChange(orders, ordersBefore, days),
    money: sums.map(each => {
      const old = sumsBefore.find(({ currency }) => currency === each.currency)
      return { ...each, salesChange: sayChange(each.salesCents, old?.salesCents ?? 0, days), averageChange: sayChange(each.averageCents, old?.averageCents ?? 0, days) }
    }),
    conversion: range.preset !== undefined && days <= CARTS_KEPT_DAYS ? await readConversion(app, days, orders) : null,
    charts: orders > 0 ? describeCharts(sales, range, locale) : [],
    best: best.map(({ sku, pieces }) => ({ sku, pieces: pieces.toLocaleString(locale), ...nameOf(app, sku) })),
    knowsBest: days <= MOST_BEST_DAYS,
    isBestKept: bestOfRange.keeps(range),
    live,
    left
  }
}

/** The carts of the range that are still full were not bought, all the orders were. Null where nothing can be said. */
async function readConversion (app: FastifyInstance, days: number, orders: number): Promise<{ percent: string, isAtMost: boolean } | null> {
  const { visitors, customers } = await countHeldCarts(app.db, { since: days * DAY_HOURS, until: 0, limit: MOST_CARTS })
  const percent = conversionOf(orders, visitors + customers)
  return percent === undefined ? null : { percent: percent.toLocaleString('en'), isAtMost: visitors === MOST_CARTS || customers === MOST_CARTS }
}

async function readCarts (app: FastifyInstance, stretch: { since: number, until: number }) {
  const { visitors, customers } = await countHeldCarts(app.db, { ...stretch, limit: MOST_CARTS })
  const pieces = visitors + customers > 0 ? await listHeldPieces(app.db, { ...stretch, limit: MOST_OPENED }) : []
  const say = (count: number): string => count === MOST_CARTS ? `${count.toLocaleString('en')}+` : count.toLocaleString('en')
  return { visitors: say(visitors), customers: say(customers), worth: worthOf(pieces, app.catalog.current(), DEFAULTS.currency), isWhole: visitors + customers <= MOST_OPENED }
}

function nameOf (app: FastifyInstance, sku: string): { name: string, url: string } {
  const known = app.catalog.current().bySku.get(sku)
  return { name: known ? [known.product.name, known.variant.label].filter(Boolean).join(', ') : sku, url: `/admin/stock/${sku}` }
}

/** The ranges that there are to choose from. */
export function presetsOf ({ preset }: Range): Array<{ text: string, url: string, current: boolean }> {
  return PRESETS.map(days => ({ text: `${days} days`, url: days === 28 ? '/admin' : `/admin?days=${days}`, current: days === preset }))
}
