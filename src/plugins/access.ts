import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ACCESS, type Access } from '../access.ts'
import { saveAudit } from '../admin/audit/queries.ts'
import { NotFound } from './errors.ts'
import { isUnsafe } from './origin.ts'
import { logSecurity } from './security-log.ts'
import { refuseLate } from './session/late.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The rule of this route, from the table. */
    access?: Access
  }
}

export interface AccessOptions {
  /** The only host that answers the admin; undefined: every host. */
  adminHost: string | undefined
  secondFactorRequired: boolean
}

/** Holds every route to its rule in src/access.ts, before anything of the request's body is read. */
export default fp<AccessOptions>(async (app, { adminHost, secondFactorRequired }) => {
  app.addHook('onRoute', route => {
    const method = String(route.method).replace('HEAD', 'GET') // each GET answers HEAD, too
    const access = ACCESS[`${method} ${route.url}`]
    if (!access) throw new Error(`${method} ${route.url} has no rule in src/access.ts`)
    route.config = { ...route.config, access }
  })

  app.addHook('onRequest', async (request, reply) => {
    const { access = 'anyone' } = request.routeOptions.config
    if (request.is404 || access === 'anyone' || access === 'owner') return
    reply.header('cache-control', 'private, no-store')
    if (isForStaff(access)) return guardAdmin(request, reply, access)
    await refuseLate(app, request)
    if (!request.customer) return toLogin(request, reply, '/account')
    if (access === 'recent' && !request.session.row?.recent) {
      return reply.redirect(`/account/confirm?next=${encodeURIComponent(pageOf(request, '/account'))}`, 303)
    }
  })

  // A privileged change is written down before it is made: without the row it does not happen.
  app.addHook('preHandler', async request => {
    const { access } = request.routeOptions.config
    if (isForStaff(access) && isUnsafe(request.method)) await audit(request, 'allowed')
  })

  /**
   * Lets staff and admins pass, by the role that their row has now. To everybody who is signed in without one of these roles
   * the page is not there, as no page is at an unknown address; who is not signed in may do so first, and so must who signed
   * in too long ago for these pages, say as a shopper who has become staff since.
   */
  async function guardAdmin (request: FastifyRequest, reply: FastifyReply, access: 'staff' | 'admin'): Promise<FastifyReply | undefined> {
    if (adminHost !== undefined && request.host !== adminHost) throw new NotFound()
    await refuseLate(app, request)
    const { customer, session: { row } } = request
    if (!customer) return toLogin(request, reply, '/admin')
    if (customer.role !== 'admin' && customer.role !== access) {
      await audit(request, 'refused')
      throw new NotFound()
    }
    if (!row?.fresh) return toLogin(request, reply, '/admin')
    if (secondFactorRequired && !row.secondFactor) {
      return reply.redirect(`/account/second-factor?next=${encodeURIComponent(pageOf(request, '/admin'))}`, 303)
    }
  }

  async function audit (request: FastifyRequest, outcome: 'allowed' | 'refused'): Promise<void> {
    const { customer, method, url, id } = request
    const action = `${method} ${url.split('?', 1)[0] ?? ''}`.slice(0, 300)
    logSecurity(request, `admin.${outcome}`, { action })
    await saveAudit(app.db, { actor: customer, action, outcome, requestId: id })
  }
}, { name: 'access', dependencies: ['session'] })

function isForStaff (access: Access | undefined): access is 'staff' | 'admin' {
  return access === 'staff' || access === 'admin'
}

function toLogin (request: FastifyRequest, reply: FastifyReply, fallback: string): FastifyReply {
  return reply.redirect(`/login?next=${encodeURIComponent(pageOf(request, fallback))}`, 303)
}

/** Where to go on to afterwards. What a form sends has no page of its own. */
function pageOf ({ method, url }: FastifyRequest, fallback: string): string {
  return isUnsafe(method) ? fallback : url
}
