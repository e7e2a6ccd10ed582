import type { Catalog, Product } from '../../catalog/catalog.ts'
import type { ReviewState } from '../../reviews/review.ts'
import { sayAge } from '../saying.ts'
import type { KeptReview } from './queries.ts'

export const STATE_NAMES: Readonly<Record<ReviewState, string>> = { waiting: 'Waiting', published: 'Published', refused: 'Refused' }

/** How the dot and the word of an order are painted for a review. */
const COLOURS: Readonly<Record<ReviewState, string>> = { waiting: 'placed', published: 'delivered', refused: 'cancelled' }

export interface DescribedReview extends KeptReview {
  stateName: string
  colour: string
  age: string
  /** Null when it is not in the shop any more. */
  item: Product | null
}

export function describeReview (review: KeptReview, { bySlug }: Catalog, now: Date): DescribedReview {
  return {
    ...review, stateName: STATE_NAMES[review.state], colour: COLOURS[review.state], age: sayAge(review.writtenAt, now), item: bySlug.get(review.product) ?? null
  }
}

/** What somebody else made of it while its page was open. */
export function sayOvertaken ({ state, decidedBy }: KeptReview): string {
  if (state === 'waiting') return 'The customer has changed the review while you had this page open.'
  return `${decidedBy || 'Somebody'} was quicker: the review is ${STATE_NAMES[state].toLowerCase()}, or has another answer, by now.`
}
