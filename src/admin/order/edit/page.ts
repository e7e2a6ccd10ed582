import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../../../accounts/forms.ts'
import { findInvoice } from '../../../invoices/queries.ts'
import { languageOf } from '../../../languages/language.ts'
import { formatMoney } from '../../../money.ts'
import type { Planned } from '../../../orders/edit/edit.ts'
import { sayItem } from '../../../orders/letter.ts'
import { isCancellable, type PaidLine } from '../../../orders/order.ts'
import { COUNTRY_CODES, countryChoices } from '../../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../../pricing/delivery.ts'
import { readFrame } from '../../frame.ts'
import { statusName } from '../../saying.ts'
import { hereOf } from '../here.ts'
import { historyOf } from '../history.ts'
import type { ReadOrder } from '../read.ts'
import { nameOf, type TypedEdit } from './form.ts'
import { previewOf } from './preview.ts'

export interface ShownEdit {
  order: ReadOrder
  lines: readonly PaidLine[]
  typed: TypedEdit
  /** As they were typed, with what was added. */
  quantities?: ReadonlyMap<string, string>
  errors?: FieldErrors
  /** What it would become. */
  plan?: Planned
  /** It was refused. */
  isWrong?: boolean
  /** The version of a form; where the order is at another by now, somebody was quicker. */
  overtakenSince?: number
  /** What was agreed to is not what it would be now. */
  isStale?: boolean
}

/** Why an order cannot be changed; empty where it can. */
export function notEditable ({ status, payBy }: Pick<ReadOrder, 'status' | 'payBy'>): string {
  if (payBy) return 'This order waits for its payment by card. The payment provider asks for the sum that it has now, so it cannot be changed until it is paid.'
  return isCancellable(status) ? '' : `This order is ${statusName(status).toLowerCase()}. An order is changed only before it is packed.`
}

export async function showEdit (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, { order, lines, typed, quantities, errors = {}, plan, isWrong = false, overtakenSince, isStale = false }: ShownEdit): Promise<FastifyReply> {
  const { locale } = request.preferences
  const here = hereOf(order.number, request)
  const [frame, invoice] = await Promise.all([readFrame(app, request, 'orders'), findInvoice(app.db, order)])
  const isOvertaken = overtakenSince !== undefined && overtakenSince < order.version
  const preview = plan && previewOf(order, lines, plan, invoice?.number ?? '', locale)
  const problems = plan && !preview ? { ...errors, sums: 'Nothing would be different' } : errors
  if (isWrong || isOvertaken || isStale || Object.keys(problems).length > 0) reply.code(422)
  const catalog = app.catalog.current(languageOf(order.locale))
  return reply.page('admin/order-edit', {
    ...frame,
    path: here.path,
    returnTo: `${here.path}/edit`,
    here,
    order,
    closed: notEditable(order),
    values: { ...typed, ...quantities && { add_sku: problems.add_sku || problems.add_quantity ? typed.add_sku : '', add_quantity: '1' } },
    lines: shownLines(),
    countries: countryChoices(COUNTRY_CODES, 'en'),
    ways: SHIPPING.map(value => ({ value, text: SHIPPING_NAMES[value] })),
    errors: problems,
    preview: Object.keys(problems).length > 0 ? null : preview ?? null,
    isOvertaken,
    isStale,
    overtaken: isOvertaken ? historyOf(order, locale).filter(({ version }) => version > overtakenSince) : []
  })

  function shownLines (): object[] {
    const known = new Set(lines.map(({ sku }) => sku))
    const added = [...quantities ?? []].filter(([sku]) => !known.has(sku)).map(([sku, value]) => {
      const price = catalog.bySku.get(sku)?.variant.prices[order.currency]
      return { sku, text: nameOf(sku, lines, catalog), price: price ? formatMoney(price.priceCents, order.currency, locale) : '', was: 0, value }
    })
    const sold = lines.map(line => ({ sku: line.sku, text: sayItem(line), price: formatMoney(line.priceCents, order.currency, locale), was: line.quantity, value: quantities?.get(line.sku) ?? String(line.quantity) }))
    return [...sold, ...added].map(line => ({ ...line, error: problems[`quantity-${line.sku}`] ?? '' }))
  }
}
