import type { FastifyPluginAsync } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { askList } from './ask-list.ts'
import { BestSellers } from './best-sellers.ts'
import { addCatalogBlanks } from './blanks.ts'
import { cardsOf } from './card.ts'
import { cheapestVariant } from './catalog.ts'
import { listPage } from './list-page.ts'
import { isSearch, listUrl, parseListQuery, readText } from './listing.ts'
import { homeMeta } from './meta.ts'
import { productPage } from './product-page.ts'
import { formatLimit } from './saying.ts'
import { suggest } from './suggest.ts'
import { parseWords } from './words.ts'

const WINDOW_SIZE = 12
const SHORTCUT_CENTS = 4000

const FROM_MEMORY = { config: { worksWithoutSession: true } }

/** The catalogue. All of it comes from memory; only a search asks the database. */
const catalog: FastifyPluginAsync = async app => {
  const bestSellers = new BestSellers(app.db, app.log)

  addCatalogBlanks(app)

  app.get('/', FROM_MEMORY, (request, reply) => reply.publicPage('catalog/home', () => {
    const { catalog: { products }, preferences: { currency, locale } } = request
    return {
      meta: homeMeta(request),
      cards: cardsOf(products.slice(0, WINDOW_SIZE), currency, new Date()),
      total: products.length,
      shortcut: { text: formatLimit(SHORTCUT_CENTS, currency, locale), url: listUrl(parseListQuery({}), { maxPriceCents: SHORTCUT_CENTS }) }
    }
  }))

  app.get('/products', FROM_MEMORY, (request, reply) => {
    const make = async (): Promise<object> => {
      const { catalog } = request
      const { query, found } = await askList(app, request, catalog)
      return listPage(request, catalog, query, found, bestSellers)
    }
    // A search is counted, and asks the database.
    return isSearch(request.query) ? make().then(data => reply.page('catalog/list', data)) : reply.publicPage('catalog/list', make)
  })

  app.get<{ Params: { slug: string } }>('/products/:slug', FROM_MEMORY, (request, reply) => {
    const { catalog, params: { slug } } = request
    const product = catalog.bySlug.get(slug)
    const movedTo = catalog.movedTo.get(slug)
    if (!product && movedTo !== undefined) return reply.redirect(`/products/${movedTo}${request.url.replace(/^[^?]*/, '')}`, 301)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')

    reply.saw(product.slug)
    return reply.publicPage('catalog/product', () => {
      const sku = readText(request.query, 'sku')
      const variant = product.variants.find(variant => variant.sku === sku) ?? cheapestVariant(product, request.preferences.currency)
      return productPage(request, catalog, { product, variant })
    })
  })

  app.get('/search/suggest', FROM_MEMORY, async (request, reply) => {
    const { catalog, preferences } = request
    const words = parseWords(readText(request.query, 'q'))
    return reply.fragment('catalog/suggest', { words, cards: cardsOf(suggest(catalog, words), preferences.currency, new Date()) })
  })
}

export default catalog
