import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { localPath } from '../plugins/local-path.ts'
import { withFlash } from '../plugins/session/data.ts'
import { piecesOf, removeSaved, restoreSaved, saveForLater } from './cart.ts'
import { moved } from './moved.ts'
import { nameOf, restoredMessage } from './messages.ts'
import { EmptyForm, Line } from './schema.ts'

/** Saved for later: into it, back into the basket, and out of it. */
const savedPages: FastifyPluginAsyncTypebox = async app => {
  app.post('/cart/items/:sku/save', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, saveForLater(session.cart, sku), request.t, 'saved', nameOf(sku, request.catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/saved/:sku/restore', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    const available = catalog.bySku.get(sku)?.variant.available ?? 0
    await request.changeSession(session => {
      const before = piecesOf(session.cart.saved, sku)
      if (before === 0) return session
      const cart = restoreSaved(session.cart, sku, available)
      const left = piecesOf(cart.saved, sku)
      const move = { moved: before - left, held: piecesOf(cart.lines, sku), available }
      return withFlash({ ...session, cart }, restoredMessage(request.t, nameOf(sku, catalog), left, move))
    })
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/saved/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    await request.changeSession(session =>
      moved(session, removeSaved(session.cart, sku), request.t, 'unsaved', nameOf(sku, request.catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })
}

export default savedPages
