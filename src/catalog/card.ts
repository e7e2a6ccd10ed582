import { phrase, type Words } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import { bestVariant, cheapestVariant } from './catalog.ts'
import type { Price, Product, Variant } from './catalog.ts'
import type { English } from './localize.ts'

const NEW_FOR_MS = 30 * 24 * 60 * 60 * 1000
const FEW = 3

/** A product as it stands on a shelf. */
export interface Card {
  slug: string
  /** Its page, with the variant that it is shown at. */
  url: string
  name: string
  details: string
  picture: string
  wall: string
  /** What its button adds; null where a variant must be chosen first, or nothing is left. */
  sku: string | null
  priceCents: number
  compareAtCents: number | null
  /** Its variants differ in price, and this is the lowest. */
  isFrom: boolean
  soldOut: boolean
  hasVariants: boolean
  tag: { kind: 'plain' | 'sale', text: Words } | null
  /** From 1 to 5 stars on average; null without reviews. */
  rating: { average: number, count: number } | null
  /** Which of its texts are English on a page of another language. */
  english: English
}

/**
 * `now` decides what is new. `fitting`: those of its variants that were asked for, at least one; the card shows the best of them,
 * and speaks of no other. What of it lies in a basket its blanks say.
 */
export function toCard (
  product: Product, currency: Currency, now: Date, fitting: readonly Variant[] = product.variants
): Card {
  const { slug, name, details, wall, variants, rating, english = {} } = product
  const usual = cheapestVariant(product, currency)
  const variant = bestVariant(fitting, currency)
  const { priceCents, compareAtCents } = variant.prices[currency]
  const soldOut = fitting.every(({ available }) => available === 0)
  return {
    slug,
    url: variant === usual ? `/products/${slug}` : `/products/${slug}?sku=${encodeURIComponent(variant.sku)}`,
    name,
    details,
    picture: variant === usual ? pictureOf(product, variant) : variant.picture,
    wall,
    sku: variants.length === 1 && !soldOut ? variant.sku : null,
    priceCents,
    compareAtCents,
    isFrom: fitting.some(other => other.prices[currency].priceCents !== priceCents),
    soldOut,
    hasVariants: variants.length > 1,
    tag: tagOf(product, fitting, variant.prices[currency], now),
    rating: rating ? { average: rating.average, count: rating.count } : null,
    english
  }
}

/** Cards of these products, in their order. */
export function cardsOf (products: readonly Product[], currency: Currency, now: Date): Card[] {
  return products.map(product => toCard(product, currency, now))
}

/** What its page will show first; but where the product's picture has all its glazes together, that one. */
function pictureOf ({ picture, variants }: Product, shown: Variant): string {
  return variants.some(variant => variant.picture === picture) ? shown.picture : picture
}

function tagOf ({ createdAt }: Product, fitting: readonly Variant[], { priceCents, compareAtCents }: Price, now: Date): Card['tag'] {
  const available = fitting.reduce((sum, each) => sum + each.available, 0)
  if (available === 0) return { kind: 'plain', text: phrase('Sold out') }
  if (compareAtCents !== null) return { kind: 'sale', text: phrase('−{percent}%', { percent: Math.round((1 - priceCents / compareAtCents) * 100) }) }
  if (available <= FEW) return { kind: 'plain', text: phrase('Only {available} left', { available }) }
  if (now.getTime() - createdAt.getTime() < NEW_FOR_MS) return { kind: 'plain', text: phrase('New') }
  return null
}

/** Pieces in stock that are worth a word. */
export function isFew (available: number): boolean {
  return available > 0 && available <= FEW
}

export interface StockNote {
  kind: 'in' | 'low' | 'out'
  text: Words
}

export function stockNote ({ available }: Variant): StockNote {
  if (available === 0) return { kind: 'out', text: phrase('Sold out') }
  if (isFew(available)) return { kind: 'low', text: phrase('Only {available} left', { available }) }
  return { kind: 'in', text: phrase('In stock') }
}
