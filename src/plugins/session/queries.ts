import type { Cart } from '../../cart/cart.ts'
import { prepared, type Db } from '../database.ts'
import type { SessionData } from './data.ts'
import { ADMIN, RECENT_S, type Lifetime, type Role } from './lifetimes.ts'

/** `login`: its cart went to an account and another session took its place. */
export type EndedBy = 'login' | 'logout' | 'device'

export interface Customer {
  shopperId: string
  email: string
  name: string
  role: Role
  /** Of the role that staff have; nothing for everybody else. */
  permissions: readonly string[]
}

/** A session as stored, with the customer who is signed in and the cart of that customer. */
export interface StoredSession {
  sid: string
  /** JSON as text, not checked yet. */
  sess: string
  version: number
  persistent: boolean
  slideDue: boolean
  /** Young and used lately, as the admin's pages ask for. */
  fresh: boolean
  /** The password was given in the last 15 minutes. */
  recent: boolean
  /** The login took the second factor, too. */
  secondFactor: boolean
  customer: Customer | null
  cart: string | null
  cartVersion: number | null
}

/** So many sessions are read by one statement: with more, Postgres and this process would wait for each other in turn. */
export const SESSIONS_AT_ONCE = 4

// Few columns, as every request reads them: what is true of the session is one number, who is signed in one object.
const sessionsWhere = (found: string): string => `
    with own as materialized (
      select * from session where ${found} and ended_at is null and expire > now() and expire_absolute > now()
    )
    select own.sid, own.sess::text, own.version, cart.cart::text, cart.version as "cartVersion",
           (own.lifetime >= interval '30 days')::int
           + 2 * (now() - own.seen_at > case when customer.role <> 'shopper' then make_interval(secs => $2) else own.lifetime end / 10)::int
           + 4 * (own.created_at > now() - make_interval(secs => $1) and own.seen_at > now() - make_interval(secs => $2))::int
           + 8 * (own.created_at > now() - make_interval(secs => $3))::int
           + 16 * own.second_factor::int as facts,
           case when customer.shopper_id is not null then jsonb_build_object(
             'shopperId', customer.shopper_id, 'email', customer.email, 'name', customer.name, 'role', customer.role,
             'permissions', case when customer.role = 'staff' then (select permissions from staff_role where staff_role.staff_role = customer.staff_role) end
           ) end as customer
      from own
      left join (customer left join cart on cart.shopper_id = customer.shopper_id) on customer.shopper_id = own.shopper_id
     where own.shopper_id is null or customer.shopper_id is not null`

const FIND_SESSION = prepared(sessionsWhere('sid = $4'))
// Always of as many places: an array, of which Postgres does not know how long it is, it would have planned anew each time.
const LIST_SESSIONS = prepared(sessionsWhere(`sid in (${Array.from({ length: SESSIONS_AT_ONCE }, (_, at) => `$${at + 4}`).join(', ')})`))

type FoundSession = Pick<StoredSession, 'sid' | 'sess' | 'version' | 'cart' | 'cartVersion'> & { facts: number, customer: Omit<Customer, 'permissions'> & { permissions: string[] | null } | null }

const LIMITS = 3

/** The one read of a request, or of up to four that came together. Ended and expired sessions are left out, and those whose customer is gone. */
export async function listSessions (db: Db, sids: readonly string[]): Promise<StoredSession[]> {
  const values: unknown[] = [ADMIN.absoluteS, ADMIN.idleS, RECENT_S, ...sids]
  // A place that is not needed has the first once more.
  while (sids.length > 1 && values.length < LIMITS + SESSIONS_AT_ONCE) values.push(sids[0])
  const { rows } = await db.query<FoundSession>({ ...sids.length === 1 ? FIND_SESSION : LIST_SESSIONS, values })
  return rows.map(toStored)
}

function toStored ({ sid, sess, version, cart, cartVersion, facts, customer }: FoundSession): StoredSession {
  return {
    sid,
    sess,
    version,
    cart,
    cartVersion,
    persistent: (facts & 1) > 0,
    slideDue: (facts & 2) > 0,
    fresh: (facts & 4) > 0,
    recent: (facts & 8) > 0,
    secondFactor: (facts & 16) > 0,
    customer: customer && { ...customer, permissions: customer.permissions ?? [] }
  }
}

// `cart_at` is the hour in which what the cart holds was last changed, and null while it holds nothing: src/admin/overview counts by it.
// Whole hours, so that most changes of a cart are written without touching an index. Where the cart of before is known for certain, what became
// of it is worked out here, and there is a statement for each outcome.
const CART_AT = { same: '', empty: ', cart_at = null', changed: ", cart_at = date_trunc('hour', now())" } as const

type Held = keyof typeof CART_AT

function forEachOutcome (write: (cartAt: string) => string): Record<Held, ReturnType<typeof prepared>> {
  return { same: prepared(write(CART_AT.same)), empty: prepared(write(CART_AT.empty)), changed: prepared(write(CART_AT.changed)) }
}

function heldNow (before: Cart, { lines }: Cart): Held {
  if (lines.length === 0) return 'empty'
  return lines.length === before.lines.length && lines.every((line, at) => line === before.lines[at]) ? 'same' : 'changed'
}

const cartAt = (held: string, lines: string) => `
           case when not jsonb_path_exists(${lines}, '$[0]') then null
                when cart_at is null or ${held} is distinct from ${lines} then clock.hour
                else cart_at end
      from (select date_trunc('hour', now()) as hour) as clock`

const INSERT_SESSION = prepared(`
    insert into session (sid, sess, lifetime, expire, expire_absolute, cart_at)
    values ($1, $2, make_interval(secs => $3), now() + make_interval(secs => $3),
            coalesce(now() + make_interval(secs => $4), 'infinity'),
            case when jsonb_path_exists($2::jsonb, '$.cart.lines[0]') then date_trunc('hour', now()) end)`)

export async function insertSession (db: Db, sid: string, sess: Partial<SessionData>, lifetime: Lifetime): Promise<void> {
  await db.query({ ...INSERT_SESSION, values: [sid, sess, lifetime.idleS, lifetime.absoluteS] })
}

const SAVE_SESSION = forEachOutcome(cartAt => `
    update session set sess = $3, version = version + 1${cartAt}
     where sid = $1 and version = $2 and ended_at is null and expire > now() and expire_absolute > now()`)

/** Saves if nobody was quicker: false when the version moved on, or the session has ended. `before`: what this version holds. */
export async function saveSession (db: Db, sid: string, version: number, before: SessionData, after: SessionData): Promise<boolean> {
  const { rowCount } = await db.query({ ...SAVE_SESSION[heldNow(before.cart, after.cart)], values: [sid, version, JSON.stringify(after)] })
  return rowCount === 1
}

const SAVE_SESSION_KEYS = prepared(`
    update session set sess = (sess - $3::text[]) || $2::jsonb, version = version + 1,
           cart_at = ${cartAt("sess #> '{cart,lines}'", "((sess - $3::text[]) || $2::jsonb) #> '{cart,lines}'")}
     where sid = $1 and ended_at is null and expire > now() and expire_absolute > now()`)

/** Writes single top-level keys, whoever wrote others in between. False when the session has ended. */
export async function saveSessionKeys (db: Db, sid: string, changed: Partial<SessionData>, gone: string[]): Promise<boolean> {
  const { rowCount } = await db.query({ ...SAVE_SESSION_KEYS, values: [sid, changed, gone] })
  return rowCount === 1
}

/** Locks the row until the transaction ends; undefined when the session has ended. */
export async function lockSession (db: Db, sid: string): Promise<{ sess: unknown, version: number } | undefined> {
  const { rows } = await db.query<{ sess: unknown, version: number }>(`
    select sess, version from session
     where sid = $1 and ended_at is null and expire > now() and expire_absolute > now()
       for update
  `, [sid])
  return rows[0]
}

/** Leaves a tombstone for an hour, far longer than any request: no statement here writes to an ended row. */
export async function endSession (db: Db, sid: string, endedBy: EndedBy): Promise<void> {
  await db.query(`
    update session set ended_at = now(), ended_by = $2, sess = '{}', cart_at = null, version = version + 1, expire = now() + interval '1 hour'
     where sid = $1 and ended_at is null
  `, [sid, endedBy])
}

/** How a session ended, while its tombstone stands. */
export async function findEndedBy (db: Db, sid: string): Promise<EndedBy | undefined> {
  const { rows } = await db.query<{ endedBy: EndedBy }>(`
    select ended_by as "endedBy" from session where sid = $1 and ended_at is not null
  `, [sid])
  return rows[0]?.endedBy
}

/** Moves the idle limit forward. False when the session has ended meanwhile, or another request has just done it. */
export async function slideSession (db: Db, sid: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update session set expire = least(now() + lifetime, expire_absolute), seen_at = now()
     where sid = $1 and ended_at is null and expire > now() and seen_at < now() - interval '1 minute'
  `, [sid])
  return rowCount === 1
}

export interface SignedInSession {
  sid: string
  shopperId: string
  sess: Partial<SessionData>
  lifetime: Lifetime
  userAgent: string
  secondFactor: boolean
  /** The session that this one goes on for: it lives no longer than that one would have. */
  goesOnFrom: string | undefined
}

/** Makes a new session a customer's. */
export async function saveSignedIn (db: Db, { sid, shopperId, sess, lifetime, userAgent, secondFactor, goesOnFrom }: SignedInSession): Promise<void> {
  await db.query(`
    update session
       set shopper_id = $2, sess = $3, cart_at = null, version = version + 1, user_agent = $6, second_factor = $7, lifetime = make_interval(secs => $4),
           expire = now() + make_interval(secs => $4), expire_absolute = coalesce(clock.absolute, 'infinity')
      from (select now() + make_interval(secs => $5) as absolute) as clock
     where sid = $1
  `, [sid, shopperId, sess, lifetime.idleS, lifetime.absoluteS, userAgent, secondFactor])
  if (goesOnFrom === undefined) return
  await db.query(`
    update session set expire_absolute = least(expire_absolute, $2), expire = least(expire, $2) where sid = $1
  `, [sid, await findAbsoluteEnd(db, goesOnFrom)])
}

async function findAbsoluteEnd (db: Db, sid: string): Promise<Date | undefined> {
  const { rows } = await db.query<{ end: Date }>('select expire_absolute as "end" from session where sid = $1', [sid])
  return rows[0]?.end
}

/** Whether a session that is signed in counts as one with a second factor. */
export async function saveFactorOfSession (db: Db, sid: string, secondFactor: boolean): Promise<void> {
  await db.query('update session set second_factor = $2 where sid = $1 and ended_at is null', [sid, secondFactor])
}

const SAVE_CART = forEachOutcome(cartAt => `
    update cart set cart = $3, version = version + 1, changed_at = now()${cartAt}
     where shopper_id = $1 and version = $2
       and exists (select sid from session where sid = $4 and ended_at is null and expire > now() and expire_absolute > now())`)

/** The customer's cart, saved if nobody was quicker and the session that asks is alive. */
export async function saveCart (db: Db, shopperId: string, version: number, before: Cart, after: Cart, sid: string): Promise<boolean> {
  const { rowCount } = await db.query({ ...SAVE_CART[heldNow(before, after)], values: [shopperId, version, after, sid] })
  return rowCount === 1
}

/** Locks a customer's cart until the transaction ends. */
export async function lockCart (db: Db, shopperId: string): Promise<{ cart: unknown, version: number } | undefined> {
  const { rows } = await db.query<{ cart: unknown, version: number }>(`
    select cart, version from cart where shopper_id = $1 for update
  `, [shopperId])
  return rows[0]
}

const SAVE_LOCKED_CART = prepared(`
    update cart set cart = $2, version = version + 1, changed_at = now(), cart_at = ${cartAt("cart -> 'lines'", "$2::jsonb -> 'lines'")}
     where shopper_id = $1`)

/** Writes a cart whose row this transaction has locked. */
export async function saveLockedCart (db: Db, shopperId: string, cart: Cart): Promise<void> {
  await db.query({ ...SAVE_LOCKED_CART, values: [shopperId, cart] })
}

/** Deletes what expired, a batch at a time. Returns how many went. */
export async function deleteExpiredSessions (db: Db, batch: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from session where sid = any (array(select sid from session where expire < now() order by expire limit $1))
  `, [batch])
  return rowCount ?? 0
}
