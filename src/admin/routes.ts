import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import audit from './audit/routes.ts'
import order from './order/routes.ts'
import orderList from './order-list/routes.ts'
import categories from './categories/routes.ts'
import overview from './overview/routes.ts'
import products from './products/routes.ts'
import returns from './returns/routes.ts'
import reviews from './reviews/routes.ts'

/** The pages of staff and admins: who may ask for them stands in src/access.ts. In English alone. */
const admin: FastifyPluginAsyncTypebox = async app => {
  app.addHook('onRoute', route => { route.config = { ...route.config, language: 'en' } })
  await app.register(overview)
  await app.register(orderList)
  await app.register(order)
  await app.register(returns)
  await app.register(reviews)
  await app.register(products)
  await app.register(categories)
  await app.register(audit)
}

export default admin
