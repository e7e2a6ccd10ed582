import type { Db } from '../../plugins/database.ts'
import type { TypedRole } from './role.ts'

export interface StaffRole {
  key: string
  name: string
  permissions: string[]
  version: number
}

/** All roles, with how many people have each, and how many are invited to it. */
export async function listRoles (db: Db): Promise<Array<StaffRole & { people: number, invited: number }>> {
  const { rows } = await db.query<StaffRole & { people: number, invited: number }>(`
    select staff_role.staff_role as key, name, permissions, version, coalesce(employed.people, 0) as people,
           (select count(*) from staff_invitation where staff_invitation.staff_role = staff_role.staff_role)::int as invited
      from staff_role
      left join (select staff_role, count(*)::int as people from customer where staff_role is not null group by staff_role) as employed on employed.staff_role = staff_role.staff_role
     order by lower(name), staff_role.staff_role
  `)
  return rows
}

/** How many are admins, and how many are invited to be. */
export async function countAdmins (db: Db): Promise<{ people: number, invited: number }> {
  const { rows: [counts = { people: 0, invited: 0 }] } = await db.query<{ people: number, invited: number }>(`
    select (select count(*) from customer where role = 'admin')::int as people, (select count(*) from staff_invitation where role = 'admin')::int as invited
  `)
  return counts
}

export async function findRole (db: Db, key: string): Promise<StaffRole | undefined> {
  const { rows } = await db.query<StaffRole>('select staff_role as key, name, permissions, version from staff_role where staff_role = $1', [key])
  return rows[0]
}

/** True while the role is there; until the transaction ends nobody removes it. */
export async function holdRole (db: Db, key: string): Promise<boolean> {
  const { rowCount } = await db.query('select from staff_role where staff_role = $1 for key share', [key])
  return rowCount === 1
}

/** Locks the role until the transaction ends: nobody gets it meanwhile. */
export async function lockRole (db: Db, key: string): Promise<StaffRole | undefined> {
  await db.query('select from staff_role where staff_role = $1 for update', [key])
  return findRole(db, key)
}

/** False, and nothing written, when there is one of this key. */
export async function saveNewRole (db: Db, key: string, { name, permissions }: TypedRole): Promise<boolean> {
  const { rowCount } = await db.query('insert into staff_role (staff_role, name, permissions) values ($1, $2, $3) on conflict (staff_role) do nothing', [key, name, permissions])
  return rowCount === 1
}

/** Changes a role whose row this transaction has locked. */
export async function saveRole (db: Db, key: string, { name, permissions }: TypedRole): Promise<void> {
  await db.query('update staff_role set name = $2, permissions = $3, version = version + 1 where staff_role = $1', [key, name, permissions])
}

export async function deleteRole (db: Db, key: string): Promise<void> {
  await db.query('delete from staff_role where staff_role = $1', [key])
}

/** True when somebody has the role, or is invited to it. */
export async function isTaken (db: Db, key: string): Promise<boolean> {
  const { rows } = await db.query<{ taken: boolean }>(`
    select exists (select from customer where staff_role = $1) or exists (select from staff_invitation where staff_role = $1) as taken
  `, [key])
  return rows[0]?.taken ?? false
}
