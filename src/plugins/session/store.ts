import { AsyncLocalStorage } from 'node:async_hooks'
import { hash } from 'node:crypto'
import fastifySession, { type FastifySessionObject, type SessionStore as Store } from '@fastify/session'
import connectPgSimple from 'connect-pg-simple'
import type { Session } from 'fastify'
import type pg from 'pg'
import { readCart } from '../../cart/schema.ts'
import { Recent } from '../../kept.ts'
import type { Db } from '../database.ts'
import { changedKeys, EMPTY_SESSION, readSession, type SessionData } from './data.ts'
import { ANONYMOUS } from './lifetimes.ts'
import { Together } from './together.ts'
import { endSession, insertSession, listSessions, SESSIONS_AT_ONCE, saveSessionKeys, type Customer, type EndedBy, type StoredSession } from './queries.ts'

type Callback = (error?: unknown) => void
type SessionCallback = (error: unknown, session?: Session | null) => void

/** The session was ended while this request was under way: nothing was saved, and nothing ever will be under its id. */
export class SessionEnded extends Error {
  override name = 'SessionEnded'
}

/** What this process knows of a stored session. It travels with `request.session` and is never saved. */
export class SessionRow {
  /** The key of the row. */
  readonly sid: string
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
  /** It was not read for this request: others may have changed or ended the session since. */
  remembered = false
  /** Not where a transaction makes it somebody's: who signs in is not known here then. */
  mayBeRemembered = true
  /** The data as last read or written. */
  saved: SessionData

  constructor (sid: string, saved: SessionData) {
    this.sid = sid
    this.saved = saved
  }

  /** Keeps the row out of the JSON by which @fastify/session sees whether anything changed. */
  toJSON (): undefined {}
}

const PgStore = connectPgSimple(fastifySession as never) as unknown as new (options: object) => object

interface Work { db: Db, endedBy: EndedBy }

const REMEMBERED = 8000 // twice as many take some 40 MB

/**
 * The store of connect-pg-simple with statements of our own: its table, but no whole-row upsert. A row is inserted once,
 * under an id that was never used, and from then on only updated while it is alive; so what was ended stays ended.
 */
export class SessionStore extends PgStore implements Store {
  readonly #pool: pg.Pool
  readonly #work = new AsyncLocalStorage<Work>()
  readonly #together: Together<StoredSession>
  // Between a look and the get that follows it at once; null: there is none.
  readonly #looked = new Map<string, StoredSession | null>()
  readonly #seen = new Recent<Pick<SessionRow, 'sid' | 'version' | 'saved'>>(REMEMBERED)

  constructor (pool: pg.Pool) {
    super({ pool, createTableIfMissing: false, pruneSessionInterval: false })
    this.#pool = pool
    this.#together = new Together(SESSIONS_AT_ONCE, async sids => new Map((await listSessions(pool, sids)).map(stored => [stored.sid, stored])))
  }

  /** Runs `work`, for instance a regenerate, inside the transaction of `db`. Sessions that it destroys are ended by `endedBy`. */
  within<T> (db: Db, endedBy: EndedBy, work: () => Promise<T>): Promise<T> {
    return this.#work.run({ db, endedBy }, work)
  }

  get (id: string, callback: SessionCallback): void {
    const looked = this.#looked.get(id)
    this.#looked.delete(id)
    const reading = looked === undefined ? this.#read(hashId(id)) : Promise.resolve(looked ?? undefined)
    reading.then(stored => callback(null, stored ? restore(stored) : null), callback)
  }

  /**
   * Reads a session for a request that only looks around, without what @fastify/session puts around it to save it and to send its cookie.
   * Undefined where that is needed: the next `get` of this id gives what was read here.
   */
  async look (id: string, cookie: string): Promise<ReadSession | undefined> {
    const stored = await this.#read(hashId(id))
    const row = stored && rowOf(stored)
    if (row && !row.slideDue) {
      this.remember(id, row)
      return new ReadSession(id, cookie, row)
    }
    this.#looked.set(id, stored ?? null)
    return undefined
  }

  /**
   * A visitor's session as this process saw it last, without asking anybody. For a request that does nothing but change it: the change is saved only
   * where the session still is what is remembered, and made again on what it is now where it is not.
   */
  recall (id: string, cookie: string): ReadSession | undefined {
    const seen = this.#seen.find(id)
    return seen && new ReadSession(id, cookie, Object.assign(new SessionRow(seen.sid, seen.saved), { version: seen.version, remembered: true }))
  }

  /** Remembers a session as it is in its row. One that somebody is signed in to is not remembered: what its customer may do is asked each time. */
  remember (id: string, { sid, version, saved, customer, mayBeRemembered }: SessionRow): void {
    if (!customer && mayBeRemembered) this.#seen.keep(id, { sid, version, saved })
  }

  /** Reads a session that was remembered. False when it has ended. */
  async refresh (session: FastifySessionObject): Promise<boolean> {
    this.#seen.drop(session.sessionId)
    const stored = session.row && await this.#read(session.row.sid)
    if (!stored) return false
    const row = rowOf(stored)
    session.row = row
    replaceData(session, row.saved)
    return true
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
  async readAgain ({ row }: FastifySessionObject): Promise<boolean> {
    const stored = row && await this.#read(row.sid)
    if (!stored || stored.customer?.shopperId !== row.customer?.shopperId) return false
    const { fresh, recent, secondFactor, customer } = stored
    Object.assign(row, { fresh, recent, secondFactor, customer: customer ?? undefined })
    return true
  }

  /** Never called by @fastify/session; sliding is the plugin's (see `slideSession`). */
  touch (_id: string, _session: Session, callback: Callback): void {
    callback()
  }

  get #db (): Db {
    return this.#work.getStore()?.db ?? this.#pool
  }

  /** Of a request that is in no transaction, together with those that come in the same turn of the event loop. */
  async #read (sid: string): Promise<StoredSession | undefined> {
    const { db } = this.#work.getStore() ?? {}
    return db ? (await listSessions(db, [sid]))[0] : this.#together.read(sid)
  }

  async #save (sid: string, session: Session): Promise<void> {
    const data = dataOf(session)
    const { row } = session
    if (!row) {
      await insertSession(this.#db, sid, data, ANONYMOUS)
      session.row = Object.assign(new SessionRow(sid, data), { mayBeRemembered: this.#work.getStore() === undefined })
      return
    }
    const { changed, gone } = changedKeys(row.saved, row.customer ? { ...data, cart: row.saved.cart } : data)
    if (Object.keys(changed).length + gone.length === 0) return
    if (!await saveSessionKeys(this.#db, sid, changed, gone)) throw new SessionEnded()
    // Others may have written other keys in between: this version is not theirs, and the next change will notice.
    row.saved = data
  }
}

const hashes = new Recent<string>(REMEMBERED)

/** The database holds a hash of the id, so that reading the table gives nobody a session. */
export function hashId (id: string): string {
  return hashes.take(id, () => hash('sha256', id, 'base64url'))
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
  const row = rowOf(stored)
  const cookie = stored.persistent ? {} : { maxAge: undefined }
  return { ...row.saved, row, cookie, toJSON: sayWhetherChanged } as unknown as Session
}

function rowOf (stored: StoredSession): SessionRow {
  const own = readSession(stored.sess)
  const customer = stored.customer ?? undefined
  const row = new SessionRow(stored.sid, customer ? { ...own, cart: stored.cart === null ? EMPTY_SESSION.cart : readCart(stored.cart) } : own)
  row.version = stored.version
  row.cartVersion = stored.cartVersion ?? 0
  // A session too old for the admin's pages does not become young by asking for them.
  row.slideDue = stored.slideDue && (stored.fresh || customer?.role === 'shopper' || !customer)
  row.fresh = stored.fresh
  row.recent = stored.recent
  row.secondFactor = stored.secondFactor
  row.customer = customer
  return row
}

/** A session as a request sees it that only looks around. It can be changed by `request.changeSession`, as every session, and is saved by a plain save. */
export class ReadSession {
  readonly sessionId: string
  readonly encryptedSessionId: string
  row: SessionRow
  cart: SessionData['cart']
  flash: SessionData['flash']
  checkout: SessionData['checkout']
  guestShopperId: SessionData['guestShopperId']

  constructor (id: string, cookie: string, row: SessionRow) {
    this.sessionId = id
    this.encryptedSessionId = cookie
    this.row = row
    const { cart, flash, checkout, guestShopperId } = row.saved
    this.cart = cart
    this.flash = flash
    this.checkout = checkout
    this.guestShopperId = guestShopperId
  }

  /** Whether this request has saved it and the browser is to be told of it: as @fastify/session has it. */
  isSaved (): boolean {
    return false
  }

  get<Key extends keyof SessionData> (key: Key): SessionData[Key] | undefined {
    return this[key]
  }

  /** For a plain save, at the end of the request. */
  set<Key extends keyof SessionData> (key: Key, value: SessionData[Key]): void {
    Object.assign(this, { [key]: value })
  }
}

/** True when nothing was put into the session since it was read or written. What it holds is never changed in place. */
export function isAsSaved (session: Session | FastifySessionObject, { saved }: SessionRow): boolean {
  return session.cart === saved.cart && session.flash === saved.flash && session.checkout === saved.checkout && session.guestShopperId === saved.guestShopperId
}

/** What @fastify/session hashes, twice for each request, to see whether a session changed: not all of it where nothing did. */
function sayWhetherChanged (this: Session): SessionData | null {
  return this.row && isAsSaved(this, this.row) ? null : dataOf(this)
}
