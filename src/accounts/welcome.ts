import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CartMergeRule } from '../config.ts'
import type { KnownDevices } from './known-device.ts'
import type { Account } from './queries.ts'
import { PasswordChanged, signIn } from './sign-in.ts'

export interface Arrival {
  remember: boolean
  secondFactor: boolean
  greeting: string | undefined
  /** Where the visitor was going. */
  target: string
  goesOn?: boolean
}

type Entering = Pick<Account, 'shopperId' | 'email' | 'name' | 'role' | 'passwordHash'>

/** The end of every way in: signed in, the browser known, and on to where the visitor was going. */
export class Welcome {
  readonly #app: FastifyInstance
  readonly #devices: KnownDevices
  readonly #rule: CartMergeRule

  constructor (app: FastifyInstance, devices: KnownDevices, rule: CartMergeRule) {
    this.#app = app
    this.#devices = devices
    this.#rule = rule
  }

  /** Throws `PasswordChanged` when the account is not as it was when the password was checked. */
  async in (request: FastifyRequest, reply: FastifyReply, account: Entering, arrival: Arrival): Promise<FastifyReply> {
    const { remember, secondFactor, greeting, target, goesOn = false } = arrival
    const { passwordHash, shopperId, email, name, role } = account
    const checkingOut = /^\/checkout(?![^/?])/.test(target)
    await signIn(this.#app, request, reply, { customer: { shopperId, email, name, role }, passwordHash, secondFactor, remember, checkingOut, rule: this.#rule, greeting, goesOn })
    this.#devices.remember(request, reply, shopperId)
    return reply.redirect(target, 303)
  }

  /**
   * A new session in the place of this one, for who has just proved again to be the customer (ASVS 5.0, 7.2.4). It is
   * remembered as long as the old one was. If the password is another one by now, the session stays as it was.
   */
  async again (request: FastifyRequest, reply: FastifyReply, account: Entering, more: { target: string, secondFactor: boolean }): Promise<FastifyReply> {
    try {
      return await this.in(request, reply, account, { ...more, remember: Boolean(request.session.cookie.expires), greeting: undefined, goesOn: true })
    } catch (error) {
      if (!(error instanceof PasswordChanged)) throw error
      return reply.redirect(more.target, 303)
    }
  }
}
