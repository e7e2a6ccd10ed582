import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { EMPTY_CART } from '../../cart/cart.ts'
import { parseCart } from '../../cart/schema.ts'
import { transaction } from '../database.ts'
import { parseSession, type SessionData } from './data.ts'
import { lockCart, lockSession, saveCart, saveLockedCart, saveSession } from './queries.ts'
import { dataOf, hashId, replaceData, SessionEnded, type SessionRow } from './store.ts'

/** Takes the session as it is and returns it as it shall be. Pure: it may run twice, on what another request has written. */
export type SessionChange = (session: SessionData) => SessionData

/** The session just before and just after the change, as it was saved. */
export interface Changed { before: SessionData, after: SessionData }

/**
 * Applies `change` and saves at once: when this resolves, the change is durable and no change of another request is lost.
 * The first save is tried against the version that was read. If another request was quicker, the row is locked and `change`
 * runs again on what is there now. Throws `SessionEnded` if the session was ended meanwhile.
 *
 * A customer's cart has a row of its own, shared by all devices, and goes first: should the second save fail,
 * what was put in the cart is there and only a message about it is missing.
 */
export async function changeSession (pool: pg.Pool, request: FastifyRequest, change: SessionChange): Promise<Changed> {
  const { session } = request
  const before = dataOf(session)
  const after = change(before)
  if (isUnchanged({ before, after })) return { before, after }
  if (!session.row) {
    Object.assign(session, after)
    await session.save()
    return { before, after }
  }
  const sid = hashId(session.sessionId)
  const changed = session.row.customer
    ? await changeTwoRows(pool, request, session.row, session.row.customer.shopperId, change, { before, after })
    : await changeOwnRow(pool, sid, session.row, change, { before, after })
  session.row.saved = changed.after
  replaceData(session, changed.after)
  return changed
}

/** A visitor's session: cart and all else in one row. */
async function changeOwnRow (pool: pg.Pool, sid: string, row: SessionRow, change: SessionChange, first: Changed): Promise<Changed> {
  if (isUnchanged(first)) return first
  if (await saveSession(pool, sid, row.version, first.after)) {
    row.version += 1
    return first
  }
  return transaction(pool, async db => {
    const locked = await lockSession(db, sid)
    if (!locked) throw new SessionEnded()
    const before = parseSession(locked.sess)
    const after = change(before)
    await saveSession(db, sid, locked.version, after)
    row.version = locked.version + 1
    return { before, after }
  })
}

/** A customer's session: the cart in one row, all else in another. */
async function changeTwoRows (
  pool: pg.Pool, request: FastifyRequest, row: SessionRow, shopperId: string, change: SessionChange, first: Changed
): Promise<Changed> {
  const sid = hashId(request.session.sessionId)
  const { before, after } = await changeCustomerCart(pool, sid, row, shopperId, change, first)
  const changeRest: SessionChange = session => withoutCart(change({ ...session, cart: before.cart }))
  let rest: Changed = { before: withoutCart(before), after: withoutCart(after) }
  try {
    rest = await changeOwnRow(pool, sid, row, changeRest, rest)
  } catch (error) {
    // The cart is saved: to ask for the whole change again would make it twice, and at worst a message is missing.
    if (after.cart === before.cart) throw error
    request.log.warn({ err: error }, 'a cart was saved without what belongs to it in the session')
  }
  return { before: { ...rest.before, cart: before.cart }, after: { ...rest.after, cart: after.cart } }
}

async function changeCustomerCart (
  pool: pg.Pool, sid: string, row: SessionRow, shopperId: string, change: SessionChange, first: Changed
): Promise<Changed> {
  if (first.after.cart === first.before.cart) return first
  if (await saveCart(pool, shopperId, row.cartVersion, first.after.cart, sid)) {
    row.cartVersion += 1
    return first
  }
  return transaction(pool, async db => {
    const alive = await lockSession(db, sid)
    const locked = await lockCart(db, shopperId)
    if (!alive || !locked) throw new SessionEnded()
    const before = { ...first.before, cart: parseCart(locked.cart) }
    const after = change(before)
    await saveLockedCart(db, shopperId, after.cart)
    row.cartVersion = locked.version + 1
    return { before, after }
  })
}

function withoutCart (session: SessionData): SessionData {
  return { ...session, cart: EMPTY_CART }
}

function isUnchanged ({ before, after }: Changed): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as Array<keyof SessionData>)
  return [...keys].every(key => before[key] === after[key])
}
