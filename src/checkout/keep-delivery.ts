import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listAddresses } from '../addresses/queries.ts'
import type { Delivery } from './checkout.ts'

/** What a form begins with: what was given at checkout already, else the address that the customer used last. May have only some of the fields. */
export async function knownDelivery (app: FastifyInstance, { session: { checkout }, customer }: FastifyRequest): Promise<Partial<Delivery>> {
  if (checkout) {
    const { key, ...delivery } = checkout
    return delivery
  }
  if (!customer) return {}
  const [address] = await listAddresses(app.db, customer.shopperId)
  return { name: customer.name, ...address, email: customer.email }
}

/** Keeps where an order is to go. The key of the checkout stays the same until it has become an order. */
export async function keepDelivery (request: FastifyRequest, delivery: Delivery): Promise<void> {
  const freshKey = randomBytes(24).toString('base64url')
  const freshId = randomUUID()
  await request.changeSession(session => ({
    ...session,
    checkout: { ...delivery, key: session.checkout?.key ?? freshKey },
    ...!request.customer && { guestShopperId: session.guestShopperId ?? freshId }
  }))
}
