import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { productPage } from '../catalog/product-page.ts'
import type { CartMergeRule } from '../config.ts'
import { NotFound, UnprocessableInput } from '../plugins/errors.ts'
import { localPath } from '../plugins/local-path.ts'
import { addCartBlanks } from './blanks.ts'
import { piecesOf } from './cart.ts'
import { addToCart, changeQuantity, takeBack, takeOut, withChange } from './change.ts'
import linkPages from './link-routes.ts'
import { cartPage, type CartParts } from './page.ts'
import couponPages from './coupon-routes.ts'
import savedPages from './saved-routes.ts'
import { EmptyForm, Line, ONLY_CHANGES_SESSION, ReturnTo, Sku } from './schema.ts'

// A quantity is any short text here: one that is none gets its page back, with a sentence.
const AddForm = Type.Object({
  sku: Sku,
  quantity: Type.String({ maxLength: 100, default: '1' }),
  return_to: ReturnTo
}, { additionalProperties: false })
const QuantityForm = Type.Object({
  quantity: Type.String({ maxLength: 100 }),
  // The − and + buttons send what is typed in the field along with their step.
  step: Type.Optional(Type.Enum(['-1', '1'])),
  return_to: ReturnTo
}, { additionalProperties: false })

const cart: FastifyPluginAsyncTypebox<{ mergeRule: CartMergeRule }> = async (app, { mergeRule }) => {
  addCartBlanks(app)
  await app.register(savedPages)
  await app.register(couponPages)
  await app.register(linkPages, { mergeRule })

  app.get('/cart', (request, reply) => {
    const own = cartPage(request, request.catalog)
    const { path, returnTo, errors, has } = own
    // Not even while it is empty: what ignores Vary would show it to who has filled theirs.
    if (!request.session.row) reply.header('cache-control', 'private, no-cache')
    return reply.publicPage('cart/show', () => ({ path, returnTo, errors, has }), { variant: variantOf(has), own })
  })

  app.post('/cart/items', { schema: { body: AddForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { sku, quantity, return_to: returnTo } = request.body
    const { catalog } = request
    const item = catalog.bySku.get(sku)
    if (!item) throw new NotFound('This item is not for sale any more, so nothing was added.')
    if (!/^[1-9][0-9]?$/.test(quantity)) {
      return reply.code(422).page('catalog/product', productPage(request, catalog, item, { quantity }))
    }
    const shelf = { catalog, currency: request.preferences.currency }
    await request.changeSession(session => withChange(session, addToCart(session.cart, sku, Number(quantity), shelf)))
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku', { schema: { params: Line, body: QuantityForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { params: { sku }, body: { quantity, step = '0', return_to: returnTo } } = request
    const { catalog } = request
    if (!/^(0|[1-9][0-9]?)$/.test(quantity)) {
      await request.refreshSession()
      if (piecesOf(request.session.cart.lines, sku) === 0) throw new UnprocessableInput()
      return reply.code(422).page('cart/show', cartPage(request, catalog, { sku, typed: quantity }))
    }
    const shelf = { catalog, currency: request.preferences.currency }
    await request.changeSession(session => withChange(session, changeQuantity(session.cart, sku, Number(quantity) + Number(step), shelf)))
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku/remove', { schema: { params: Line, body: EmptyForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { catalog } = request
    await request.changeSession(session => withChange(session, takeOut(session.cart, request.params.sku, catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/undo', { schema: { body: EmptyForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    await request.changeSession(session => withChange(session, takeBack(session.cart, request.t)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })
}

/** What the page is made up of, in a word. */
function variantOf ({ lines, saved, alongside, account }: CartParts): string {
  return `${lines} ${saved} ${alongside} ${account}`
}

export default cart
