import type { FastifyInstance } from 'fastify'
import { SIGNED_IN } from '../plugins/sheets/layout.ts'
import type { Public, Reader } from '../plugins/sheets/reader.ts'
import { cardsOf } from './card.ts'
import { moreOf } from './more.ts'

/** What pages of the catalogue show of their reader: pieces in the basket, products seen lately, others that are not held already. */
export function addCatalogBlanks (app: FastifyInstance): void {
  // On a card, which stands for all variants of its product.
  for (const template of ['catalog/_tags.njk', 'catalog/_add-one.njk']) {
    app.blank<{ slug: string }>(template, { nobody: () => ({ inCart: 0 }), fill: ({ pieces }, { slug }) => inCart(pieces.get(slug)) })
  }
  app.blank<{ sku: string }>('catalog/_held.njk', { nobody: () => undefined, fill: ({ pieces }, { sku }) => inCart(pieces.get(sku)) })

  app.blank('catalog/_wish.njk', SIGNED_IN)

  // `usual`: the slugs of those that everybody is shown.
  app.blank<{ slug: string, usual: string[] }>('catalog/_more.njk', {
    nobody: ({ slug }, to) => showMore(to, slug, new Set()).data(),
    fill: (reader, { slug, usual }) => {
      const held = heldBy(reader)
      return usual.some(slug => held.has(slug)) ? showMore(reader.request, slug, held) : undefined
    }
  })

  app.blank<{ shown?: string, count?: number }>('catalog/_seen.njk', {
    nobody: () => undefined,
    fill: ({ catalog, request: { seen = [], preferences } }, { shown, count = 4 }) => {
      const products = seen.flatMap(slug => slug === shown ? [] : catalog.bySlug.get(slug) ?? []).slice(0, count)
      return products.length > 0 ? { data: { seen: cardsOf(products, preferences.currency, new Date()) } } : undefined
    }
  })
}

function inCart (pieces: number | undefined): { key: string, data: object } | undefined {
  return pieces ? { key: String(pieces), data: { inCart: pieces } } : undefined
}

/** The slugs of what is in the basket or saved for later. */
function heldBy ({ cart: { lines, saved }, catalog }: Reader): ReadonlySet<string> {
  return new Set([...lines, ...saved].flatMap(({ sku }) => catalog.bySku.get(sku)?.product.slug ?? []))
}

function showMore ({ catalog, preferences: { currency } }: Pick<Public, 'catalog' | 'preferences'>, slug: string, held: ReadonlySet<string>): { key: string, data: () => object } {
  const product = catalog.bySlug.get(slug)
  const { together, related } = product ? moreOf(product, catalog, held) : { together: [], related: [] }
  const { name: department = '' } = catalog.categories.find(({ slug }) => slug === product?.category) ?? {}
  return {
    key: [together, related].map(products => products.map(({ slug }) => slug).join()).join('|'),
    data: () => {
      const now = new Date()
      return { together: cardsOf(together, currency, now), related: cardsOf(related, currency, now), department }
    }
  }
}
