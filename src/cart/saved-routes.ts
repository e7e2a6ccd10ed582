import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { withFlash } from '../plugins/session/data.ts'
import { removeSaved, restoreSaved, saveForLater } from './cart.ts'
import { moved } from './moved.ts'
import { nameOf, restoredMessage } from './messages.ts'
import { EmptyForm, Line } from './schema.ts'

/** Saved for later: into it, back into the basket, and out of it. */
const savedPages: FastifyPluginAsyncTypebox = async app => {
  app.post('/cart/items/:sku/save', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, saveForLater(session.cart, sku), 'Saved for later', nameOf(sku, app.catalog.current())))
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/saved/:sku/restore', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const catalog = app.catalog.current()
    await request.changeSession(session => {
      const line = session.cart.saved.find(line => line.sku === sku)
      if (!line) return session
      const cart = restoreSaved(session.cart, sku, catalog.bySku.get(sku)?.variant.available ?? 0)
      const left = cart.saved.find(line => line.sku === sku)?.quantity ?? 0
      return withFlash({ ...session, cart }, restoredMessage(nameOf(sku, catalog), line.quantity - left, left))
    })
    return reply.redirect('/cart', 303)
  })

  app.post('/cart/saved/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, removeSaved(session.cart, sku), 'No longer saved', nameOf(sku, app.catalog.current())))
    return reply.redirect('/cart', 303)
  })
}

export default savedPages
