import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CartMergeRule } from '../config.ts'
import { transaction } from '../plugins/database.ts'
import { localPath } from '../plugins/local-path.ts'
import { clearSessionCookie } from '../plugins/session/cookie.ts'
import type { Customer } from '../plugins/session/queries.ts'
import accountPages, { LOGGED_OUT } from './account-routes.ts'
import { checkRegistration, LoginForm, normalizeEmail, RegisterForm, type FieldErrors } from './forms.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { findAccount, findShopperId, saveCustomer } from './queries.ts'
import { signIn } from './sign-in.ts'

const startsSession = { startsSession: true }

const accounts: FastifyPluginAsyncTypebox<{ cartMergeRule: CartMergeRule }> = async (app, { cartMergeRule: rule }) => {
  await app.register(accountPages)

  app.get('/register', (request, reply) => showForm(request, reply, 'accounts/register', { values: { name: '', email: '' } }))

  app.post('/register', { schema: { body: RegisterForm }, config: startsSession }, async (request, reply) => {
    const { name, email, password, next } = request.body
    const values = { name, email }
    const errors = checkRegistration(request.body)
    if (Object.keys(errors).length > 0) return showForm(request, reply, 'accounts/register', { values, errors })

    const customer: Customer = { shopperId: randomUUID(), email: normalizeEmail(email), name: name.trim(), role: 'shopper' }
    const passwordHash = await hashPassword(password)
    if (!await transaction(app.db, db => saveCustomer(db, { ...customer, passwordHash }))) {
      return showForm(request, reply, 'accounts/register', { values, errors: { email: 'There is an account with this e-mail address already. Log in instead, or use another address' } })
    }
    return welcome(request, reply, customer, { next, remember: false, greeting: `Welcome, ${customer.name}. Your account is ready.` })
  })

  app.get('/login', (request, reply) => showForm(request, reply, 'accounts/login', { values: { email: '', remember: false } }))

  app.post('/login', { schema: { body: LoginForm }, config: startsSession }, async (request, reply) => {
    const { email, password, remember, next } = request.body
    // An address that nobody has is looked up as long, and its password compared as long, as one that somebody has.
    const shopperId = await findShopperId(app.db, normalizeEmail(email)) ?? randomUUID()
    const account = await findAccount(app.db, shopperId)
    if (!await verifyPassword(account?.passwordHash, password) || !account) {
      const values = { email, remember: remember === '1' }
      return showForm(request, reply, 'accounts/login', { values, errors: { password: 'The e-mail address or the password is not right' } })
    }
    return welcome(request, reply, account, { next, remember: remember === '1', greeting: `Welcome back, ${account.name}.` })
  })

  app.post('/logout', async (request, reply) => {
    await request.session.destroy()
    clearSessionCookie(reply, app.sessionCookie, app.sessionCookie.startsWith('__Host-'))
    return reply.redirect(LOGGED_OUT, 303)
  })

  /** The end of login and registration: signed in, and on to where the visitor was going. */
  async function welcome (
    request: FastifyRequest, reply: FastifyReply, { shopperId, email, name, role }: Customer,
    { next, remember, greeting }: { next: string | undefined, remember: boolean, greeting: string }
  ): Promise<FastifyReply> {
    const target = localPath(next, '/account')
    const checkingOut = /^\/checkout(?![^/?])/.test(target)
    await signIn(app, request, reply, { customer: { shopperId, email, name, role }, remember, checkingOut, rule, greeting })
    return reply.redirect(target, 303)
  }
}

interface Form { values: object, errors?: FieldErrors }

/** A form, empty or with what was typed. A password is never sent back. */
function showForm (request: FastifyRequest, reply: FastifyReply, page: 'accounts/register' | 'accounts/login', { values, errors = {} }: Form): Promise<FastifyReply> {
  const input = (request.method === 'GET' ? request.query : request.body) as { next?: unknown }
  const next = typeof input.next === 'string' ? localPath(input.next, '') : ''
  if (Object.keys(errors).length > 0) reply.code(422)
  return reply.page(page, { values, errors, next, left: request.url === LOGGED_OUT && !request.customer })
}

export default accounts
