import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { localPath } from '../plugins/local-path.ts'
import { forgetSaved, putAside, putBack, withChange } from './change.ts'
import { EmptyForm, Line, ONLY_CHANGES_SESSION } from './schema.ts'

/** Saved for later: into it, back into the basket, and out of it. */
const savedPages: FastifyPluginAsyncTypebox = async app => {
  app.post('/cart/items/:sku/save', { schema: { params: Line, body: EmptyForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    await request.changeSession(session => withChange(session, putAside(session.cart, sku, catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/saved/:sku/restore', { schema: { params: Line, body: EmptyForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    await request.changeSession(session => withChange(session, putBack(session.cart, sku, catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })

  app.post('/cart/saved/:sku/remove', { schema: { params: Line, body: EmptyForm }, config: ONLY_CHANGES_SESSION }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    await request.changeSession(session => withChange(session, forgetSaved(session.cart, sku, catalog)))
    return reply.redirect(localPath(request.body?.return_to, '/cart'), 303)
  })
}

export default savedPages
