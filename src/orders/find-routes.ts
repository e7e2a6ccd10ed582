import { randomUUID } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { normalizeEmail } from '../accounts/forms.ts'
import { phrase } from '../languages/translate.ts'
import { networkOf, type Counter } from '../plugins/rate-limit/rules.ts'
import { guestLink } from './link.ts'
import { parseOrderNumber } from './number.ts'
import { findOrder, findOrderId, type OrderId } from './queries.ts'

const FindForm = Type.Object({ number: Type.String(), email: Type.String() }, { additionalProperties: false })

// One sentence, whichever of both is wrong: that an order or an address is known is nobody's business.
const NOT_FOUND = { number: phrase('No order has this number and this e-mail address. Both are in the mail that confirmed it') }

/** The way back to an order that was placed without an account. Those of an account are opened by logging in to it. */
const find: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.get('/orders/find', (_request, reply) => reply.page('orders/find', { values: { number: '', email: '' }, errors: {} }))

  app.post('/orders/find', { schema: { body: FindForm } }, async (request, reply) => {
    const { number: typed, email } = request.body
    const number = parseOrderNumber(typed)
    // Counted first and given back to who is right, so that many at once cannot get past the limit.
    const guesses: Counter[] = [{ name: 'find', subject: networkOf(request.ip) }, { name: 'find-number', subject: number ?? typed }]
    await app.rateLimit.take(...guesses)
    const found = await findGuestOrder(number ?? '', normalizeEmail(email))
    if (found === undefined) return reply.code(422).page('orders/find', { values: { number: typed, email }, errors: NOT_FOUND })
    await app.rateLimit.giveBack(...guesses)
    return reply.redirect(guestLink(found, secrets), 303)
  })

  /** As much is looked up for a number that no order has: the time of the answer tells nothing either. */
  async function findGuestOrder (number: string, email: string): Promise<string | undefined> {
    const id: OrderId = await findOrderId(app.db, number) ?? { shopperId: randomUUID(), orderId: randomUUID() }
    const order = await findOrder(app.db, id)
    // An order whose buyer was forgotten has no address left to be found by.
    return order?.guest && email !== '' && normalizeEmail(order.email) === email ? order.number : undefined
  }
}

export default find
