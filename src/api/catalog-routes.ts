import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { askList } from '../catalog/ask-list.ts'
import { findList } from '../catalog/find-list.ts'
import { suggest } from '../catalog/suggest.ts'
import { parseWords } from '../catalog/words.ts'
import { NotFound } from '../plugins/errors.ts'
import { CategoryList, ListQuery, Product, ProductList, Suggestions } from './catalog-schema.ts'
import { listJson, productJson, toCards, type Shelf } from './catalog-show.ts'
import { problems, Ref, Strict } from './schema.ts'

const tags = ['Catalogue']

/** What is for sale, in the currency of the shopper's preferences. */
const catalog: FastifyPluginAsyncTypebox = async app => {
  app.get('/products', {
    schema: { tags, summary: 'Lists products, searched and narrowed', querystring: ListQuery, response: { 200: Ref(ProductList), ...problems(404, 422) } }
  }, async request => {
    const shelf = shelfOf(request)
    const { query, found } = await askList(app, request, shelf.catalog)
    return listJson(await findList(shelf.catalog, query, found, request.preferences), found?.corrected, request.preferences, shelf)
  })

  app.get('/products/:slug', {
    schema: { tags, summary: 'Shows a product with its variants', params: Type.Object({ slug: Type.String() }), response: { 200: Ref(Product), ...problems(404) } }
  }, async request => {
    const shelf = shelfOf(request)
    const product = shelf.catalog.bySlug.get(request.params.slug)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')
    return productJson(product, shelf)
  })

  app.get('/categories', { schema: { tags, summary: 'Lists the departments', response: { 200: CategoryList, ...problems() } } }, async request => {
    return { items: request.catalog.categories.map(({ slug, name }) => ({ slug, name })) }
  })

  app.get('/search/suggest', {
    schema: { tags, summary: 'Suggests products for the beginning of a search', querystring: Strict({ q: Type.String({ maxLength: 200 }) }), response: { 200: Suggestions, ...problems(422) } }
  }, async request => {
    const shelf = shelfOf(request)
    const words = parseWords(request.query.q)
    return { words, items: toCards(suggest(shelf.catalog, words), shelf) }
  })

  function shelfOf ({ catalog, preferences: { currency } }: FastifyRequest): Shelf {
    return { picture: app.picture, catalog, currency, now: new Date() }
  }
}

export default catalog
