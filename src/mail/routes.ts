import type { FastifyPluginAsync } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { paragraphsOf } from './reading.ts'
import { listWaitingMails } from './queries.ts'

const PAGE_SIZE = 50

const LOOPBACK = /^(127\.|::1$|0:0:0:0::)/
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Where a developer reads the mails that no server takes. Never in production, on this machine alone, and under a name of this
 * machine, so that no other site's name can be pointed at it: links in mails open accounts.
 */
const outbox: FastifyPluginAsync = async app => {
  app.get('/dev/mail', async (request, reply) => {
    if (!LOOPBACK.test(networkOf(request.ip)) || !LOCAL_HOST.test(request.hostname)) throw new NotFound()
    const mails = await listWaitingMails(app.db, PAGE_SIZE)
    return reply.header('cache-control', 'private, no-store').page('mail/outbox', { mails: mails.map(mail => ({ ...mail, paragraphs: paragraphsOf(mail.body) })) })
  })
}

export default outbox
