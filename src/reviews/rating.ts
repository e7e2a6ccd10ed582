import type { Language } from '../languages/language.ts'

/** A published review, as everybody sees it. */
export interface ShownReview {
  readonly id: string
  /** From 1 to 5. */
  readonly stars: number
  /** Empty for none. */
  readonly title: string
  readonly body: string
  /** Empty when the account is gone. */
  readonly name: string
  /** Of the title and the body. Absent in what was put together before it was known. */
  readonly language?: Language
  /** An order shows that it was bought here. */
  readonly bought: boolean
  /** ISO 8601: it comes out of JSON. */
  readonly publishedAt: string
  /** What the shop says to it; empty for nothing. */
  readonly reply: string
}

/** How a product is rated. A product that nobody has reviewed has none. */
export interface Rating {
  /** How many published reviews there are of 1, 2, 3, 4 and 5 stars. */
  readonly counts: readonly number[]
  /** Of all of them, at least 1. */
  readonly count: number
  /** From 1 to 5, rounded to a tenth. */
  readonly average: number
  /** The first page of its reviews, newest first. */
  readonly newest: readonly ShownReview[]
}

/** Undefined without reviews. `counts`: of 1, 2, 3, 4 and 5 stars. */
export function ratingOf (counts: readonly number[], newest: readonly ShownReview[]): Rating | undefined {
  const count = counts.reduce((sum, each) => sum + each, 0)
  if (count === 0) return undefined
  return { counts, count, average: Math.round(starsIn(counts) / count * 10) / 10, newest }
}

function starsIn (counts: readonly number[]): number {
  return counts.reduce((sum, each, at) => sum + each * (at + 1), 0)
}

const USUAL_STARS = 3.5
const USUAL_WEIGHT = 4

/**
 * What products are sorted by: the average as it would be after four more reviews of three and a half stars, so that one
 * delighted customer does not stand before forty contented ones, nor a product without reviews behind a bad one.
 */
export function rankOf (rating: Rating | undefined): number {
  const { counts, count } = rating ?? { counts: [], count: 0 }
  return (starsIn(counts) + USUAL_STARS * USUAL_WEIGHT) / (count + USUAL_WEIGHT)
}

const formats = new Map<string, Intl.NumberFormat>()

/** `4.6`, `4,6`, `5.0` */
export function formatAverage (average: number, locale: string): string {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  formats.set(locale, format)
  return format.format(average)
}

export interface Bar {
  stars: number
  count: number
  /** Of all reviews, in whole percent. */
  percent: number
}

/** The histogram, five stars first. */
export function barsOf ({ counts, count }: Rating): Bar[] {
  return [5, 4, 3, 2, 1].map(stars => {
    const of = counts[stars - 1] ?? 0
    return { stars, count: of, percent: Math.round(of / count * 100) }
  })
}
