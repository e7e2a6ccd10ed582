import { EMPTY_CART } from '../cart/cart.ts'
import type { Db } from '../plugins/database.ts'
import type { Role } from '../plugins/session/lifetimes.ts'

export interface NewCustomer {
  shopperId: string
  /** As `normalizeEmail` gives it. */
  email: string
  name: string
  passwordHash: string
  role: Role
}

/**
 * Registers a customer, with an empty cart; to be run in a transaction.
 * False, and nothing written, when the e-mail address has an account already.
 */
export async function saveCustomer (db: Db, customer: NewCustomer): Promise<boolean> {
  if (!await saveEmail(db, customer)) return false
  await insertCustomer(db, customer)
  await insertCart(db, customer.shopperId)
  return true
}

async function saveEmail (db: Db, { email, shopperId }: NewCustomer): Promise<boolean> {
  const { rowCount } = await db.query(`
    insert into customer_email (email, shopper_id) values ($1, $2) on conflict (email) do nothing
  `, [email, shopperId])
  return rowCount === 1
}

async function insertCustomer (db: Db, { shopperId, email, name, passwordHash, role }: NewCustomer): Promise<void> {
  await db.query(`
    insert into customer (shopper_id, email, name, password_hash, role) values ($1, $2, $3, $4, $5)
  `, [shopperId, email, name, passwordHash, role])
}

async function insertCart (db: Db, shopperId: string): Promise<void> {
  await db.query('insert into cart (shopper_id, cart) values ($1, $2)', [shopperId, EMPTY_CART])
}

export interface Account {
  shopperId: string
  email: string
  name: string
  role: Role
  passwordHash: string
}

/** Who an e-mail address belongs to. */
export async function findShopperId (db: Db, email: string): Promise<string | undefined> {
  const { rows } = await db.query<{ shopperId: string }>('select shopper_id as "shopperId" from customer_email where email = $1', [email])
  return rows[0]?.shopperId
}

export async function findAccount (db: Db, shopperId: string): Promise<Account | undefined> {
  const { rows } = await db.query<Account>(`
    select shopper_id as "shopperId", email, name, role, password_hash as "passwordHash" from customer where shopper_id = $1
  `, [shopperId])
  return rows[0]
}

export interface Device {
  /** Names the session in addresses; it opens nothing. */
  id: string
  userAgent: string
  createdAt: Date
  seenAt: Date
}

/** The live sessions of a customer, last used first. */
export async function listDevices (db: Db, shopperId: string): Promise<Device[]> {
  const { rows } = await db.query<Device>(`
    select left(sid, 16) as id, user_agent as "userAgent", created_at as "createdAt", seen_at as "seenAt"
      from session
     where shopper_id = $1 and ended_at is null and expire > now() and expire_absolute > now()
     order by seen_at desc
  `, [shopperId])
  return rows
}

/** Ends one session of the customer, or all but one, at once and for good. Returns how many were ended. */
export async function endDevices (db: Db, shopperId: string, which: { only: string } | { except: string }): Promise<number> {
  const { rowCount } = await db.query(`
    update session set ended_at = now(), ended_by = 'device', sess = '{}', version = version + 1, expire = now() + interval '1 hour'
     where shopper_id = $1 and ended_at is null and expire > now() and expire_absolute > now()
       and case when $2 then left(sid, 16) = $3 else left(sid, 16) <> $3 end
  `, [shopperId, 'only' in which, 'only' in which ? which.only : which.except])
  return rowCount ?? 0
}
