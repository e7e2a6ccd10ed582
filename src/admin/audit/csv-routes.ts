import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { UnprocessableInput } from '../../plugins/errors.ts'
import type { Db } from '../../plugins/database.ts'
import { CSV_MARK, csvLine } from '../csv.ts'
import { auditChange } from './change.ts'
import { AuditQuery, parseAuditFilter, type AuditCursor, type AuditFilter } from './filter.ts'
import { findScanEnd, listAuditEntries, listWholeEntries } from './queries.ts'

/** Entries that are looked through by one statement. */
const STRETCH = 1000

/** Every entry that a filter finds, as a file. Who took it along is an entry itself. */
const csv: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/audit.csv', { schema: { querystring: AuditQuery } }, async (request, reply) => {
    const { filter: { after, before, ...filter }, errors } = parseAuditFilter(request.query)
    if (Object.keys(errors).length > 0) throw new UnprocessableInput()
    reply.header('content-disposition', 'attachment; filename="audit.csv"').type('text/csv; charset=utf-8')
    if (request.method === 'HEAD') return reply.send('')
    const { words, ...asked } = filter
    // That somebody was looked for, and not who.
    await auditChange(app.db, request, { kind: 'export', key: 'audit', before: undefined, after: { ...asked, ...words.length > 0 && { words: 'given' } } })
    return reply.send(Readable.from(csvOfAll(app.db, filter), { objectMode: false }))
  })
}

export default csv

/** Piece by piece, newest first, each read when the one before has been taken: no connection is held for as long as somebody's line takes. */
async function * csvOfAll (db: Db, filter: AuditFilter): AsyncGenerator<string> {
  yield `${CSV_MARK}${csvLine(['At', 'Who', 'What', 'Outcome', 'Kind', 'Key', 'Before', 'After', 'Request'])}`
  for (let after: AuditCursor | undefined, isLast = false; !isLast;) {
    const found = await listAuditEntries(db, filter, { cursor: after, limit: STRETCH, scanned: STRETCH, isBackwards: false })
    const whole = new Map((await listWholeEntries(db, found.map(({ auditId }) => auditId))).map(entry => [entry.auditId, entry]))
    if (found.length > 0) {
      yield found.map(({ auditId, at, actorName, action, outcome, kind, key, requestId }) => {
        const { before, after } = whole.get(auditId) ?? { before: null, after: null }
        return csvLine([at.toISOString(), actorName, action, outcome, kind, key, before ? JSON.stringify(before) : '', after ? JSON.stringify(after) : '', requestId])
      }).join('')
    }
    after = await findScanEnd(db, filter, after, STRETCH)
    isLast = after === undefined
  }
}
