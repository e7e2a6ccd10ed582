import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EMPTY_CART, type Cart } from '../cart/cart.ts'
import { mergedMessage } from '../cart/merge-message.ts'
import { mergeCarts } from '../cart/merge.ts'
import { parseCart } from '../cart/schema.ts'
import type { CartMergeRule } from '../config.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { sendSessionCookie } from '../plugins/session/cookie.ts'
import { EMPTY_SESSION, parseSession, withFlash, type SessionData } from '../plugins/session/data.ts'
import { lifetimeOf } from '../plugins/session/lifetimes.ts'
import { lockCart, lockSession, saveLockedCart, saveSignedIn, type Customer } from '../plugins/session/queries.ts'
import { hashId } from '../plugins/session/store.ts'

export interface SignIn {
  customer: Customer
  remember: boolean
  /** The visitor is on the way to pay. */
  checkingOut: boolean
  rule: CartMergeRule
  greeting: string
}

/**
 * Signs a customer in, in this order: the visit's cart goes into the customer's; the session is regenerated, which ends the
 * old one for good; the new one becomes the customer's. It is one transaction: whatever breaks, either all of it happened or
 * nothing, so nothing is lost and nothing counts twice. Rows are locked session first, then cart, as everywhere.
 */
export async function signIn (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, options: SignIn): Promise<void> {
  const visitSession = request.session
  const { customer } = options
  const lifetime = lifetimeOf(customer.role, options.remember)
  try {
    await transaction(app.db, async db => {
      request.session = visitSession // when the transaction is run again
      const visit = await lockVisit(db, request)
      const flash = await mergeVisit(app, db, visit.cart, options)
      await app.sessions.within(db, 'login', () => request.session.regenerate())
      await saveSignedIn(db, {
        sid: hashId(request.session.sessionId),
        shopperId: customer.shopperId,
        sess: withFlash({ ...visit, cart: EMPTY_CART }, flash),
        lifetime,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, 300)
      })
    })
  } catch (error) {
    request.session = visitSession
    throw error
  }
  if (lifetime.persistent) request.session.options({ maxAge: lifetime.idleS * 1000 })
  else request.session.options({ maxAge: undefined as never })
  sendSessionCookie(request, reply, app.sessionCookie)
}

/**
 * What the visit holds at this moment. A session that is somebody's already, or has ended, brings nothing along; it is
 * locked all the same, because the regenerate below writes it after the cart is locked.
 */
async function lockVisit (db: Db, { session, customer }: FastifyRequest): Promise<SessionData> {
  const locked = session.row && await lockSession(db, hashId(session.sessionId))
  const { guestShopperId, ...visit } = locked && !customer ? parseSession(locked.sess) : EMPTY_SESSION
  return visit
}

async function mergeVisit (app: FastifyInstance, db: Db, visit: Cart, { customer, rule, checkingOut, greeting }: SignIn) {
  const locked = await lockCart(db, customer.shopperId)
  const account = parseCart(locked?.cart)
  const catalog = app.catalog.current()
  const { cart, notes } = mergeCarts(account, visit, { rule, catalog, checkingOut })
  if (cart !== account) await saveLockedCart(db, customer.shopperId, cart)
  return notes.length === 0 ? { kind: 'success' as const, text: greeting } : mergedMessage(notes, catalog)
}
