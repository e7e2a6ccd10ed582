import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { Several, several } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import csv from './csv-routes.ts'
import { OrderListQuery, parseFilter } from './filter.ts'
import { LAYOUT, parseLayout, readLayout } from './layout.ts'
import { saveSetting } from './layout-queries.ts'
import { listAddress } from './listed.ts'
import { showList, showMistakes } from './page.ts'

const LayoutForm = Type.Object({ columns: Several, page_size: Type.String(), list: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })

const orderList: FastifyPluginAsyncTypebox = async app => {
  await app.register(csv)

  app.get('/admin/orders', { schema: { querystring: OrderListQuery } }, async (request, reply) => {
    const { filter, errors } = parseFilter(request.query)
    return Object.keys(errors).length > 0
      ? showMistakes(app, request, reply, request.query, filter, errors)
      : showList(app, request, reply, request.query, filter)
  })

  app.post('/admin/orders/layout', { schema: { body: LayoutForm } }, async (request, reply) => {
    const { customer, body: { columns, page_size, list } } = request
    const layout = parseLayout(several(columns), page_size)
    if (!customer || !layout) throw new UnprocessableInput()
    await transaction(app.db, async db => {
      await holdSession(db, request)
      const before = await readLayout(db, customer.shopperId)
      await saveSetting(db, customer.shopperId, LAYOUT, layout)
      await auditChange(db, request, { kind: 'setting', key: 'list of orders', before, after: layout })
    })
    await request.flash('success', 'The list is arranged as you want it.')
    return reply.redirect(listAddress(list), 303)
  })
}

export default orderList
