import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { listWaitingCounts } from '../../alerts/queries.ts'
import { isSku } from '../../cart/schema.ts'
import { NotFound } from '../../plugins/errors.ts'
import { readFrame } from '../frame.ts'
import { readKeysetPage } from '../keyset.ts'
import { mayDo } from '../permissions.ts'
import { findStockRow, listDisagreeing, listEntries, listEntriesAfter, type StockRow } from './queries.ts'
import { describeEntry, describeStock } from './saying.ts'

const LEDGER_SIZE = 25
const Position = Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,8}$' }))
/** `before` and `after`: positions in the ledger, which begins with its newest entry. */
export const LedgerQuery = Type.Object({ before: Position, after: Position }, { additionalProperties: false })

/** Of the form that was refused: it is still the same one. The other is a new one. */
export interface Keys { adjust?: string, count?: string }

/** What a form was answered with, and what had been typed into it. */
interface Trouble {
  ledger?: Static<typeof LedgerQuery>
  errors?: Readonly<Record<string, string>>
  typed?: Readonly<Record<string, string>>
  keys?: Keys
}

/** Throws `NotFound`. */
export async function readItem (app: FastifyInstance, sku: string): Promise<StockRow> {
  const item = isSku(sku) ? await findStockRow(app.db, sku) : undefined
  if (!item) throw new NotFound('There is no such item.')
  return item
}

/** The page of a SKU: how many there are, the forms that change it, and its ledger. */
export async function showItem (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, asked: StockRow, { ledger = {}, errors = {}, typed = {}, keys }: Trouble): Promise<FastifyReply> {
  if (Object.keys(errors).length > 0) reply.code(422)
  const { locale } = request.preferences
  const { sku } = asked
  const [frame, item, page, waiting, disagreeing] = await Promise.all([
    readFrame(app, request, 'stock'), readItem(app, sku), readLedger(app, sku, ledger), listWaitingCounts(app.db, [sku]), listDisagreeing(app.db, [sku])
  ])
  const now = new Date()
  const path = `/admin/stock/${sku}`
  return reply.page('admin/stock-item', {
    ...frame,
    returnTo: path,
    item: describeStock(item, waiting.get(sku)),
    productUrl: app.catalog.current().bySku.has(sku) ? `/products/${app.catalog.current().bySku.get(sku)?.product.slug}?sku=${sku}` : '',
    entries: page.rows.map(entry => describeEntry(entry, now, locale)),
    agrees: disagreeing.length === 0,
    showsOrders: mayDo(request.customer, 'orders'),
    pages: {
      first: ledger.before ?? ledger.after ? path : null,
      previous: page.previous ? `${path}?after=${page.previous.position}` : null,
      next: page.next ? `${path}?before=${page.next.position}` : null
    },
    errors,
    typed: { delta: '', reason: '', counted: '', low_at: String(item.lowAt), ...typed },
    keys: { adjust: randomUUID(), count: randomUUID(), ...keys }
  })
}

/** The newest entry comes first, so the page after this one is of older entries. */
function readLedger (app: FastifyInstance, sku: string, { before, after }: Static<typeof LedgerQuery>) {
  return readKeysetPage({ size: LEDGER_SIZE, after: toNumber(before), before: toNumber(after) }, (cursor, limit, isBackwards) =>
    isBackwards && cursor !== undefined ? listEntriesAfter(app.db, sku, cursor, limit) : listEntries(app.db, sku, cursor, limit))
}

function toNumber (text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
