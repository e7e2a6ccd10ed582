import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { languageOf } from '../../../languages/language.ts'
import { formatMoney } from '../../../money.ts'
import { planEdit } from '../../../orders/edit/edit.ts'
import { listKeptPromotions } from '../../../orders/edit/queries.ts'
import { EditRefused, saveEdit } from '../../../orders/edit/save.ts'
import { snapshotOf } from '../../../orders/edit/snapshot.ts'
import { listPaidLines } from '../../../orders/queries.ts'
import { transaction } from '../../../plugins/database.ts'
import { UnprocessableInput } from '../../../plugins/errors.ts'
import { holdSession } from '../../../plugins/session/locked.ts'
import { auditChange } from '../../audit/change.ts'
import { mayDo } from '../../permissions.ts'
import { backTo } from '../here.ts'
import { showUnknown } from '../page.ts'
import { readOrder, type ReadOrder } from '../read.ts'
import { digestOf, EditForm, parseEdit, typedOf, type TypedEdit } from './form.ts'
import { notEditable, showEdit } from './page.ts'

const Params = Type.Object({ number: Type.String() })

/** What is ordered, where it goes and how, changed before it is packed: first shown, then done. */
const edit: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/orders/:number/edit', { schema: { params: Params } }, async (request, reply) => {
    const order = await readOrder(app, request.params.number)
    if (!order) return showUnknown(app, request, reply, request.params.number)
    const lines = await listPaidLines(app.db, order)
    return showEdit(app, request, reply, { order, lines, typed: typedOf(order, lines) })
  })

  app.post('/admin/orders/:number/edit', { schema: { params: Params, body: EditForm } }, async (request, reply) => {
    const { customer, params: { number }, body: { version: given, digest, ...body } } = request
    const typed: TypedEdit = body
    const version = Number(given)
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    if (!customer || version > order.version) throw new UnprocessableInput()
    const [lines, promotions] = await Promise.all([listPaidLines(app.db, order), listKeptPromotions(app.db, order)])
    const catalog = app.catalog.current(languageOf(order.locale))
    const { edit, quantities, errors } = parseEdit(typed, order, lines, catalog)
    const shown = { order, lines, typed, quantities, errors }
    if (notEditable(order) !== '' || !edit) return showEdit(app, request, reply, { ...shown, isWrong: true, overtakenSince: version })
    const plan = planEdit({ order, lines, promotions, ...edit }, catalog)
    if (!plan) return showEdit(app, request, reply, { ...shown, errors: { shipping: 'It cannot be sent there so' } })

    const problem = problemOf(order, plan.totals.totalCents, mayDo(customer, 'refunds'), request.preferences.locale)
    if (problem !== '') return showEdit(app, request, reply, { ...shown, plan, errors: { sums: problem } })
    if (digest === undefined || version < order.version || digest !== digestOf(plan)) {
      return showEdit(app, request, reply, { ...shown, plan, overtakenSince: version, isStale: digest !== undefined && version === order.version })
    }
    try {
      await transaction(app.db, async db => {
        await holdSession(db, request)
        await saveEdit(app, db, { order, lines, plan, actor: customer })
        await auditChange(db, request, {
          kind: 'order',
          key: order.number,
          before: auditedOf(snapshotOf(order, lines)),
          after: { ...auditedOf(snapshotOf({ ...order, ...plan.delivery, ...plan.totals }, plan.lines)) }
        })
      })
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error
      const now = await readOrder(app, number) ?? order
      const nowLines = await listPaidLines(app.db, now)
      const why = error.why === 'stock' ? { [`quantity-${error.sku}`]: `There are not so many of ${error.sku} in stock any more` } : {}
      return showEdit(app, request, reply, { ...shown, order: now, lines: nowLines, errors: why, isWrong: true, overtakenSince: version })
    }
    app.mail.deliverSoon()
    app.payments.lookSoon()
    await request.flash('success', `Order ${order.number} is changed.`)
    return reply.redirect(backTo(order.number, request), 303)
  })
}

/** Where the customer lives is no business of a log that is never changed. */
function auditedOf ({ name, address, phone, ...rest }: ReturnType<typeof snapshotOf>): Record<string, unknown> {
  return rest
}

function problemOf ({ isPaid, totalCents, currency, money }: ReadOrder, nowCents: number, mayRefund: boolean, locale: string): string {
  if (!isPaid) return ''
  const paid = formatMoney(totalCents, currency, locale)
  if (nowCents > totalCents) return `This order is paid, so it may not cost more than ${paid}. Take something out, or have the rest ordered by itself`
  return nowCents < totalCents && money.refundableCents > 0 && !mayRefund ? 'This needs a refund, which your role does not allow' : ''
}

export default edit
