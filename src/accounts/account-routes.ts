import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { STATUS_NAMES } from '../orders/order.ts'
import { listOrders } from '../orders/queries.ts'
import { transaction } from '../plugins/database.ts'
import { NotFound } from '../plugins/errors.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { holdSession, sidOf } from '../plugins/session/locked.ts'
import { EmptyForm } from '../cart/schema.ts'
import { leaveFor, LOGGED_OUT } from './end-of-visit.ts'
import { describeDevice } from './devices.ts'
import { endDevices, findAccount, listDevices } from './queries.ts'
import { findSecondFactor } from './second-factor/queries.ts'

const DeviceId = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' }) })

/** The pages behind a login. */
const accountPages: FastifyPluginAsyncTypebox = async app => {
  app.get('/account', async (request, reply) => {
    const shopperId = shopperIdOf(request)
    const [[last], account, factor] = await Promise.all([
      listOrders(app.db, shopperId, undefined, 1), findAccount(app.db, shopperId), findSecondFactor(app.db, shopperId)
    ])
    return reply.page('accounts/show', { emailConfirmed: account?.emailConfirmed ?? true, hasSecondFactor: factor !== undefined, lastOrder: last ? { ...last, statusName: STATUS_NAMES[last.status] } : null })
  })

  app.get('/account/devices', async (request, reply) => {
    const devices = await listDevices(app.db, shopperIdOf(request))
    const own = deviceIdOf(request)
    const described = devices.map(({ userAgent, ...device }) => ({ ...device, label: describeDevice(userAgent), own: device.id === own }))
    return reply.page('accounts/devices', { devices: [...described.filter(({ own }) => own), ...described.filter(({ own }) => !own)] })
  })

  app.post('/account/devices/:id/end', { schema: { params: DeviceId, body: EmptyForm } }, async (request, reply) => {
    const { id } = request.params
    if (await end(request, { only: id }) === 0) throw new NotFound('This device is not logged in any more.')
    if (id === deviceIdOf(request)) return leaveFor(reply, app.sessionCookie, LOGGED_OUT)
    await request.flash('success', request.t('The device is logged out.'))
    return reply.redirect('/account/devices', 303)
  })

  app.post('/account/devices/end-others', { schema: { body: EmptyForm } }, async (request, reply) => {
    const ended = await end(request, { except: deviceIdOf(request) })
    await request.flash('success', request.t('{count, plural, one {# other device is logged out.} other {# other devices are logged out.}}', { count: ended }))
    return reply.redirect('/account/devices', 303)
  })

  /** Only a session that is alive at this moment ends others: of two devices that throw each other out, one stays. */
  async function end (request: FastifyRequest, which: { only: string } | { except: string }): Promise<number> {
    const ended = await transaction(app.db, async db => {
      await holdSession(db, request)
      return endDevices(db, shopperIdOf(request), which)
    })
    if (ended > 0) logSecurity(request, 'devices.ended')
    return ended
  }
}

/** Behind a rule of src/access.ts there always is one; this says so to the compiler, and fails closed. */
export function shopperIdOf ({ customer }: FastifyRequest): string {
  if (!customer) throw new NotFound()
  return customer.shopperId
}

/** Names the device that a request comes from, as `listDevices` and `endDevices` do. */
export function deviceIdOf (request: FastifyRequest): string {
  return sidOf(request).slice(0, 16)
}

export default accountPages
