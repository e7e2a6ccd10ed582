import { onceFor } from '../kept.ts'
import type { Language } from '../languages/language.ts'
import { CURRENCIES } from '../money.ts'
import type { Currency } from '../money.ts'
import { NO_TERMS, type Terms } from '../pricing/terms.ts'
import type { StoredRating } from '../reviews/queries.ts'
import { ratingOf, type Rating } from '../reviews/rating.ts'
import { LOW_AT } from '../stock/stock.ts'
import { eachInSlices, indexInSlices, mapInSlices } from '../slices.ts'
import type { English } from './localize.ts'

export interface Price {
  readonly priceCents: number
  /** What it cost before, always more than `priceCents`; null when it is not reduced. */
  readonly compareAtCents: number | null
}

/** What variants can be chosen by, beside their price. */
export const ATTRIBUTES = ['glaze', 'size'] as const
export type AttributeName = typeof ATTRIBUTES[number]

export interface AttributeValue {
  /** As it stands in addresses: lower-case letters and digits, joined by hyphens. */
  readonly value: string
  readonly text: string
}

export interface Variant {
  readonly sku: string
  /** What tells it from the other variants; empty when there is only one. */
  readonly label: string
  /** What `app.picture()` takes: its own picture, or that of its product where it looks the same. */
  readonly picture: string
  readonly prices: Readonly<Record<Currency, Price>>
  /** What one piece weighs in its parcel. */
  readonly grams: number
  /** Its values of each attribute; none where it has no such thing. */
  readonly attributes: Readonly<Partial<Record<AttributeName, readonly string[]>>>
  /** Pieces that can be sold now. */
  readonly available: number
  /** Few are left from this many on. */
  readonly lowAt: number
}

export interface Product {
  readonly slug: string
  /** The slug of its category. */
  readonly category: string
  readonly name: string
  readonly description: string
  /** One line under the name: material and measure. */
  readonly details: string
  /** What `app.picture()` takes: `/pictures/dipped-mug.svg`, or the name of one that was uploaded; empty where there is none. */
  readonly picture: string
  /** The pictures after the first one. */
  readonly morePictures?: readonly string[]
  /** The colour behind the picture: plaster, sage, sky, blush, butter or mauve. */
  readonly wall: string
  /** Names its rate in each country: see src/pricing/tax.ts. */
  readonly taxClass: string
  readonly createdAt: Date
  /** When its text, variants or prices last changed. */
  readonly changedAt: Date
  /** Slugs of up to four others that go well with it, the best first. */
  readonly goesWith?: readonly string[]
  /** At least one, in order. */
  readonly variants: readonly Variant[]
  /** Absent as long as nobody has reviewed it. */
  readonly rating?: Rating
  readonly english?: English
}

/** A variant with its product. */
export interface Item {
  readonly product: Product
  readonly variant: Variant
}

export interface Category {
  readonly slug: string
  readonly name: string
}

/** Everything that is for sale, as it was at one moment, told in one language. A snapshot is never changed: a change makes a new one. */
export interface Catalog {
  readonly language: Language
  readonly categories: readonly Category[]
  /** The values that variants may have, in the order in which a page offers them. */
  readonly attributes: Readonly<Record<AttributeName, readonly AttributeValue[]>>
  /** In the order of the shelf. */
  readonly products: readonly Product[]
  readonly bySlug: ReadonlyMap<string, Product>
  readonly bySku: ReadonlyMap<string, Item>
  readonly terms: Terms
  /** The slugs that products had before, with those that they have now. */
  readonly movedTo: ReadonlyMap<string, string>
  /** What pictures show, in words, as far as somebody has written it. */
  readonly alts: ReadonlyMap<string, string>
}

/** A product as the database keeps it: prices may be missing, and stock is kept apart. */
export interface StoredProduct extends Omit<Product, 'variants' | 'rating' | 'english'> {
  variants: StoredVariant[] | null
}

export interface StoredVariant extends Pick<Variant, 'sku' | 'label' | 'grams'> {
  picture: string | null
  prices: Partial<Record<Currency, Price>> | null
  attributes: Variant['attributes'] | null
}

export interface Stock {
  sku: string
  available: number
}

/** As it is read with the catalogue; without `lowAt` it is few at as many as everywhere. */
export interface KeptStock extends Stock {
  lowAt?: number
}

/** One that goes well with a product. */
export interface Relation {
  product: string
  related: string
}

const MOST_RELATED = 4
const NO_ATTRIBUTES: Catalog['attributes'] = { glaze: [], size: [] }

export const EMPTY_CATALOG: Catalog = { language: 'en', categories: [], attributes: NO_ATTRIBUTES, products: [], bySlug: new Map(), bySku: new Map(), terms: NO_TERMS, movedTo: new Map(), alts: new Map() }

/** What is known of products beside themselves. */
export interface Beside {
  attributes?: Catalog['attributes']
  terms?: Terms
  rated?: readonly StoredRating[]
  /** The best first. */
  relations?: readonly Relation[]
  movedTo?: Catalog['movedTo']
  alts?: Catalog['alts']
}

/** The products of one category, in the order of the shelf. */
export function productsIn (catalog: Catalog, category: string): readonly Product[] {
  return shelvesOf(catalog).get(category) ?? []
}

const shelvesOf = onceFor(byCategory)

function byCategory ({ products }: Catalog): ReadonlyMap<string, readonly Product[]> {
  const shelves = new Map<string, Product[]>()
  for (const product of products) {
    const shelf = shelves.get(product.category)
    if (shelf) shelf.push(product)
    else shelves.set(product.category, [product])
  }
  return shelves
}

/**
 * In English. A variant without a price in every currency is not for sale, nor is a product without variants. No stock row means none left. In slices,
 * as all that makes a catalogue anew: of 20,000 products it takes as long as a hundred pages.
 */
export async function buildCatalog (
  categories: readonly Category[], stored: readonly StoredProduct[], stock: readonly KeptStock[],
  { attributes = NO_ATTRIBUTES, terms = NO_TERMS, rated = [], relations = [], movedTo = new Map(), alts = new Map() }: Beside = {}
): Promise<Catalog> {
  const kept = await indexInSlices(stock, ({ sku }) => sku)
  const ratings = await indexInSlices(rated, ({ product }) => product)
  const goesWith = new Map<string, string[]>()
  await eachInSlices(relations, ({ product, related }) => { goesWith.set(product, [...goesWith.get(product) ?? [], related].slice(0, MOST_RELATED)) })
  const products = await mapInSlices(stored, product => {
    const variants = (product.variants ?? []).flatMap(({ prices, ...variant }) => isComplete(prices)
      ? [{ ...variant, prices, picture: variant.picture ?? product.picture, attributes: variant.attributes ?? {}, ...stockOf(kept.get(variant.sku)) }]
      : [])
    const rating = ratings.get(product.slug)
    const others = goesWith.get(product.slug)
    return variants.length > 0 ? { ...product, variants, ...rating && { rating: ratingOf(rating.counts, rating.newest) }, ...others && { goesWith: others } } : undefined
  })
  return { language: 'en', categories, attributes, products, ...await indexesOf(products), terms, movedTo, alts }
}

/** By what products are found in a catalogue. In slices. */
export async function indexesOf (products: readonly Product[]): Promise<Pick<Catalog, 'bySlug' | 'bySku'>> {
  const bySku = new Map<string, Item>()
  await eachInSlices(products, product => { for (const variant of product.variants) bySku.set(variant.sku, { product, variant }) })
  return { bySlug: await indexInSlices(products, ({ slug }) => slug), bySku }
}

/** The values of each attribute, in the order of the rows. */
export function groupValues (rows: ReadonlyArray<AttributeValue & { name: AttributeName }>): Catalog['attributes'] {
  const valuesOf = (wanted: AttributeName) => rows.filter(({ name }) => name === wanted).map(({ value, text }) => ({ value, text }))
  return { glaze: valuesOf('glaze'), size: valuesOf('size') }
}

function stockOf (kept: KeptStock | undefined): Pick<Variant, 'available' | 'lowAt'> {
  return { available: kept?.available ?? 0, lowAt: kept?.lowAt ?? LOW_AT }
}

function isComplete (prices: Partial<Record<Currency, Price>> | null): prices is Record<Currency, Price> {
  return prices !== null && CURRENCIES.every(currency => prices[currency] !== undefined)
}

/** The catalogue with these stock numbers. The same object when none of them is news. In slices. */
export async function withStock (catalog: Catalog, stock: readonly KeptStock[]): Promise<Catalog> {
  const news = new Map<string, Pick<Variant, 'available' | 'lowAt'>>()
  const touched = new Set<string>()
  for (const row of stock) {
    const { sku, available, lowAt } = { lowAt: LOW_AT, ...row }
    const known = catalog.bySku.get(sku)
    if (!known || (known.variant.available === available && known.variant.lowAt === lowAt)) continue
    news.set(sku, { available, lowAt })
    touched.add(known.product.slug)
  }
  if (news.size === 0) return catalog

  const products = await mapInSlices(catalog.products, product => touched.has(product.slug)
    ? { ...product, variants: product.variants.map(variant => ({ ...variant, ...news.get(variant.sku) })) }
    : product)
  return { ...catalog, products, ...await indexesOf(products) }
}

/** The variant that a product is shown and sold at: the cheapest that is in stock, else the cheapest. */
export function cheapestVariant (product: Product, currency: Currency): Variant {
  return bestVariant(product.variants, currency)
}

/** The same among some variants of one product; there must be one at least. */
export function bestVariant (variants: readonly Variant[], currency: Currency): Variant {
  return variants.reduce((best, variant) => isBetter(variant, best, currency) ? variant : best)
}

/** Whether a product is rather shown at `variant` than at `best`. */
export function isBetter (variant: Variant, best: Variant, currency: Currency): boolean {
  if ((variant.available > 0) !== (best.available > 0)) return variant.available > 0
  return variant.prices[currency].priceCents < best.prices[currency].priceCents
}

export function isSoldOut (product: Product): boolean {
  return product.variants.every(variant => variant.available === 0)
}

/** What goes well with a product, as far as it is for sale. */
export function relatedOf ({ goesWith = [] }: Product, catalog: Catalog): Product[] {
  return goesWith.flatMap(slug => catalog.bySlug.get(slug) ?? [])
}
