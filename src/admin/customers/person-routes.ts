import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { endDevices, listDevices } from '../../accounts/queries.ts'
import { EmptyForm } from '../../cart/schema.ts'
import { transaction } from '../../plugins/database.ts'
import { NotFound, UnprocessableInput } from '../../plugins/errors.ts'
import { Version } from '../../plugins/schemas.ts'
import { logSecurity } from '../../plugins/security-log.ts'
import { holdSession } from '../../plugins/session/locked.ts'
import { auditChange } from '../audit/change.ts'
import { checkReason, lockCustomer, unlockCustomer } from './lock.ts'
import { readPerson, readShopper, showPerson } from './page.ts'
import { findPerson, holdDevices, type Person } from './person-queries.ts'

const Params = Type.Object({ id: Type.String() })
const DeviceParams = Type.Object({ id: Type.String(), device: Type.String() })
const LockForm = Type.Object({ version: Version, reason: Type.String() }, { additionalProperties: false })
const UnlockForm = Type.Object({ version: Version }, { additionalProperties: false })

/** One customer: who they are, what they have bought, where they are logged in, and the lock. */
const person: FastifyPluginAsyncTypebox = async app => {
  app.get('/admin/customers/:id', { schema: { params: Params } }, async (request, reply) => showPerson(app, request, reply, await readPerson(app, request.params.id)))

  app.post('/admin/customers/:id/lock', { schema: { params: Params, body: LockForm } }, async (request, reply) => {
    const { reason } = request.body
    const shopper = asSeen(await readShopper(app, request.params.id), request.body)
    const errors = checkReason(reason)
    if (Object.keys(errors).length > 0) return showPerson(app, request, reply, shopper, { errors, reason })
    if (!await lockCustomer(app, request, shopper, reason.trim())) return showOvertaken(request, reply, 'You wanted to lock the account', reason)
    logSecurity(request, 'customer.locked', { customer: shopper.id })
    return goOn(request, reply, shopper, 'The account is locked, and all its devices are logged out. An e-mail tells the customer.')
  })

  app.post('/admin/customers/:id/unlock', { schema: { params: Params, body: UnlockForm } }, async (request, reply) => {
    const shopper = asSeen(await readShopper(app, request.params.id), request.body)
    if (!await unlockCustomer(app, request, shopper)) return showOvertaken(request, reply, 'You wanted to unlock the account')
    logSecurity(request, 'customer.unlocked', { customer: shopper.id })
    return goOn(request, reply, shopper, 'The account is open again. An e-mail tells the customer.')
  })

  app.post('/admin/customers/:id/devices/end', { schema: { params: Params, body: EmptyForm } }, async (request, reply) => {
    const shopper = await readShopper(app, request.params.id)
    await end(request, shopper, { except: undefined })
    return goOn(request, reply, shopper, 'All devices are logged out.')
  })

  app.post('/admin/customers/:id/devices/:device/end', { schema: { params: DeviceParams, body: EmptyForm } }, async (request, reply) => {
    const shopper = await readShopper(app, request.params.id)
    if (await end(request, shopper, { only: request.params.device }) === 0) throw new NotFound('This device is not logged in any more.')
    return goOn(request, reply, shopper, 'The device is logged out.')
  })

  /** Dead at once, in every process: see `endDevices`. Who has begun to work here since the page was read is left alone. */
  async function end (request: FastifyRequest, { id }: Person, which: Parameters<typeof endDevices>[2]): Promise<number> {
    const ended = await transaction(app.db, async db => {
      await holdSession(db, request)
      await holdDevices(db, id)
      if ((await findPerson(db, id))?.role !== 'shopper') return 0
      const { length } = await listDevices(db, id)
      const ended = await endDevices(db, id, which)
      await auditChange(db, request, { kind: 'customer', key: id, before: { devices: length }, after: { devices: length - ended } })
      return ended
    })
    if (ended > 0) logSecurity(request, 'devices.ended', { customer: id })
    return ended
  }

  /** The customer as they are now: what the form was to do was not done. */
  async function showOvertaken (request: FastifyRequest, reply: FastifyReply, wanted: string, reason = ''): Promise<FastifyReply> {
    const now = await readShopper(app, (request.params as { id: string }).id)
    const who = now.lockedAt ? `${now.lockedBy} was quicker: it is locked by now, because of “${now.lockReason}”` : 'Somebody was quicker: it is open by now'
    return showPerson(app, request, reply, now, { overtaken: `${wanted}. ${who}.`, reason })
  }

  async function goOn (request: FastifyRequest, reply: FastifyReply, { id }: Person, text: string): Promise<FastifyReply> {
    app.mail.deliverSoon()
    await request.flash('success', text)
    return reply.redirect(`/admin/customers/${id}`, 303)
  }
}

/** With the version that the form was made of: an older one changes nothing. One that is still to come is in no form of ours. */
function asSeen (shopper: Person, form: { version: string }): Person {
  const version = Number(form.version)
  if (version > shopper.version) throw new UnprocessableInput()
  return { ...shopper, version }
}

export default person
