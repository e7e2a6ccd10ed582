import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase, type Phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { SessionEnded } from '../plugins/session/store.ts'
import { shopperIdOf } from './account-routes.ts'
import { leaveFor, loginSaying } from './end-of-visit.ts'
import { eraseAccount, type Owed } from './erase.ts'
import { DeleteForm, normalizeEmail } from './forms.ts'
import { readKeptData, sendKeptData } from './kept-data.ts'
import { showForm } from './pages.ts'
import { lockAccount } from './queries.ts'

const OWED: Readonly<Record<Owed, Phrase>> = {
  'an order': phrase('There is an order that is not sent yet. Delete the account when it is on its way, or cancelled'),
  money: phrase('There is money that is not back with you yet. Delete the account when it is')
}

/** Taking one's data along, and going. */
const leave: FastifyPluginAsyncTypebox = async app => {
  app.get('/account/data', async (request, reply) => {
    const shopperId = shopperIdOf(request)
    const data = await readKeptData(app.db, shopperId, request.session.cart)
    logSecurity(request, 'data.taken')
    return sendKeptData(reply, data)
  })

  app.get('/account/delete', (request, reply) => showDelete(request, reply))

  app.post('/account/delete', { schema: { body: DeleteForm } }, async (request, reply) => {
    const { customer, body } = request
    if (customer?.role !== 'shopper') return showDelete(request, reply, { email: phrase('An account of the shop’s staff is deleted by an admin') })
    if (normalizeEmail(body.email) !== customer.email) return showDelete(request, reply, { email: phrase('Enter the e-mail address of this account, so that it is deleted on purpose') })
    const shopperId = shopperIdOf(request)
    const problem = await transaction(app.db, async db => {
      await holdSession(db, request)
      const account = await lockAccount(db, shopperId)
      if (!account) throw new SessionEnded()
      return eraseAccount(app, db, account, request.language)
    })
    if (problem) return showDelete(request, reply, { email: OWED[problem] })
    app.mail.deliverSoon()
    logSecurity(request, 'account.deleted')
    return leaveFor(reply, app.sessionCookie, loginSaying('deleted'))
  })
}

function showDelete (request: FastifyRequest, reply: FastifyReply, errors = {}): Promise<FastifyReply> {
  return showForm(request, reply, 'accounts/delete', {}, errors)
}

export default leave
