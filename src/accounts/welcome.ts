import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Message } from '../cart/messages.ts'
import type { CartMergeRule } from '../config.ts'
import type { KnownDevices } from './known-device.ts'
import type { Account } from './queries.ts'
import { PasswordChanged, signIn } from './sign-in.ts'

interface Proof {
  remember: boolean
  secondFactor: boolean
  greeting: string | undefined
  goesOn?: boolean
}

export interface Arrival extends Proof {
  /** Where the visitor was going. */
  target: string
}

export interface Entrance extends Proof {
  checkingOut: boolean
  isTold: boolean
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

  /** As `enter`, and on to where the visitor was going. */
  async in (request: FastifyRequest, reply: FastifyReply, account: Entering, arrival: Arrival): Promise<FastifyReply> {
    const { target, ...entrance } = arrival
    await this.enter(request, reply, account, { ...entrance, checkingOut: /^\/checkout(?![^/?])/.test(target), isTold: true })
    return reply.redirect(target, 303)
  }

  /**
   * Signs in, and knows the browser again. Returns what there is to say about it, which the next page says where `isTold`.
   * Throws `PasswordChanged` when the account is not as it was when the password was checked.
   */
  async enter (request: FastifyRequest, reply: FastifyReply, account: Entering, entrance: Entrance): Promise<Message | undefined> {
    const { goesOn = false, ...how } = entrance
    const message = await signIn(this.#app, request, reply, { ...how, goesOn, customer: account, passwordHash: account.passwordHash, rule: this.#rule })
    this.#devices.remember(request, reply, account.shopperId)
    return message
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
