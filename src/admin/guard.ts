import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { isUnsafe } from '../plugins/origin.ts'

/**
 * An onRequest hook: lets staff and admins pass, by the role that their row has now. To everybody who is signed in without
 * one of these roles the page is not there, as no page is at an unknown address; who is not signed in may do so first.
 */
export async function guard (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  reply.header('cache-control', 'private, no-store')
  const { customer } = request
  if (!customer) return reply.redirect(`/login?next=${encodeURIComponent(pageOf(request))}`, 303)
  if (customer.role !== 'staff' && customer.role !== 'admin') throw new NotFound()
}

/** Where to go on to after signing in. What a form sends has no page of its own. */
function pageOf (request: FastifyRequest): string {
  return isUnsafe(request.method) ? '/admin' : request.url
}
