import type { Catalog, Product } from '../catalog/catalog.ts'
import type { Language } from '../languages/language.ts'
import type { OrderLine } from '../orders/order.ts'
import { barsOf, type Bar, type Rating, type ShownReview } from './rating.ts'

export const PAGE_SIZE = 10

/** As the templates show it: the moment is one again. */
export interface DescribedReview extends Omit<ShownReview, 'publishedAt'> {
  publishedAt: Date
  language: Language
}

/** What the page of a product shows of its reviews, out of memory; null where there are none. */
export function ratingPart (rating: Rating | undefined): { average: number, count: number, bars: Bar[], newest: DescribedReview[] } | null {
  return rating ? { average: rating.average, count: rating.count, bars: barsOf(rating), newest: describeReviews(rating.newest) } : null
}

export function describeReviews (reviews: readonly ShownReview[]): DescribedReview[] {
  return reviews.map(review => ({ ...review, language: review.language ?? 'en', publishedAt: new Date(review.publishedAt) }))
}

/** The list of a product's reviews; `stars` leaves only those of so many. Page 1 is left out of the address. */
export function reviewsUrl (slug: string, { stars, page = 1 }: { stars?: number | undefined, page?: number } = {}): string {
  const fields = new URLSearchParams()
  if (stars !== undefined) fields.set('stars', String(stars))
  if (page > 1) fields.set('page', String(page))
  return `/products/${slug}/reviews${fields.size > 0 ? `?${fields}` : ''}`
}

/** Of an order: what its buyer may review, or has reviewed. */
export function reviewable (
  lines: readonly Pick<OrderLine, 'sku'>[], { bySku }: Catalog, reviewed: ReadonlySet<string>
): Array<{ slug: string, name: string, isReviewed: boolean }> {
  const products = new Set<Product>(lines.flatMap(({ sku }) => bySku.get(sku)?.product ?? []))
  return [...products].map(({ slug, name }) => ({ slug, name, isReviewed: reviewed.has(slug) }))
}
