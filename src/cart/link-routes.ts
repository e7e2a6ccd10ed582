import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { Type } from 'typebox'
import { showLinkOver } from '../accounts/pages.ts'
import { newToken } from '../accounts/tokens.ts'
import { readText } from '../catalog/listing.ts'
import type { CartMergeRule } from '../config.ts'
import type { Translate } from '../languages/translate.ts'
import { transaction, type Db } from '../plugins/database.ts'
import { pruneRegularly } from '../plugins/jobs/regularly.ts'
import { withFlash, type SessionData } from '../plugins/session/data.ts'
import { adoptSession, lockWholeSession, saveWholeSession, type LockedSession } from '../plugins/session/locked.ts'
import { EMPTY_CART, type Cart } from './cart.ts'
import { hashCartToken, LINK_LIFETIME_S, originOf } from './link.ts'
import { mergedMessage } from './merge-message.ts'
import { mergeCarts } from './merge.ts'
import { nameOf, timesName } from './messages.ts'
import { deleteOldCartLinks, findCartLink, saveCartLink, takeCartLink } from './queries.ts'
import { EmptyForm, parseCart } from './schema.ts'

const TokenForm = Type.Object({ token: Type.String() }, { additionalProperties: false })
const PRUNE_INTERVAL_MS = 15 * 60_000

const linkOver = (t: Translate) => ({
  message: t('It works once, for a quarter of an hour. Make a new one from the basket on the other device: nothing is lost there.'),
  action: '/cart',
  text: t('See this basket')
})

/**
 * Takes what is in a basket to another device, once. The link carries the lines as they are when it is made, and nothing of the
 * session or the account they are from; the basket they are from keeps them.
 */
const cartLink: FastifyPluginAsyncTypebox<{ mergeRule: CartMergeRule }> = async (app, { mergeRule: rule }) => {
  // The link is shown this once, in the answer itself: the database has only its hash.
  app.post('/cart/link', { schema: { body: EmptyForm }, config: { rate: 'cart-link' } }, async (request, reply) => {
    const { lines } = request.session.cart
    if (lines.length === 0) return reply.redirect('/cart', 303)
    const token = newToken()
    await saveCartLink(app.db, { tokenHash: hashCartToken(token), origin: originOf(request), lines }, LINK_LIFETIME_S)
    const link = app.mail.link(`/cart/link?token=${token}`)
    const code = generate(link)
    return forOneReader(reply).page('cart/link', { link, pieces: piecesOf({ ...EMPTY_CART, lines }), qr: { path: toSvgPath(code), size: code.size } })
  })

  app.get('/cart/link', async (request, reply) => {
    const token = readText(request.query, 'token')
    const found = await findCartLink(app.db, hashCartToken(token))
    if (!found) return showLinkOver(reply, linkOver(request.t))
    const { catalog } = request
    const cart = parseCart({ lines: found.lines })
    return forOneReader(reply).page('cart/take', {
      token,
      isHere: found.origin === originOf(request),
      pieces: piecesOf(cart),
      names: cart.lines.map(({ sku, quantity }) => timesName(quantity, nameOf(sku, catalog)))
    })
  })

  app.post('/cart/link/take', { schema: { body: TokenForm }, config: { rate: 'cart-link' } }, async (request, reply) => {
    const tokenHash = hashCartToken(request.body.token)
    // Somebody who comes with nothing gets a session in the same transaction: wholly or not at all.
    const outcome = await transaction<LockedSession | 'new' | undefined>(app.db, async db => request.session.row ? intoSession(db, request, tokenHash) : intoNewSession(db, request, tokenHash))
    if (!outcome) return showLinkOver(reply, linkOver(request.t))
    if (outcome !== 'new') adoptSession(request, outcome)
    return reply.redirect('/cart', 303)
  })

  async function intoSession (db: Db, request: FastifyRequest, tokenHash: string): Promise<LockedSession | undefined> {
    const locked = await lockWholeSession(db, request)
    const after = await take(db, request, tokenHash, locked.data)
    return after && saveWholeSession(db, request, locked, after)
  }

  async function intoNewSession (db: Db, request: FastifyRequest, tokenHash: string): Promise<'new' | undefined> {
    const after = await take(db, request, tokenHash, { cart: EMPTY_CART, flash: [] })
    if (!after) return undefined
    Object.assign(request.session, after)
    await app.sessions.within(db, 'logout', () => request.session.save())
    return 'new'
  }

  async function take (db: Db, request: FastifyRequest, tokenHash: string, session: SessionData): Promise<SessionData | undefined> {
    const found = await findCartLink(db, tokenHash)
    if (!found || found.origin === originOf(request) || !await takeCartLink(db, tokenHash)) return undefined
    const { catalog } = request
    const { cart, notes } = mergeCarts(session.cart, parseCart({ lines: found.lines }), { rule, catalog, checkingOut: false })
    return notes.length === 0 ? session : withFlash({ ...session, cart }, mergedMessage(notes, catalog, 'device'))
  }

  pruneRegularly(app, 'old links to baskets', PRUNE_INTERVAL_MS, limit => deleteOldCartLinks(app.db, limit))
}

function piecesOf ({ lines }: Cart): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

function forOneReader (reply: FastifyReply): FastifyReply {
  return reply.header('referrer-policy', 'no-referrer').header('cache-control', 'private, no-store')
}

export default cartLink
