import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { askList } from './ask-list.ts'
import { BestSellers } from './best-sellers.ts'
import { cardsOf, quantitiesOf } from './card.ts'
import type { Card } from './card.ts'
import { cheapestVariant } from './catalog.ts'
import type { Product } from './catalog.ts'
import { listPage } from './list-page.ts'
import { listUrl, parseListQuery, readText } from './listing.ts'
import { homeMeta } from './meta.ts'
import { productPage } from './product-page.ts'
import { formatLimit } from './saying.ts'
import { seenCards } from './seen-cards.ts'
import { suggest } from './suggest.ts'
import { parseWords } from './words.ts'

const WINDOW_SIZE = 12
const SHORTCUT_CENTS = 4000

/** The catalogue. All of it comes from memory; only a search asks the database. */
const catalog: FastifyPluginAsync = async app => {
  const bestSellers = new BestSellers(app.db, app.log)

  app.get('/', async (request, reply) => {
    const { currency, locale } = request.preferences
    const { catalog } = request
    const { products } = catalog
    return reply.page('catalog/home', {
      meta: homeMeta(request),
      cards: toCards(request, products.slice(0, WINDOW_SIZE)),
      total: products.length,
      seen: seenCards(request, catalog),
      shortcut: { text: formatLimit(SHORTCUT_CENTS, currency, locale), url: listUrl(parseListQuery({}), { maxPriceCents: SHORTCUT_CENTS }) }
    })
  })

  app.get('/products', async (request, reply) => {
    const { catalog } = request
    const { query, found } = await askList(app, request, catalog)
    return reply.page('catalog/list', await listPage(request, catalog, query, found, bestSellers))
  })

  app.get<{ Params: { slug: string } }>('/products/:slug', async (request, reply) => {
    const { currency } = request.preferences
    const { catalog } = request
    const product = catalog.bySlug.get(request.params.slug)
    const movedTo = catalog.movedTo.get(request.params.slug)
    if (!product && movedTo !== undefined) return reply.redirect(`/products/${movedTo}${request.url.replace(/^[^?]*/, '')}`, 301)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')

    const sku = readText(request.query, 'sku')
    const variant = product.variants.find(variant => variant.sku === sku) ?? cheapestVariant(product, currency)
    reply.saw(product.slug)
    return reply.page('catalog/product', productPage(request, catalog, { product, variant }))
  })

  app.get('/search/suggest', async (request, reply) => {
    const { catalog } = request
    const words = parseWords(readText(request.query, 'q'))
    return reply.fragment('catalog/suggest', { words, cards: toCards(request, suggest(catalog, words)) })
  })
}

export default catalog

function toCards ({ session, preferences }: FastifyRequest, products: readonly Product[]): Card[] {
  return cardsOf(products, preferences.currency, quantitiesOf(session.cart), new Date())
}
