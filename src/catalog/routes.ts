import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { BestSellers } from './best-sellers.ts'
import { cardsOf, quantitiesOf } from './card.ts'
import type { Card } from './card.ts'
import { cheapestVariant } from './catalog.ts'
import type { Catalog, Product } from './catalog.ts'
import { correctWords } from './corrections.ts'
import { listPage } from './list-page.ts'
import { listUrl, parseListQuery, readText } from './listing.ts'
import { homeMeta } from './meta.ts'
import { productPage } from './product-page.ts'
import { formatLimit } from './saying.ts'
import { search } from './search.ts'
import { seenCards } from './seen-cards.ts'
import { parseWords, splitWords, suggestProducts } from './words.ts'

const WINDOW_SIZE = 12
const SHORTCUT_CENTS = 4000
const SUGGESTIONS = 6

/** The catalogue. All of it comes from memory; only a search asks the database. */
const catalog: FastifyPluginAsync = async app => {
  const bestSellers = new BestSellers(app.db, app.log)

  app.get('/', async (request, reply) => {
    const { catalog, preferences: { currency, locale } } = request
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
    const query = parseListQuery(request.query)
    if (query.page === undefined) throw new NotFound('There is no such page of this list.')
    const isKnown = query.category === '' || catalog.categories.some(({ slug }) => slug === query.category)
    if (!isKnown) throw new NotFound('There is no such department in the shop.')

    if (query.q) await app.rateLimit.take({ name: 'search', subject: networkOf(request.ip) })
    const found = query.q ? await search(app.db, catalog, query.q) : undefined
    return reply.page('catalog/list', await listPage(request, catalog, query, found, bestSellers))
  })

  app.get<{ Params: { slug: string } }>('/products/:slug', async (request, reply) => {
    const { catalog, preferences: { currency } } = request
    const product = catalog.bySlug.get(request.params.slug)
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

/** Products that begin so; where none does, those that were probably meant. */
function suggest (catalog: Catalog, words: string): Product[] {
  const begun = suggestProducts(catalog, words, SUGGESTIONS)
  return begun.length > 0 ? begun : suggestProducts(catalog, correctWords(catalog, splitWords(words)).join(' '), SUGGESTIONS)
}

function toCards ({ session, preferences }: FastifyRequest, products: readonly Product[]): Card[] {
  return cardsOf(products, preferences.currency, quantitiesOf(session.cart), new Date())
}
