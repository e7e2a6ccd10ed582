import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readFrame } from '../frame.ts'
import { readKeysetPage } from '../keyset.ts'
import { parseFilter, ProductListQuery, productListUrl } from './filter.ts'
import { listAvailable, listProducts, listSoldOut } from './list-queries.ts'
import { findKnown } from './queries.ts'
import { describeFilter, describeListed, headingsOf, LACK_CHOICES, tabsOf } from './saying.ts'

const PAGE_SIZE = 50

/** All products, in the shop or not: from the database, since a process holds only what is for sale. */
const productList: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/products', { schema: { querystring: ProductListQuery } }, async (request, reply) => {
    const filter = parseFilter(request.query)
    const { currency, locale } = request.preferences
    const [frame, { categories }] = await Promise.all([readFrame(app, request, 'products'), findKnown(app.db)])
    const soldOut = filter.lack === 'stock' ? await listSoldOut(app.db) : []
    const page = await readKeysetPage({ size: PAGE_SIZE, after: filter.after, before: filter.before }, (cursor: string | undefined, limit, isBackwards) =>
      listProducts(app.db, { filter, soldOut, currency, cursor, limit, isBackwards }))
    const available = await listAvailable(app.db, page.rows.flatMap(({ skus }) => skus))
    const now = new Date()
    return reply.page('admin/products', {
      ...frame,
      title: describeFilter(filter, categories),
      filter: { q: filter.q, category: filter.category ?? '', lack: filter.lack ?? '', state: filter.state ?? '', sort: request.query.sort ?? '' },
      isFiltered: productListUrl({ ...filter, sort: 'changed-desc' }) !== '/admin/products',
      tabs: tabsOf(filter),
      categories: [{ value: '', text: 'All categories' }, ...categories.map(({ slug, name }) => ({ value: slug, text: name }))],
      lacks: LACK_CHOICES,
      headings: headingsOf(filter),
      products: page.rows.map(product => describeListed(product, { available, categories, currency, locale, now })),
      pricesUrl: productListUrl(filter, {}, '/admin/products/prices'),
      pages: {
        range: '',
        first: filter.after || filter.before ? productListUrl(filter) : null,
        previous: page.previous ? productListUrl(filter, { before: page.previous.slug }) : null,
        next: page.next ? productListUrl(filter, { after: page.next.slug }) : null
      }
    })
  })
}

export default productList
