import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import type { PaymentProvider, ProviderEvent } from './provider.ts'

const BODY_LIMIT_BYTES = 256 * 1024

/**
 * What the provider tells by itself. Its signature is over the body as it came, so nothing here parses it; an answer that says
 * "taken" follows the commit, and whatever gets another is told again.
 */
const webhook: FastifyPluginAsyncTypebox = async app => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => done(null, body))

  app.post('/webhooks/stripe', { schema: { body: Type.String() }, bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    const { provider } = app.payments
    if (!provider) throw new NotFound()
    const read = readEvent(provider, request.body, request.headers['stripe-signature'])
    if (!read) {
      await app.rateLimit.take({ name: 'webhook', subject: networkOf(request.ip) })
      request.log.warn('a call of the webhook is not signed by the payment provider, or too old')
      return answer(reply, 400, 'not signed, or too old')
    }
    if (read.event) await app.payments.receive(read.event)
    return answer(reply, 200, 'taken')
  })
}

/** Undefined when it is not from the provider; without an event when it is of no concern. */
function readEvent (provider: PaymentProvider, body: string, signature: unknown): { event: ProviderEvent | undefined } | undefined {
  try {
    return { event: provider.read(body, typeof signature === 'string' ? signature : '') }
  } catch {
    return undefined
  }
}

function answer (reply: FastifyReply, code: 200 | 400, words: string): FastifyReply {
  return reply.code(code).type('text/plain; charset=utf-8').send(words)
}

export default webhook
