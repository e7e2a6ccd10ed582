import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { endVisit, forgetVisit } from '../accounts/end-of-visit.ts'
import { KnownDevices } from '../accounts/known-device.ts'
import { proveCode, provePassword, WRONG_CODE, WRONG_PASSWORD } from '../accounts/log-in.ts'
import type { Account } from '../accounts/queries.ts'
import { PasswordChanged } from '../accounts/sign-in.ts'
import { Welcome } from '../accounts/welcome.ts'
import type { CartMergeRule } from '../config.ts'
import { phrase } from '../languages/translate.ts'
import { NotFound } from '../plugins/errors.ts'
import { logSecurity } from '../plugins/security-log.ts'
import { Message } from './cart-schema.ts'
import { messageJson } from './cart-show.ts'
import { NamedProblem } from './problem.ts'
import { changeProblems, Nullable, problems, Ref, Strict } from './schema.ts'

const tags = ['Account']
const startsSession = { startsSession: true }

const how = {
  remember: Type.Boolean({ default: false, description: 'Stay logged in for 30 days.' }),
  checking_out: Type.Boolean({ default: false, description: 'What only the account\'s cart holds is saved for later, not ordered along.' })
}
const Credentials = Strict({ email: Type.String(), password: Type.String(), ...how })
const Code = Strict({ ticket: Type.String(), code: Type.String(), ...how })
export const Customer = Type.Object({ name: Type.String(), email: Type.String() }, { $id: 'Customer' })
const LoggedIn = Type.Object({ customer: Ref(Customer), message: Nullable(Ref(Message)) })
const loggedIn = { 200: LoggedIn, ...changeProblems(401) }

export interface AccountOptions {
  cartMergeRule: CartMergeRule
  secrets: string[]
  https: boolean
}

/** Who is logged in, by the same cookie as on the pages. */
const account: FastifyPluginAsyncTypebox<AccountOptions> = async (app, { cartMergeRule, secrets, https }) => {
  const devices = new KnownDevices(secrets, https)
  const welcome = new Welcome(app, devices, cartMergeRule)

  app.get('/me', { schema: { tags, summary: 'Shows who is logged in', response: { 200: Ref(Customer), ...problems(401) } } }, async ({ customer }) => {
    if (!customer) throw new NotFound()
    return { name: customer.name, email: customer.email }
  })

  app.post('/session', { schema: { tags, summary: 'Logs in, and merges the cart into the account\'s', body: Credentials, response: loggedIn }, config: startsSession }, async (request, reply) => {
    const proved = await provePassword(app, request, request.body, { devices, secrets })
    if (!proved) throw wrongPassword()
    if ('account' in proved) return letIn(request, reply, proved.account, { ...request.body, secondFactor: false })
    throw new NamedProblem(401, 'second-factor', phrase('Send the ticket with a code of the second factor to /api/v1/session/code.'), { ticket: proved.ticket })
  })

  app.post('/session/code', { schema: { tags, summary: 'Logs in with a code of the second factor', body: Code, response: loggedIn }, config: startsSession }, async (request, reply) => {
    const account = await proveCode(app, request, request.body, { devices, secrets })
    if (account === 'over') throw new NamedProblem(401, 'log-in', phrase('The ticket is over. Send the password again.'))
    if (account === 'wrong') throw new NamedProblem(401, 'wrong-code', WRONG_CODE)
    return letIn(request, reply, account, { ...request.body, secondFactor: true })
  })

  app.delete('/session', { schema: { tags, summary: 'Logs out; the cart stays with the account', response: { 204: Type.Null(), ...changeProblems() } } }, async (request, reply) => {
    if (request.customer) {
      await endVisit(request)
      forgetVisit(reply, app.sessionCookie)
    }
    return reply.code(204).send(null)
  })

  async function letIn (
    request: FastifyRequest, reply: FastifyReply, account: Account, { remember, checking_out: checkingOut, secondFactor }: Wish & { secondFactor: boolean }
  ): Promise<Static<typeof LoggedIn>> {
    try {
      const message = await welcome.enter(request, reply, account, { remember, checkingOut, secondFactor, greeting: undefined, isTold: false })
      logSecurity(request, 'login.right', { customer: account.shopperId })
      return { customer: { name: account.name, email: account.email }, message: messageJson(message) }
    } catch (error) {
      throw error instanceof PasswordChanged ? wrongPassword() : error
    }
  }
}

/** What a login asks for beside being let in. */
type Wish = Pick<Static<typeof Credentials>, 'remember' | 'checking_out'>

function wrongPassword (): NamedProblem {
  return new NamedProblem(401, 'wrong-password', WRONG_PASSWORD)
}

export default account
