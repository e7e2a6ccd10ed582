import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { keepDelivery, knownDelivery } from '../checkout/keep-delivery.ts'
import { parseDelivery } from '../checkout/delivery-form.ts'
import { paymentMethodsFor } from '../checkout/payment.ts'
import { shopperIdOf } from '../checkout/place-order.ts'
import { reviewOf, type Review as Reviewed } from '../checkout/review.ts'
import { Checkout, Delivery, Review } from './checkout-schema.ts'
import { checkoutJson, reviewJson } from './checkout-show.ts'
import { invalidFields, NamedProblem } from './problem.ts'
import { changeProblems, problems, Ref } from './schema.ts'

const tags = ['Checkout']

/** Where an order goes, and what it would be: the two steps before it. */
const checkout: FastifyPluginAsyncTypebox = async app => {
  app.get('/checkout', { schema: { tags, summary: 'Shows where the order goes, as far as that is known, and how it can be sent', response: { 200: Ref(Checkout), ...problems(409) } } }, async request => {
    needItems(request)
    return checkoutJson(request, request.catalog, await knownDelivery(app, request))
  })

  app.put('/checkout', { schema: { tags, summary: 'Says where the order goes', body: Delivery, response: { 200: Ref(Checkout), ...changeProblems(409) } } }, async request => {
    needItems(request)
    const { catalog } = request
    const parsed = parseDelivery(request.body, catalog.terms.deliveries, request.preferences.currency, request.language)
    if ('errors' in parsed) throw invalidFields(parsed.errors)
    await keepDelivery(request, parsed.delivery)
    return checkoutJson(request, catalog, parsed.delivery)
  })

  app.get('/checkout/review', { schema: { tags, summary: 'Shows what would be ordered now, and for how much', response: { 200: Ref(Review), ...problems(409) } } }, async request => {
    const { catalog } = request
    const review = needReview(request, reviewOf(request.session, catalog, request.preferences.currency))
    return reviewJson(review, catalog, paymentMethodsFor(review.totals.totalCents, app.payments.provider !== undefined), request.preferences.locale, request.t)
  })
}

/** There is nothing to check out with: 409. */
export function needItems ({ session }: FastifyRequest): void {
  if (session.cart.lines.length === 0) throw new NamedProblem(409, 'empty-cart', 'The cart is empty, so there is nothing to order.')
}

/** The step before is to be taken first: 409. */
export function needReview (request: FastifyRequest, review: Reviewed | undefined): Reviewed {
  needItems(request)
  if (!review || shopperIdOf(request, request.session) === undefined) throw new NamedProblem(409, 'no-delivery', 'Say first where the order goes.')
  return review
}

export default checkout
