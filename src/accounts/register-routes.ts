import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../languages/language.ts'
import { phrase, type Phrase } from '../languages/translate.ts'
import { claimGuestOrders } from '../orders/claim.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { deviceIdOf } from './account-routes.ts'
import { loginSaying } from './end-of-visit.ts'
import { normalizeEmail, RegisterForm, TokenForm, type FieldErrors } from './forms.ts'
import { nextOf, showForm, showLinkOver } from './pages.ts'
import { minPasswordOf } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { endDevices, lockAccount, saveCustomer, saveEmailConfirmed, saveNewEmail, type NewCustomer } from './queries.ts'
import { checkRegistration } from './registration.ts'
import { deleteTokens, findTokenOwner, saveToken, useToken } from './token-queries.ts'
import type { Welcome } from './welcome.ts'

const LINK_OVER = {
  message: phrase('It has been used, or its time is over. You can have a new one sent from your account.'),
  action: '/account',
  text: phrase('Your account')
}

/** Getting an account, and showing that mail to its address arrives. */
const register: FastifyPluginAsyncTypebox<{ welcome: Welcome }> = async (app, { welcome }) => {
  app.get('/register', (request, reply) => showRegister(request, reply))

  app.post('/register', { schema: { body: RegisterForm }, config: { startsSession: true, rate: 'register' } }, async (request, reply) => {
    const { name, email, password } = request.body
    const values = { name, email }
    const errors = await checkRegistration(request.body)
    if (Object.keys(errors).length > 0) return showRegister(request, reply, values, errors)

    const passwordHash = await hashPassword(password)
    const customer: NewCustomer = { shopperId: randomUUID(), email: normalizeEmail(email), name: name.trim(), role: 'shopper', passwordHash }
    const isNew = await transaction(app.db, async db => {
      if (!await saveCustomer(db, customer)) return false
      await postConfirmation(db, customer, request.language)
      return true
    })
    if (!isNew) return showRegister(request, reply, values, { email: phrase('There is an account with this e-mail address already. Log in instead, or use another address') })
    app.mail.deliverSoon()
    logSecurity(request, 'register', { customer: customer.shopperId })
    return welcome.in(request, reply, customer, {
      remember: false,
      secondFactor: false,
      greeting: request.t('Welcome, {name}. Your account is ready.', { name: customer.name }),
      target: nextOf(request) || '/account'
    })
  })

  app.get('/confirm-email', async (request, reply) => {
    const { token } = request.query as { token?: unknown }
    const owner = typeof token === 'string' ? await findTokenOwner(app.db, 'confirm-email', token) : undefined
    if (!owner) return showLinkOver(reply, LINK_OVER)
    return showForm(request, reply.header('referrer-policy', 'strict-origin').header('cache-control', 'private, no-store'), 'accounts/confirm-email', { token, email: owner.email })
  })

  app.post('/confirm-email', { schema: { body: TokenForm } }, async (request, reply) => {
    const { customer, body: { token } } = request
    const outcome = await transaction(app.db, async db => {
      const owner = await useToken(db, 'confirm-email', token)
      const account = owner && await lockAccount(db, owner.shopperId)
      if (!owner || !account) return undefined
      if (account.email === owner.email) {
        await saveEmailConfirmed(db, account.shopperId)
        return { account, email: undefined, claimed: await claimGuestOrders(db, owner) }
      }
      if (!await saveNewEmail(db, account, owner.email)) return undefined
      await deleteTokens(db, account.shopperId)
      const isOwn = customer?.shopperId === account.shopperId
      await endDevices(db, account.shopperId, { except: isOwn ? deviceIdOf(request) : undefined })
      await app.mail.post(db, account.email, 'email-changed', { name: account.name, email: owner.email, link: app.mail.link('/forgot-password') }, request.language)
      return { account, email: owner.email, claimed: await claimGuestOrders(db, owner) }
    })
    if (!outcome) return showLinkOver(reply, LINK_OVER)
    app.mail.deliverSoon()
    if (outcome.email) logSecurity(request, 'email.changed', { customer: outcome.account.shopperId })
    if (!customer) return reply.redirect(loginSaying('confirmed'), 303)
    await request.flash('success', request.t(sayConfirmed(outcome)))
    return reply.redirect('/account', 303)
  })

  async function postConfirmation (db: Db, customer: NewCustomer, language: Language): Promise<void> {
    const token = await saveToken(db, 'confirm-email', customer)
    await app.mail.post(db, customer.email, 'confirm-email', { link: app.mail.link(`/confirm-email?token=${token}`) }, language)
  }
}

function showRegister (request: FastifyRequest, reply: FastifyReply, values = { name: '', email: '' }, errors: FieldErrors = {}): Promise<FastifyReply> {
  return showForm(request, reply, 'accounts/register', { values, minPassword: minPasswordOf({ hasSecondFactor: false }) }, errors)
}

function sayConfirmed ({ email, claimed }: { email: string | undefined, claimed: number }): Phrase {
  if (claimed === 0) return email ? phrase('Your e-mail address is now {email}.', { email }) : phrase('Thank you. Your e-mail address is confirmed.')
  return email
    ? phrase('{claimed, plural, one {Your e-mail address is now {email}. The order that you placed with it before is in your order history.} other {Your e-mail address is now {email}. The # orders that you placed with it before are in your order history.}}', { email, claimed })
    : phrase('{claimed, plural, one {Thank you. Your e-mail address is confirmed. The order that you placed with it before is in your order history.} other {Thank you. Your e-mail address is confirmed. The # orders that you placed with it before are in your order history.}}', { claimed })
}

export default register
