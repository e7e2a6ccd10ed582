import { randomUUID } from 'node:crypto'
import { hashToken, newToken } from '../../accounts/tokens.ts'
import type { Db } from '../../plugins/database.ts'
import type { Post } from './role.ts'

export interface Invitation {
  id: string
  email: string
  role: 'staff' | 'admin'
  staffRole: string | null
  /** Null for admins. */
  roleName: string | null
  invitedBy: string
  /** Null where nobody knows any more. */
  invitedById: string | null
  sentAt: Date
  expiresAt: Date
  isOver: boolean
}

/** Whose word an invitation is. */
export interface Inviter { id: string, name: string }

const COLUMNS = `invitation_id as id, staff_invitation.email, staff_invitation.role, staff_invitation.staff_role as "staffRole",
           (select name from staff_role where staff_role.staff_role = staff_invitation.staff_role) as "roleName",
           invited_by as "invitedBy", invited_by_id as "invitedById", sent_at as "sentAt", expires_at as "expiresAt", expires_at <= now() as "isOver"`
const LIST = `select ${COLUMNS} from staff_invitation order by sent_at desc limit $1`
const BY_ID = `select ${COLUMNS} from staff_invitation where invitation_id = $1`
const BY_TOKEN = `select ${COLUMNS} from staff_invitation join customer as inviter on inviter.shopper_id = invited_by_id
 where token_hash = $1 and expires_at > now() and inviter.role = 'admin'`
const TAKE = `delete from staff_invitation where token_hash = $1 and expires_at > now() returning ${COLUMNS}`
const WITHDRAW = `delete from staff_invitation where invitation_id = $1 returning ${COLUMNS}`
const WITHDRAW_OF = `delete from staff_invitation where invited_by_id = $1 returning ${COLUMNS}`

/** The latest first. */
export async function listInvitations (db: Db, limit: number): Promise<Invitation[]> {
  const { rows } = await db.query<Invitation>(LIST, [limit])
  return rows
}

export async function findInvitation (db: Db, id: string): Promise<Invitation | undefined> {
  const { rows } = await db.query<Invitation>(BY_ID, [id])
  return rows[0]
}

/** That of a link, while it can be accepted: by the word of somebody who is an admin now. */
export async function findInvitationOf (db: Db, token: string): Promise<Invitation | undefined> {
  const { rows } = await db.query<Invitation>(BY_TOKEN, [hashToken(token)])
  return rows[0]
}

/** Uses a link up: of several who try, one gets the invitation. */
export async function takeInvitation (db: Db, token: string): Promise<Invitation | undefined> {
  const { rows } = await db.query<Invitation>(TAKE, [hashToken(token)])
  return rows[0]
}

export async function deleteInvitation (db: Db, id: string): Promise<Invitation | undefined> {
  const { rows } = await db.query<Invitation>(WITHDRAW, [id])
  return rows[0]
}

/** Deletes all that somebody has sent, and returns them. */
export async function deleteInvitationsOf (db: Db, inviterId: string): Promise<Invitation[]> {
  const { rows } = await db.query<Invitation>(WITHDRAW_OF, [inviterId])
  return rows
}

/** Deletes the one to an address, if there is one. */
export async function deleteInvitationTo (db: Db, email: string): Promise<void> {
  await db.query('delete from staff_invitation where email = $1', [email])
}

/** Makes an invitation, good for seven days; undefined where there is one to this address already. */
export async function saveInvitation (db: Db, { email, post: { role, staffRole }, inviter }: { email: string, post: Post, inviter: Inviter }): Promise<{ id: string, token: string } | undefined> {
  const [id, token] = [randomUUID(), newToken()]
  const { rowCount } = await db.query(`
    insert into staff_invitation (invitation_id, email, role, staff_role, token_hash, invited_by, invited_by_id, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, now() + interval '7 days') on conflict (email) do nothing
  `, [id, email, role, staffRole, hashToken(token), inviter.name, inviter.id])
  return rowCount === 1 ? { id, token } : undefined
}

/**
 * Another link, good for seven days from now on, by the word of who sends it; the one before opens nothing any more. Undefined where
 * the invitation is gone.
 */
export async function saveNewToken (db: Db, id: string, inviter: Inviter): Promise<string | undefined> {
  const token = newToken()
  const { rowCount } = await db.query(`
    update staff_invitation set token_hash = $2, invited_by = $3, invited_by_id = $4, sent_at = now(), expires_at = now() + interval '7 days' where invitation_id = $1
  `, [id, hashToken(token), inviter.name, inviter.id])
  return rowCount === 1 ? token : undefined
}

/** Deletes up to `limit` invitations that were over 30 days ago, and returns how many they were. */
export async function deleteOldInvitations (db: Db, limit: number): Promise<number> {
  const { rowCount } = await db.query(`
    delete from staff_invitation where invitation_id in (select invitation_id from staff_invitation where expires_at < now() - interval '30 days' limit $1)
  `, [limit])
  return rowCount ?? 0
}
