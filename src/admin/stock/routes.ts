import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listWaitingCounts } from '../../alerts/queries.ts'
import { localPath } from '../../plugins/local-path.ts'
import { parseCount, parseDelta } from '../../stock/stock.ts'
import { readFrame } from '../frame.ts'
import { pagesOf, rowsOf } from '../numbered.ts'
import { sayCount } from '../saying.ts'
import { changeLowAt, changeStock } from './change.ts'
import counts, { COUNT_PATH } from './count-routes.ts'
import { parseStockQuery, STOCK_PAGE, STOCK_SORTS, StockQuery, stockUrl } from './filter.ts'
import { Key, parseReason, Position, Reason, Typed } from './form.ts'
import { countStock, listDisagreeing, listEntriesAfter, listStockRows } from './queries.ts'
import { LedgerQuery, readItem, showItem, type Keys } from './page.ts'
import { describeStock, sayDone, sayMoved, sayNone, sayRefused, saySent, SORT_NAMES, tabsOf, titleOf } from './saying.ts'

const MOST_LOW_AT = 99_999
// What was sent before was another change, so this one is of a form of its own.
const NEW_KEYS: Keys = {}

const Params = Type.Object({ sku: Type.String() })
const AdjustForm = Type.Object({ delta: Typed, reason: Reason, key: Key }, { additionalProperties: false })
const CountForm = Type.Object({ counted: Typed, seen: Position, key: Key }, { additionalProperties: false })
const LimitForm = Type.Object({ low_at: Typed, previous: Position, return_to: Type.Optional(Type.String()) }, { additionalProperties: false })

/** What is in stock, for how long it lasts, and what became of it. */
const stock: FastifyPluginAsyncTypebox = async app => {
  await app.register(counts)

  app.get('/admin/stock', { schema: { querystring: StockQuery } }, async (request, reply) => {
    const { filter, page } = parseStockQuery(request.query)
    const { offset, limit } = rowsOf(page, STOCK_PAGE)
    const [frame, counts, found] = await Promise.all([readFrame(app, request, 'stock'), countStock(app.db, filter.q), listStockRows(app.db, filter, offset, limit)])
    const rows = found.slice(0, STOCK_PAGE)
    const skus = rows.map(({ sku }) => sku)
    const [waiting, disagreeing] = await Promise.all([listWaitingCounts(app.db, skus), listDisagreeing(app.db, skus)])
    return reply.page('admin/stock', {
      ...frame,
      filter,
      sorts: STOCK_SORTS.map(value => ({ value, text: SORT_NAMES[value] })),
      tabs: tabsOf(filter, counts),
      rows: rows.map(row => describeStock(row, waiting.get(row.sku))),
      nothing: sayNone(filter),
      disagreeing,
      here: stockUrl(filter, page),
      countUrl: stockUrl(filter, page, COUNT_PATH),
      pages: pagesOf(page, STOCK_PAGE, found.length, number => stockUrl(filter, number), sayCount(counts[filter.show], 'en'))
    })
  })

  app.get('/admin/stock/:sku', { schema: { params: Params, querystring: LedgerQuery } }, async (request, reply) => {
    return showItem(app, request, reply, await readItem(app, request.params.sku), { ledger: request.query })
  })

  app.post('/admin/stock/:sku/adjust', { schema: { params: Params, body: AdjustForm } }, async (request, reply) => {
    const { delta: typed, key: formKey } = request.body
    const item = await readItem(app, request.params.sku)
    const delta = parseDelta(typed)
    const { reason, errors: wrong } = parseReason(request.body.reason)
    const refuse = (errors: Record<string, string>, keys: Keys = { adjust: formKey }) => showItem(app, request, reply, item, { errors, typed: { ...request.body }, keys })
    const errors = {
      ...delta === undefined && { delta: 'Say how many more or fewer, such as +5 or −3' },
      ...reason === '' && { reason: 'Say why, for whoever reads this ledger' },
      ...wrong
    }
    if (delta === undefined || Object.keys(errors).length > 0) return refuse(errors)
    const outcome = await changeStock(app, request, { sku: item.sku, kind: 'adjusted', delta, reason, formKey })
    if (outcome.outcome === 'sent') return refuse({ delta: saySent(outcome) }, NEW_KEYS)
    if (outcome.outcome !== 'done') return refuse({ delta: sayRefused(outcome) })
    await request.flash('success', sayDone(titleOf(item), outcome, 'adjusted'))
    return reply.redirect(`/admin/stock/${item.sku}`, 303)
  })

  app.post('/admin/stock/:sku/count', { schema: { params: Params, body: CountForm } }, async (request, reply) => {
    const { key: formKey } = request.body
    const item = await readItem(app, request.params.sku)
    const [counted, seen] = [parseCount(request.body.counted), Number(request.body.seen)]
    const refuse = (sentence: string, keys: Keys = { count: formKey }) => showItem(app, request, reply, item, { errors: { counted: sentence }, typed: { counted: request.body.counted }, keys })
    if (counted === undefined) return refuse('Say how many there are, such as 12')
    const outcome = await changeStock(app, request, { sku: item.sku, kind: 'counted', counted, seen, reason: '', formKey })
    if (outcome.outcome === 'moved') return refuse(sayMoved(outcome.available, (await listEntriesAfter(app.db, item.sku, seen, 1))[0]))
    if (outcome.outcome === 'sent') return refuse(saySent(outcome), NEW_KEYS)
    if (outcome.outcome !== 'done') return refuse(sayRefused(outcome))
    await request.flash('success', sayDone(titleOf(item), outcome, 'counted'))
    return reply.redirect(`/admin/stock/${item.sku}`, 303)
  })

  app.post('/admin/stock/:sku/limit', { schema: { params: Params, body: LimitForm } }, async (request, reply) => {
    const item = await readItem(app, request.params.sku)
    const { low_at: typed, return_to: returnTo } = request.body
    const lowAt = parseCount(typed, MOST_LOW_AT)
    const refuse = (sentence: string) => showItem(app, request, reply, item, { errors: { low_at: sentence }, typed: { low_at: typed } })
    if (lowAt === undefined) return refuse('Say from how many on it is low, such as 5')
    const now = await changeLowAt(app, request, item.sku, lowAt, Number(request.body.previous))
    if (now !== lowAt) return refuse(`You wanted ${lowAt}. A colleague was quicker: it is ${now} by now. Save again if yours is right`)
    await request.flash('success', `${titleOf(item)} is low from ${lowAt.toLocaleString('en')} on.`)
    return reply.redirect(localPath(returnTo, `/admin/stock/${item.sku}`), 303)
  })
}

export default stock
