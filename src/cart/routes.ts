import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Currency } from '../money.ts'
import { NotFound } from '../plugins/errors.ts'
import { localPath } from '../plugins/local-path.ts'
import { withFlash, type SessionData } from '../plugins/session/data.ts'
import type { Product, Variant } from '../catalog/catalog.ts'
import { addItem, MAX_QUANTITY, priceCart, removeItem, removeSaved, restoreSaved, saveForLater, setQuantity, undoChange, type Cart, type CartLine } from './cart.ts'
import { addedMessage, nameOf } from './messages.ts'
import { SKU_PATTERN } from './schema.ts'

const Sku = Type.String({ pattern: SKU_PATTERN })
const ReturnTo = Type.Optional(Type.String())
const AddForm = Type.Object({
  sku: Sku,
  quantity: Type.String({ pattern: '^[1-9][0-9]?$', default: '1' }),
  return_to: ReturnTo
}, { additionalProperties: false })
const QuantityForm = Type.Object({
  quantity: Type.String({ pattern: '^(0|[1-9][0-9]?)$' }),
  // The − and + buttons send what is typed in the field along with their step.
  step: Type.Optional(Type.Enum(['-1', '1'])),
  return_to: ReturnTo
}, { additionalProperties: false })
const EmptyForm = Type.Optional(Type.Object({ return_to: ReturnTo }, { additionalProperties: false }))
const Line = Type.Object({ sku: Sku })

const cart: FastifyPluginAsyncTypebox = async app => {
  app.get('/cart', async (request, reply) => {
    const { session, preferences } = request
    const cart = priceCart(session.cart, app.catalog.current(), preferences.currency)
    return reply.page('cart/show', { cart, maxQuantity: MAX_QUANTITY, blocked: cart.lines.some(({ problem }) => problem !== undefined) })
  })

  app.post('/cart/items', { schema: { body: AddForm } }, async (request, reply) => {
    const { sku, quantity, return_to: returnTo } = request.body
    const item = app.catalog.current().bySku.get(sku)
    if (!item) throw new NotFound('This item is not for sale any more, so nothing was added.')

    const { available } = item.variant
    const line = newLine(item, Number(quantity), request.preferences.currency)
    await request.changeSession(session => {
      const { cart, added } = addItem(session.cart, line, available)
      return withFlash({ ...session, cart }, addedMessage(nameOf(sku, app.catalog.current()), line.quantity, added, available))
    })
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku', { schema: { params: Line, body: QuantityForm } }, async (request, reply) => {
    const { params: { sku }, body: { quantity, step = '0', return_to: returnTo } } = request
    const item = app.catalog.current().bySku.get(sku)
    const wanted = Math.min(Number(quantity) + Number(step), MAX_QUANTITY)
    if (wanted <= 0 || !item) await request.changeSession(session => takenOut(session, sku))
    else {
      const line = newLine(item, Math.min(wanted, item.variant.available || wanted), request.preferences.currency)
      await request.changeSession(session => {
        const cart = setQuantity(session.cart, line)
        if (cart === session.cart) return session
        const changed = { ...session, cart }
        const text = `Only ${line.quantity} of ${nameOf(sku, app.catalog.current())} are left, so we set the quantity to ${line.quantity}.`
        return line.quantity < wanted ? withFlash(changed, { kind: 'warning', text }) : changed
      })
    }
    return reply.redirect(localPath(returnTo, '/cart'), 303)
  })

  app.post('/cart/items/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => takenOut(session, request.params.sku))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/items/:sku/save', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, saveForLater(session.cart, sku), `${nameOf(sku, app.catalog.current())} is saved for later.`))
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/saved/:sku/restore', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const available = app.catalog.current().bySku.get(sku)?.variant.available ?? 0
    await request.changeSession(session => {
      const cart = restoreSaved(session.cart, sku, available)
      const stays = cart.saved.find(line => line.sku === sku)
      if (!stays) return { ...session, cart }
      const name = nameOf(sku, app.catalog.current())
      const text = cart === session.cart ? `${name} cannot be put in the basket at the moment: it stays saved.` : `Not all of ${name} could be put in the basket: ${stays.quantity} stay saved.`
      return withFlash({ ...session, cart }, { kind: 'warning', text })
    })
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/saved/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, removeSaved(session.cart, sku), `${nameOf(sku, app.catalog.current())} is no longer saved.`))
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/undo', { schema: { body: EmptyForm } }, async (request, reply) => {
    await request.changeSession(session => session.cart.undo
      ? withFlash({ ...session, cart: undoChange(session.cart) }, { kind: 'success', text: 'Your basket is as it was before.' })
      : withFlash(session, { kind: 'warning', text: 'Your basket has changed since, so there is nothing to undo.' }))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  function takenOut (session: SessionData, sku: string): SessionData {
    return moved(session, removeItem(session.cart, sku), `${nameOf(sku, app.catalog.current())} was taken out of your basket.`)
  }
}

/** The session with its changed cart and a message that offers Undo; the same session where nothing moved. */
function moved (session: SessionData, cart: Cart, text: string): SessionData {
  return cart === session.cart ? session : withFlash({ ...session, cart }, { kind: 'success', text, undo: true })
}

function newLine ({ variant }: { product: Product, variant: Variant }, quantity: number, currency: Currency): CartLine {
  return { sku: variant.sku, quantity, seen: { currency, priceCents: variant.prices[currency].priceCents } }
}

export default cart
