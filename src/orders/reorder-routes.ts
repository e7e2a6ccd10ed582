import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { addAgain, againMessage } from '../cart/again.ts'
import { EmptyForm } from '../cart/schema.ts'
import { localPath } from '../plugins/local-path.ts'
import { withFlash } from '../plugins/session/data.ts'
import { isOrderNumber } from './number.ts'
import { findOrderId, listOrderLines } from './queries.ts'

const OrderParams = Type.Object({ number: Type.String() })

/** The same once more. */
const reorder: FastifyPluginAsyncTypebox = async app => {
  app.post('/account/orders/:number/reorder', { schema: { params: OrderParams, body: EmptyForm } }, async (request, reply) => {
    const { number } = request.params
    const id = isOrderNumber(number) ? await findOrderId(app.db, number) : undefined
    if (!id || id.ownerId !== request.customer?.shopperId) return reply.code(404).page('orders/unknown', {})

    const lines = await listOrderLines(app.db, id)
    const former = lines.map(({ sku, quantity, name, label }) => ({ sku, quantity, name: label === '' ? name : `${name}, ${label}` }))
    const { catalog } = request
    await request.changeSession(session => {
      const { cart, added } = addAgain(session.cart, former, catalog, request.preferences.currency)
      return withFlash({ ...session, cart }, againMessage(added, catalog))
    })
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })
}

export default reorder
