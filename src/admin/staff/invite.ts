import type { FastifyInstance, FastifyRequest } from 'fastify'
import { transaction, type Db } from '../../plugins/database.ts'
import { mailboxOf } from '../../plugins/rate-limit/rules.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange, type Change } from '../audit/change.ts'
import { deleteInvitation, findInvitation, saveInvitation, saveNewToken, type Invitation, type Inviter } from './invitation-queries.ts'
import { isEmployed } from './queries.ts'
import { holdRole } from './role-queries.ts'
import type { Post } from './role.ts'

export type Invited = 'sent' | 'works here' | 'invited already' | 'no such role'

/** Sends a link with which whoever reads mail at the address begins to work here. `email`: as `normalizeEmail` gives it. Throws a 429 after many. */
export async function invite (app: FastifyInstance, request: FastifyRequest, email: string, post: Post): Promise<Invited> {
  await countMail(app, request, email)
  return transaction(app.db, async db => {
    await holdSession(db, request)
    if (await isEmployed(db, email)) return 'works here'
    if (post.staffRole !== null && !await holdRole(db, post.staffRole)) return 'no such role'
    const made = await saveInvitation(db, { email, post, inviter: inviterIn(request) })
    const invitation = made && await findInvitation(db, made.id)
    if (!invitation) return 'invited already'
    await postInvitation(app, db, invitation, made.token)
    await auditChange(db, request, { kind: 'staff', key: invitation.id, before: undefined, after: { invitation: 'sent', ...post } })
    return 'sent'
  })
}

/** Sends another link; the one before opens nothing any more. False where it was accepted or withdrawn. Throws a 429 after many. */
export async function sendAgain (app: FastifyInstance, request: FastifyRequest, { id, email }: Invitation): Promise<boolean> {
  await countMail(app, request, email)
  return transaction(app.db, async db => {
    await holdSession(db, request)
    const token = await saveNewToken(db, id, inviterIn(request))
    const invitation = await findInvitation(db, id)
    if (token === undefined || !invitation) return false
    await postInvitation(app, db, invitation, token)
    await auditChange(db, request, { kind: 'staff', key: id, before: {}, after: { invitation: 'sent again' } })
    return true
  })
}

/** The link opens nothing any more. False where it was accepted or withdrawn. */
export async function withdraw (app: FastifyInstance, request: FastifyRequest, id: string): Promise<boolean> {
  return transaction(app.db, async db => {
    await holdSession(db, request)
    const gone = await deleteInvitation(db, id)
    if (gone) await auditChange(db, request, changeOfWithdrawn(gone))
    return gone !== undefined
  })
}

/** What the audit log tells of an invitation that opens nothing any more. The address it went to is somebody's, and stays out of it. */
export function changeOfWithdrawn ({ id, role, staffRole }: Invitation): Change {
  return { kind: 'staff', key: id, before: { invitation: 'sent', role, staffRole }, after: undefined }
}

function inviterIn ({ customer }: FastifyRequest): Inviter {
  if (!customer) throw new Error('nobody invites who is not logged in')
  return { id: customer.shopperId, name: customer.name }
}

function countMail (app: FastifyInstance, { customer }: FastifyRequest, email: string): Promise<void> {
  return app.rateLimit.take({ name: 'invitation', subject: customer?.shopperId ?? '' }, { name: 'invitation-mailbox', subject: mailboxOf(email) })
}

function postInvitation (app: FastifyInstance, db: Db, { email, invitedBy, roleName }: Invitation, token: string): Promise<void> {
  return app.mail.post(db, email, 'staff-invitation', { by: invitedBy, role: roleName ?? 'Admin', link: app.mail.link(`/join?token=${token}`) }, 'en')
}
