import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endDevices, saveCustomer, saveEmailConfirmed } from '../../accounts/queries.ts'
import { claimGuestOrders } from '../../orders/claim.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import type { Customer } from '../../plugins/session/queries.ts'
import { saveAuditedChange } from '../audit/queries.ts'
import { findInvitationOf, takeInvitation, type Invitation } from './invitation-queries.ts'
import { saveEmployed } from './queries.ts'

/** What was begun is undone: the invitation can still be accepted. */
class NotJoined extends Error {}

/**
 * Makes an account for who was invited and has none. False where the link is over, or the address has an account by now. Mail
 * to the address has arrived, so it is confirmed.
 */
export async function joinAnew (app: FastifyInstance, request: FastifyRequest, token: string, { name, passwordHash }: { name: string, passwordHash: string }): Promise<boolean> {
  return join(app, request, token, async (db, { email }) => {
    const shopperId = randomUUID()
    if (!await saveCustomer(db, { shopperId, email, name, passwordHash, role: 'shopper' })) throw new NotJoined()
    await saveEmailConfirmed(db, shopperId)
    return { shopperId, email, name }
  })
}

/**
 * The same with the account of who is logged in: it has the address that was invited, or false is answered. They are logged out
 * everywhere, because the sessions of staff are shorter.
 */
export async function joinAs (app: FastifyInstance, request: FastifyRequest, token: string, customer: Customer): Promise<boolean> {
  return join(app, request, token, async (db, { email }) => {
    if (customer.email !== email) throw new NotJoined()
    await holdSession(db, request)
    return customer
  })
}

async function join (
  app: FastifyInstance, request: FastifyRequest, token: string, prove: (db: Db, invitation: Invitation) => Promise<Pick<Customer, 'shopperId' | 'email' | 'name'>>
): Promise<boolean> {
  try {
    await transaction(app.db, async db => {
      const invitation = await findInvitationOf(db, token) && await takeInvitation(db, token)
      if (!invitation) throw new NotJoined()
      const actor = await prove(db, invitation)
      if (!await saveEmployed(db, actor.shopperId, invitation.email, invitation)) throw new NotJoined()
      await claimGuestOrders(db, actor)
      await endDevices(db, actor.shopperId, { except: undefined })
      const { role, staffRole } = invitation
      await saveAuditedChange(db, {
        actor, action: 'POST /join', requestId: request.id, kind: 'staff', key: actor.shopperId, before: { role: 'shopper', staffRole: null }, after: { role, staffRole, invitation: invitation.id }
      })
    })
    return true
  } catch (error) {
    if (error instanceof NotJoined) return false
    throw error
  }
}
