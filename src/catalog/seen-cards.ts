import type { FastifyRequest } from 'fastify'
import { cardsOf, quantitiesOf, type Card } from './card.ts'
import type { Catalog } from './catalog.ts'

/** The products this browser saw lately, those that are still in the shop, at most `count`; not the one that is shown. */
export function seenCards ({ seen = [], session, preferences }: FastifyRequest, catalog: Catalog, { count = 4, shown }: { count?: number, shown?: string } = {}): Card[] {
  const products = seen.flatMap(slug => slug === shown ? [] : catalog.bySlug.get(slug) ?? [])
  return cardsOf(products.slice(0, count), preferences.currency, quantitiesOf(session.cart), new Date())
}
