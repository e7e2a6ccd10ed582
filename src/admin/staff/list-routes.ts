import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { checkEmail, normalizeEmail, type FieldErrors } from '../../accounts/forms.ts'
import { EmptyForm } from '../../cart/schema.ts'
import { NotFound } from '../../plugins/errors.ts'
import { UUID } from '../../plugins/schemas.ts'
import { readFrame } from '../frame.ts'
import { sayMoment } from '../saying.ts'
import { findInvitation, listInvitations, type Invitation } from './invitation-queries.ts'
import { invite, sendAgain, withdraw, type Invited } from './invite.ts'
import { listColleagues } from './queries.ts'
import { listRoles } from './role-queries.ts'
import { parsePost } from './role.ts'
import type { StaffOptions } from './routes.ts'
import { describeColleague, postName } from './saying.ts'

const MOST_SHOWN = 300
const Params = Type.Object({ id: Type.String() })
const InviteForm = Type.Object({ email: Type.String(), post: Type.String({ maxLength: 100 }) }, { additionalProperties: false })

const REFUSED: Readonly<Record<Exclude<Invited, 'sent'>, FieldErrors>> = {
  'works here': { email: 'Whoever has this e-mail address works here already' },
  'invited already': { email: 'There is an invitation to this e-mail address already. Send it again, or withdraw it first' },
  'no such role': { post: 'Choose what they will be' }
}

/** Who works here, and invitations. */
const staffList: FastifyPluginAsyncTypebox<StaffOptions> = async (app, { secondFactorRequired }) => {
  app.get('/admin/staff', (request, reply) => showStaff(request, reply))

  app.post('/admin/staff/invitations', { schema: { body: InviteForm } }, async (request, reply) => {
    const { email, post } = request.body
    const errors = { ...checkEmail(email), ...post === '' && REFUSED['no such role'] }
    if (Object.keys(errors).length > 0) return showStaff(request, reply, { email, post, errors })
    const outcome = await invite(app, request, normalizeEmail(email), parsePost(post))
    if (outcome !== 'sent') return showStaff(request, reply, { email, post, errors: REFUSED[outcome] })
    return goOn(request, reply, `An invitation is on its way to ${normalizeEmail(email)}.`)
  })

  app.post('/admin/staff/invitations/:id/send', { schema: { params: Params, body: EmptyForm } }, async (request, reply) => {
    const invitation = await readInvitation(request.params.id)
    if (!await sendAgain(app, request, invitation)) throw new NotFound(GONE)
    return goOn(request, reply, `Another link is on its way to ${invitation.email}. The one before opens nothing any more.`)
  })

  app.post('/admin/staff/invitations/:id/withdraw', { schema: { params: Params, body: EmptyForm } }, async (request, reply) => {
    const { id, email } = await readInvitation(request.params.id)
    if (!await withdraw(app, request, id)) throw new NotFound(GONE)
    return goOn(request, reply, `The invitation to ${email} is withdrawn.`)
  })

  async function readInvitation (id: string): Promise<Invitation> {
    const invitation = UUID.test(id) ? await findInvitation(app.db, id) : undefined
    if (!invitation) throw new NotFound(GONE)
    return invitation
  }

  async function goOn (request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
    app.mail.deliverSoon()
    await request.flash('success', text)
    return reply.redirect('/admin/staff', 303)
  }

  async function showStaff (request: FastifyRequest, reply: FastifyReply, { errors = {}, ...values }: { email?: string, post?: string, errors?: FieldErrors } = {}): Promise<FastifyReply> {
    const [frame, colleagues, invitations, roles] = await Promise.all([
      readFrame(app, request, 'staff'), listColleagues(app.db, MOST_SHOWN), listInvitations(app.db, MOST_SHOWN), listRoles(app.db)
    ])
    const { locale } = request.preferences
    const now = new Date()
    const admins = new Set<string | null>(colleagues.filter(({ role }) => role === 'admin').map(({ id }) => id))
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/staff', {
      ...frame,
      path: '/admin/staff',
      returnTo: '/admin/staff',
      colleagues: colleagues.map(each => ({ ...describeColleague(each, now, locale), isOwn: each.id === request.customer?.shopperId })),
      lacking: colleagues.filter(({ hasSecondFactor }) => !hasSecondFactor).length,
      secondFactorRequired,
      invitations: invitations.map(each => ({ ...each, isOver: each.isOver || !admins.has(each.invitedById), post: postName(each), sent: sayMoment(each.sentAt, now, locale) })),
      posts: [{ value: '', text: 'Choose' }, ...roles.map(({ key, name }) => ({ value: key, text: name })), { value: 'admin', text: 'Admin: everything, and these pages' }],
      values: { email: '', post: '', ...values },
      errors
    })
  }
}

const GONE = 'There is no such invitation, or not any more.'

export default staffList
