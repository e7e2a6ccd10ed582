import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { phrase } from '../../languages/translate.ts'
import { transaction, type Db } from '../../plugins/database.ts'
import type { Counter } from '../../plugins/rate-limit/rules.ts'
import { logSecurity } from '../../plugins/security-log.ts'
import { holdSession, sidOf } from '../../plugins/session/locked.ts'
import { saveFactorOfSession } from '../../plugins/session/queries.ts'
import { deviceIdOf, shopperIdOf } from '../account-routes.ts'
import { FactorForm, FirstCodeForm } from '../forms.ts'
import { WRONG_CODE } from '../log-in.ts'
import { nextOf, showForm } from '../pages.ts'
import { endDevices, findAccount } from '../queries.ts'
import { hashRecoveryCode, newRecoveryCodes, newSecret, otpauthUrl, stepOf } from './codes.ts'
import { countRecoveryCodes, deleteSecondFactor, findSecondFactor, saveRecoveryCodes, saveSecondFactor } from './queries.ts'
import { openSetup, seal, sealSetup } from './secret.ts'
import { takeCode } from './take-code.ts'

export interface SecondFactorOptions {
  /** The first encrypts, all decrypt. */
  secrets: readonly string[]
}

const TOO_SHORT = { code: phrase('Your password has fewer than 15 characters, which is too few without codes. Choose a longer one first') }
const WRONG = { code: WRONG_CODE }

/** Codes of an authenticator app (RFC 6238) beside the password, and codes on paper for the day the phone is lost. */
const secondFactor: FastifyPluginAsyncTypebox<SecondFactorOptions> = async (app, { secrets }) => {
  app.get('/account/second-factor', (request, reply) => show(request, reply))

  app.post('/account/second-factor', { schema: { body: FirstCodeForm } }, async (request, reply) => {
    const shopperId = shopperIdOf(request)
    const secret = openSetup(request.body.setup, shopperId, secrets, new Date())
    if (!secret) return reply.redirect('/account/second-factor', 303)
    await countCode(shopperId)
    const step = stepOf(secret, request.body.code, new Date())
    if (step === undefined) return showWrong(request, reply, secret)
    const codes = newRecoveryCodes()
    const isOn = await changeAccount(request, async db => {
      if (!await saveSecondFactor(db, shopperId, seal(secret, secrets), step)) return false
      await saveRecoveryCodes(db, shopperId, codes.map(hashRecoveryCode))
      await saveFactorOfSession(db, sidOf(request), true)
      await endDevices(db, shopperId, { except: deviceIdOf(request) })
      await tell(db, request, 'second-factor-changed', true)
      return true
    })
    if (!isOn) return reply.redirect('/account/second-factor', 303)
    logSecurity(request, 'second-factor.on')
    return showCodes(request, reply, codes)
  })

  app.post('/account/second-factor/codes', { schema: { body: FactorForm } }, async (request, reply) => {
    const shopperId = shopperIdOf(request)
    await countCode(shopperId)
    const codes = newRecoveryCodes()
    const isRight = await changeAccount(request, async db => {
      if (!await takeCode(db, shopperId, request.body.code, secrets, new Date())) return false
      await saveRecoveryCodes(db, shopperId, codes.map(hashRecoveryCode))
      await tell(db, request, 'recovery-codes-changed')
      return true
    })
    if (!isRight) return showWrong(request, reply)
    logSecurity(request, 'recovery-codes.new')
    return showCodes(request, reply, codes)
  })

  app.post('/account/second-factor/remove', { schema: { body: FactorForm } }, async (request, reply) => {
    const shopperId = shopperIdOf(request)
    if ((await findAccount(app.db, shopperId))?.shortPassword) return show(request, reply, TOO_SHORT)
    await countCode(shopperId)
    const isOff = await changeAccount(request, async db => {
      if (!await takeCode(db, shopperId, request.body.code, secrets, new Date())) return false
      await deleteSecondFactor(db, shopperId)
      await saveFactorOfSession(db, sidOf(request), false)
      await endDevices(db, shopperId, { except: deviceIdOf(request) })
      await tell(db, request, 'second-factor-changed', false)
      return true
    })
    if (!isOff) return showWrong(request, reply)
    logSecurity(request, 'second-factor.off')
    await request.flash('success', request.t('Codes are not asked for any more.'))
    return reply.redirect('/account', 303)
  })

  /** A wrong code counts; a right one is rare enough to count as well. */
  async function countCode (shopperId: string): Promise<void> {
    const guess: Counter = { name: 'code', subject: shopperId }
    await app.rateLimit.take(guess)
  }

  async function changeAccount (request: FastifyRequest, work: (db: Db) => Promise<boolean>): Promise<boolean> {
    const done = await transaction(app.db, async db => {
      await holdSession(db, request)
      return work(db)
    })
    app.mail.deliverSoon()
    return done
  }

  async function tell (db: Db, request: FastifyRequest, letter: 'second-factor-changed' | 'recovery-codes-changed', on = true): Promise<void> {
    const account = await findAccount(db, shopperIdOf(request))
    if (account) await app.mail.post(db, account.email, letter, { name: account.name, on, link: app.mail.link('/forgot-password') }, request.language)
  }

  function showWrong (request: FastifyRequest, reply: FastifyReply, secret?: string): Promise<FastifyReply> {
    logSecurity(request, 'code.wrong')
    return show(request, reply, WRONG, secret)
  }

  /** The recovery codes are shown this once, in the answer itself: nothing keeps them. */
  function showCodes (request: FastifyRequest, reply: FastifyReply, codes: string[]): Promise<FastifyReply> {
    return reply.header('cache-control', 'private, no-store').page('accounts/recovery-codes', { codes, next: nextOf(request) })
  }

  /** A secret is nobody's until its first code comes back with it: looking at the page keeps nothing. */
  async function show (request: FastifyRequest, reply: FastifyReply, errors = {}, secret = newSecret()): Promise<FastifyReply> {
    reply.header('cache-control', 'private, no-store')
    const shopperId = shopperIdOf(request)
    if (await findSecondFactor(app.db, shopperId)) {
      return showForm(request, reply, 'accounts/second-factor', { isOn: true, codesLeft: await countRecoveryCodes(app.db, shopperId) }, errors)
    }
    const code = generate(otpauthUrl(secret, request.customer?.email ?? '', app.shop.name))
    return showForm(request, reply, 'accounts/second-factor', {
      isOn: false,
      setup: sealSetup(secret, shopperId, secrets, new Date()),
      secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
      qr: { path: toSvgPath(code), size: code.size }
    }, errors)
  }
}

export default secondFactor
