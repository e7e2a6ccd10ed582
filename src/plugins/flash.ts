import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FlashMessage } from './session/data.ts'
import { SessionEnded } from './session/store.ts'

const PAGE_DESTINATIONS = new Set([undefined, 'document', 'empty'])

/** The messages that this answer may show: not those of an error, a HEAD, a prefetch, or a page loaded as a picture. */
export function messagesToShow (request: FastifyRequest, reply: FastifyReply): readonly FlashMessage[] {
  const destination = request.headers['sec-fetch-dest'] as string | undefined
  if (request.method !== 'GET' || reply.statusCode >= 400 || isPrefetched(request) || !PAGE_DESTINATIONS.has(destination)) return []
  return request.session?.flash ?? []
}

/** The browser fetches it before anybody wants to see it. */
export function isPrefetched ({ headers }: FastifyRequest): boolean {
  return /prefetch|prerender/.test(`${headers['sec-purpose'] ?? ''}${headers.purpose ?? ''}`)
}

/**
 * Takes messages out of the session once their page has been rendered, so that a page that fails keeps them.
 * Returns those that were still there: of several readers at once, each message goes to one.
 */
export async function takeMessages (request: FastifyRequest, messages: readonly FlashMessage[]): Promise<readonly FlashMessage[]> {
  const ids = new Set(messages.map(({ id }) => id))
  try {
    const { before } = await request.changeSession(session => ({ ...session, flash: session.flash.filter(({ id }) => !ids.has(id)) }))
    return before.flash.filter(({ id }) => ids.has(id))
  } catch (error) {
    if (error instanceof SessionEnded) return []
    throw error
  }
}
