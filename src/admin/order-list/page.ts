import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { COUNTRY_NAMES } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES, shippingName } from '../../pricing/delivery.ts'
import { readFrame } from '../frame.ts'
import { describeRow, type DescribedRow } from '../order-row.ts'
import { listViews } from '../order-views/queries.ts'
import { viewTabs } from '../order-views/saying.ts'
import { MOST_AT_ONCE } from '../order-bulk/steps.ts'
import { withoutMistakes, type FilterErrors } from './checks.ts'
import { COLUMNS, COLUMN_NAMES, headingsOf } from './columns.ts'
import { orderListQuery, orderListUrl, SIEVES, type OrderFilter, type OrderListQuery } from './filter.ts'
import { ORDERS_ON_A_PAGE, readLayout, type OrderLayout } from './layout.ts'
import { readOrderList, type OrderList } from './list.ts'
import type { ListedOrder } from './queries.ts'
import { sayRange, sayReach, tabsOf } from './saying.ts'
import { sumOf } from './way.ts'
import { chipsOf, countryName, describeList, describeNone, paymentName } from './words.ts'

const ANY = { value: '', text: 'Any' }
const CHOICES = {
  payment: [ANY, { value: 'paid', text: 'Paid' }, { value: 'unpaid', text: 'Not paid' }, { value: 'card', text: 'By card' }, { value: 'invoice', text: 'By invoice' }, { value: 'refunded', text: 'Refunded' }],
  shipping: [ANY, ...SHIPPING.map(value => ({ value, text: SHIPPING_NAMES[value] }))],
  country: [ANY, ...Object.entries(COUNTRY_NAMES).map(([value, text]) => ({ value, text }))],
  columns: COLUMN_NAMES.map(value => ({ value, text: COLUMNS[value].text })),
  sizes: ORDERS_ON_A_PAGE.map(size => ({ value: String(size), text: String(size) }))
}

/** The list of orders, as its address asks for it. */
export async function showList (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, query: OrderListQuery, filter: OrderFilter): Promise<FastifyReply> {
  const { locale } = request.preferences
  const [around, layout] = await Promise.all([readAround(app, request, query, filter), readLayout(app.db, request.customer?.shopperId)])
  const list = await readOrderList(app.db, filter, layout.pageSize)
  const page = (place: Partial<OrderFilter>): string => orderListUrl(list.filter, place)
  return reply.page('admin/orders', {
    ...around,
    ...arrangement(layout),
    filter: fieldsOf({ ...query, sort: list.filter.sort }),
    isFiltered: orderListUrl({ ...list.filter, sort: 'date-desc' }) !== '/admin/orders',
    errors: {},
    tabs: tabsOf(list, locale),
    chips: chipsOf(list, locale),
    list: {
      words: describeList(list, locale),
      nothing: describeNone(list, locale),
      headings: headingsOf(list, layout.columns),
      tooMany: list.tooMany,
      reach: sayReach(list, locale),
      rows: list.orders.map(order => listedRow(order, new Date(), locale)),
      range: sayRange(list, locale),
      first: filter.after || filter.before ? page({}) : null,
      previous: list.previous ? page({ before: list.previous }) : null,
      next: list.next ? page({ after: list.next }) : null,
      allAtOnce: allAtOnce(list)
    }
  })
}

/** The form with what is wrong in it, and no orders. */
export async function showMistakes (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, query: OrderListQuery, filter: OrderFilter, errors: FilterErrors): Promise<FastifyReply> {
  const { locale } = request.preferences
  const right = withoutMistakes(filter, errors)
  const [around, layout] = await Promise.all([readAround(app, request, query, right), readLayout(app.db, request.customer?.shopperId)])
  return reply.code(422).page('admin/orders', {
    ...around, ...arrangement(layout), errors, tabs: tabsOf({ filter: right }, locale), chips: [], rightUrl: orderListUrl(right), list: null
  })
}

async function readAround (app: FastifyInstance, request: FastifyRequest, query: OrderListQuery, filter: OrderFilter): Promise<object> {
  const [frame, views] = await Promise.all([readFrame(app, request, 'orders'), listViews(app.db, request.customer?.shopperId ?? '')])
  const asked = orderListQuery(filter)
  return {
    ...frame,
    filter: fieldsOf(query),
    moreOpen: SIEVES.some(name => query[name]),
    choices: CHOICES,
    asked,
    csvUrl: asked === '' ? '/admin/orders.csv' : `/admin/orders.csv?${asked}`,
    orderQuery: asked === '' ? '' : `?list=${encodeURIComponent(asked)}`,
    views: viewTabs(views, asked)
  }
}

function arrangement ({ columns, pageSize }: OrderLayout): object {
  return { columns, pageSize: String(pageSize) }
}

/** How many are meant by "all that are found", where so many may be worked on at once; else 0. */
function allAtOnce ({ filter, counts, tooMany }: OrderList): number {
  const found = tooMany ? Infinity : filter.status ? counts[filter.status] ?? 0 : sumOf(counts)
  return found <= MOST_AT_ONCE ? found : 0
}

function listedRow (order: ListedOrder, now: Date, locale: string): DescribedRow & Record<'paymentName' | 'shippingName' | 'countryName', string> {
  return { ...order, ...describeRow(order, now, locale), paymentName: paymentName(order.payment), shippingName: shippingName(order.shipping), countryName: countryName(order.country) }
}

/** The fields of the filter form, as they came. */
function fieldsOf (query: OrderListQuery): Record<string, string> {
  return Object.fromEntries((['status', 'q', 'from', 'to', ...SIEVES, 'sort'] as const).map(name => [name, query[name] ?? '']))
}
