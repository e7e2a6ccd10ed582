import type { FastifyPluginAsync } from 'fastify'
import { pruneRegularly } from '../../plugins/jobs/regularly.ts'
import colleague from './colleague-routes.ts'
import { deleteOldInvitations } from './invitation-queries.ts'
import join from './join-routes.ts'
import list from './list-routes.ts'
import roles from './role-routes.ts'

export interface StaffOptions {
  /** Nobody opens the admin without a second factor. */
  secondFactorRequired: boolean
}

const PRUNE_INTERVAL_MS = 60 * 60_000

/** Who works here, who is invited to, and what each role allows: for admins. */
const staff: FastifyPluginAsync<StaffOptions> = async (app, options) => {
  await app.register(list, options)
  await app.register(colleague, options)
  await app.register(roles)
  await app.register(join)
  pruneRegularly(app, 'old invitations', PRUNE_INTERVAL_MS, limit => deleteOldInvitations(app.db, limit))
}

export default staff
