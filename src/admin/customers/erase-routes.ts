import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { eraseAccount, type Owed } from '../../accounts/erase.ts'
import { DeleteForm, normalizeEmail, type FieldErrors } from '../../accounts/forms.ts'
import { readKeptData, sendKeptData } from '../../accounts/kept-data.ts'
import { lockAccount } from '../../accounts/queries.ts'
import { parseCart } from '../../cart/schema.ts'
import { transaction } from '../../plugins/database.ts'
import { NotFound } from '../../plugins/errors.ts'
import { logSecurity } from '../../plugins/security-log.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { readFrame } from '../frame.ts'
import { languageFor } from './lock.ts'
import { readShopper } from './page.ts'
import { findCart, holdDevices, listWorth, type Person } from './person-queries.ts'

const Params = Type.Object({ id: Type.String() })

const OWED: Readonly<Record<Owed, string>> = {
  'an order': 'There is an order that is not sent yet. Send it or cancel it first',
  money: 'There is money that has not gone back to the customer yet. Send it back first: nobody would know to whom afterwards'
}

/** What is kept of a customer, as a file, and forgetting them: both as the customer can do it under their account. */
const erase: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/customers/:id/data', { schema: { params: Params } }, async (request, reply) => {
    const { id } = await readShopper(app, request.params.id)
    const data = await readKeptData(app.db, id, parseCart((await findCart(app.db, id))?.cart))
    await auditChange(app.db, request, { kind: 'customer', key: id, before: undefined, after: { data: 'taken' } })
    logSecurity(request, 'data.taken', { customer: id })
    return sendKeptData(reply, data)
  })

  app.get('/admin/customers/:id/erase', { schema: { params: Params } }, async (request, reply) => showErase(request, reply, await readShopper(app, request.params.id)))

  app.post('/admin/customers/:id/erase', { schema: { params: Params, body: DeleteForm } }, async (request, reply) => {
    const person = await readShopper(app, request.params.id)
    const { email } = request.body
    if (normalizeEmail(email) !== person.email) return showErase(request, reply, person, { email: 'Enter the e-mail address of this account, so that the right one is erased' })
    const owed = await transaction(app.db, async db => {
      await holdSession(db, request)
      await holdDevices(db, person.id)
      const account = await lockAccount(db, person.id)
      // Gone, employed, or at another address by now: not what was agreed to.
      if (account?.role !== 'shopper' || account.email !== person.email) throw new NotFound('This customer has just changed. Look at the page again.')
      const owed = await eraseAccount(app, db, account, await languageFor(db, person.id))
      if (!owed) await auditChange(db, request, { kind: 'customer', key: person.id, before: { account: 'kept' }, after: { account: 'erased' } })
      return owed
    })
    if (owed) return showErase(request, reply, person, { email: OWED[owed] })
    app.mail.deliverSoon()
    logSecurity(request, 'account.deleted', { customer: person.id })
    await request.flash('success', 'The account is erased. Its orders stay, without the name.')
    return reply.redirect('/admin/customers', 303)
  })

  async function showErase (request: FastifyRequest, reply: FastifyReply, person: Person, errors: FieldErrors = {}): Promise<FastifyReply> {
    const [frame, worth] = await Promise.all([readFrame(app, request, 'customers'), listWorth(app.db, person.id)])
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/customer-erase', { ...frame, person, orders: worth.reduce((sum, { orders }) => sum + orders, 0), errors })
  }
}

export default erase
