import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readText } from '../catalog/listing.ts'
import { NotFound } from '../plugins/errors.ts'
import { describeReviews, PAGE_SIZE, ratingPart, reviewsUrl } from './page.ts'
import { listPublished } from './queries.ts'
import writing from './write-routes.ts'

/** What customers say of a product: read by everybody, written by those who bought it. */
const reviews: FastifyPluginAsyncTypebox = async app => {
  await app.register(writing)

  app.get('/products/:slug/reviews', { schema: { params: Type.Object({ slug: Type.String() }) } }, async (request, reply) => {
    const product = request.catalog.bySlug.get(request.params.slug)
    if (!product) throw new NotFound('This product is not in the shop, or not any more.')
    const { slug, rating } = product
    const [starsText, pageText] = [readText(request.query, 'stars'), readText(request.query, 'page')]
    const stars = /^[1-5]$/.test(starsText) ? Number(starsText) : undefined
    const asked = pageText === '' ? 1 : /^[1-9]\d{0,5}$/.test(pageText) ? Number(pageText) : undefined
    if (asked === undefined) throw new NotFound('There is no such page of this list.')

    // How many there are is known from memory, so only those that are shown are asked for.
    const total = stars === undefined ? rating?.count ?? 0 : rating?.counts[stars - 1] ?? 0
    const count = Math.max(1, Math.ceil(total / PAGE_SIZE))
    const number = Math.min(asked, count)
    const found = total === 0 ? [] : await listPublished(app.db, slug, { stars, offset: (number - 1) * PAGE_SIZE, limit: PAGE_SIZE })
    return reply.page('reviews/list', {
      product,
      department: product.category,
      rating: ratingPart(rating),
      stars: stars ?? null,
      total,
      reviews: describeReviews(found),
      page: { number, count },
      canonical: reviewsUrl(slug, { stars, page: number }),
      newer: number > 1 ? reviewsUrl(slug, { stars, page: number - 1 }) : null,
      older: number < count ? reviewsUrl(slug, { stars, page: number + 1 }) : null
    })
  })
}

export default reviews
