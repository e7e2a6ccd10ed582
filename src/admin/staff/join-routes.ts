import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { leaveFor, loginSaying } from '../../accounts/end-of-visit.ts'
import { checkName, type FieldErrors } from '../../accounts/forms.ts'
import { showLinkOver } from '../../accounts/pages.ts'
import { checkPassword, minPasswordOf } from '../../accounts/password-rules.ts'
import { hashPassword } from '../../accounts/passwords.ts'
import { findShopperId } from '../../accounts/queries.ts'
import { logSecurity } from '../../plugins/security-log.ts'
import { findInvitationOf } from './invitation-queries.ts'
import { joinAnew, joinAs } from './join.ts'

const Text = Type.String()
const JoinForm = Type.Object({ token: Text, name: Type.Optional(Text), password: Type.Optional(Text) }, { additionalProperties: false })

const LINK_OVER = {
  message: 'It has been used or withdrawn, or its seven days are over, or a newer one was sent. Ask who invited you for another one.', action: '/login', text: 'Log in'
}
const JOINED = `${loginSaying('joined')}&next=/admin`

/**
 * Where the link of an invitation leads. Only who reads the mail of an address learns here whether it has an account. Who has none
 * makes one; who has, proves it by logging in. Then they log in, with all that is asked of staff.
 */
const join: FastifyPluginAsyncTypebox = async app => {
  app.get('/join', async (request, reply) => {
    const { token } = request.query as { token?: unknown }
    return showJoin(request, reply, typeof token === 'string' ? token : '')
  })

  app.post('/join', { schema: { body: JoinForm }, config: { rate: 'forgot' } }, async (request, reply) => {
    const { token, name = '', password = '' } = request.body
    const { customer } = request
    const invitation = await findInvitationOf(app.db, token)
    if (!invitation) return showLinkOver(reply, LINK_OVER)
    if (await findShopperId(app.db, invitation.email)) {
      if (customer?.email !== invitation.email || !await joinAs(app, request, token, customer)) return showJoin(request, reply.code(422), token)
      logSecurity(request, 'staff.joined')
      return leaveFor(reply, app.sessionCookie, JOINED)
    }
    const errors = { ...checkName(name), ...await checkPassword(password, { email: invitation.email, hasSecondFactor: false }) }
    if (Object.keys(errors).length > 0) return showJoin(request, reply.code(422), token, { name, errors })
    if (!await joinAnew(app, request, token, { name: name.trim(), passwordHash: await hashPassword(password) })) return showJoin(request, reply.code(422), token)
    logSecurity(request, 'staff.joined')
    return reply.redirect(JOINED, 303)
  })

  /** The address of this page has the token in it, so no other address is told of it (ASVS 5.0, 14.2.1). */
  async function showJoin (request: FastifyRequest, reply: FastifyReply, token: string, { name = '', errors = {} }: { name?: string, errors?: FieldErrors } = {}): Promise<FastifyReply> {
    reply.header('referrer-policy', 'strict-origin').header('cache-control', 'private, no-store')
    const invitation = await findInvitationOf(app.db, token)
    if (!invitation) return showLinkOver(reply, LINK_OVER)
    const hasAccount = await findShopperId(app.db, invitation.email) !== undefined
    const { customer } = request
    return reply.page('admin/join', {
      token,
      email: invitation.email,
      invitedBy: invitation.invitedBy,
      roleName: invitation.roleName ?? 'Admin',
      step: !hasAccount ? 'register' : !customer ? 'log in' : customer.email === invitation.email ? 'accept' : 'log out',
      loginUrl: `/login?next=${encodeURIComponent(`/join?token=${token}`)}`,
      minPassword: minPasswordOf({ hasSecondFactor: false }),
      values: { name },
      errors
    })
  }
}

export default join
