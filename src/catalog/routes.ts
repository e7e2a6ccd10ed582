import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import { cardsOf, quantitiesOf } from './card.ts'
import type { Card } from './card.ts'
import { cheapestVariant, isSoldOut } from './catalog.ts'
import type { Catalog, Product } from './catalog.ts'
import { listUrl, pageLinks, pageOf, parseListQuery, readText, selectProducts } from './listing.ts'
import type { ListQuery } from './listing.ts'
import { productPage } from './product-page.ts'
import { chipsOf, formatLimit, listErrors, titleOf } from './saying.ts'
import { search } from './search.ts'
import { seenCards } from './seen-cards.ts'
import { parseWords, suggestProducts } from './words.ts'

const WINDOW_SIZE = 12
const HELP_SIZE = 4
const SHORTCUT_CENTS = 4000
const SUGGESTIONS = 6

/** The catalogue. All of it comes from memory; only a search asks the database. */
const catalog: FastifyPluginAsync = async app => {
  app.get('/', async (request, reply) => {
    const { currency, locale } = request.preferences
    const catalog = app.catalog.current()
    const { products } = catalog
    return reply.page('catalog/home', {
      cards: toCards(request, products.slice(0, WINDOW_SIZE)),
      total: products.length,
      seen: seenCards(request, catalog),
      shortcut: { text: formatLimit(SHORTCUT_CENTS, currency, locale), url: listUrl(parseListQuery({}), { maxPriceCents: SHORTCUT_CENTS }) }
    })
  })

  app.get('/products', async (request, reply) => {
    const { currency, locale, pageSize } = request.preferences
    const catalog = app.catalog.current()
    const query = parseListQuery(request.query)
    if (query.page === undefined) throw new NotFound('There is no such page of this list.')
    const category = findCategory(catalog, query)

    if (query.q) await app.rateLimit.take({ name: 'search', subject: networkOf(request.ip) })
    const { slugs, corrected } = query.q ? await search(app.db, query.q) : {}
    const candidates = slugs ? slugs.flatMap(slug => catalog.bySlug.get(slug) ?? []) : catalog.products
    const page = pageOf(selectProducts(candidates, query, currency), query.page, pageSize)
    return reply.page('catalog/list', {
      query,
      errors: listErrors(query),
      category,
      department: query.category,
      departments: countByDepartment(catalog, selectProducts(candidates, { ...query, category: '' }, currency)),
      searched: query.q,
      corrected: corrected ? { words: corrected, url: listUrl(query, { q: corrected }) } : null,
      title: titleOf(query, category, page, currency, locale),
      chips: chipsOf(query, category, currency, locale),
      page,
      cards: toCards(request, page.items),
      links: page.count > 1 ? pageLinks(query, page) : [],
      canonical: listUrl(query, { page: page.number }),
      previous: page.number > 1 ? listUrl(query, { page: page.number - 1 }) : null,
      next: page.number < page.count ? listUrl(query, { page: page.number + 1 }) : null,
      help: page.total === 0 ? toCards(request, catalog.products.filter(product => !isSoldOut(product)).slice(0, HELP_SIZE)) : []
    })
  })

  app.get<{ Params: { slug: string } }>('/products/:slug', async (request, reply) => {
    const { currency } = request.preferences
    const catalog = app.catalog.current()
    const product = catalog.bySlug.get(request.params.slug)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')

    const sku = readText(request.query, 'sku')
    const variant = product.variants.find(variant => variant.sku === sku) ?? cheapestVariant(product, currency)
    reply.saw(product.slug)
    return reply.page('catalog/product', productPage(request, catalog, { product, variant }))
  })

  app.get('/search/suggest', async (request, reply) => {
    const words = parseWords(readText(request.query, 'q'))
    const found = suggestProducts(app.catalog.current(), words, SUGGESTIONS)
    return reply.fragment('catalog/suggest', { words, cards: toCards(request, found) })
  })
}

export default catalog

function findCategory (catalog: Catalog, { category }: ListQuery): Catalog['categories'][number] | null {
  if (category === '') return null
  const found = catalog.categories.find(({ slug }) => slug === category)
  if (!found) throw new NotFound('There is no such department in the shop.')
  return found
}

/** The departments, each with how many of these products are in it. */
function countByDepartment ({ categories }: Catalog, products: readonly Product[]): Array<{ slug: string, name: string, count: number }> {
  return categories.map(({ slug, name }) => ({ slug, name, count: products.filter(({ category }) => category === slug).length }))
}

function toCards ({ session, preferences }: FastifyRequest, products: readonly Product[]): Card[] {
  return cardsOf(products, preferences.currency, quantitiesOf(session.cart), new Date())
}
