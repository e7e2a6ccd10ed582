import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { piecesOf, type Cart as Basket } from '../cart/cart.ts'
import { addToCart, changeQuantity, forgetSaved, putAside, putBack, takeBack, takeOut, type CartChange } from '../cart/change.ts'
import { Line } from '../cart/schema.ts'
import { judgeCoupon, takeCouponOut } from '../cart/take-coupon.ts'
import { phrase } from '../languages/translate.ts'
import { NotFound } from '../plugins/errors.ts'
import { Cart, ChangedCart, CouponCode, NewItem, Quantity } from './cart-schema.ts'
import { cartJson, messageJson } from './cart-show.ts'
import { invalidFields, NamedProblem } from './problem.ts'
import { changeProblems, problems, Ref } from './schema.ts'

const tags = ['Cart']
const changed = { 200: Ref(ChangedCart), ...changeProblems(404) }
const couponChanged = { 200: Ref(ChangedCart), ...changeProblems() }

/** The cart of the session. What a page would say on its next opening is said in the answer, and nowhere else. */
const cart: FastifyPluginAsyncTypebox = async app => {
  app.get('/cart', { schema: { tags, summary: 'Shows the cart with its sums', response: { 200: Ref(Cart), ...problems() } } }, async request => {
    return cartJson(request)
  })

  app.post('/cart/items', {
    schema: { tags, summary: 'Adds to the cart, as many as there are', body: NewItem, response: { 200: Ref(ChangedCart), ...changeProblems(404) } }
  }, async request => {
    const { sku, quantity } = request.body
    const shelf = shelfOf(request)
    if (!shelf.catalog.bySku.has(sku)) throw new NotFound('This item is not for sale any more, so nothing was added.')
    const { cart, message, before } = await change(request, cart => addToCart(cart, sku, quantity, shelf))
    if (cart === before) throw new NamedProblem(409, 'nothing-added', message?.text ?? phrase('Nothing was added.'))
    return answer(request, message)
  })

  app.put('/cart/items/:sku', { schema: { tags, summary: 'Sets the quantity of a line', params: Line, body: Quantity, response: changed } }, async request => {
    const { params: { sku }, body: { quantity } } = request
    const shelf = shelfOf(request)
    return changeLine(request, sku, cart => changeQuantity(cart, sku, quantity, shelf))
  })

  app.delete('/cart/items/:sku', { schema: { tags, summary: 'Takes a line out', params: Line, response: changed } }, async request => {
    const { params: { sku } } = request
    const { catalog } = request
    return changeLine(request, sku, cart => takeOut(cart, sku, catalog))
  })

  app.post('/cart/items/:sku/save', { schema: { tags, summary: 'Saves a line for later', params: Line, response: changed } }, async request => {
    const { params: { sku } } = request
    const { catalog } = request
    return changeLine(request, sku, cart => putAside(cart, sku, catalog))
  })

  app.post('/cart/saved/:sku/restore', { schema: { tags, summary: 'Puts a saved line back into the cart', params: Line, response: changed } }, async request => {
    const { params: { sku } } = request
    const { catalog } = request
    return changeLine(request, sku, cart => putBack(cart, sku, catalog), 'saved')
  })

  app.delete('/cart/saved/:sku', { schema: { tags, summary: 'Forgets a saved line', params: Line, response: changed } }, async request => {
    const { params: { sku } } = request
    const { catalog } = request
    return changeLine(request, sku, cart => forgetSaved(cart, sku, catalog), 'saved')
  })

  app.post('/cart/undo', { schema: { tags, summary: 'Takes the last change back', response: { 200: Ref(ChangedCart), ...changeProblems() } } }, async request => {
    const { cart, message, before } = await change(request, cart => takeBack(cart, request.t))
    if (cart === before) throw new NamedProblem(409, 'nothing-to-undo', message?.text ?? phrase('There is nothing to undo.'))
    return answer(request, message)
  })

  app.put('/cart/coupon', { schema: { tags, summary: 'Puts a coupon in, in the place of the one before', body: CouponCode, response: couponChanged } }, async request => {
    const outcome = await judgeCoupon(app, request, request.body.code)
    if ('refused' in outcome) throw invalidFields({ code: outcome.refused })
    return answer(request, (await change(request, outcome.put)).message)
  })

  app.delete('/cart/coupon', { schema: { tags, summary: 'Takes the coupon out', response: couponChanged } }, async request => {
    return answer(request, (await change(request, cart => takeCouponOut(cart, request.t))).message)
  })

  /** 404 where the cart, as it was when it was changed, had no such line. */
  async function changeLine (request: FastifyRequest, sku: string, work: (cart: Basket) => CartChange, where: 'lines' | 'saved' = 'lines'): Promise<Static<typeof ChangedCart>> {
    const { message, before } = await change(request, work)
    if (piecesOf(before[where], sku) === 0) throw new NotFound('There is no such line.')
    return answer(request, message)
  }

  function answer (request: FastifyRequest, message: CartChange['message']): Static<typeof ChangedCart> {
    return { message: messageJson(message), cart: cartJson(request) }
  }

  function shelfOf ({ catalog, preferences: { currency } }: FastifyRequest) {
    return { catalog, currency }
  }
}

/** `work` may run again on what another request has written: what it returned last is what was saved. */
async function change (request: FastifyRequest, work: (cart: Basket) => CartChange): Promise<CartChange & { before: Basket }> {
  let outcome: CartChange & { before: Basket } = { cart: request.session.cart, before: request.session.cart }
  await request.changeSession(session => {
    outcome = { ...work(session.cart), before: session.cart }
    return outcome.cart === session.cart ? session : { ...session, cart: outcome.cart }
  })
  return outcome
}

export default cart
