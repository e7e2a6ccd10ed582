import type { FastifyInstance, FastifyRequest } from 'fastify'
import { phrase, type Translate, type Words } from '../languages/translate.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { countryOf } from '../pricing/countries.ts'
import type { CouponProblem, Promotion } from '../pricing/promotions.ts'
import { countPromotionUses } from '../pricing/queries.ts'
import { sayProblem } from '../pricing/saying.ts'
import { countedAs } from '../pricing/take.ts'
import { totalsOf } from '../pricing/totals.ts'
import { priceCart, withCoupon, type Cart } from './cart.ts'
import type { CartChange } from './change.ts'
import { isCouponCode } from './schema.ts'

/** These may pass while the basket grows; a coupon with any other problem is not put in. */
const MAY_PASS: ReadonlyArray<CouponProblem['kind']> = ['minimum', 'worse', 'nothing-off', 'no-goods']

/**
 * What putting in a coupon makes of a cart, or a sentence on why that cannot be. Only codes that are none count against the
 * limit in the end: who guesses is stopped, and who has one is not. `typed`: in any case, with blanks.
 */
export async function judgeCoupon (app: FastifyInstance, request: FastifyRequest, typed: string): Promise<{ refused: Words } | { put: (cart: Cart) => CartChange }> {
  const { session, preferences: { currency, locale }, customer, catalog, t } = request
  const guess = { name: 'coupon', subject: networkOf(request.ip) } as const
  await app.rateLimit.take(guess)
  const code = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  if (!isCouponCode(code)) return { refused: phrase('Enter the code of a coupon: letters, digits and hyphens') }

  const { lines } = priceCart({ lines: session.cart.lines, saved: [] }, catalog, currency)
  const sale = { lines, currency, country: session.checkout?.country ?? countryOf(locale), shipping: session.checkout?.shipping ?? 'standard', code, now: new Date() }
  const problem = totalsOf(sale, catalog.terms)?.couponProblem
  if (problem && !MAY_PASS.includes(problem.kind)) return { refused: sayProblem(problem, code, currency, locale) }
  const promotion = catalog.terms.promotions.find(promotion => promotion.code === code)
  if (promotion && await isUsedUp(app, promotion, customer?.email)) return { refused: sayProblem({ kind: 'used-up' }, code, currency, locale) }

  await app.rateLimit.giveBack(guess)
  const message = problem
    ? { kind: 'info', text: `${t(sayProblem(problem, code, currency, locale))}.` } as const
    : { kind: 'success', text: t('The coupon {code} is taken off your basket.', { code }) } as const
  return { put: cart => ({ cart: withCoupon(cart, code), message }) }
}

/** Takes the coupon out of a cart. */
export function takeCouponOut (cart: Cart, t: Translate): CartChange {
  if (cart.coupon === undefined) return { cart }
  return { cart: withCoupon(cart, undefined), message: { kind: 'success', text: t('The coupon {code} is out of your basket.', { code: cart.coupon }) } }
}

/** Said early where it is known; whether it holds is decided when the order is made. */
async function isUsedUp (app: FastifyInstance, { promotionId, totalUses, usesPerCustomer }: Promotion, email: string | undefined): Promise<boolean> {
  if (totalUses === null && usesPerCustomer === null) return false
  const { all, own } = await countPromotionUses(app.db, promotionId, email === undefined ? '' : countedAs(email))
  return (totalUses !== null && all >= totalUses) || (usesPerCustomer !== null && own >= usesPerCustomer)
}
