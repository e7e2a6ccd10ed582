import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { deleteAlertsOf, listAlertsOf } from '../alerts/queries.ts'
import { deleteAddresses, listAddresses } from '../addresses/queries.ts'
import { phrase } from '../languages/translate.ts'
import { forgetBuyer, listAllOrders } from '../orders/queries.ts'
import { countAwaitedRefunds } from '../payments/refund-queries.ts'
import { transaction } from '../plugins/database.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { lockCart } from '../plugins/session/queries.ts'
import { SessionEnded } from '../plugins/session/store.ts'
import { forgetNotes, listOwnReturns } from '../returns/queries.ts'
import { listOwnReviews } from '../reviews/queries.ts'
import { forgetReviewer } from '../reviews/save.ts'
import { deleteShare, listItems } from '../wishlist/queries.ts'
import { shopperIdOf } from './account-routes.ts'
import { leaveFor, loginSaying } from './end-of-visit.ts'
import { DeleteForm, normalizeEmail } from './forms.ts'
import { showForm } from './pages.ts'
import { deleteCustomer, endDevices, findAccount, listDevices, lockAccount } from './queries.ts'
import { deleteSecondFactor } from './second-factor/queries.ts'
import { deleteTokens } from './token-queries.ts'

const NOT_SENT = phrase('There is an order that is not sent yet. Delete the account when it is on its way, or cancelled')
// Whoever sends it by hand has nothing else to know them by.
const MONEY_DUE = phrase('There is money that is not back with you yet. Delete the account when it is')

const OPEN = new Set(['placed', 'paid', 'packed'])

/** Taking one's data along, and going. */
const leave: FastifyPluginAsyncTypebox = async app => {
  app.get('/account/data', async (request, reply) => {
    const shopperId = shopperIdOf(request)
    const [account, orders, returns, reviews, devices, addresses, wishlist] = await Promise.all([
      findAccount(app.db, shopperId), listAllOrders(app.db, shopperId), listOwnReturns(app.db, shopperId), listOwnReviews(app.db, shopperId), listDevices(app.db, shopperId),
      listAddresses(app.db, shopperId), listItems(app.db, shopperId)
    ])
    // An address that nobody has confirmed may be somebody else's.
    const stockAlerts = account?.emailConfirmed ? await listAlertsOf(app.db, account.email) : []
    logSecurity(request, 'data.taken')
    const { lines, saved } = request.session.cart
    const data = {
      customer: { name: account?.name, email: account?.email, emailConfirmed: account?.emailConfirmed },
      basket: { items: lines.map(({ sku, quantity }) => ({ sku, quantity })), savedForLater: saved.map(({ sku, quantity }) => ({ sku, quantity })) },
      addresses: addresses.map(({ addressId, ...address }) => address),
      wishlist,
      stockAlerts,
      devices: devices.map(({ userAgent, createdAt, seenAt }) => ({ userAgent, createdAt, seenAt })),
      orders,
      returns: returns.map(({ state, reason, note, answer, lines, requestedAt, refundCents }) => ({ state, reason, note, answer, lines, requestedAt, refundCents })),
      reviews: reviews.map(({ version, ...review }) => review)
    }
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="pottle-data.json"')
      .send(JSON.stringify(data, undefined, 2))
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
      await lockCart(db, shopperId) // an order that is on its way holds it
      if ((await listAllOrders(db, shopperId)).some(({ status }) => OPEN.has(status))) return NOT_SENT
      if (await countAwaitedRefunds(db, shopperId) > 0) return MONEY_DUE
      await forgetBuyer(db, shopperId)
      await forgetNotes(db, shopperId)
      await deleteAddresses(db, shopperId)
      await forgetReviewer(db, shopperId)
      await deleteTokens(db, shopperId)
      await deleteSecondFactor(db, shopperId)
      await deleteShare(db, shopperId)
      if (account.emailConfirmed) await deleteAlertsOf(db, account.email)
      await deleteCustomer(db, account)
      await endDevices(db, shopperId, { except: undefined })
      await app.mail.post(db, account.email, 'account-deleted', { name: account.name }, request.language)
      return undefined
    })
    if (problem) return showDelete(request, reply, { email: problem })
    app.mail.deliverSoon()
    logSecurity(request, 'account.deleted')
    return leaveFor(reply, app.sessionCookie, loginSaying('deleted'))
  })
}

function showDelete (request: FastifyRequest, reply: FastifyReply, errors = {}): Promise<FastifyReply> {
  return showForm(request, reply, 'accounts/delete', {}, errors)
}

export default leave
