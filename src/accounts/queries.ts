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

async function saveEmail (db: Db, { email, shopperId }: Pick<NewCustomer, 'email' | 'shopperId'>): Promise<boolean> {
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
  /** The password is long enough only beside a second factor. */
  shortPassword: boolean
  emailConfirmed: boolean
  /** By the shop: nobody logs in to it. */
  isLocked: boolean
}

/** Who an e-mail address belongs to. */
export async function findShopperId (db: Db, email: string): Promise<string | undefined> {
  const { rows } = await db.query<{ shopperId: string }>('select shopper_id as "shopperId" from customer_email where email = $1', [email])
  return rows[0]?.shopperId
}

export async function findAccount (db: Db, shopperId: string): Promise<Account | undefined> {
  const { rows } = await db.query<Account>(`
    select shopper_id as "shopperId", email, name, role, password_hash as "passwordHash",
           short_password as "shortPassword", email_confirmed_at is not null as "emailConfirmed",
           locked_at is not null as "isLocked"
      from customer where shopper_id = $1
  `, [shopperId])
  return rows[0]
}

/**
 * True while the password is still the one that was checked, no second factor is asked for besides what was given, and the account
 * is not locked; until the transaction ends nobody changes that. So a login with an old password, or to an account that is deleted
 * or locked, never ends after the change.
 */
export async function holdPassword (db: Db, shopperId: string, { passwordHash, secondFactor }: { passwordHash: string, secondFactor: boolean }): Promise<boolean> {
  const { rowCount } = await db.query(`
    select from customer
     where shopper_id = $1 and password_hash = $2 and locked_at is null and ($3 or not exists (select from second_factor where shopper_id = $1))
       for share
  `, [shopperId, passwordHash, secondFactor])
  return rowCount === 1
}

/** Locks the customer until the transaction ends. */
export async function lockAccount (db: Db, shopperId: string): Promise<Account | undefined> {
  await db.query('select from customer where shopper_id = $1 for update', [shopperId])
  return findAccount(db, shopperId)
}

/**
 * True when mail to this address has reached the customer. Until the transaction ends nobody changes that: who confirms it at
 * this moment waits, and finds what was written meanwhile.
 */
export async function holdConfirmed (db: Db, shopperId: string, email: string): Promise<boolean> {
  // Asked for in the answer and not in the condition: a row that does not fit a condition is not locked.
  const { rows } = await db.query<{ isConfirmed: boolean }>('select email_confirmed_at is not null as "isConfirmed" from customer where shopper_id = $1 and email = $2 for share', [shopperId, email])
  return rows[0]?.isConfirmed ?? false
}

export async function savePasswordHash (db: Db, shopperId: string, passwordHash: string, isShort: boolean): Promise<void> {
  await db.query('update customer set password_hash = $2, short_password = $3 where shopper_id = $1', [shopperId, passwordHash, isShort])
}

export async function saveName (db: Db, shopperId: string, name: string): Promise<void> {
  await db.query('update customer set name = $2 where shopper_id = $1', [shopperId, name])
}

/** Mail to the customer's address has arrived. */
export async function saveEmailConfirmed (db: Db, shopperId: string): Promise<void> {
  await db.query('update customer set email_confirmed_at = coalesce(email_confirmed_at, clock.now) from (select now()) as clock where shopper_id = $1', [shopperId])
}

/** Gives the customer another address, to which mail has arrived. False, and nothing written, when it has an account already. */
export async function saveNewEmail (db: Db, { shopperId, email: old }: Account, email: string): Promise<boolean> {
  if (!await saveEmail(db, { email, shopperId })) return false
  await db.query('delete from customer_email where email = $1', [old])
  await db.query('update customer set email = $2, email_confirmed_at = now() where shopper_id = $1', [shopperId, email])
  return true
}

/** Deletes the customer, and all but the orders that belongs to one. */
export async function deleteCustomer (db: Db, { shopperId, email }: Account): Promise<void> {
  await db.query('delete from customer_email where email = $1', [email])
  await db.query('delete from cart where shopper_id = $1', [shopperId])
  await db.query('delete from customer where shopper_id = $1', [shopperId])
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

/** Ends one session of the customer, or all but one, or all, at once and for good. Returns how many were ended. */
export async function endDevices (db: Db, shopperId: string, which: { only: string } | { except: string | undefined }): Promise<number> {
  const { rowCount } = await db.query(`
    update session set ended_at = now(), ended_by = 'device', sess = '{}', cart_at = null, version = version + 1, expire = now() + interval '1 hour'
     where shopper_id = $1 and ended_at is null and expire > now() and expire_absolute > now()
       and case when $2 then left(sid, 16) = $3 else left(sid, 16) <> $3 end
  `, [shopperId, 'only' in which, 'only' in which ? which.only : which.except ?? ''])
  return rowCount ?? 0
}
