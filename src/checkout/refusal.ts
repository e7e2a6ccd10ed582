import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldErrors } from '../accounts/forms.ts'
import { withCoupon } from '../cart/cart.ts'
import { withStock, type Catalog } from '../catalog/catalog.ts'
import { phrase } from '../languages/translate.ts'
import type { Refused } from './place-order.ts'
import { refusalErrors, reviewOf, type Agreed, type Review } from './review.ts'

/** An order that was not made: what would be ordered now, and why it was not, one sentence each. */
export interface Refusal {
  /** With the stock that was found instead of the stock that was known. */
  readonly catalog: Catalog
  /** Undefined when there is nothing (left) to order. */
  readonly review: Review | undefined
  readonly errors: FieldErrors
}

/** Looks at the order again after it was refused. A coupon that cannot be used any more leaves the basket. */
export async function explainRefusal (app: FastifyInstance, request: FastifyRequest, agreed: Agreed, refused: Refused): Promise<Refusal> {
  const couponErrors = await dropSpent(app, request, refused)
  const { currency, locale } = request.preferences
  const catalog = await withStock(request.catalog, refused.shortages)
  const review = reviewOf(request.session, catalog, currency)
  return { catalog, review, errors: review ? { ...refusalErrors(review, agreed, catalog, locale), ...couponErrors } : couponErrors }
}

/** What the errors say a coupon lost; what applies by itself is read anew. */
async function dropSpent (app: FastifyInstance, request: FastifyRequest, { spent }: Refused): Promise<FieldErrors> {
  if (spent.length === 0) return {}
  await app.catalog.refresh()
  const code = spent.find(({ code }) => code !== null)?.code
  if (!code) return {}
  await request.changeSession(session => session.cart.coupon === code ? { ...session, cart: withCoupon(session.cart, undefined) } : session)
  return { coupon: phrase('The coupon {code} cannot be used any more, so it is taken off', { code }) }
}
