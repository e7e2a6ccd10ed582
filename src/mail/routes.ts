import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { UUID } from '../plugins/schemas.ts'
import { paragraphsOf } from './reading.ts'
import { findWaitingHtml, listWaitingMails } from './queries.ts'

const PAGE_SIZE = 50

const LOOPBACK = /^(127\.|::1$|0:0:0:0::)/
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Where a developer reads the mails that no server takes. Never in production, on this machine alone, and under a name of this
 * machine, so that no other site's name can be pointed at it: links in mails open accounts.
 */
const outbox: FastifyPluginAsync = async app => {
  app.get('/dev/mail', { config: { language: 'en' } }, async (request, reply) => {
    refuseStrangers(request)
    const mails = await listWaitingMails(app.db, PAGE_SIZE)
    return reply.header('cache-control', 'private, no-store').page('mail/outbox', { mails: mails.map(mail => ({ ...mail, paragraphs: paragraphsOf(mail.body) })) })
  })

  // A mail has its style inside, as mail readers want it; nothing else in it comes to life here.
  app.get<{ Params: { id: string } }>('/dev/mail/:id', async (request, reply) => {
    refuseStrangers(request)
    const { id } = request.params
    const html = UUID.test(id) ? await findWaitingHtml(app.db, id) : undefined
    if (html === undefined) throw new NotFound()
    return reply
      .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      .header('cache-control', 'private, no-store')
      .type('text/html; charset=utf-8')
      .send(html)
  })
}

function refuseStrangers ({ ip, hostname }: FastifyRequest): void {
  if (!LOOPBACK.test(networkOf(ip)) || !LOCAL_HOST.test(hostname)) throw new NotFound()
}

export default outbox
