import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { stockNote, toCard, type Card } from '../catalog/card.ts'
import { relatedOf, type Catalog, type Product as Sold } from '../catalog/catalog.ts'
import { listCards, type FoundList } from '../catalog/find-list.ts'
import { listUrl } from '../catalog/listing.ts'
import { facetsOf } from '../catalog/saying.ts'
import { translator } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import type { Preferences } from '../preferences/preferences.ts'
import type { Product, ProductCard, ProductList } from './catalog-schema.ts'
import { money } from './schema.ts'

/** What a program needs beside the products: where pictures are, and what is shown in which currency. */
export interface Shelf {
  picture: FastifyInstance['picture']
  catalog: Catalog
  currency: Currency
  now: Date
}

export function toCards (products: readonly Sold[], shelf: Shelf): Array<Static<typeof ProductCard>> {
  return products.map(product => cardJson(toCard(product, shelf.currency, shelf.now), shelf))
}

export function cardJson ({ slug, name, details, url, picture, priceCents, compareAtCents, isFrom, sku, soldOut, rating }: Card, { picture: show, catalog, currency }: Shelf): Static<typeof ProductCard> {
  return {
    slug,
    name,
    details,
    category: catalog.bySlug.get(slug)?.category ?? '',
    page: url,
    picture: show(picture).src,
    price: money(priceCents, currency),
    is_from: isFrom,
    was: compareAtCents === null ? null : money(compareAtCents, currency),
    sku,
    sold_out: soldOut,
    rating
  }
}

export function listJson (list: FoundList, corrected: string | undefined, preferences: Preferences, shelf: Shelf): Static<typeof ProductList> {
  const { query, page, counts, choices, unknown } = list
  const pageUrl = (number: number): string => `/api/v1${listUrl(query, { page: number })}`
  return {
    items: listCards(list, preferences, shelf.now).map(card => cardJson(card, shelf)),
    total: page.total,
    page: page.number,
    pages: page.count,
    next: page.number < page.count ? pageUrl(page.number + 1) : null,
    previous: page.number > 1 ? pageUrl(page.number - 1) : null,
    corrected: corrected ?? null,
    ignored: [...unknown],
    categories: shelf.catalog.categories.map(({ slug, name }) => ({ slug, name, count: counts.category.get(slug) ?? 0 })),
    facets: facetsOf(query, choices, counts, translator(shelf.catalog.language)).map(({ name, legend, values }) => ({
      name, legend, values: values.map(({ value, text, count, checked }) => ({ value, text, count, chosen: checked }))
    })),
    in_stock: counts.inStock
  }
}

export function productJson (product: Sold, shelf: Shelf): Static<typeof Product> {
  const { picture: show, catalog, currency } = shelf
  const t = translator(catalog.language)
  const { slug, name, details, description, picture, variants, rating } = product
  const category = catalog.categories.find(({ slug }) => slug === product.category)
  return {
    slug,
    name,
    details,
    description,
    category: category ? { slug: category.slug, name: category.name } : null,
    page: `/products/${slug}`,
    picture: show(picture).src,
    rating: rating ? { average: rating.average, count: rating.count } : null,
    variants: variants.map(variant => {
      const { priceCents, compareAtCents } = variant.prices[currency]
      const { kind, text } = stockNote(variant)
      const { glaze = [], size = [] } = variant.attributes
      return {
        sku: variant.sku,
        label: variant.label,
        picture: show(variant.picture).src,
        price: money(priceCents, currency),
        was: compareAtCents === null ? null : money(compareAtCents, currency),
        stock: kind,
        stock_text: t(text),
        attributes: { glaze: [...glaze], size: [...size] }
      }
    }),
    goes_with: toCards(relatedOf(product, catalog), shelf)
  }
}
