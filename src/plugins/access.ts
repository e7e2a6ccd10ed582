import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ACCESS, type Access, type ForStaff } from '../access.ts'
import { saveAudit } from '../admin/audit/queries.ts'
import { isPermitted } from '../admin/permissions.ts'
import { isApi, NamedProblem } from '../api/problem.ts'
import { phrase } from '../languages/translate.ts'
import { Forbidden, NotFound } from './errors.ts'
import { isChange, isUnsafe } from './origin.ts'
import { addRouteHook } from './route-hook.ts'
import { networkOf } from './rate-limit/rules.ts'
import { isWithin } from './rate-limit/within.ts'
import { logSecurity } from './security-log.ts'
import { refuseLate } from './session/late.ts'
import { SessionEnded } from './session/store.ts'

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

  addRouteHook(app, 'onRequest', ({ config }) => {
    const access = guardedBy(config)
    return access && ((request, reply, done) => {
      reply.header('cache-control', 'private, no-store')
      admit(request, access).then(elsewhere => elsewhere === undefined ? done() : reply.redirect(elsewhere, 303), done)
    })
  })

  // A body may come late: by now the session can have ended, or its customer can have another role.
  addRouteHook(app, 'preHandler', route => {
    const access = guardedBy(route.config)
    return access && isChange(route)
      ? (request, reply, done) => { admitAgain(request, access).then(elsewhere => elsewhere === undefined ? done() : reply.redirect(elsewhere, 303), done) }
      : undefined
  })

  async function admit (request: FastifyRequest, access: Guarded): Promise<string | undefined> {
    if (isForStaff(access) && adminHost !== undefined && request.host !== adminHost) {
      await auditRefusal(request)
      throw new NotFound()
    }
    await refuseLate(app, request)
    return guard(request, access)
  }

  async function admitAgain (request: FastifyRequest, access: Guarded): Promise<string | undefined> {
    if (!await app.sessions.readAgain(request.session)) throw new SessionEnded()
    const elsewhere = await guard(request, access)
    // A privileged change is written down before it is made: without the row it does not happen.
    if (elsewhere === undefined && isForStaff(access)) await audit(request, 'allowed')
    return elsewhere
  }

  /** Where somebody has to go first; undefined for who may pass. Not the answer itself, which would be waited for until it is sent. */
  async function guard (request: FastifyRequest, access: Guarded): Promise<string | undefined> {
    if (!isForStaff(access)) return request.customer ? askAgain(request, access, '/account') : toLogin(request, '/account')
    return await guardAdmin(request, staffRuleOf(access)) ?? askAgain(request, access, '/admin')
  }

  /** To the password, where the rule wants one that was given lately. */
  function askAgain (request: FastifyRequest, access: Guarded, fallback: string): string | undefined {
    if (!/recent$/.test(access) || request.session.row?.recent) return undefined
    return `/account/confirm?next=${encodeURIComponent(pageOf(request, fallback))}`
  }

  /**
   * Lets staff and admins pass, by what their row allows now. To everybody else who is signed in
   * the page is not there, as no page is at an unknown address; who is not signed in may do so first, and so must who signed
   * in too long ago for these pages, say as a shopper who has become staff since.
   */
  async function guardAdmin (request: FastifyRequest, access: ForStaff): Promise<string | undefined> {
    const { customer, session: { row } } = request
    if (!customer) return toLogin(request, '/admin')
    if (!isPermitted(customer, access)) {
      await auditRefusal(request)
      throw new NotFound()
    }
    if (!row?.fresh) return toLogin(request, '/admin')
    if (secondFactorRequired && !row.secondFactor) return `/account/second-factor?next=${encodeURIComponent(pageOf(request, '/admin'))}`
  }

  /** Who only asks for what is not theirs writes no more than so many rows; the log has a line for each. */
  async function auditRefusal (request: FastifyRequest): Promise<void> {
    const isCounted = await isWithin(app, { name: 'refused', subject: request.customer?.shopperId ?? networkOf(request.ip) })
    if (isCounted) await audit(request, 'refused')
    else logSecurity(request, 'admin.refused', { action: actionOf(request) })
  }

  async function audit (request: FastifyRequest, outcome: 'allowed' | 'refused'): Promise<void> {
    const { customer, id } = request
    const action = actionOf(request)
    logSecurity(request, `admin.${outcome}`, { action })
    await saveAudit(app.db, { actor: customer, action, outcome, requestId: id })
  }

  // Another site asks the browser of staff for something privileged: see plugins/origin.ts, which refuses it.
  app.addHook('onError', async (request, _reply, error) => {
    if (request.isForeign && isForStaff(ruleOf(request)) && error instanceof Forbidden) await auditRefusal(request)
  })
}, { name: 'access', dependencies: ['session'] })

type Guarded = Exclude<Access, 'anyone' | 'owner'>
type StaffAccess = ForStaff | `${ForStaff} recent`

/** Undefined where everybody passes. */
function ruleOf ({ is404, routeOptions: { config } }: FastifyRequest): Guarded | undefined {
  return is404 ? undefined : guardedBy(config)
}

function guardedBy (config: FastifyContextConfig | undefined): Guarded | undefined {
  const access = config?.access
  return access === undefined || access === 'anyone' || access === 'owner' ? undefined : access
}

function actionOf ({ method, url }: FastifyRequest): string {
  return `${method} ${url.split('?', 1)[0] ?? ''}`.slice(0, 300)
}

function isForStaff (access: Access | undefined): access is StaffAccess {
  return access?.startsWith('admin') === true || access?.startsWith('staff') === true
}

/** Who passes, however lately they gave the password. */
function staffRuleOf (access: StaffAccess): ForStaff {
  return access.replace(/ recent$/, '') as ForStaff
}

function toLogin (request: FastifyRequest, fallback: string): string {
  if (isApi(request.url)) throw new NamedProblem(401, 'log-in', phrase('Log in first: this belongs to an account.'))
  return `/login?next=${encodeURIComponent(pageOf(request, fallback))}`
}

/** Where to go on to afterwards. What a form sends has no page of its own. */
function pageOf ({ method, url }: FastifyRequest, fallback: string): string {
  return isUnsafe(method) ? fallback : url
}
