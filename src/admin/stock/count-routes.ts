import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { parseCount } from '../../stock/stock.ts'
import { readFrame } from '../frame.ts'
import { rowsOf } from '../numbered.ts'
import { changeStocks, type Outcome } from './change.ts'
import { parseStockQuery, STOCK_PAGE, StockQuery, stockUrl } from './filter.ts'
import { Key, parseReason, Position, Reason, Typed } from './form.ts'
import { listEntriesAfter, listStockRows, listStockRowsOf, type StockRow } from './queries.ts'
import { describeStock, sayMovedBriefly, sayRefused, saySent, saySigned } from './saying.ts'

export const COUNT_PATH = '/admin/stock/count'
const SKU = '[A-Z0-9-]{1,40}'

/** `step`: from what it would do back to the fields, or on. Without it, what it would do is shown. */
const OWN_FIELDS = { key: Key, reason: Reason, step: Type.Optional(Type.Enum(['change', 'save'])) }
/** A line for each item, with the last entry of its ledger when the page was made. */
const CountsForm = Type.Object(OWN_FIELDS, {
  additionalProperties: false, maxProperties: 3 + 2 * STOCK_PAGE, patternProperties: { [`^counted-${SKU}$`]: Typed, [`^seen-${SKU}$`]: Position }
})
type CountsForm = Static<typeof CountsForm> & Readonly<Record<string, string>>

interface Trouble { form?: CountsForm, errors?: Readonly<Record<string, string>>, key?: string, saved?: number }

/** A page of the list, counted at once: shown first, then saved in one transaction. */
const counts: FastifyPluginAsyncTypebox = async app => {
  app.get(COUNT_PATH, { schema: { querystring: StockQuery } }, async (request, reply) => {
    const { filter, page } = parseStockQuery(request.query)
    const rows = await listStockRows(app.db, filter, rowsOf(page, STOCK_PAGE).offset, STOCK_PAGE)
    return show(request, reply, rows)
  })

  app.post(COUNT_PATH, { schema: { querystring: StockQuery, body: CountsForm } }, async (request, reply) => {
    const form = request.body as CountsForm
    const skus = Object.keys(form).flatMap(name => name.startsWith('seen-') ? [name.slice('seen-'.length)] : [])
    const rows = await listStockRowsOf(app.db, skus)
    const typed = rows.filter(({ sku }) => (form[`counted-${sku}`] ?? '').trim() !== '')
    if (rows.length < skus.length || Object.keys(form).some(name => name.startsWith('counted-') && !skus.includes(name.slice('counted-'.length)))) throw new UnprocessableInput()
    if (form.step === 'change') return show(request, reply, rows, { form })

    const { reason, errors } = parseReason(form.reason)
    const lines = typed.flatMap(row => {
      const [counted, seen] = [parseCount(form[`counted-${row.sku}`] ?? ''), Number(form[`seen-${row.sku}`])]
      if (counted === undefined) errors[`counted-${row.sku}`] = 'Say how many there are, such as 12'
      return counted === undefined ? [] : [{ row, counted, seen }]
    })
    if (rows[0] && typed.length === 0) errors[`counted-${rows[0].sku}`] = 'Say of one item at least how many there are'
    // A form that is sent twice finds what it has done itself, so then only the change can tell.
    if (form.step !== 'save') {
      for (const { row, seen } of lines) if (seen < row.entries) errors[`counted-${row.sku}`] = await sayOvertaken(row.sku, seen, row.available)
    }
    if (Object.keys(errors).length > 0) return show(request, reply, rows, { form, errors })
    if (form.step !== 'save') return ask(request, reply, form, lines)

    const outcomes = await changeStocks(app, request, lines.map(({ row: { sku }, counted, seen }) => ({ sku, kind: 'counted', counted, seen, reason, formKey: form.key })))
    const refused = lines.filter(({ row: { sku } }) => outcomes.get(sku)?.outcome !== 'done')
    if (refused.length === 0) {
      await request.flash('success', `${lines.length === 1 ? 'One item is' : `${lines.length} items are`} counted.`)
      return reply.redirect(listOf(request), 303)
    }
    for (const { row: { sku }, seen } of refused) errors[`counted-${sku}`] = await sayWhy(sku, seen, outcomes.get(sku))
    const left = await listStockRowsOf(app.db, refused.map(({ row: { sku } }) => sku))
    return show(request, reply, left, { form, errors, key: randomUUID(), saved: lines.length - refused.length })
  })

  async function sayWhy (sku: string, seen: number, outcome: Outcome | undefined): Promise<string> {
    if (!outcome) throw new Error(`nothing became of ${sku}`)
    if (outcome.outcome === 'moved') return sayOvertaken(sku, seen, outcome.available)
    return outcome.outcome === 'sent' ? saySent(outcome) : sayRefused(outcome)
  }

  async function sayOvertaken (sku: string, seen: number, available: number): Promise<string> {
    return sayMovedBriefly(available, (await listEntriesAfter(app.db, sku, seen, 1))[0])
  }

  /** The fields. Whoever is told that a number moved has seen it; of the others it counts what was there when they were first shown. */
  async function show (request: FastifyRequest, reply: FastifyReply, rows: readonly StockRow[], { form, errors = {}, key, saved = 0 }: Trouble = {}): Promise<FastifyReply> {
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/stock-count', {
      ...await readFrame(app, request, 'stock'),
      returnTo: COUNT_PATH,
      listUrl: listOf(request),
      action: listOf(request, COUNT_PATH),
      key: key ?? form?.key ?? randomUUID(),
      reason: form?.reason ?? '',
      errors,
      saved,
      rows: rows.map(row => {
        const field = `counted-${row.sku}`
        return { ...describeStock(row), field, counted: form?.[field] ?? '', seen: errors[field] === undefined ? form?.[`seen-${row.sku}`] ?? row.entries : row.entries }
      })
    })
  }

  async function ask (request: FastifyRequest, reply: FastifyReply, form: CountsForm, lines: ReadonlyArray<{ row: StockRow, counted: number }>): Promise<FastifyReply> {
    const { step, ...fields } = form
    return reply.page('admin/stock-count-ask', {
      ...await readFrame(app, request, 'stock'),
      returnTo: COUNT_PATH,
      listUrl: listOf(request),
      action: listOf(request, COUNT_PATH),
      fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
      what: lines.length === 1 ? 'one count' : `${lines.length} counts`,
      lines: lines.map(({ row, counted }) => ({ ...describeStock(row), counted, change: saySigned(counted - row.available) }))
    })
  }
}

export default counts

function listOf ({ query }: FastifyRequest, path?: string): string {
  const { filter, page } = parseStockQuery(query as Static<typeof StockQuery>)
  return stockUrl(filter, page, path)
}
