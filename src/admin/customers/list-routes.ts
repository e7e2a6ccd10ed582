import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readFrame } from '../frame.ts'
import { CustomerQuery, customersUrl, parseCustomerFilter } from './filter.ts'
import { countParts } from './list-queries.ts'
import { readCustomers } from './list.ts'
import { describeCustomer, headingsOf, partTabs } from './saying.ts'

const ROLE_CHOICES = [{ value: '', text: 'Everybody' }, { value: 'shopper', text: 'Customers' }, { value: 'staff', text: 'Staff' }, { value: 'admin', text: 'Admins' }]

const customerList: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/customers', { schema: { querystring: CustomerQuery } }, async (request, reply) => {
    const asked = parseCustomerFilter(request.query)
    const { locale } = request.preferences
    const isNarrowed = asked.q !== '' || asked.role !== undefined
    const [frame, page, counts] = await Promise.all([
      readFrame(app, request, 'customers'), readCustomers(app.db, asked), isNarrowed ? undefined : countParts(app.db)
    ])
    const { filter, tooMany } = page
    const now = new Date()
    return reply.page('admin/customers', {
      ...frame,
      filter: { ...filter, part: filter.part ?? '', role: filter.role ?? '' },
      roles: ROLE_CHOICES,
      tabs: partTabs(filter, counts, locale),
      headings: headingsOf(filter, tooMany),
      tooMany,
      rows: page.rows.map(row => describeCustomer(row, now, locale)),
      isNarrowed: isNarrowed || filter.part !== undefined,
      guestOrder: page.rows.length === 0 && page.number ? page.number : '',
      pages: {
        range: '',
        first: filter.after || filter.before ? customersUrl(filter) : null,
        previous: page.previous ? customersUrl(filter, { before: page.previous.id }) : null,
        next: page.next ? customersUrl(filter, { after: page.next.id }) : null
      }
    })
  })
}

export default customerList
