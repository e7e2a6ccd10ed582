import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../plugins/errors.ts'
import { networkOf } from '../plugins/rate-limit/rules.ts'
import type { Catalog } from './catalog.ts'
import { parseListQuery, type ListQuery } from './listing.ts'
import { search, type SearchResult } from './search.ts'

/** What a request asks of the list, and what was found for its words: undefined when it has none. Throws `NotFound`, and a 429 for too many searches. */
export async function askList (app: FastifyInstance, request: FastifyRequest, catalog: Catalog): Promise<{ query: ListQuery, found: SearchResult | undefined }> {
  const query = parseListQuery(request.query)
  if (query.page === undefined) throw new NotFound('There is no such page of this list.')
  const isKnown = query.category === '' || catalog.categories.some(({ slug }) => slug === query.category)
  if (!isKnown) throw new NotFound('There is no such department in the shop.')
  if (!query.q) return { query, found: undefined }
  await app.rateLimit.take({ name: 'search', subject: networkOf(request.ip) })
  return { query, found: await search(app.db, catalog, query.q) }
}
