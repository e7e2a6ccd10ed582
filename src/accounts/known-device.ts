import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'device'
const MOST_CUSTOMERS = 5
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

  /** The name of this browser, if the customer has logged in with it before. */
  find (request: FastifyRequest, shopperId: string): string | undefined {
    const [device = '', ...marks] = this.#read(request)
    return marks.some(mark => this.#isMark(mark, device, shopperId)) ? device : undefined
  }

  /** Marks the browser after a login, for this customer and the last few who used it. */
  remember (request: FastifyRequest, reply: FastifyReply, shopperId: string): void {
    const [secret] = this.#secrets
    if (secret === undefined || this.find(request, shopperId) !== undefined) return
    const [known = '', ...marks] = this.#read(request)
    const device = /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url')
    const kept = [sign(device, shopperId, secret), ...device === known ? marks : []].slice(0, MOST_CUSTOMERS)
    reply.setCookie(this.#name, [device, ...kept].join('.'), {
      path: '/', httpOnly: true, sameSite: 'lax', secure: this.#https, maxAge: ONE_YEAR_S
    })
  }

  /** The device, and a mark for each customer. */
  #read (request: FastifyRequest): string[] {
    return (request.cookies[this.#name] ?? '').split('.').slice(0, MOST_CUSTOMERS + 1)
  }

  #isMark (mark: string, device: string, shopperId: string): boolean {
    const given = Buffer.from(mark)
    return this.#secrets.some(secret => {
      const expected = Buffer.from(sign(device, shopperId, secret))
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
  }

  get #name (): string {
    return this.#https ? `__Host-${NAME}` : NAME
  }
}

function sign (device: string, shopperId: string, secret: string): string {
  return createHmac('sha256', secret).update(`device/${device}/${shopperId}`).digest('base64url')
}
