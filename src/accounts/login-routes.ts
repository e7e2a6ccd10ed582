import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import type { Counter } from '../plugins/rate-limit/rules.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { EmptyForm } from '../cart/schema.ts'
import { leaveFor, LOGGED_OUT, LOGIN_SAYS, type LoginSays } from './end-of-visit.ts'
import { CodeForm, LoginForm, normalizeEmail } from './forms.ts'
import { countGuess } from './guesses.ts'
import type { KnownDevices } from './known-device.ts'
import { nextOf, showForm } from './pages.ts'
import { verifyPassword } from './passwords.ts'
import { findAccount, findShopperId, type Account } from './queries.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import { takeCode } from './second-factor/take-code.ts'
import { PasswordChanged } from './sign-in.ts'
import { findTokenOwner, saveToken, useToken } from './token-queries.ts'
import type { Welcome } from './welcome.ts'

export interface LoginOptions {
  welcome: Welcome
  devices: KnownDevices
  secrets: readonly string[]
}

const startsSession = { startsSession: true }
const WRONG = { password: phrase('The e-mail address or the password is not right') }

const login: FastifyPluginAsyncTypebox<LoginOptions> = async (app, { welcome, devices, secrets }) => {
  app.get('/login', (request, reply) => showLogin(request, reply))

  app.post('/login', { schema: { body: LoginForm }, config: startsSession }, async (request, reply) => {
    const { email, password, remember } = request.body
    // An address that nobody has is looked up as long, and its password compared as long, as one that somebody has.
    const shopperId = await findShopperId(app.db, normalizeEmail(email)) ?? randomUUID()
    const account = await countGuess(app, request, { email, shopperId }, devices, () => findRight(request, shopperId, password))
    if (!account) return showLogin(request, reply, { email, remember: remember === '1' }, WRONG)
    if (!await findSecondFactor(app.db, account.shopperId)) return letIn(request, reply, account, { remember: remember === '1', secondFactor: false })
    const ticket = await transaction(app.db, db => saveToken(db, 'log-in', account))
    return showCode(request, reply, { ticket, remember: remember === '1' })
  })

  app.post('/login/code', { schema: { body: CodeForm }, config: startsSession }, async (request, reply) => {
    const { ticket, code, remember } = request.body
    const owner = await findTokenOwner(app.db, 'log-in', ticket)
    if (!owner) return showLogin(request, reply, undefined, { email: phrase('That took longer than ten minutes, so please log in again') })

    const guess: Counter = { name: 'code', subject: devices.find(request, owner.shopperId) ?? owner.shopperId }
    await app.rateLimit.take(guess)
    const account = await transaction(app.db, async db => {
      const isRight = await takeCode(db, owner.shopperId, code, secrets, new Date())
      return isRight && await useToken(db, 'log-in', ticket) ? findAccount(db, owner.shopperId) : undefined
    })
    if (!account) {
      logSecurity(request, 'code.wrong', { customer: owner.shopperId })
      return showCode(request, reply, { ticket, remember: remember === '1' }, { code: phrase('This code is not right, or was used before. Enter the one that your app shows now') })
    }
    await app.rateLimit.giveBack(guess)
    return letIn(request, reply, account, { remember: remember === '1', secondFactor: true })
  })

  app.post('/logout', { schema: { body: EmptyForm } }, async (request, reply) => {
    // A page that was open since before another logout has no basket to take along.
    if (!request.customer) return reply.redirect(LOGGED_OUT, 303)
    logSecurity(request, 'logout')
    await request.session.destroy()
    return leaveFor(reply, app.sessionCookie, LOGGED_OUT)
  })

  async function findRight (request: FastifyRequest, shopperId: string, password: string): Promise<Account | undefined> {
    const account = await findAccount(app.db, shopperId)
    if (await verifyPassword(account?.passwordHash, password)) return account
    logSecurity(request, 'login.wrong', { customer: account?.shopperId })
    return undefined
  }

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
