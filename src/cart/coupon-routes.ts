import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { withChange } from './change.ts'
import { cartPage } from './page.ts'
import { EmptyForm } from './schema.ts'
import { judgeCoupon, takeCouponOut } from './take-coupon.ts'

const CouponForm = Type.Object({ code: Type.String({ maxLength: 200 }) }, { additionalProperties: false })

/** The coupon of a basket: one at a time, checked again whenever the sums are worked out, and counted when it is ordered with. */
const coupons: FastifyPluginAsyncTypebox = async app => {
  app.post('/cart/coupon', { schema: { body: CouponForm } }, async (request, reply) => {
    const typed = request.body.code
    const outcome = await judgeCoupon(app, request, typed)
    if ('refused' in outcome) {
      return reply.code(422).page('cart/show', cartPage(request, request.catalog, { coupon: typed.slice(0, 40), message: request.t(outcome.refused) }))
    }
    await request.changeSession(session => withChange(session, outcome.put(session.cart)))
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/coupon/remove', { schema: { body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => withChange(session, takeCouponOut(session.cart, request.t)))
    return reply.redirect('/cart', 303)
  })
}

export default coupons
