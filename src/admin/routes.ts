import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { guard } from './guard.ts'
import order from './order/routes.ts'
import orderList from './order-list/routes.ts'
import overview from './overview/routes.ts'

/** The pages of staff and admins. The guard stands before every route of this plugin, those to come as well. */
const admin: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRequest', guard)

  await app.register(overview)
  await app.register(orderList)
  await app.register(order)
}

export default admin
