import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { saveNote } from '../../orders/note-queries.ts'
import { transaction } from '../../plugins/database.ts'
import { UnprocessableInput } from '../../plugins/errors.ts'
import { Uuid } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { tidy } from '../../reviews/review.ts'
import { auditChange } from '../audit/change.ts'
import { backTo } from './here.ts'
import { showOrder, showUnknown } from './page.ts'
import { readOrder } from './read.ts'

const MAX_TEXT = 2000
const Params = Type.Object({ number: Type.String() })
const NoteForm = Type.Object({
  text: Type.String(),
  // The customer sees it, too.
  visible: Type.Optional(Type.Enum(['', '1'])),
  key: Type.Optional(Uuid)
}, { additionalProperties: false })

/** What staff write down beside an order. Notes only add, so nobody is overtaken. */
const notes: FastifyPluginAsyncTypebox = async app => {
  app.post('/admin/orders/:number/notes', { schema: { params: Params, body: NoteForm } }, async (request, reply) => {
    const { customer, params: { number }, body: { visible, key = randomUUID() } } = request
    if (!customer) throw new UnprocessableInput()
    const order = await readOrder(app, number)
    if (!order) return showUnknown(app, request, reply, number)
    const text = tidy(request.body.text)
    const isVisible = visible === '1'
    const problem = problemOf(text, isVisible && order.email === '')
    if (problem !== '') return showOrder(app, request, reply, order, { note: { text: request.body.text, visible: visible ?? '', key, errors: { text: problem } } })
    const isSaved = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (!await saveNote(db, order, { noteId: key, version: order.version, visible: isVisible, text, actor: customer })) return false
      // The words themselves stand beside the order, where they can be forgotten with the customer.
      await auditChange(db, request, { kind: 'order', key: order.number, before: {}, after: { note: isVisible ? 'to the customer' : 'for staff' } })
      if (isVisible) await app.orderLetters.noted(db, order, text)
      return true
    })
    app.mail.deliverSoon()
    if (isSaved) await request.flash('success', isVisible ? `The note is saved, and ${order.name} gets it by e-mail.` : 'The note is saved. Only staff see it.')
    return reply.redirect(backTo(order.number, request), 303)
  })
}

function problemOf (text: string, isForNobody: boolean): string {
  if (text === '') return 'Write the note'
  const { length } = [...text]
  if (length > MAX_TEXT) return `Write at most ${MAX_TEXT.toLocaleString('en')} characters. These are ${length.toLocaleString('en')}`
  return isForNobody ? 'This customer has deleted their account: nobody is left to send it to' : ''
}

export default notes
