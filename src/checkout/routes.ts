import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { FieldErrors } from '../accounts/forms.ts'
import { phrase } from '../languages/translate.ts'
import { CURRENCIES } from '../money.ts'
import { guestLink } from '../orders/link.ts'
import { findOrderId } from '../orders/queries.ts'
import { goToPay } from '../payments/go-to-pay.ts'
import { keepDelivery, knownDelivery } from './keep-delivery.ts'
import { formPage, reviewPage } from './pages.ts'
import { paymentMethodsFor, type PaymentMethod } from './payment.ts'
import { OrderRefused, placeOrder, shopperIdOf } from './place-order.ts'
import { DeliveryForm, parseDelivery } from './delivery-form.ts'
import { explainRefusal, type Refusal } from './refusal.ts'
import { lineErrors, reviewOf } from './review.ts'

const OrderForm = Type.Object({
  checkout_key: Type.String({ minLength: 16, maxLength: 64 }),
  expected_total: Type.String({ pattern: '^(0|[1-9][0-9]{0,9})$' }),
  payment: Type.String({ default: '', maxLength: 20 }),
  // Of the expected total: the same figure in another currency is another sum.
  currency: Type.Optional(Type.Enum(CURRENCIES))
}, { additionalProperties: false })

const checkout: FastifyPluginAsyncTypebox<{ secrets: string[] }> = async (app, { secrets }) => {
  app.get('/checkout', async (request, reply) => {
    if (request.session.cart.lines.length === 0) return reply.redirect('/cart', 303)
    return showForm(request, reply, await knownDelivery(app, request))
  })

  app.post('/checkout', { schema: { body: DeliveryForm } }, async (request, reply) => {
    if (request.session.cart.lines.length === 0) return reply.redirect('/cart', 303)
    const parsed = parseDelivery(request.body, request.catalog.terms.deliveries, request.preferences.currency, request.language)
    if ('errors' in parsed) return showForm(request, reply, request.body, parsed.errors)
    await keepDelivery(request, parsed.delivery)
    return reply.redirect('/checkout/review', 303)
  })

  app.get('/checkout/review', (request, reply) => showReview(request, reply))

  app.post('/orders', { schema: { body: OrderForm }, config: { rate: 'checkout' } }, async (request, reply) => {
    const { body, session } = request
    if (!session.row) return reply.redirect('/cart', 303)
    const payment = methodsFor(Number(body.expected_total)).find(({ code }) => code === body.payment)
    if (!payment) return showReview(request, reply, { errors: { payment: phrase('Choose how you would like to pay') } })

    const agreed = { key: body.checkout_key, totalCents: Number(body.expected_total), currency: body.currency ?? request.preferences.currency }
    try {
      const number = await placeOrder(app, request, agreed, payment)
      const id = payment.isByCard ? await findOrderId(app.db, number) : undefined
      const next = id && await goToPay(app, request, id)
      return reply.redirect(next ?? (request.customer ? `/orders/${number}` : guestLink(number, secrets)), 303)
    } catch (error) {
      if (!(error instanceof OrderRefused)) throw error
      return showReview(request, reply, { ...await explainRefusal(app, request, agreed, error.refused), payment: body.payment })
    }
  })

  function methodsFor (totalCents: number): readonly PaymentMethod[] {
    return paymentMethodsFor(totalCents, app.payments.provider !== undefined)
  }

  function showForm (request: FastifyRequest, reply: FastifyReply, values: object, errors: FieldErrors = {}): Promise<FastifyReply> {
    if (Object.keys(errors).length > 0) reply.code(422)
    return reply.page('checkout/form', formPage(request, request.catalog, values, errors))
  }

  /** The last page before the order. After a refusal it says why. */
  async function showReview (request: FastifyRequest, reply: FastifyReply, refusal?: Partial<Refusal> & { payment?: string }): Promise<FastifyReply> {
    const { session, preferences: { currency, locale }, t } = request
    const catalog = refusal?.catalog ?? request.catalog
    const review = refusal?.review ?? reviewOf(session, catalog, currency)
    if (!review || shopperIdOf(request, session) === undefined) {
      return reply.redirect(session.cart.lines.length === 0 ? '/cart' : '/checkout', 303)
    }
    if (request.method === 'POST') reply.code(422)
    const errors = { ...lineErrors(review, catalog), ...refusal?.errors }
    return reply.page('checkout/review', reviewPage(review, catalog, { locale, t, payments: methodsFor(review.totals.totalCents), payment: refusal?.payment ?? '', errors }))
  }
}

export default checkout
