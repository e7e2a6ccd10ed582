import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { stockNote, toCard } from './card.ts'
import type { Card } from './card.ts'
import { cheapestVariant } from './catalog.ts'
import type { Catalog, Product } from './catalog.ts'
import { listUrl, pageLinks, pageOf, parseListQuery, readText, selectProducts } from './listing.ts'
import type { ListQuery } from './listing.ts'
import { chipsOf, titleOf, underPrice } from './saying.ts'
import { search } from './search.ts'
import { parseWords, suggestProducts } from './words.ts'

const WINDOW_SIZE = 12
const RELATED_SIZE = 4
const SUGGESTIONS = 6

/** The catalogue. All of it comes from memory; only a search asks the database. */
const catalog: FastifyPluginAsync = async app => {
  app.get('/', async (request, reply) => {
    const { currency, locale } = request.preferences
    const { products } = app.catalog.current()
    return reply.page('catalog/home', {
      cards: toCards(request, products.slice(0, WINDOW_SIZE)),
      total: products.length,
      underForty: underPrice(40, currency, locale)
    })
  })

  app.get('/products', async (request, reply) => {
    const { currency, locale, pageSize } = request.preferences
    const catalog = app.catalog.current()
    const query = parseListQuery(request.query)
    if (query.page === undefined) throw new NotFound('There is no such page of this list.')
    const category = findCategory(catalog, query)

    const { slugs, corrected } = query.q ? await search(app.db, query.q) : {}
    const candidates = slugs ? slugs.flatMap(slug => catalog.bySlug.get(slug) ?? []) : catalog.products
    const page = pageOf(selectProducts(candidates, query, currency), query.page, pageSize)
    return reply.page('catalog/list', {
      query,
      category,
      department: query.category,
      searched: query.q,
      corrected: corrected ? { words: corrected, url: listUrl(query, { q: corrected }) } : null,
      title: titleOf(query, category, page, currency, locale),
      chips: chipsOf(query, category, currency, locale),
      page,
      cards: toCards(request, page.items),
      links: page.count > 1 ? pageLinks(query, page) : [],
      previous: page.number > 1 ? listUrl(query, { page: page.number - 1 }) : null,
      next: page.number < page.count ? listUrl(query, { page: page.number + 1 }) : null,
      help: page.total === 0 ? toCards(request, catalog.products.slice(0, RELATED_SIZE)) : []
    })
  })

  app.get<{ Params: { slug: string } }>('/products/:slug', async (request, reply) => {
    const { currency } = request.preferences
    const catalog = app.catalog.current()
    const product = catalog.bySlug.get(request.params.slug)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')

    const sku = readText(request.query, 'sku')
    const variant = product.variants.find(variant => variant.sku === sku) ?? cheapestVariant(product, currency)
    const related = catalog.products.filter(other => other.category === product.category && other !== product)
    return reply.page('catalog/product', {
      product,
      variant,
      category: catalog.categories.find(({ slug }) => slug === product.category) ?? null,
      department: product.category,
      price: variant.prices[currency],
      stock: stockNote(variant),
      variants: product.variants.length > 1 ? product.variants : [],
      inCart: quantitiesOf(request).get(variant.sku) ?? 0,
      related: toCards(request, related.slice(0, RELATED_SIZE))
    })
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

function toCards (request: FastifyRequest, products: readonly Product[]): Card[] {
  const quantities = quantitiesOf(request)
  const now = new Date()
  return products.map(product => toCard(product, request.preferences.currency, quantities, now))
}

function quantitiesOf (request: FastifyRequest): Map<string, number> {
  return new Map(request.session.cart.lines.map(({ sku, quantity }) => [sku, quantity]))
}
