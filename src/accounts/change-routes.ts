import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase } from '../languages/translate.ts'
import { transaction } from '../plugins/database.ts'
import type { Counter } from '../plugins/rate-limit/rules.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { deviceIdOf, shopperIdOf } from './account-routes.ts'
import { checkEmail, checkName, ConfirmForm, EmailForm, NameForm, normalizeEmail, PasswordForm } from './forms.ts'
import { nextOf, showForm } from './pages.ts'
import { replacePassword } from './new-password.ts'
import { checkPassword, isShortPassword, minPasswordOf } from './password-rules.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { findAccount, findShopperId, lockAccount, saveName, type Account } from './queries.ts'
import { findSecondFactor } from './second-factor/queries.ts'
import { saveToken } from './token-queries.ts'
import type { Welcome } from './welcome.ts'

const WRONG = phrase('This is not your password')

/** Name, password and e-mail address of a customer, and the page that asks for the password again. */
const change: FastifyPluginAsyncTypebox<{ welcome: Welcome }> = async (app, { welcome }) => {
  app.post('/account', { schema: { body: NameForm } }, async (request, reply) => {
    const { name } = request.body
    const errors = checkName(name)
    if (Object.keys(errors).length > 0) return showEmail(request, reply, { name }, errors)
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await saveName(db, shopperIdOf(request), name.trim())
    })
    await request.flash('success', request.t('Your name is changed.'))
    return reply.redirect('/account', 303)
  })

  app.get('/account/confirm', (request, reply) => showForm(request, reply, 'accounts/confirm', {}))

  app.post('/account/confirm', { schema: { body: ConfirmForm } }, async (request, reply) => {
    // Who has become staff since logging in, or logged in too long ago for that, proves more than the password: at the login.
    if (request.customer?.role !== 'shopper' && !request.session.row?.fresh) return reply.redirect(`/login?next=${encodeURIComponent(nextOf(request) || '/account')}`, 303)
    const account = await findIfRight(request, request.body.password)
    if (!account) return showForm(request, reply, 'accounts/confirm', {}, { password: WRONG })
    return goOn(request, reply, account, nextOf(request) || '/account')
  })

  app.get('/account/password', (request, reply) => showPassword(request, reply))

  app.post('/account/password', { schema: { body: PasswordForm } }, async (request, reply) => {
    const { current_password: current, password } = request.body
    const shopperId = shopperIdOf(request)
    const account = await findIfRight(request, current)
    const hasSecondFactor = await findSecondFactor(app.db, shopperId) !== undefined
    const errors = {
      ...!account && { current_password: WRONG },
      ...await checkPassword(password, { email: request.customer?.email ?? '', hasSecondFactor })
    }
    if (!account || Object.keys(errors).length > 0) return showPassword(request, reply, errors)

    const passwordHash = await hashPassword(password)
    const isChanged = await transaction(app.db, async db => {
      await holdSession(db, request)
      const locked = await lockAccount(db, shopperId)
      if (locked?.passwordHash !== account.passwordHash) return false // another tab was quicker
      await replacePassword(app, db, locked, { passwordHash, isShort: isShortPassword(password), except: deviceIdOf(request), language: request.language })
      return true
    })
    if (!isChanged) return showPassword(request, reply, { current_password: WRONG })
    app.mail.deliverSoon()
    logSecurity(request, 'password.changed')
    await request.flash('success', request.t('Your password is changed. All your other devices are logged out.'))
    return goOn(request, reply, { ...account, passwordHash }, '/account')
  })

  app.get('/account/email', (request, reply) => showEmail(request, reply))

  app.post('/account/email', { schema: { body: EmailForm } }, async (request, reply) => {
    const { email: typed } = request.body
    const account = await findAccount(app.db, shopperIdOf(request))
    const errors = checkEmail(typed)
    if (!account || Object.keys(errors).length > 0) return showEmail(request, reply, { email: typed }, errors)
    await app.rateLimit.take({ name: 'forgot-account', subject: account.shopperId })
    const email = normalizeEmail(typed)
    await transaction(app.db, async db => {
      await holdSession(db, request)
      const token = await saveToken(db, 'confirm-email', { shopperId: account.shopperId, email })
      const owner = await findShopperId(db, email)
      if (owner !== undefined && owner !== account.shopperId) await app.mail.post(db, email, 'email-taken', { link: app.mail.link('/login') }, request.language)
      else await app.mail.post(db, email, 'confirm-email', { link: app.mail.link(`/confirm-email?token=${token}`) }, request.language)
      if (email !== account.email) await app.mail.post(db, account.email, 'email-changes', { name: account.name, email, link: app.mail.link('/account/password') }, request.language)
    })
    app.mail.deliverSoon()
    await request.flash('success', request.t('A link is on its way to {email}. Your address is changed when you open it.', { email }))
    return reply.redirect('/account', 303)
  })

  /** Wrong ones are counted: a session left open is no place to guess a password in. */
  async function findIfRight (request: FastifyRequest, password: string): Promise<Account | undefined> {
    const shopperId = shopperIdOf(request)
    const guess: Counter = { name: 'password', subject: shopperId }
    await app.rateLimit.take(guess)
    const account = await findAccount(app.db, shopperId)
    if (!await verifyPassword(account?.passwordHash, password)) {
      logSecurity(request, 'password.wrong')
      return undefined
    }
    await app.rateLimit.giveBack(guess)
    return account
  }

  function goOn (request: FastifyRequest, reply: FastifyReply, account: Account, target: string): Promise<FastifyReply> {
    return welcome.again(request, reply, account, { target, secondFactor: request.session.row?.secondFactor ?? false })
  }

  async function showPassword (request: FastifyRequest, reply: FastifyReply, errors = {}): Promise<FastifyReply> {
    const hasSecondFactor = await findSecondFactor(app.db, shopperIdOf(request)) !== undefined
    return showForm(request, reply, 'accounts/password', { minPassword: minPasswordOf({ hasSecondFactor }) }, errors)
  }

  function showEmail (request: FastifyRequest, reply: FastifyReply, values: { name?: string, email?: string } = {}, errors = {}): Promise<FastifyReply> {
    const { name = '', email = '' } = request.customer ?? {}
    return showForm(request, reply, 'accounts/email', { values: { name, email, ...values } }, errors)
  }
}

export default change
