import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readFrame } from '../frame.ts'
import { describeRow } from '../order-row.ts'
import { OrderListQuery, orderListUrl, parseFilter } from './filter.ts'
import { readOrderList } from './list.ts'
import { describeList, describeNone, headingsOf, sayRange, tabsOf } from './saying.ts'

const orderList: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/orders', { schema: { querystring: OrderListQuery } }, async (request, reply) => {
    const { filter, errors } = parseFilter(request.query)
    const { locale } = request.preferences
    if (Object.keys(errors).length > 0) {
      const { from, to, ...withoutDates } = filter
      return reply.code(422).page('admin/orders', {
        ...await readFrame(app, request, 'orders'),
        filter: formOf(request.query),
        errors,
        tabs: tabsOf({ filter: withoutDates }, locale),
        withoutDatesUrl: orderListUrl(withoutDates),
        list: null
      })
    }

    const [frame, list] = await Promise.all([readFrame(app, request, 'orders'), readOrderList(app.db, filter)])
    const now = new Date()
    return reply.page('admin/orders', {
      ...frame,
      filter: formOf({ ...request.query, sort: list.filter.sort }),
      isFiltered: orderListUrl({ ...list.filter, sort: 'date-desc' }) !== '/admin/orders',
      errors,
      tabs: tabsOf(list, locale),
      list: {
        kept: `?list=${encodeURIComponent(orderListUrl(list.filter).split('?', 2)[1] ?? '')}`,
        words: describeList(list, locale),
        nothing: describeNone(list, locale),
        headings: headingsOf(list),
        tooMany: list.tooMany,
        rows: list.orders.map(order => describeRow(order, now, locale)),
        range: sayRange(list, locale),
        first: filter.after || filter.before ? orderListUrl(list.filter) : null,
        previous: list.previous ? orderListUrl(list.filter, { before: list.previous }) : null,
        next: list.next ? orderListUrl(list.filter, { after: list.next }) : null
      }
    })
  })
}

export default orderList

/** The fields of the filter form, as they came. */
function formOf ({ status = '', q = '', from = '', to = '', sort = '' }: OrderListQuery): OrderListQuery {
  return { status, q, from, to, sort }
}
