import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../languages/language.ts'
import { phrase } from '../languages/translate.ts'
import { saveNoMail } from '../mail/queries.ts'
import { claimGuestOrders } from '../orders/claim.ts'
import { transaction } from '../plugins/database.ts'
import { mailboxOf } from '../plugins/rate-limit/rules.ts'
import { isWithin } from '../plugins/rate-limit/within.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { loginSaying } from './end-of-visit.ts'
import { checkEmail, EmailForm, normalizeEmail, ResetForm } from './forms.ts'
import { replacePassword } from './new-password.ts'
import { showForm, showLinkOver } from './pages.ts'
import { checkPassword, isShortPassword, minPasswordOf } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { findAccount, findShopperId, lockAccount, saveEmailConfirmed } from './queries.ts'
import { deleteSecondFactor, findSecondFactor } from './second-factor/queries.ts'
import { findTokenOwner, saveToken, useToken } from './token-queries.ts'

const LINK_OVER = {
  message: phrase('It has been used, or its half hour is over, or a newer one was sent. Ask for a new one, and open the newest mail.'),
  action: '/forgot-password',
  text: phrase('Ask for a new link')
}
// In the address, because a message would need a session.
const SENT = '/forgot-password?sent=1'

/** A new password for who has forgotten the old one. */
const recovery: FastifyPluginAsyncTypebox = async app => {
  app.get('/forgot-password', (request, reply) => {
    const { sent } = request.query as { sent?: unknown }
    return showForm(request, reply, 'accounts/forgot-password', { values: { email: '' }, sent: sent === '1' })
  })

  app.post('/forgot-password', { schema: { body: EmailForm }, config: { rate: 'forgot' } }, async (request, reply) => {
    const { email } = request.body
    const errors = checkEmail(email)
    if (Object.keys(errors).length > 0) return showForm(request, reply, 'accounts/forgot-password', { values: { email }, sent: false }, errors)
    logSecurity(request, 'password.forgotten')
    // Whoever asks more often is told the same, and gets no more mail. Other spellings of an address have no mail to use up.
    if (await isWithin(app, { name: 'forgot-account', subject: normalizeEmail(email) })) await postLink(normalizeEmail(email), request.language)
    app.mail.deliverSoon()
    return reply.redirect(SENT, 303)
  })

  app.get('/reset-password', async (request, reply) => {
    const { token } = request.query as { token?: unknown }
    return showReset(request, reply, typeof token === 'string' ? token : '')
  })

  app.post('/reset-password', { schema: { body: ResetForm }, config: { rate: 'forgot' } }, async (request, reply) => {
    const { token, password } = request.body
    const owner = await findTokenOwner(app.db, 'reset-password', token)
    if (!owner) return showLinkOver(reply, LINK_OVER)
    const errors = await checkPassword(password, { email: owner.email, hasSecondFactor: await findSecondFactor(app.db, owner.shopperId) !== undefined })
    if (Object.keys(errors).length > 0) return showReset(request, reply, token, errors)
    const passwordHash = await hashPassword(password)
    const account = await transaction(app.db, async db => {
      const owner = await useToken(db, 'reset-password', token)
      const account = owner && await lockAccount(db, owner.shopperId)
      if (!owner || !account || account.email !== owner.email) return undefined
      // Until now nobody has shown that the address is theirs: somebody else may have registered with it, and switched codes on.
      if (!account.emailConfirmed) await deleteSecondFactor(db, account.shopperId)
      await saveEmailConfirmed(db, account.shopperId)
      await claimGuestOrders(db, owner)
      await replacePassword(app, db, account, { passwordHash, isShort: isShortPassword(password), except: undefined, language: request.language })
      return account
    })
    if (!account) return showLinkOver(reply, LINK_OVER)
    app.mail.deliverSoon()
    await app.rateLimit.forget({ name: 'login-account', subject: mailboxOf(account.email) })
    logSecurity(request, 'password.changed', { customer: account.shopperId })
    return reply.redirect(loginSaying('changed'), 303)
  })

  /** As much is looked up and written for an address that nobody has: the answer tells nothing, nor does its time. */
  async function postLink (email: string, language: Language): Promise<void> {
    await transaction(app.db, async db => {
      const shopperId = await findShopperId(db, email) ?? randomUUID()
      const account = await findAccount(db, shopperId)
      const token = await saveToken(db, 'reset-password', { shopperId, email })
      // A new password would not open it: the mail says who would. To whoever asks, all three are the same.
      if (account?.isLocked) await app.mail.post(db, email, 'account-locked', { name: account.name, address: app.seller.lines }, language)
      else if (account) await app.mail.post(db, email, 'reset-password', { name: account.name, link: app.mail.link(`/reset-password?token=${token}`) }, language)
      else await saveNoMail(db, { mailId: randomUUID() })
    })
  }

  /** The address of this page has the token in it, so no other address is told of it (ASVS 5.0, 14.2.1). */
  async function showReset (request: FastifyRequest, reply: FastifyReply, token: string, errors = {}): Promise<FastifyReply> {
    reply.header('referrer-policy', 'strict-origin').header('cache-control', 'private, no-store')
    const owner = await findTokenOwner(app.db, 'reset-password', token)
    if (!owner) return showLinkOver(reply, LINK_OVER)
    const hasSecondFactor = await findSecondFactor(app.db, owner.shopperId) !== undefined
    return showForm(request, reply, 'accounts/reset-password', { token, email: owner.email, minPassword: minPasswordOf({ hasSecondFactor }) }, errors)
  }
}

export default recovery
