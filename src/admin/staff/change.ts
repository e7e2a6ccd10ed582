import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endDevices } from '../../accounts/queries.ts'
import { transaction } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { SessionEnded } from '../../plugins/session/store.ts'
import { auditChange, auditChanges } from '../audit/change.ts'
import { clearDesk } from '../order-views/queries.ts'
import { deleteInvitationsOf } from './invitation-queries.ts'
import { changeOfWithdrawn } from './invite.ts'
import { lockRoleOf, saveRoleOf, type Colleague } from './queries.ts'
import { holdRole } from './role-queries.ts'
import type { Post } from './role.ts'

/** A shopper like others. */
export const NOBODY = { role: 'shopper', staffRole: null } as const

export type Outcome = 'done' | 'overtaken' | 'no such role'

/**
 * Gives somebody another post, or none. Who is less than before is logged out everywhere, and whom they invited is invited no more,
 * or they would come back by a link to themselves; everybody's permissions are read with each request anyway.
 *
 * There always is an admin: who asks is one until this is over, and nobody asks for themselves. So their own row is locked with the
 * other, the lower id first: of two admins who take the other's post at once, the second finds that they have none any more. That
 * comes before the session is held, so that they wait for each other in this order alone.
 */
export async function changePost (app: FastifyInstance, request: FastifyRequest, colleague: Colleague, to: Post | typeof NOBODY): Promise<Outcome> {
  const actorId = request.customer?.shopperId
  if (actorId === undefined || actorId === colleague.id) throw new Error('nobody changes their own post')
  return transaction(app.db, async db => {
    for (const id of [actorId, colleague.id].toSorted()) {
      const role = await lockRoleOf(db, id)
      if (id === actorId && role !== 'admin') throw new SessionEnded()
    }
    await holdSession(db, request)
    if (to.staffRole !== null && !await holdRole(db, to.staffRole)) return 'no such role'
    if (!await saveRoleOf(db, colleague, to)) return 'overtaken'
    const isLess = to.role === 'shopper' || (to.role === 'staff' && colleague.role === 'admin')
    if (isLess) {
      await endDevices(db, colleague.id, { except: undefined })
      // After that, which waits for an invitation they are just sending: it holds their session.
      await auditChanges(db, request, (await deleteInvitationsOf(db, colleague.id)).map(changeOfWithdrawn))
    }
    if (to.role === 'shopper') await clearDesk(db, colleague.id)
    const { role, staffRole } = colleague
    await auditChange(db, request, { kind: 'staff', key: colleague.id, before: { role, staffRole }, after: { role: to.role, staffRole: to.staffRole } })
    return 'done'
  })
}
