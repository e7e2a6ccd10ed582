import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { shopperIdOf } from '../accounts/account-routes.ts'
import { newToken } from '../accounts/tokens.ts'
import { EmptyForm } from '../cart/schema.ts'
import { transaction } from '../plugins/database.ts'
import { holdSession } from '../plugins/session/locked.ts'
import { firstNameOf, shownItems } from './list.ts'
import { deleteShare, findSharer, findShopperOfLink, listItems, saveShare } from './queries.ts'

const LIST = '/account/wishlist'
const Token = Type.Object({ token: Type.String() })

/** A link that shows a wishlist to whoever has it, until its owner takes it back. */
const sharing: FastifyPluginAsyncTypebox = async app => {
  app.post('/account/wishlist/link', { schema: { body: EmptyForm } }, async (request, reply) => {
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await saveShare(db, shopperIdOf(request), newToken())
    })
    return reply.redirect(LIST, 303)
  })

  app.post('/account/wishlist/link/revoke', { schema: { body: EmptyForm } }, async (request, reply) => {
    await transaction(app.db, async db => {
      await holdSession(db, request)
      await deleteShare(db, shopperIdOf(request))
    })
    await request.flash('success', request.t('The link works no more. Only you see your wishlist now.'))
    return reply.redirect(LIST, 303)
  })

  app.get('/wishlists/:token', { schema: { params: Token } }, async (request, reply) => {
    const { token } = request.params
    // Neither found by those who search, nor kept by anybody in between.
    reply.header('x-robots-tag', 'noindex').header('cache-control', 'private, no-store')
    const shopperId = await findShopperOfLink(app.db, token)
    const name = shopperId && await findSharer(app.db, shopperId, token)
    if (!shopperId || name === undefined) return reply.code(404).page('wishlist/unknown', {})
    const items = await listItems(app.db, shopperId)
    return reply.page('wishlist/shared', {
      name: firstNameOf(name),
      items: shownItems(items, request.catalog, request.preferences.currency).filter(({ product }) => product)
    })
  })
}

export default sharing
