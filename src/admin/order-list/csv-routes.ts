import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { patient, type Db } from '../../plugins/database.ts'
import { auditChange } from '../audit/change.ts'
import { CSV_HEAD, csvName, csvOf } from './csv.ts'
import { findEnd, listRare, listStretch } from './csv-queries.ts'
import { auditedQuery, OrderListQuery, orderListQuery, parseFilter, type Cursor, type OrderFilter } from './filter.ts'
import { readSearch } from './list.ts'
import { MOST_COUNTED } from '../queries.ts'
import { showMistakes } from './page.ts'
import { RARE, type Rare } from './sift-queries.ts'
import { chooseScope, type Sieve } from './sift.ts'

/** Orders that are looked through by one statement. */
const STRETCH = 500

/** Every order that a filter finds, as a file: all of them, also where the page looks through the latest alone. */
const csv: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/orders.csv', { schema: { querystring: OrderListQuery } }, async (request, reply) => {
    const { filter, errors } = parseFilter(request.query)
    if (Object.keys(errors).length > 0) return showMistakes(app, request, reply, request.query, filter, errors)
    const query = orderListQuery(filter)
    reply.header('content-disposition', `attachment; filename="${csvName(query)}"`).type('text/csv; charset=utf-8')
    if (request.method === 'HEAD') return reply.send('')
    const sieve = await chooseScope(app.db, filter, await readSearch(app.db, filter))
    await auditChange(app.db, request, { kind: 'export', key: 'orders', before: undefined, after: Object.fromEntries(new URLSearchParams(auditedQuery(filter))) })
    return reply.send(Readable.from(csvOfAll(patient(app.db), filter, sieve), { objectMode: false }))
  })
}

export default csv

/**
 * Piece by piece, newest first: the next is read when the one before has been taken, and none when nobody is left to take it. Each
 * is a statement of its own, so that no transaction and no connection is held for as long as somebody's line takes.
 */
async function * csvOfAll (db: Db, filter: OrderFilter, { scope, asked }: Sieve): AsyncGenerator<string> {
  yield CSV_HEAD
  if (isRare(scope)) {
    yield csvOf(await listRare(db, filter, scope, asked, MOST_COUNTED))
    return
  }
  for (let after: Cursor | undefined, isLast = false; !isLast;) {
    const until = await findEnd(db, filter, after, STRETCH)
    const orders = await listStretch(db, filter, asked, { after, until, length: STRETCH })
    if (orders.length > 0) yield csvOf(orders)
    after = until
    isLast = until === undefined
  }
}

function isRare (scope: string): scope is Rare {
  return scope in RARE
}
