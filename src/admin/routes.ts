import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import audit from './audit/routes.ts'
import customers from './customers/routes.ts'
import coupons from './coupons/routes.ts'
import order from './order/routes.ts'
import orderBulk from './order-bulk/routes.ts'
import orderList from './order-list/routes.ts'
import orderViews from './order-views/routes.ts'
import overview from './overview/routes.ts'
import returns from './returns/routes.ts'
import reviews from './reviews/routes.ts'
import staff, { type StaffOptions } from './staff/routes.ts'
import stock from './stock/routes.ts'
import settings from './settings/routes.ts'

/** The pages of staff and admins: who may ask for them stands in src/access.ts. In English alone. */
const admin: FastifyPluginAsyncTypebox<StaffOptions> = async (app, options) => {
  app.addHook('onRoute', route => { route.config = { ...route.config, language: 'en' } })
  await app.register(overview)
  await app.register(orderList)
  await app.register(orderViews)
  await app.register(orderBulk)
  await app.register(order)
  await app.register(returns)
  await app.register(reviews)
  await app.register(customers)
  await app.register(staff, options)
  await app.register(stock)
  await app.register(coupons)
  await app.register(settings)
  await app.register(audit)
}

export default admin
