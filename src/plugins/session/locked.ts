import type { FastifyRequest } from 'fastify'
import { EMPTY_CART } from '../../cart/cart.ts'
import { parseCart } from '../../cart/schema.ts'
import type { Db } from '../database.ts'
import { parseSession, type SessionData } from './data.ts'
import { lockCart, lockSession, saveLockedCart, saveSession } from './queries.ts'
import { hashId, replaceData, SessionEnded } from './store.ts'

/** A session as it stands in its rows while a transaction has them locked. */
export interface LockedSession {
  readonly data: SessionData
  /** Of the session's row, and of the customer's cart. */
  readonly version: number
  readonly cartVersion: number
}

/** Names the row of a request's session. */
export function sidOf ({ session }: FastifyRequest): string {
  return hashId(session.sessionId)
}

/**
 * Locks the session of a request until the transaction of `db` ends: only one that is alive at this moment changes an account.
 * Throws `SessionEnded` when it is not.
 */
export async function holdSession (db: Db, request: FastifyRequest): Promise<void> {
  if (!await lockSession(db, sidOf(request))) throw new SessionEnded()
}

/**
 * Locks the rows of a request's session until the transaction of `db` ends: its own first, then its customer's cart, as
 * everywhere. For a change that must happen together with others; one that stands alone is for `changeSession`.
 * Throws `SessionEnded` when the session is not there any more.
 */
export async function lockWholeSession (db: Db, request: FastifyRequest): Promise<LockedSession> {
  const { session } = request
  const own = session.row && await lockSession(db, sidOf(request))
  if (!own) throw new SessionEnded()
  const data = parseSession(own.sess)
  const customer = session.row?.customer
  if (!customer) return { data, version: own.version, cartVersion: 0 }
  const shared = await lockCart(db, customer.shopperId)
  if (!shared) throw new SessionEnded()
  return { data: { ...data, cart: parseCart(shared.cart) }, version: own.version, cartVersion: shared.version }
}

/** Writes both rows within the transaction that locked them, and returns them as they are now. */
export async function saveWholeSession (db: Db, request: FastifyRequest, locked: LockedSession, data: SessionData): Promise<LockedSession> {
  const customer = request.session.row?.customer
  const own = (whole: SessionData): SessionData => customer ? { ...whole, cart: EMPTY_CART } : whole
  if (!await saveSession(db, sidOf(request), locked.version, own(locked.data), own(data))) throw new SessionEnded()
  if (customer) await saveLockedCart(db, customer.shopperId, data.cart)
  return { data, version: locked.version + 1, cartVersion: locked.cartVersion + 1 }
}

/** Has `request.session` agree with its rows, once the transaction is over. */
export function adoptSession ({ session }: FastifyRequest, { data, version, cartVersion }: LockedSession): void {
  if (session.row) Object.assign(session.row, { version, cartVersion, saved: data })
  replaceData(session, data)
}
