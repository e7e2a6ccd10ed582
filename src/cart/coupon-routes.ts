import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { phrase, type Words } from '../languages/translate.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { withFlash } from '../plugins/session/data.ts'
import type { CouponProblem, Promotion } from '../pricing/promotions.ts'
import { countPromotionUses } from '../pricing/queries.ts'
import { countedAs } from '../pricing/take.ts'
import { sayProblem } from '../pricing/saying.ts'
import { totalsOf } from '../pricing/totals.ts'
import { countryOf } from '../pricing/countries.ts'
import { priceCart, withCoupon } from './cart.ts'
import { cartPage } from './page.ts'
import { EmptyForm, isCouponCode } from './schema.ts'

const CouponForm = Type.Object({ code: Type.String({ maxLength: 200 }) }, { additionalProperties: false })

/** These may pass while the basket grows; a coupon with any other problem is not put in. */
const MAY_PASS: ReadonlyArray<CouponProblem['kind']> = ['minimum', 'worse', 'nothing-off', 'no-goods']

/** The coupon of a basket: one at a time, checked again whenever the sums are worked out, and counted when it is ordered with. */
const coupons: FastifyPluginAsyncTypebox = async app => {
  app.post('/cart/coupon', { schema: { body: CouponForm } }, async (request, reply) => {
    const { session, preferences: { currency, locale }, customer, catalog, t } = request
    // Only codes that are none count in the end: who guesses is stopped, and who has one is not.
    const guess = { name: 'coupon', subject: networkOf(request.ip) } as const
    await app.rateLimit.take(guess)
    const typed = request.body.code
    const code = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
    const refuse = (words: Words) => reply.code(422).page('cart/show', cartPage(request, catalog, { coupon: typed.slice(0, 40), message: t(words) }))
    if (!isCouponCode(code)) return refuse(phrase('Enter the code of a coupon: letters, digits and hyphens'))

    const { lines } = priceCart({ lines: session.cart.lines, saved: [] }, catalog, currency)
    const sale = { lines, currency, country: session.checkout?.country ?? countryOf(locale), shipping: session.checkout?.shipping ?? 'standard', code, now: new Date() }
    const problem = totalsOf(sale, catalog.terms)?.couponProblem
    if (problem && !MAY_PASS.includes(problem.kind)) return refuse(sayProblem(problem, code, currency, locale))
    const promotion = catalog.terms.promotions.find(promotion => promotion.code === code)
    if (promotion && await isUsedUp(promotion, customer?.email)) return refuse(sayProblem({ kind: 'used-up' }, code, currency, locale))

    await app.rateLimit.giveBack(guess)
    await request.changeSession(session => withFlash({ ...session, cart: withCoupon(session.cart, code) }, problem
      ? { kind: 'info', text: `${t(sayProblem(problem, code, currency, locale))}.` }
      : { kind: 'success', text: t('The coupon {code} is taken off your basket.', { code }) }))
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/coupon/remove', { schema: { body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => session.cart.coupon === undefined
      ? session
      : withFlash({ ...session, cart: withCoupon(session.cart, undefined) }, { kind: 'success', text: request.t('The coupon {code} is out of your basket.', { code: session.cart.coupon }) }))
    return reply.redirect('/cart', 303)
  })

  /** Said early where it is known; whether it holds is decided when the order is made. */
  async function isUsedUp ({ promotionId, totalUses, usesPerCustomer }: Promotion, email: string | undefined): Promise<boolean> {
    if (totalUses === null && usesPerCustomer === null) return false
    const { all, own } = await countPromotionUses(app.db, promotionId, email === undefined ? '' : countedAs(email))
    return (totalUses !== null && all >= totalUses) || (usesPerCustomer !== null && own >= usesPerCustomer)
  }
}

export default coupons
