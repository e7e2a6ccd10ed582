import type { Currency } from '../money.ts'
import { cheapestVariant, isSoldOut } from './catalog.ts'
import type { Product, Variant } from './catalog.ts'

const NEW_FOR_MS = 30 * 24 * 60 * 60 * 1000
const FEW = 3

/** A product as it stands on a shelf. */
export interface Card {
  slug: string
  name: string
  details: string
  picture: string
  wall: string
  /** What its button adds; null where a variant must be chosen first, or nothing is left. */
  sku: string | null
  priceCents: number
  compareAtCents: number | null
  /** Variants differ in price, and this is the lowest. */
  isFrom: boolean
  soldOut: boolean
  hasVariants: boolean
  /** Pieces in the shopper's cart, all variants together. */
  inCart: number
  tag: { kind: 'plain' | 'sale', text: string } | null
}

/** `quantities`: pieces in the cart by SKU. `now` decides what is new. */
export function toCard (product: Product, currency: Currency, quantities: ReadonlyMap<string, number>, now: Date): Card {
  const { slug, name, details, wall, variants } = product
  const variant = cheapestVariant(product, currency)
  const { priceCents, compareAtCents } = variant.prices[currency]
  const soldOut = isSoldOut(product)
  return {
    slug,
    name,
    details,
    picture: pictureOf(product, variant),
    wall,
    sku: variants.length === 1 && !soldOut ? variant.sku : null,
    priceCents,
    compareAtCents,
    isFrom: variants.some(other => other.prices[currency].priceCents !== priceCents),
    soldOut,
    hasVariants: variants.length > 1,
    inCart: variants.reduce((sum, { sku }) => sum + (quantities.get(sku) ?? 0), 0),
    tag: tagOf(product, variant, currency, now)
  }
}

/** Cards of these products, in their order. */
export function cardsOf (products: readonly Product[], currency: Currency, quantities: ReadonlyMap<string, number>, now: Date): Card[] {
  return products.map(product => toCard(product, currency, quantities, now))
}

/** Pieces in a cart by SKU: the `quantities` of cards. */
export function quantitiesOf ({ lines }: { lines: ReadonlyArray<{ sku: string, quantity: number }> }): Map<string, number> {
  return new Map(lines.map(({ sku, quantity }) => [sku, quantity]))
}

/** What its page will show first; but where the product's picture has all its glazes together, that one. */
function pictureOf ({ picture, variants }: Product, shown: Variant): string {
  return variants.some(variant => variant.picture === picture) ? shown.picture : picture
}

function tagOf (product: Product, variant: Variant, currency: Currency, now: Date): Card['tag'] {
  const { priceCents, compareAtCents } = variant.prices[currency]
  const available = product.variants.reduce((sum, each) => sum + each.available, 0)
  if (available === 0) return { kind: 'plain', text: 'Sold out' }
  if (compareAtCents !== null) return { kind: 'sale', text: `−${Math.round((1 - priceCents / compareAtCents) * 100)}%` }
  if (available <= FEW) return { kind: 'plain', text: `Only ${available} left` }
  if (now.getTime() - product.createdAt.getTime() < NEW_FOR_MS) return { kind: 'plain', text: 'New' }
  return null
}

/** Pieces in stock that are worth a word. */
export function isFew (available: number): boolean {
  return available > 0 && available <= FEW
}

export interface StockNote {
  kind: 'in' | 'low' | 'out'
  text: string
}

export function stockNote ({ available }: Variant): StockNote {
  if (available === 0) return { kind: 'out', text: 'Sold out' }
  if (isFew(available)) return { kind: 'low', text: `Only ${available} left` }
  return { kind: 'in', text: 'In stock' }
}
