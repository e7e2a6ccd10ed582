import { createHash, randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { hashId } from '../plugins/session/store.ts'

/** How long a basket may be on its way. */
export const LINK_LIFETIME_S = 15 * 60

/** What the database keeps of the token of such a link: whoever reads it there cannot use it. */
export function hashCartToken (token: string): string {
  return digest(`cart-link/${token}`)
}

/** Tells one basket from another, and nothing else of it: a customer's is the same on every device, that of who has no session is none that was linked. */
export function originOf ({ session, customer }: FastifyRequest): string {
  if (customer) return digest(`cart-origin/customer/${customer.shopperId}`)
  return digest(`cart-origin/session/${session.row ? hashId(session.sessionId) : randomUUID()}`)
}

function digest (text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
