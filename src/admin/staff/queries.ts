import type { Db } from '../../plugins/database.ts'
import type { Role } from '../../plugins/session/lifetimes.ts'

/** Somebody who works here. */
export interface Colleague {
  id: string
  name: string
  email: string
  role: Role
  staffRole: string | null
  /** Null for admins. */
  roleName: string | null
  version: number
  hasSecondFactor: boolean
  /** Sessions that are alive. */
  sessions: number
  /** Null where none is left that would tell. */
  seenAt: Date | null
}

const COLLEAGUES = `
    select shopper_id as id, name, email, role, staff_role as "staffRole",
           (select name from staff_role where staff_role.staff_role = customer.staff_role) as "roleName", version,
           exists (select from second_factor where second_factor.shopper_id = customer.shopper_id) as "hasSecondFactor",
           (select count(*) from session where session.shopper_id = customer.shopper_id and ended_at is null and expire > now() and expire_absolute > now())::int as sessions,
           (select max(seen_at) from session where session.shopper_id = customer.shopper_id) as "seenAt"
      from customer
     where role <> 'shopper'`
const ONE_COLLEAGUE = `${COLLEAGUES} and shopper_id = $1`
const ALL_COLLEAGUES = `${COLLEAGUES} order by role, lower(name), shopper_id limit $1`

/** Everybody who works here, admins first. */
export async function listColleagues (db: Db, limit: number): Promise<Colleague[]> {
  const { rows } = await db.query<Colleague>(ALL_COLLEAGUES, [limit])
  return rows
}

export async function findColleague (db: Db, id: string): Promise<Colleague | undefined> {
  const { rows } = await db.query<Colleague>(ONE_COLLEAGUE, [id])
  return rows[0]
}

/** The ids of all admins, ascending. */
export async function listAdmins (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>("select shopper_id as id from customer where role = 'admin' order by shopper_id")
  return rows.map(({ id }) => id)
}

/** Locks one customer until the transaction ends, and tells their role at this moment. */
export async function lockRoleOf (db: Db, id: string): Promise<Role | undefined> {
  const { rows } = await db.query<{ role: Role }>('select role from customer where shopper_id = $1 for update', [id])
  return rows[0]?.role
}

/** Gives somebody another role. False when a colleague was quicker. */
export async function saveRoleOf (db: Db, { id, version }: Pick<Colleague, 'id' | 'version'>, { role, staffRole }: { role: Role, staffRole: string | null }): Promise<boolean> {
  const { rowCount } = await db.query(`
    update customer set role = $3, staff_role = $4, version = version + 1 where shopper_id = $1 and version = $2 and role <> 'shopper'
  `, [id, version, role, staffRole])
  return rowCount === 1
}

/** Has a customer work here, whose address is shown to be theirs by that. False when they do already, are locked or have another address by now. */
export async function saveEmployed (db: Db, id: string, email: string, { role, staffRole }: { role: Role, staffRole: string | null }): Promise<boolean> {
  const { rowCount } = await db.query(`
    update customer set role = $3, staff_role = $4, version = version + 1, email_confirmed_at = coalesce(email_confirmed_at, clock.now)
      from (select now()) as clock
     where shopper_id = $1 and email = $2 and role = 'shopper' and locked_at is null
  `, [id, email, role, staffRole])
  return rowCount === 1
}

/** True where the account of this address works here already. */
export async function isEmployed (db: Db, email: string): Promise<boolean> {
  const { rowCount } = await db.query(`
    select from customer_email join customer using (shopper_id) where customer_email.email = $1 and role <> 'shopper'
  `, [email])
  return rowCount === 1
}
