import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { shopperIdOf } from '../accounts/account-routes.ts'
import { addItem, piecesOf } from '../cart/cart.ts'
import { addedMessage, nameOf } from '../cart/messages.ts'
import { EmptyForm, Line } from '../cart/schema.ts'
import { transaction } from '../plugins/database.ts'
import { NotFound } from '../plugins/errors.ts'
import { localPath } from '../plugins/local-path.ts'
import { withFlash } from '../plugins/session/data.ts'
import { adoptSession, holdSession, lockWholeSession, saveWholeSession } from '../plugins/session/locked.ts'
import { MAX_ITEMS, shownItems } from './list.ts'
import { countItems, deleteItem, findShareToken, listItems, saveItem } from './queries.ts'
import sharing from './share-routes.ts'

const LIST = '/account/wishlist'

/** What a customer would like to have: private, unless the customer shares it by a link. */
const wishlist: FastifyPluginAsyncTypebox = async app => {
  await app.register(sharing)

  app.get('/account/wishlist', async (request, reply) => {
    const shopperId = shopperIdOf(request)
    const [items, token] = await Promise.all([listItems(app.db, shopperId), findShareToken(app.db, shopperId)])
    return reply.page('wishlist/show', {
      items: shownItems(items, request.catalog, request.preferences.currency),
      link: token === undefined ? null : app.mail.link(`/wishlists/${token}`)
    })
  })

  app.post('/account/wishlist/items/:sku', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    const item = catalog.bySku.get(sku)
    if (!item) throw new NotFound('This item is not for sale any more.')
    const target = localPath(request.body?.return_to, `/products/${item.product.slug}?sku=${sku}`)
    // Nothing is kept of who has no account: after the login the button is there again.
    if (!request.customer) return reply.redirect(`/login?next=${encodeURIComponent(target)}`, 303)

    const { currency } = request.preferences
    const { priceCents } = item.variant.prices[currency]
    const shopperId = shopperIdOf(request)
    const outcome = await transaction(app.db, async db => {
      await holdSession(db, request)
      if (await countItems(db, shopperId) >= MAX_ITEMS) return 'full'
      return await saveItem(db, shopperId, { sku, currency, priceCents }) ? 'added' : 'there'
    })
    const name = nameOf(sku, catalog)
    if (outcome === 'added') await request.flash('success', request.t('On your wishlist: {name}', { name }))
    else if (outcome === 'there') await request.flash('info', request.t('On your wishlist already: {name}', { name }))
    else await request.flash('warning', request.t('A wishlist holds {most} items at most, so this one was not added: {name}', { most: MAX_ITEMS, name }))
    return reply.redirect(target, 303)
  })

  app.post('/account/wishlist/items/:sku/remove', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const isGone = await transaction(app.db, async db => {
      await holdSession(db, request)
      return deleteItem(db, shopperIdOf(request), sku)
    })
    if (isGone) await request.flash('success', request.t('No longer on your wishlist: {name}', { name: nameOf(sku, request.catalog) }))
    return reply.redirect(localPath(request.body?.return_to, LIST), 303)
  })

  // In one transaction, so that it is never lost on the way, nor in the basket twice after two presses.
  app.post('/account/wishlist/items/:sku/move', { schema: { params: Line, body: EmptyForm } }, async (request, reply) => {
    const { sku } = request.params
    const { catalog } = request
    const item = catalog.bySku.get(sku)
    if (!item) throw new NotFound('This item is not for sale any more, so nothing was added.')
    const { currency } = request.preferences
    const { available, prices: { [currency]: { priceCents } } } = item.variant
    const session = await transaction(app.db, async db => {
      const locked = await lockWholeSession(db, request)
      const { cart, added } = addItem(locked.data.cart, { sku, quantity: 1, seen: { currency, priceCents } }, available)
      if (added > 0 && !await deleteItem(db, shopperIdOf(request), sku)) return locked
      const message = addedMessage(request.t, nameOf(sku, catalog), 1, { moved: added, held: piecesOf(cart.lines, sku), available })
      return saveWholeSession(db, request, locked, withFlash({ ...locked.data, cart }, message))
    })
    adoptSession(request, session)
    return reply.redirect(localPath(request.body?.return_to, LIST), 303)
  })
}

export default wishlist
