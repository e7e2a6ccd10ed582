import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mailboxOf } from '../plugins/rate-limit/rules.ts'

const NAME = 'device'
const ONE_YEAR_S = 365 * 24 * 60 * 60

/**
 * Marks browsers that a customer has logged in with, so that wrong passwords tried elsewhere keep nobody out of them
 * (the device cookies of OWASP's "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing by itself.
 */
export class KnownDevices {
  readonly #secrets: readonly string[]
  readonly #https: boolean

  constructor (secrets: readonly string[], https: boolean) {
    this.#secrets = secrets
    this.#https = https
  }

  /** The name of this browser, if the customer of this address has logged in with it before. */
  find (request: FastifyRequest, email: string): string | undefined {
    const [device = '', signature = ''] = (request.cookies[this.#name] ?? '').split('.')
    const given = Buffer.from(signature)
    const isRight = this.#secrets.some(secret => {
      const expected = Buffer.from(sign(device, email, secret))
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
    return isRight ? device : undefined
  }

  /** Marks the browser after a login. */
  remember (request: FastifyRequest, reply: FastifyReply, email: string): void {
    const [secret] = this.#secrets
    if (secret === undefined || this.find(request, email) !== undefined) return
    const device = randomBytes(16).toString('base64url')
    reply.setCookie(this.#name, `${device}.${sign(device, email, secret)}`, {
      path: '/', httpOnly: true, sameSite: 'lax', secure: this.#https, maxAge: ONE_YEAR_S
    })
  }

  get #name (): string {
    return this.#https ? `__Host-${NAME}` : NAME
  }
}

function sign (device: string, email: string, secret: string): string {
  return createHmac('sha256', secret).update(`device/${device}/${mailboxOf(email)}`).digest('base64url')
}
