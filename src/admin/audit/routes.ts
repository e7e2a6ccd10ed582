import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { readFrame } from '../frame.ts'
import { listAudit } from './queries.ts'

const PAGE_SIZE = 50
// Of a year that Postgres has, too: JavaScript counts further back.
const Moment = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{1,20}Z$' })
const AuditQuery = Type.Object({ before: Type.Optional(Moment) })

/** Who was let do what, and who was not: for admins. */
const audit: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/audit', { schema: { querystring: AuditQuery } }, async (request, reply) => {
    const { before } = request.query
    const moment = before === undefined ? undefined : new Date(before)
    if (moment !== undefined && Number.isNaN(moment.getTime())) throw new UnprocessableInput()
    const [frame, found] = await Promise.all([readFrame(app, request, 'audit'), listAudit(app.db, moment, PAGE_SIZE + 1)])
    const entries = found.slice(0, PAGE_SIZE)
    return reply.page('admin/audit', { ...frame, entries, older: found.length > PAGE_SIZE ? entries.at(-1)?.at.toISOString() : undefined })
  })
}

export default audit
