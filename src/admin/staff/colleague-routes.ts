import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { describeDevice } from '../../accounts/devices.ts'
import type { FieldErrors } from '../../accounts/forms.ts'
import { endDevices, listDevices } from '../../accounts/queries.ts'
import { EmptyForm } from '../../cart/schema.ts'
import { transaction } from '../../plugins/database.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { UUID, Version } from '../../plugins/schemas.ts'
import { logSecurity } from '../../plugins/security-log.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { sayLastSeen } from '../customers/saying.ts'
import { readFrame } from '../frame.ts'
import { changePost, NOBODY } from './change.ts'
import { findColleague, type Colleague } from './queries.ts'
import { listRoles } from './role-queries.ts'
import { namesOf, nameOfPost, parsePost, type Post } from './role.ts'
import type { StaffOptions } from './routes.ts'
import { describeColleague, postName } from './saying.ts'

const Params = Type.Object({ id: Type.String() })
const PostForm = Type.Object({ version: Version, post: Type.String({ maxLength: 100 }) }, { additionalProperties: false })
const RemoveForm = Type.Object({ version: Version }, { additionalProperties: false })

const OWN = 'Nobody changes their own role. Ask another admin'

interface Trouble { post?: string, errors?: FieldErrors, overtaken?: string }

/** One who works here: what they may do, where they are logged in, and how they leave. */
const colleague: FastifyPluginAsyncTypebox<StaffOptions> = async (app, { secondFactorRequired }) => {
  app.get('/admin/staff/:id', { schema: { params: Params } }, async (request, reply) => show(request, reply, await read(request.params.id)))

  app.post('/admin/staff/:id/role', { schema: { params: Params, body: PostForm } }, async (request, reply) =>
    change(request, reply, await read(request.params.id), parsePost(request.body.post), 'The role is changed. It counts from the next page on.'))

  app.post('/admin/staff/:id/remove', { schema: { params: Params, body: RemoveForm } }, async (request, reply) =>
    change(request, reply, await read(request.params.id), NOBODY, 'They do not work here any more, and are logged out everywhere. The account is a customer’s now.'))

  app.post('/admin/staff/:id/devices/end', { schema: { params: Params, body: EmptyForm } }, async (request, reply) => {
    const { id } = await read(request.params.id)
    if (id === request.customer?.shopperId) return reply.redirect('/account/devices', 303)
    const ended = await transaction(app.db, async db => {
      await holdSession(db, request)
      const ended = await endDevices(db, id, { except: undefined })
      await auditChange(db, request, { kind: 'staff', key: id, before: { devices: ended }, after: { devices: 0 } })
      return ended
    })
    if (ended > 0) logSecurity(request, 'devices.ended', { customer: id })
    await request.flash('success', 'All devices are logged out.')
    return reply.redirect(`/admin/staff/${id}`, 303)
  })

  async function change (request: FastifyRequest, reply: FastifyReply, now: Colleague, to: Post | typeof NOBODY, done: string): Promise<FastifyReply> {
    const version = Number((request.body as { version: string }).version)
    if (version > now.version) throw new UnprocessableInput()
    if (now.id === request.customer?.shopperId) return show(request, reply, now, { errors: { post: OWN } })
    const outcome = await changePost(app, request, { ...now, version }, to)
    if (outcome === 'no such role') return show(request, reply, now, { errors: { post: 'Choose a role that there is' } })
    if (outcome === 'overtaken') {
      const later = await read(now.id)
      const wanted = to.role === 'shopper' ? 'You wanted to remove them from staff' : `You wanted them to be “${to.role === 'admin' ? 'Admin' : await nameOf(to.staffRole)}”`
      return show(request, reply, later, { overtaken: `${wanted}. A colleague was quicker: they are “${postName(later)}” by now.`, post: nameOfPost(to) })
    }
    await request.flash('success', done)
    return reply.redirect(to.role === 'shopper' ? '/admin/staff' : `/admin/staff/${now.id}`, 303)
  }

  async function nameOf (key: string): Promise<string> {
    return (await listRoles(app.db)).find(role => role.key === key)?.name ?? key
  }

  async function read (id: string): Promise<Colleague> {
    const found = UUID.test(id) ? await findColleague(app.db, id) : undefined
    if (!found) throw new NotFound('Nobody of this kind works here, or not any more.')
    return found
  }

  async function show (request: FastifyRequest, reply: FastifyReply, colleague: Colleague, { errors = {}, overtaken = '', post }: Trouble = {}): Promise<FastifyReply> {
    const [frame, roles, devices] = await Promise.all([readFrame(app, request, 'staff'), listRoles(app.db), listDevices(app.db, colleague.id)])
    const { locale } = request.preferences
    const now = new Date()
    const path = `/admin/staff/${colleague.id}`
    if (overtaken || Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/staff-member', {
      ...frame,
      path,
      returnTo: path,
      colleague: describeColleague(colleague, now, locale),
      isOwn: colleague.id === request.customer?.shopperId,
      secondFactorRequired,
      posts: [
        ...roles.map(({ key, name, permissions }) => ({ value: key, text: name, hint: namesOf(permissions).join('. ') })),
        { value: 'admin', text: 'Admin', hint: 'Everything, and who works here' }
      ],
      values: { post: post || nameOfPost(colleague) },
      devices: devices.map(device => ({ ...device, label: request.t(describeDevice(device.userAgent)), lastSeen: sayLastSeen(device.seenAt, now, locale) })),
      errors,
      overtaken
    })
  }
}

export default colleague
