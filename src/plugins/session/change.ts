import type { FastifyInstance, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { EMPTY_CART } from '../../cart/cart.ts'
import { parseCart } from '../../cart/schema.ts'
import { transaction } from '../database.ts'
import { saveRefused } from '../signals.ts'
import { parseSession, type SessionData } from './data.ts'
import { lockCart, lockSession, saveCart, saveLockedCart, saveSession } from './queries.ts'
import { dataOf, replaceData, SessionEnded, type SessionRow } from './store.ts'

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
export async function changeSession (app: Pick<FastifyInstance, 'db' | 'sessions'>, request: FastifyRequest, change: SessionChange): Promise<Changed> {
  const { session } = request
  const changed = session.row?.remembered ? await changeRemembered(app, request, session.row, change) : await changeRead(app.db, request, change)
  if (!session.row) return changed
  session.row.saved = changed.after
  replaceData(session, changed.after)
  app.sessions.remember(session.sessionId, session.row)
  return changed
}

async function changeRead (pool: pg.Pool, request: FastifyRequest, change: SessionChange): Promise<Changed> {
  const { session } = request
  const before = dataOf(session)
  const first = { before, after: change(before) }
  if (isUnchanged(first)) return first
  if (session.row?.customer) return changeTwoRows(pool, request, session.row, session.row.customer.shopperId, change, first)
  if (session.row) return changeOwnRow(pool, session.row, change, first)
  Object.assign(session, first.after)
  await session.save()
  return first
}

/** Saves if the session still is what is remembered. That nothing is to be changed is believed only of what was read. */
async function changeRemembered ({ db, sessions }: Pick<FastifyInstance, 'db' | 'sessions'>, request: FastifyRequest, row: SessionRow, change: SessionChange): Promise<Changed> {
  const { session } = request
  const first = { before: row.saved, after: change(row.saved) }
  const isWanted = !isUnchanged(first)
  if (isWanted && await saveSession(db, row.sid, row.version, first.before, first.after)) {
    Object.assign(row, { version: row.version + 1, remembered: false })
    return first
  }
  if (!await sessions.refresh(session)) throw new SessionEnded()
  if (isWanted) saveRefused.tell({ reason: 'outdated' })
  return changeRead(db, request, change)
}

/** A visitor's session: cart and all else in one row. */
async function changeOwnRow (pool: pg.Pool, row: SessionRow, change: SessionChange, first: Changed): Promise<Changed> {
  if (isUnchanged(first)) return first
  if (await saveSession(pool, row.sid, row.version, first.before, first.after)) {
    row.version += 1
    return first
  }
  return transaction(pool, async db => {
    const locked = await lockSession(db, row.sid)
    if (!locked) throw new SessionEnded()
    saveRefused.tell({ reason: 'overtaken' })
    const before = parseSession(locked.sess)
    const after = change(before)
    await saveSession(db, row.sid, locked.version, before, after)
    row.version = locked.version + 1
    return { before, after }
  })
}

/** A customer's session: the cart in one row, all else in another. */
async function changeTwoRows (
  pool: pg.Pool, request: FastifyRequest, row: SessionRow, shopperId: string, change: SessionChange, first: Changed
): Promise<Changed> {
  const { before, after } = await changeCustomerCart(pool, row, shopperId, change, first)
  const changeRest: SessionChange = session => withoutCart(change({ ...session, cart: before.cart }))
  let rest: Changed = { before: withoutCart(before), after: withoutCart(after) }
  try {
    rest = await changeOwnRow(pool, row, changeRest, rest)
  } catch (error) {
    // The cart is saved: to ask for the whole change again would make it twice, and at worst a message is missing.
    if (after.cart === before.cart) throw error
    request.log.warn({ err: error }, 'a cart was saved without what belongs to it in the session')
  }
  return { before: { ...rest.before, cart: before.cart }, after: { ...rest.after, cart: after.cart } }
}

async function changeCustomerCart (
  pool: pg.Pool, row: SessionRow, shopperId: string, change: SessionChange, first: Changed
): Promise<Changed> {
  if (first.after.cart === first.before.cart) return first
  if (await saveCart(pool, shopperId, row.cartVersion, first.before.cart, first.after.cart, row.sid)) {
    row.cartVersion += 1
    return first
  }
  return transaction(pool, async db => {
    const alive = await lockSession(db, row.sid)
    const locked = await lockCart(db, shopperId)
    if (!alive || !locked) throw new SessionEnded()
    saveRefused.tell({ reason: 'overtaken' })
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
