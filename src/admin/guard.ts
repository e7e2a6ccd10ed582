import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { isUnsafe } from '../plugins/origin.ts'
import { refuseLate } from '../plugins/session/late.ts'

/**
 * An onRequest hook: lets staff and admins pass, by the role that their row has now. To everybody who is signed in without
 * one of these roles the page is not there, as no page is at an unknown address; who is not signed in may do so first, and
 * so must who signed in too long ago for these pages, say as a shopper who has become staff since.
 */
export async function guard (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  reply.header('cache-control', 'private, no-store')
  await refuseLate(request.server, request)
  const { customer, session } = request
  if (!customer || (customer.role !== 'shopper' && !session.row?.fresh)) return reply.redirect(`/login?next=${encodeURIComponent(pageOf(request))}`, 303)
  if (customer.role !== 'staff' && customer.role !== 'admin') throw new NotFound()
}

/** Where to go on to after signing in. What a form sends has no page of its own. */
function pageOf (request: FastifyRequest): string {
  return isUnsafe(request.method) ? '/admin' : request.url
}
