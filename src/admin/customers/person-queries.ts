import type { Currency } from '../../money.ts'
import { OWN_ORDERS } from '../../orders/queries.ts'
import type { Db } from '../../plugins/database.ts'
import type { Role } from '../../plugins/session/lifetimes.ts'
import type { ReturnState } from '../../returns/return.ts'
import type { ReviewState } from '../../reviews/review.ts'

/** A customer as the admin sees them. */
export interface Person {
  id: string
  email: string
  name: string
  role: Role
  /** The name of a role of staff; null for everybody else. */
  staffRole: string | null
  joinedAt: Date
  confirmedAt: Date | null
  hasSecondFactor: boolean
  lockedAt: Date | null
  lockReason: string
  lockedBy: string
  version: number
}

/** Who has this id. */
export async function findPerson (db: Db, id: string): Promise<Person | undefined> {
  const { rows } = await db.query<Person>(`
    select shopper_id as id, email, name, role, (select name from staff_role where staff_role.staff_role = customer.staff_role) as "staffRole",
           created_at as "joinedAt", email_confirmed_at as "confirmedAt", locked_at as "lockedAt", lock_reason as "lockReason", locked_by as "lockedBy", version,
           exists (select from second_factor where second_factor.shopper_id = customer.shopper_id) as "hasSecondFactor"
      from customer where shopper_id = $1
  `, [id])
  return rows[0]
}

/** Locks the live sessions of a customer until the transaction ends: before their row, as everywhere, so that nobody waits in a circle. */
export async function holdDevices (db: Db, id: string): Promise<void> {
  await db.query('select from session where shopper_id = $1 and ended_at is null order by sid for update', [id])
}

/** Locks the account as it was read. False when somebody was quicker. */
export async function saveLock (db: Db, { id, version }: Person, reason: string, lockedBy: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    update customer set locked_at = now(), lock_reason = $3, locked_by = $4, version = version + 1
     where shopper_id = $1 and version = $2 and locked_at is null and role = 'shopper'
  `, [id, version, reason, lockedBy])
  return rowCount === 1
}

/** Opens the account as it was read. False when somebody was quicker. */
export async function saveUnlock (db: Db, { id, version }: Person): Promise<boolean> {
  const { rowCount } = await db.query(`
    update customer set locked_at = null, lock_reason = '', locked_by = '', version = version + 1
     where shopper_id = $1 and version = $2 and locked_at is not null and role = 'shopper'
  `, [id, version])
  return rowCount === 1
}

export interface Worth { currency: Currency, orders: number, totalCents: number }

const LIST_WORTH = `
    select currency, count(*)::int as orders, sum(total_cents)::float8 as "totalCents"
      from orders
     where (shopper_id, order_id) in (${OWN_ORDERS}) and status <> 'cancelled'
     group by currency order by sum(total_cents) desc`

/** What a customer has bought, by currency, in minor units. Orders that were cancelled do not count. */
export async function listWorth (db: Db, id: string): Promise<Worth[]> {
  const { rows } = await db.query<Worth>(LIST_WORTH, [id])
  return rows
}

const FIND_LOCALE = `select locale from orders where (shopper_id, order_id) in (${OWN_ORDERS}) order by placed_at desc limit 1`

/** The locale in which a customer ordered last; undefined where they never have. */
export async function findLastLocale (db: Db, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ locale: string }>(FIND_LOCALE, [id])
  return rows[0]?.locale
}

const LIST_RETURNS = `
    select return_id as id, state, requested_at as "requestedAt",
           (select number from orders where orders.shopper_id = order_return.shopper_id and orders.order_id = order_return.order_id) as number
      from order_return
     where (shopper_id, order_id) in (${OWN_ORDERS})
     order by requested_at desc limit $2`

/** The latest returns. */
export async function listReturnsOf (db: Db, id: string, limit: number): Promise<Array<{ id: string, number: string, state: ReturnState, requestedAt: Date }>> {
  const { rows } = await db.query<{ id: string, number: string, state: ReturnState, requestedAt: Date }>(LIST_RETURNS, [id, limit])
  return rows
}

/** The latest reviews. */
export async function listReviewsOf (db: Db, id: string, limit: number): Promise<Array<{ id: string, product: string, stars: number, state: ReviewState, writtenAt: Date }>> {
  const { rows } = await db.query<{ id: string, product: string, stars: number, state: ReviewState, writtenAt: Date }>(`
    select review_id as id, product, stars, state, written_at as "writtenAt" from review where shopper_id = $1 order by written_at desc limit $2
  `, [id, limit])
  return rows
}

/** What is in the basket at this moment; not checked yet. */
export async function findCart (db: Db, id: string): Promise<{ cart: unknown, changedAt: Date } | undefined> {
  const { rows } = await db.query<{ cart: unknown, changedAt: Date }>('select cart, changed_at as "changedAt" from cart where shopper_id = $1', [id])
  return rows[0]
}
