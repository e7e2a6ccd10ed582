import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { STATUS_NAMES } from '../../orders/order.ts'
import { isUnderWay } from '../status.ts'
import { OrderListQuery, orderListUrl, parseFilter } from './filter.ts'
import { readOrderList } from './list.ts'
import { describeList, headingsOf, tabsOf } from './saying.ts'

const orderList: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/orders', { schema: { querystring: OrderListQuery } }, async (request, reply) => {
    const { filter, errors } = parseFilter(request.query)
    if (Object.keys(errors).length > 0) {
      return reply.code(422).page('admin/orders', { section: 'orders', filter: formOf(request.query), errors, list: null })
    }

    const list = await readOrderList(app.db, filter)
    const { locale } = request.preferences
    return reply.page('admin/orders', {
      section: 'orders',
      filter: formOf({ ...request.query, sort: list.filter.sort }),
      errors,
      list: {
        words: describeList(list, locale),
        tabs: tabsOf(list, locale),
        headings: headingsOf(list),
        tooMany: list.tooMany,
        rows: list.orders.map(order => ({ ...order, statusName: STATUS_NAMES[order.status], isOver: !isUnderWay(order.status) })),
        first: filter.after || filter.before ? orderListUrl(list.filter) : null,
        previous: list.previous ? orderListUrl(list.filter, { before: list.previous }) : null,
        next: list.next ? orderListUrl(list.filter, { after: list.next }) : null,
        isFiltered: orderListUrl({ ...list.filter, sort: 'date-desc' }) !== '/admin/orders'
      }
    })
  })
}

export default orderList

/** The fields of the filter form, as they came. */
function formOf ({ status = '', q = '', from = '', to = '', sort = '' }: OrderListQuery): OrderListQuery {
  return { status, q, from, to, sort }
}
