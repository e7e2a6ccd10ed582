import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findInvoice } from '../../invoices/queries.ts'
import { orderSums } from '../../orders/page.ts'
import { leftToSend } from '../../orders/parcel.ts'
import { listOrderDiscounts, listOrderLines, listOrderTaxes } from '../../orders/queries.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { shippingName } from '../../pricing/delivery.ts'
import { auditChange } from '../audit/change.ts'
import { backTo } from './here.ts'
import { lettersOf } from './letters.ts'
import { showUnknown } from './page.ts'
import { readOrder, type ReadOrder } from './read.ts'

const Params = Type.Object({ number: Type.String() })
const LetterForm = Type.Object({ letter: Type.String({ maxLength: 20 }) }, { additionalProperties: false })

/** Letters about an order, sent again: as it stands now. Each order has only so many of them. */
const letters: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/letters', { schema: { params: Params, body: LetterForm } }, async (request, reply) => {
    const { params: { number }, body: { letter } } = request
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    const invoice = await findInvoice(app.db, order)
    const wanted = lettersOf(order, invoice?.number ?? '').find(each => each.letter === letter)
    if (!wanted) throw new UnprocessableInput()
    await app.rateLimit.take({ name: 'resend', subject: order.number })
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await postAgain(app, db, order, letter, invoice?.number ?? '')
      await auditChange(db, request, { kind: 'order', key: order.number, before: {}, after: { letter } })
    })
    app.mail.deliverSoon()
    await request.flash('success', `${wanted.text}: sent to ${order.email} again.`)
    return reply.redirect(backTo(order.number, request), 303)
  })
}

async function postAgain ({ orderLetters }: FastifyInstance, db: Db, order: ReadOrder, letter: string, invoice: string): Promise<void> {
  if (letter === 'invoice') return orderLetters.invoiced(db, order, invoice)
  const lines = await listOrderLines(db, order)
  const parcel = order.parcels.find(({ position }) => letter === `parcel-${position}`)
  if (parcel) {
    const upTo = order.parcels.filter(({ position }) => position <= parcel.position)
    return orderLetters.sent(db, order, parcel, { isFirst: parcel.position === 1, isLast: leftToSend(lines, upTo).size === 0, waits: false })
  }
  const [discounts, taxes] = [await listOrderDiscounts(db, order), await listOrderTaxes(db, order)]
  return orderLetters.placed(db, { order, lines, sums: orderSums(order, discounts, taxes, order.locale), shipping: shippingName(order.shipping), isPaid: order.isPaid })
}

export default letters
