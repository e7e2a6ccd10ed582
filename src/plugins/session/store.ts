import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import fastifySession, { type FastifySessionObject, type SessionStore as Store } from '@fastify/session'
import connectPgSimple from 'connect-pg-simple'
import type { Session } from 'fastify'
import type pg from 'pg'
import { parseCart } from '../../cart/schema.ts'
import type { Db } from '../database.ts'
import { changedKeys, EMPTY_SESSION, parseSession, type SessionData } from './data.ts'
import { ANONYMOUS } from './lifetimes.ts'
import { endSession, findSession, insertSession, saveSessionKeys, type Customer, type EndedBy, type StoredSession } from './queries.ts'

type Callback = (error?: unknown) => void
type SessionCallback = (error: unknown, session?: Session | null) => void

/** The session was ended while this request was under way: nothing was saved, and nothing ever will be under its id. */
export class SessionEnded extends Error {
  override name = 'SessionEnded'
}

/** What this process knows of a stored session. It travels with `request.session` and is never saved. */
export class SessionRow {
  /** Of the session's row, and of the customer's cart. */
  version = 1
  cartVersion = 0
  slideDue = false
  /** Young and used lately enough for the admin's pages. */
  fresh = true
  /** The password was given in the last 15 minutes. */
  recent = true
  /** The login took the second factor, too. */
  secondFactor = false
  customer: Customer | undefined
  /** The data as last read or written. */
  saved: SessionData

  constructor (saved: SessionData) {
    this.saved = saved
  }

  /** Keeps the row out of the JSON by which @fastify/session sees whether anything changed. */
  toJSON (): undefined {}
}

const PgStore = connectPgSimple(fastifySession as never) as unknown as new (options: object) => object

interface Work { db: Db, endedBy: EndedBy }

/**
 * The store of connect-pg-simple with statements of our own: its table, but no whole-row upsert. A row is inserted once,
 * under an id that was never used, and from then on only updated while it is alive; so what was ended stays ended.
 */
export class SessionStore extends PgStore implements Store {
  readonly #pool: pg.Pool
  readonly #work = new AsyncLocalStorage<Work>()

  constructor (pool: pg.Pool) {
    super({ pool, createTableIfMissing: false, pruneSessionInterval: false })
    this.#pool = pool
  }

  /** Runs `work`, for instance a regenerate, inside the transaction of `db`. Sessions that it destroys are ended by `endedBy`. */
  within<T> (db: Db, endedBy: EndedBy, work: () => Promise<T>): Promise<T> {
    return this.#work.run({ db, endedBy }, work)
  }

  get (id: string, callback: SessionCallback): void {
    findSession(this.#db, hashId(id)).then(stored => callback(null, stored ? restore(stored) : null), callback)
  }

  /** A plain save: writes the top-level keys that changed since the session was read. A customer's cart is not among them. */
  set (id: string, session: Session, callback: Callback): void {
    this.#save(hashId(id), session).then(() => callback(), callback)
  }

  destroy (id: string, callback: Callback): void {
    const endedBy = this.#work.getStore()?.endedBy ?? 'logout'
    endSession(this.#db, hashId(id), endedBy).then(() => callback(), callback)
  }

  /**
   * Asks again who is signed in, by what role and how lately, in a request whose body came since the session was read. False
   * when the session has ended meanwhile.
   */
  async readAgain ({ sessionId, row }: FastifySessionObject): Promise<boolean> {
    const stored = row && await findSession(this.#db, hashId(sessionId))
    if (!stored || stored.shopperId !== (row.customer?.shopperId ?? null)) return false
    const { fresh, recent, secondFactor } = stored
    Object.assign(row, { fresh, recent, secondFactor, customer: customerOf(stored) })
    return true
  }

  /** Never called by @fastify/session; sliding is the plugin's (see `slideSession`). */
  touch (_id: string, _session: Session, callback: Callback): void {
    callback()
  }

  get #db (): Db {
    return this.#work.getStore()?.db ?? this.#pool
  }

  async #save (sid: string, session: Session): Promise<void> {
    const data = dataOf(session)
    const { row } = session
    if (!row) {
      await insertSession(this.#db, sid, data, ANONYMOUS)
      session.row = new SessionRow(data)
      return
    }
    const { changed, gone } = changedKeys(row.saved, row.customer ? { ...data, cart: row.saved.cart } : data)
    if (Object.keys(changed).length + gone.length === 0) return
    if (!await saveSessionKeys(this.#db, sid, changed, gone)) throw new SessionEnded()
    // Others may have written other keys in between: this version is not theirs, and the next change will notice.
    row.saved = data
  }
}

/** The database holds a hash of the id, so that reading the table gives nobody a session. */
export function hashId (id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** The data of a session object, without what the library and we keep beside it. */
export function dataOf ({ cart, flash, checkout, guestShopperId }: Session | FastifySessionObject): SessionData {
  return { cart: cart ?? EMPTY_SESSION.cart, flash: flash ?? EMPTY_SESSION.flash, ...checkout && { checkout }, ...guestShopperId && { guestShopperId } }
}

/** Puts other data into a session object; a key that `data` lacks goes. */
export function replaceData (session: FastifySessionObject, data: SessionData): void {
  Object.assign(session, { checkout: undefined, guestShopperId: undefined }, data)
}

/** Flags of the cookie come from our settings, never from the row; only whether it outlives the browser does. */
function restore (stored: StoredSession): Session {
  const own = parseSession(stored.sess)
  const customer = customerOf(stored)
  const data = customer ? { ...own, cart: parseCart(stored.cart) } : own
  const row = new SessionRow(data)
  row.version = stored.version
  row.cartVersion = stored.cartVersion ?? 0
  // A session too old for the admin's pages does not become young by asking for them.
  row.slideDue = stored.slideDue && (stored.fresh || customer?.role === 'shopper' || !customer)
  row.fresh = stored.fresh
  row.recent = stored.recent
  row.secondFactor = stored.secondFactor
  row.customer = customer
  const cookie = stored.persistent ? {} : { maxAge: undefined }
  return { ...data, row, cookie } as Session
}

function customerOf ({ shopperId, email, name, role, permissions }: StoredSession): Customer | undefined {
  return shopperId && email && name && role ? { shopperId, email, name, role, permissions: permissions ?? [] } : undefined
}
