import type { Catalog } from '../../src/catalog/catalog.ts'
import type { Terms } from '../../src/pricing/terms.ts'
import { termsWith } from './terms.ts'

/** A catalogue of single-variant products, the same price in every currency. */
export function catalogOf (goods: Record<string, { priceCents: number, available: number }>, terms: Terms = termsWith()): Catalog {
  const products = Object.entries(goods).map(([sku, { priceCents, available }]) => {
    const price = { priceCents, compareAtCents: null }
    return {
      slug: sku.toLowerCase(),
      category: 'table',
      name: sku,
      description: '',
      details: '',
      picture: '',
      wall: 'sage',
      createdAt: new Date(0),
      changedAt: new Date(0),
      taxClass: 'standard',
      variants: [{ sku, label: '', picture: '', grams: 500, attributes: {}, available, lowAt: 5, prices: { EUR: price, GBP: price, USD: price } }]
    }
  })
  return {
    language: 'en',
    categories: [],
    attributes: { glaze: [], size: [] },
    products,
    bySlug: new Map(products.map(product => [product.slug, product])),
    bySku: new Map(products.flatMap(product => product.variants.map(variant => [variant.sku, { product, variant }]))),
    terms
  }
}
