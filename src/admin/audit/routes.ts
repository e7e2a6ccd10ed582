import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { NotFound } from '../../plugins/errors.ts'
import { UUID } from '../../plugins/schemas.ts'
import { readFrame } from '../frame.ts'
import csv from './csv-routes.ts'
import { AUDIT_KINDS, AuditQuery, auditUrl, formOf, parseAuditFilter } from './filter.ts'
import { readAuditPage } from './list.ts'
import { findAuditEntry, listAuditActors, listOfRequest } from './queries.ts'
import { describeEntry, OUTCOME_NAMES, showChanges } from './saying.ts'

const Params = Type.Object({ id: Type.String({ maxLength: 40 }) })

/** Who was let do what, who was not, and what became of it: for admins. */
const audit: FastifyPluginAsyncTypebox = async app => {
  await app.register(csv)

  app.get('/admin/audit', { schema: { querystring: AuditQuery } }, async (request, reply) => {
    const { filter, errors } = parseAuditFilter(request.query)
    const wrong = Object.keys(errors).length > 0
    const list = wrong ? undefined : await readAuditPage(app.db, filter)
    return reply.code(wrong ? 422 : 200).page('admin/audit', {
      ...await readFrame(app, request, 'audit'),
      filter: formOf(request.query),
      errors,
      isFiltered: auditUrl(filter) !== '/admin/audit',
      actors: await listAuditActors(app.db),
      kinds: AUDIT_KINDS,
      outcomes: OUTCOME_NAMES,
      entries: (list?.rows ?? []).map(describeEntry),
      csvUrl: auditUrl(filter, {}, '/admin/audit.csv'),
      isStopped: list?.isStopped ?? false,
      pages: {
        first: filter.after || filter.before ? auditUrl(filter) : null,
        previous: list?.previous ? auditUrl(filter, { before: list.previous }) : null,
        next: list?.next ? auditUrl(filter, { after: list.next }) : null
      }
    })
  })

  app.get('/admin/audit/:id', { schema: { params: Params } }, async (request, reply) => {
    const { id } = request.params
    const entry = UUID.test(id) ? await findAuditEntry(app.db, id) : undefined
    if (!entry) throw new NotFound('There is no such entry.')
    const others = await listOfRequest(app.db, entry.requestId, id)
    return reply.page('admin/audit-entry', {
      ...await readFrame(app, request, 'audit'), entry: describeEntry(entry), changes: showChanges(entry), others: others.map(describeEntry)
    })
  })
}

export default audit
