import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { productPage } from '../catalog/product-page.ts'
import type { Product, Variant } from '../catalog/catalog.ts'
import type { CartMergeRule } from '../config.ts'
import type { Currency } from '../money.ts'
import { NotFound, UnprocessableInput } from '../plugins/errors.ts'
import { localPath } from '../plugins/local-path.ts'
import { withFlash, type SessionData } from '../plugins/session/data.ts'
import { addItem, MAX_QUANTITY, piecesOf, removeItem, setQuantity, undoChange, type CartLine } from './cart.ts'
import { addedMessage, fewerMessage, nameOf } from './messages.ts'
import linkPages from './link-routes.ts'
import { moved } from './moved.ts'
import { cartPage } from './page.ts'
import couponPages from './coupon-routes.ts'
import savedPages from './saved-routes.ts'
import { EmptyForm, Line, ReturnTo, Sku } from './schema.ts'

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
  await app.register(savedPages)
  await app.register(couponPages)
  await app.register(linkPages, { mergeRule })

  app.get('/cart', (request, reply) => reply.page('cart/show', cartPage(request, request.catalog)))

  app.post('/cart/items', { schema: { body: AddForm } }, async (request, reply) => {
    const { sku, quantity, return_to: returnTo } = request.body
    const { catalog } = request
    const item = catalog.bySku.get(sku)
    if (!item) throw new NotFound('This item is not for sale any more, so nothing was added.')
    if (!/^[1-9][0-9]?$/.test(quantity)) {
      return reply.code(422).page('catalog/product', productPage(request, catalog, item, { quantity }))
    }
    const { available } = item.variant
    const line = newLine(item, Number(quantity), request.preferences.currency)
    await request.changeSession(session => {
      const { cart, added } = addItem(session.cart, line, available)
      return withFlash({ ...session, cart }, addedMessage(request.t, nameOf(sku, catalog), line.quantity, { moved: added, held: piecesOf(cart.lines, sku), available }))
    })
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku', { schema: { params: Line, body: QuantityForm } }, async (request, reply) => {
    const { params: { sku }, body: { quantity, step = '0', return_to: returnTo } } = request
    const { catalog } = request
    if (!/^(0|[1-9][0-9]?)$/.test(quantity)) {
      if (piecesOf(request.session.cart.lines, sku) === 0) throw new UnprocessableInput()
      return reply.code(422).page('cart/show', cartPage(request, catalog, { sku, typed: quantity }))
    }
    const item = catalog.bySku.get(sku)
    const wanted = Math.min(Number(quantity) + Number(step), MAX_QUANTITY)
    if (wanted <= 0 || !item) await request.changeSession(session => takenOut(request, session, sku))
    else {
      const line = newLine(item, Math.min(wanted, item.variant.available || wanted), request.preferences.currency)
      await request.changeSession(session => {
        const cart = setQuantity(session.cart, line)
        if (cart === session.cart) return session
        const changed = { ...session, cart }
        return line.quantity < wanted ? withFlash(changed, fewerMessage(request.t, nameOf(sku, catalog), line.quantity)) : changed
      })
    }
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => takenOut(request, session, request.params.sku))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/undo', { schema: { body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => session.cart.undo
      ? withFlash({ ...session, cart: undoChange(session.cart) }, { kind: 'success', text: request.t('Undone: your basket is as it was before.') })
      : withFlash(session, { kind: 'warning', text: request.t('Your basket has changed since, so there is nothing to undo.') }))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

}

function takenOut ({ t, catalog }: FastifyRequest, session: SessionData, sku: string): SessionData {
  return moved(session, removeItem(session.cart, sku), t, 'removed', nameOf(sku, catalog))
}

function newLine ({ variant }: { product: Product, variant: Variant }, quantity: number, currency: Currency): CartLine {
  return { sku: variant.sku, quantity, seen: { currency, priceCents: variant.prices[currency].priceCents } }
}

export default cart
