import type { FastifyRequest } from 'fastify'
import { cardsOf, quantitiesOf, type Card } from './card.ts'
import type { Catalog } from './catalog.ts'

/** The products this browser saw lately, those that are still in the shop; not the one that is shown. */
export function seenCards ({ seen = [], session, preferences }: FastifyRequest, catalog: Catalog, shown?: string): Card[] {
  const products = seen.flatMap(slug => slug === shown ? [] : catalog.bySlug.get(slug) ?? [])
  return cardsOf(products, preferences.currency, quantitiesOf(session.cart), new Date())
}
