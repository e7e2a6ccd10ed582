import type { FastifyPluginAsync } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { paragraphsOf } from './reading.ts'
import { listWaitingMails } from './queries.ts'

const PAGE_SIZE = 50

/** Where a developer reads the mails that no server takes. Never in production, and on this machine alone: links in mails open accounts. */
const outbox: FastifyPluginAsync = async app => {
  app.get('/dev/mail', async (request, reply) => {
    if (!/^(127\.|::1$|0:0:0:0::)/.test(networkOf(request.ip))) throw new NotFound()
    const mails = await listWaitingMails(app.db, PAGE_SIZE)
    return reply.header('cache-control', 'private, no-store').page('mail/outbox', { mails: mails.map(mail => ({ ...mail, paragraphs: paragraphsOf(mail.body) })) })
  })
}

export default outbox
