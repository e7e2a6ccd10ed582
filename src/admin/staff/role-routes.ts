import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type TProperties } from 'typebox'
import type { FieldErrors } from '../../accounts/forms.ts'
import { transaction } from '../../plugins/database.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { differing } from '../differing.ts'
import { readFrame } from '../frame.ts'
import { PERMISSIONS } from '../permissions.ts'
import { countAdmins, deleteRole, findRole, isTaken, listRoles, lockRole, saveNewRole, saveRole, type StaffRole } from './role-queries.ts'
import { boxesOf, fieldsOf, namesOf, parseRole, type TypedRole } from './role.ts'

const Params = Type.Object({ role: Type.String() })
const boxes = Object.fromEntries(PERMISSIONS.map(name => [`permission-${name}`, Type.Optional(Type.Literal('1'))]))
const form = (fields: TProperties) => Type.Object({ ...fields, ...boxes }, { additionalProperties: false })
const NewForm = form({ name: Type.String() })
const RoleForm = form({ name: Type.String(), version: Version })
const RemoveForm = Type.Object({ version: Version }, { additionalProperties: false })
type Form = Record<string, string>

/** What each role of staff allows. Everybody's role is read with each request, so a change counts from the next one on. */
const roles: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/staff/roles', (request, reply) => showRoles(request, reply))

  app.post('/admin/staff/roles', { schema: { body: NewForm } }, async (request, reply) => {
    const { key, typed, errors } = parse(request.body as Form)
    if (Object.keys(errors).length > 0) return showRoles(request, reply, { typed, errors })
    const isNew = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (!await saveNewRole(db, key, typed)) return false
      await auditChange(db, request, { kind: 'staff role', key, before: undefined, after: { ...typed } })
      return true
    })
    return isNew ? goOn(request, reply, `The role ${typed.name} is there.`) : showRoles(request, reply, { typed, errors: { name: 'There is a role of this name already' } })
  })

  app.get('/admin/staff/roles/:role', { schema: { params: Params } }, async (request, reply) => showRole(request, reply, await read(request)))

  app.post('/admin/staff/roles/:role', { schema: { params: Params, body: RoleForm } }, async (request, reply) => {
    const role = await read(request)
    const { typed, errors } = parse(request.body as Form)
    if (Object.keys(errors).length > 0) return showRole(request, reply, role, { typed, errors })
    const changed = await transaction(app.db, async db => {
      await holdSession(db, request)
      const locked = await lockRole(db, role.key)
      if (!isSeen(request, locked)) return false
      await saveRole(db, role.key, typed)
      await auditChange(db, request, { kind: 'staff role', key: role.key, before: { name: locked.name, permissions: locked.permissions }, after: { ...typed } })
      return true
    })
    return changed ? goOn(request, reply, 'The role is changed. It counts from the next page that somebody of it opens.') : showRole(request, reply, await read(request), { typed, isOvertaken: true })
  })

  app.post('/admin/staff/roles/:role/remove', { schema: { params: Params, body: RemoveForm } }, async (request, reply) => {
    const role = await read(request)
    const outcome = await transaction(app.db, async db => {
      await holdSession(db, request)
      const locked = await lockRole(db, role.key)
      if (!isSeen(request, locked)) return 'overtaken'
      if (await isTaken(db, role.key)) return 'taken'
      await deleteRole(db, role.key)
      await auditChange(db, request, { kind: 'staff role', key: role.key, before: { name: locked.name, permissions: locked.permissions }, after: undefined })
      return 'removed'
    })
    if (outcome === 'overtaken') return showRole(request, reply, await read(request), { isOvertaken: true })
    if (outcome === 'taken') return showRole(request, reply, role, { errors: { remove: 'Somebody has this role, or is invited to it. Give them another one first' } })
    return goOn(request, reply, `The role ${role.name} is removed.`)
  })

  async function read ({ params }: FastifyRequest): Promise<StaffRole> {
    const role = await findRole(app.db, (params as { role: string }).role)
    if (!role) throw new NotFound('There is no such role, or not any more.')
    return role
  }

  async function goOn (request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
    await request.flash('success', text)
    return reply.redirect('/admin/staff/roles', 303)
  }

  async function showRoles (request: FastifyRequest, reply: FastifyReply, { typed = { name: '', permissions: [] }, errors = {} }: { typed?: TypedRole, errors?: FieldErrors } = {}): Promise<FastifyReply> {
    const [frame, roles, admins] = await Promise.all([readFrame(app, request, 'staff'), listRoles(app.db), countAdmins(app.db)])
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('admin/staff-roles', { ...frame, admins, roles: roles.map(role => ({ ...role, allows: namesOf(role.permissions) })), name: typed.name, boxes: boxesOf(typed.permissions), errors })
  }

  /** Where a colleague was quicker: what they made of it, and the form as it was typed, which now would change that. */
  async function showRole (
    request: FastifyRequest, reply: FastifyReply, role: StaffRole, { typed = role as TypedRole | StaffRole, errors = {}, isOvertaken = false }: { typed?: TypedRole | StaffRole, errors?: FieldErrors, isOvertaken?: boolean } = {}
  ): Promise<FastifyReply> {
    if (isOvertaken || Object.keys(errors).length > 0) reply.code(422)
    const path = `/admin/staff/roles/${role.key}`
    return reply.page('admin/staff-role', {
      ...await readFrame(app, request, 'staff'), path, returnTo: path, role, name: typed.name, boxes: boxesOf(typed.permissions), errors, isOvertaken, now: differing(fieldsOf(typed), fieldsOf(role), field => field)
    })
  }
}

/** Only what was read is changed. A version that is still to come is in no form of ours. */
function isSeen ({ body }: FastifyRequest, role: StaffRole | undefined): role is StaffRole {
  const version = Number((body as { version: string }).version)
  if (role && version > role.version) throw new UnprocessableInput()
  return version === role?.version
}

function parse (body: Form): ReturnType<typeof parseRole> {
  return parseRole(body.name ?? '', PERMISSIONS.filter(name => body[`permission-${name}`] === '1'))
}

export default roles
