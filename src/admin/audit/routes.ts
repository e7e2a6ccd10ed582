import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Uuid } from '../../plugins/schemas.ts'
import { readFrame } from '../frame.ts'
import { listAudit } from './queries.ts'

const PAGE_SIZE = 50
const AuditQuery = Type.Object({ before: Type.Optional(Uuid) })

/** Who was let do what, and who was not: for admins. */
const audit: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/audit', { schema: { querystring: AuditQuery } }, async (request, reply) => {
    const [frame, found] = await Promise.all([readFrame(app, request, 'audit'), listAudit(app.db, request.query.before, PAGE_SIZE + 1)])
    const entries = found.slice(0, PAGE_SIZE)
    return reply.page('admin/audit', { ...frame, entries, older: found.length > PAGE_SIZE ? entries.at(-1)?.auditId : undefined })
  })
}

export default audit
