import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EMPTY_CART, type Cart } from '../cart/cart.ts'
import { mergedMessage } from '../cart/merge-message.ts'
import { mergeCarts, outcomeOf, type MergeOutcome } from '../cart/merge.ts'
import type { Message } from '../cart/messages.ts'
import { parseCart } from '../cart/schema.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { CartMergeRule } from '../config.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { sendSessionCookie } from '../plugins/session/cookie.ts'
import { EMPTY_SESSION, parseSession, withFlash, type SessionData } from '../plugins/session/data.ts'
import { lifetimeOf } from '../plugins/session/lifetimes.ts'
import { lockCart, lockSession, saveLockedCart, saveSignedIn, type Customer } from '../plugins/session/queries.ts'
import { hashId, SessionEnded } from '../plugins/session/store.ts'
import { cartMerged } from '../plugins/signals.ts'
import { holdPassword } from './queries.ts'

export interface SignIn {
  customer: Pick<Customer, 'shopperId' | 'role'>
  remember: boolean
  /** The visitor is on the way to pay. */
  checkingOut: boolean
  rule: CartMergeRule
  /** Nothing is said without one. */
  greeting: string | undefined
  /** What there is to say is a message on the next page, too. */
  isTold: boolean
  /** The hash that the password was checked against. */
  passwordHash: string
  /** The second factor was asked for, too. */
  secondFactor: boolean
  /** The customer is signed in already, and has only proved it again: the new session goes on where the old one was. */
  goesOn: boolean
}

/** The password was changed, a second factor was switched on, or the account was deleted, since it was checked. */
export class PasswordChanged extends Error {
  override name = 'PasswordChanged'
}

/**
 * Signs a customer in, in this order: the visit's cart goes into the customer's; the session is regenerated, which ends the
 * old one for good; the new one becomes the customer's. It is one transaction: whatever breaks, either all of it happened or
 * nothing, so nothing is lost and nothing counts twice. Rows are locked session first, then customer, then cart, as everywhere.
 * Returns what there is to say. Throws `PasswordChanged` when what was checked is not true any more.
 */
export async function signIn (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, options: SignIn): Promise<Message | undefined> {
  const visitSession = request.session
  const { customer } = options
  const lifetime = lifetimeOf(customer.role, options.remember)
  let merged: Merged = { outcome: 'nothing' }
  try {
    await transaction(app.db, async db => {
      request.session = visitSession // when the transaction is run again
      const visit = await lockVisit(db, request, options)
      if (!await holdPassword(db, customer.shopperId, options)) throw new PasswordChanged()
      merged = await mergeVisit(db, request.catalog, visit.cart, options)
      await app.sessions.within(db, 'login', () => request.session.regenerate())
      await saveSignedIn(db, {
        sid: hashId(request.session.sessionId),
        shopperId: customer.shopperId,
        sess: merged.message && options.isTold ? withFlash({ ...visit, cart: EMPTY_CART }, merged.message) : { ...visit, cart: EMPTY_CART },
        lifetime,
        goesOnFrom: options.goesOn && customer.role !== 'shopper' ? hashId(visitSession.sessionId) : undefined,
        secondFactor: options.secondFactor,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, 300)
      })
    })
  } catch (error) {
    request.session = visitSession
    cartMerged.tell({ outcome: 'undone' })
    throw error
  }
  cartMerged.tell(merged)
  if (lifetime.persistent) request.session.options({ maxAge: lifetime.idleS * 1000 })
  else request.session.options({ maxAge: undefined as never })
  sendSessionCookie(request, reply, app.sessionCookie)
  return merged.message
}

/**
 * What the visit holds at this moment. A session that is somebody's already, or has ended, brings nothing along; it is
 * locked all the same, because the regenerate below writes it after the cart is locked.
 */
async function lockVisit (db: Db, { session, customer }: FastifyRequest, { goesOn }: SignIn): Promise<SessionData> {
  const locked = session.row && await lockSession(db, hashId(session.sessionId))
  if (goesOn && !locked) throw new SessionEnded()
  const { guestShopperId, ...visit } = locked && (goesOn || !customer) ? parseSession(locked.sess) : EMPTY_SESSION
  return visit
}

interface Merged { outcome: MergeOutcome, message?: Message }

async function mergeVisit (db: Db, catalog: Catalog, visit: Cart, { customer, rule, checkingOut, greeting }: SignIn): Promise<Merged> {
  const locked = await lockCart(db, customer.shopperId)
  const account = parseCart(locked?.cart)
  const { cart, notes } = mergeCarts(account, visit, { rule, catalog, checkingOut })
  if (cart !== account) await saveLockedCart(db, customer.shopperId, cart)
  const outcome = outcomeOf(notes)
  if (notes.length > 0) return { outcome, message: mergedMessage(notes, catalog) }
  return { outcome, ...greeting !== undefined && { message: { kind: 'success', text: greeting } } }
}
