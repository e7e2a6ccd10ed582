import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase } from '../languages/translate.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { EmptyForm } from '../cart/schema.ts'
import { endVisit, leaveFor, LOGGED_OUT, LOGIN_SAYS, type LoginSays } from './end-of-visit.ts'
import { CodeForm, LoginForm } from './forms.ts'
import type { KnownDevices } from './known-device.ts'
import { proveCode, provePassword, WRONG_CODE, WRONG_PASSWORD } from './log-in.ts'
import { nextOf, showForm } from './pages.ts'
import type { Account } from './queries.ts'
import { PasswordChanged } from './sign-in.ts'
import type { Welcome } from './welcome.ts'

export interface LoginOptions {
  welcome: Welcome
  devices: KnownDevices
  secrets: readonly string[]
}

const startsSession = { startsSession: true }
const WRONG = { password: WRONG_PASSWORD }

const login: FastifyPluginAsyncTypebox<LoginOptions> = async (app, { welcome, devices, secrets }) => {
  app.get('/login', (request, reply) => showLogin(request, reply))

  app.post('/login', { schema: { body: LoginForm }, config: startsSession }, async (request, reply) => {
    const { email, password, remember } = request.body
    const proved = await provePassword(app, request, { email, password }, { devices, secrets })
    if (!proved) return showLogin(request, reply, { email, remember: remember === '1' }, WRONG)
    if ('account' in proved) return letIn(request, reply, proved.account, { remember: remember === '1', secondFactor: false })
    return showCode(request, reply, { ticket: proved.ticket, remember: remember === '1' })
  })

  app.post('/login/code', { schema: { body: CodeForm }, config: startsSession }, async (request, reply) => {
    const { ticket, code, remember } = request.body
    const account = await proveCode(app, request, { ticket, code }, { devices, secrets })
    if (account === 'over') return showLogin(request, reply, undefined, { email: phrase('That took longer than ten minutes, so please log in again') })
    if (account === 'wrong') return showCode(request, reply, { ticket, remember: remember === '1' }, { code: WRONG_CODE })
    return letIn(request, reply, account, { remember: remember === '1', secondFactor: true })
  })

  app.post('/logout', { schema: { body: EmptyForm } }, async (request, reply) => {
    // A page that was open since before another logout has no basket to take along.
    if (!request.customer) return reply.redirect(LOGGED_OUT, 303)
    await endVisit(request)
    return leaveFor(reply, app.sessionCookie, LOGGED_OUT)
  })

  async function letIn (request: FastifyRequest, reply: FastifyReply, account: Account, more: { remember: boolean, secondFactor: boolean }): Promise<FastifyReply> {
    try {
      await welcome.in(request, reply, account, { ...more, greeting: request.t('Welcome back, {name}.', { name: account.name }), target: nextOf(request) || '/account' })
    } catch (error) {
      if (!(error instanceof PasswordChanged)) throw error
      return showLogin(request, reply, { email: account.email, remember: more.remember }, WRONG)
    }
    logSecurity(request, 'login.right', { customer: account.shopperId })
    return reply
  }
}

function showLogin (request: FastifyRequest, reply: FastifyReply, values = { email: '', remember: false }, errors = {}): Promise<FastifyReply> {
  return showForm(request, reply, 'accounts/login', { values, says: saysOf(request) }, errors)
}

/** Empty to who has not been sent here, and to who is logged in. */
function saysOf ({ query, customer, t }: FastifyRequest): string {
  const asked = Object.entries(query as object).find(([name, value]) => Object.hasOwn(LOGIN_SAYS, name) && value === '1')
  return asked && !customer ? t(LOGIN_SAYS[asked[0] as LoginSays]) : ''
}

function showCode (request: FastifyRequest, reply: FastifyReply, data: { ticket: string, remember: boolean }, errors = {}): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store')
  return showForm(request, reply, 'accounts/code', data, errors)
}

export default login
