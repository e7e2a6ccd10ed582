import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { formatMoney } from '../../money.ts'
import { lockOrder } from '../../orders/change-queries.ts'
import { isSent } from '../../orders/order.ts'
import type { Pieces } from '../../orders/parcel.ts'
import { listPaidLines, type OrderId } from '../../orders/queries.ts'
import { findRefundByKey, listRefunds, saveRefundedByHand, saveRefundLines } from '../../payments/refund-queries.ts'
import { readMoney, RefundRefused } from '../../payments/refunds.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { UUID, Version } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { listReturns } from '../../returns/queries.ts'
import { putBack } from '../../stock/put-back.ts'
import type { Why } from '../../stock/queries.ts'
import { auditChange } from '../audit/change.ts'
import { backTo } from './here.ts'
import { showOrder, showUnknown } from './page.ts'
import { quantitiesIn } from './parcels.ts'
import { readOrder } from './read.ts'
import { isNone, namePieces, paidBack, parseAmount, refundedPieces, sayAmount, worthOf } from './refund-form.ts'

const Params = Type.Object({ number: Type.String() })
const RefundParams = Type.Object({ number: Type.String(), id: Type.String() })
const RefundForm = Type.Object({
  amount: Type.String({ maxLength: 20 }),
  reason: Type.String({ default: '', maxLength: 200 }),
  key: Type.String({ pattern: '^[\\w-]{16,64}$' }),
  version: Version,
  // The pieces that it is for, and those that are back on the shelf; for which of them the sum was worked out, and whether it is to be now.
  worked_out: Type.String({ default: '', maxLength: 6000 }),
  work_out: Type.Optional(Type.Literal('1'))
}, {
  additionalProperties: false,
  patternProperties: { '^quantity-[A-Z0-9-]{1,40}$': Type.String({ maxLength: 10 }), '^restock-[A-Z0-9-]{1,40}$': Type.Literal('1') }
})
const SentForm = Type.Object({ version: Version }, { additionalProperties: false })
const SHORT_WAIT_MS = 2500
const NOTHING_LEFT = 'There is nothing left to refund on this order.'

/** Money goes back: by card through the provider, what came by invoice by hand, which is written down here. */
const refunds: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/refunds', { schema: { params: Params, body: RefundForm } }, async (request, reply) => {
    const { customer, params: { number }, body: { amount, key } } = request
    const reason = request.body.reason.replace(/[\s\p{Cc}]+/gu, ' ').trim()
    const version = Number(request.body.version)
    if (!customer) throw new UnprocessableInput()
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    const goOn = () => reply.redirect(backTo(order.number, request), 303)
    if (await findRefundByKey(app.db, order, key) !== undefined) return goOn() // the same form, sent twice
    if (version > order.version) throw new UnprocessableInput()
    if (version < order.version) return showOrder(app, request, reply, order, { overtakenSince: version })

    // The page then has no form that could be put right.
    const refuseAll = () => showOrder(app, request, reply, order, { refused: NOTHING_LEFT })
    if (order.money.refundableCents === 0) return refuseAll()
    const say = (cents: number): string => formatMoney(cents, order.currency, request.preferences.locale)
    const cents = parseAmount(amount)
    const quantities = quantitiesIn(request.body)
    const restocked = new Set(Object.keys(quantities).filter(sku => (request.body as Record<string, unknown>)[`restock-${sku}`] === '1'))
    const typed = { amount, reason: request.body.reason, key, quantities, restocked, workedOut: request.body.worked_out }
    const refuse = (errors: FieldErrors) => showOrder(app, request, reply, order, { refund: { ...typed, errors } })
    const [lines, returns] = await Promise.all([listPaidLines(app.db, order), listReturns(app.db, order)])
    const earlier = paidBack(order, returns)
    const { pieces, errors: wrong } = refundedPieces(quantities, lines, earlier)
    if (Object.keys(wrong).length > 0) return refuse(wrong)
    if (restocked.size > 0 && !isSent(order.status)) throw new UnprocessableInput()
    const isWanted = request.body.work_out === '1'
    if (isWanted && isNone(pieces)) return refuse({ amount: 'Say how many items it is for, and the amount is worked out' })
    if (isWanted || (!isNone(pieces) && namePieces(pieces) !== request.body.worked_out)) {
      const worked = { ...typed, amount: sayAmount(worthOf(pieces, lines, earlier, order)), workedOut: namePieces(pieces) }
      const errors: FieldErrors = isWanted ? {} : { amount: 'This is what these items come to. Look at it, and press again' }
      return showOrder(app, request, reply, order, { refund: { ...worked, errors } })
    }
    if (cents === undefined || cents < 1) return refuse({ amount: 'Enter an amount such as 12.50' })
    if (reason === '') return refuse({ reason: 'Say why, for whoever reads the history of this order' })
    try {
      const isMade = await transaction(app.db, async db => {
        await holdSession(db, request)
        if ((await lockOrder(db, order))?.version !== version) return false
        const refundId = await app.payments.refund(db, order, { cents, reason, actor: customer, key, isSent: true })
        await restock(db, order, refundId, pieces, restocked, { kind: 'returned', orderNumber: order.number, actor: customer })
        await auditChange(db, request, {
          kind: 'order', key: order.number, before: {}, after: { refundCents: cents, ...!isNone(pieces) && { items: Object.fromEntries(pieces), restocked: [...restocked] } }
        })
        return true
      })
      if (!isMade) {
        if (await findRefundByKey(app.db, order, key) !== undefined) return goOn()
        return showOrder(app, request, reply, await readOrder(app, number) ?? order, { overtakenSince: version })
      }
    } catch (error) {
      if (!(error instanceof RefundRefused)) throw error
      return error.refundableCents === 0 ? refuseAll() : refuse({ amount: `At most ${say(error.refundableCents)} can be refunded` })
    }
    // Mostly the page then shows it as sent.
    await Promise.race([app.payments.lookAfter(), wait(SHORT_WAIT_MS, undefined, { ref: false })])
    app.mail.deliverSoon()
    await request.flash('success', `${say(cents)} of order ${order.number} is refunded.`)
    return goOn()
  })

  app.post('/admin/orders/:number/refunds/:id/sent', { schema: { params: RefundParams, body: SentForm } }, async (request, reply) => {
    const { number, id } = request.params
    const version = Number(request.body.version)
    const order = await readOrder(app, number)
    const refund = order?.refunds.find(({ refundId }) => UUID.test(id) && refundId === id)
    if (!order || !refund) return showUnknown(app, request, reply, number)
    if (version !== order.version) return showOrder(app, request, reply, order, { overtakenSince: version })
    const isSaved = await transaction(app.db, async db => {
      await holdSession(db, request)
      const locked = await lockOrder(db, order)
      const now = (await listRefunds(db, order)).find(({ refundId }) => refundId === id)
      // What failed counts for nothing, so the rest may have been refunded since.
      if (!locked || !now || (now.state === 'failed' && !now.surplus && (await readMoney(db, locked)).refundableCents < now.amountCents)) return false
      if (!await saveRefundedByHand(db, order, id)) return false
      await app.orderLetters.refunded(db, locked, now.amountCents, 'by hand')
      await auditChange(db, request, { kind: 'order', key: order.number, before: { refund: now.state }, after: { refund: 'sent by hand' } })
      return true
    })
    if (isSaved) {
      app.mail.deliverSoon()
      await request.flash('success', `${formatMoney(refund.amountCents, order.currency, request.preferences.locale)} of order ${order.number} is marked as refunded.`)
    }
    return reply.redirect(backTo(order.number, request), 303)
  })
}

/** Writes down what a refund is for; what is back goes on the shelf. */
async function restock (db: Db, order: OrderId, refundId: string, pieces: Pieces, restocked: ReadonlySet<string>, why: Why): Promise<void> {
  if (isNone(pieces)) return
  const lines = [...pieces].map(([sku, quantity]) => ({ sku, quantity, restocked: restocked.has(sku) }))
  await putBack(db, order, lines.filter(line => line.restocked), why)
  await saveRefundLines(db, order, refundId, lines)
}

export default refunds
