import type { Preferences } from '../preferences/preferences.ts'
import { toCard, type Card } from './card.ts'
import type { Catalog, Category, Product } from './catalog.ts'
import { fittingVariants, sift, siftOnce, type Counts, type Found } from './facets.ts'
import { FACETS, keepKnown, type FacetName, type ListQuery } from './listing.ts'
import { pageOf, type Page } from './paging.ts'
import { choicesOf, type Choice } from './saying.ts'
import type { SearchResult } from './search.ts'
import { sortFound } from './sorting.ts'

/** One page of the list, and what else could be chosen. */
export interface FoundList {
  /** As it was asked, with those values that are on offer. */
  readonly query: ListQuery
  /** Values that are not. */
  readonly unknown: readonly string[]
  readonly category: Category | null
  readonly choices: Record<FacetName, readonly Choice[]>
  readonly counts: Counts
  readonly page: Page<Found>
  /** All that there are without filters. */
  readonly candidates: readonly Product[]
}

/** `asked` has a page number; `searched`: what was found for its words, undefined when it has none. */
export async function findList (catalog: Catalog, asked: ListQuery, searched: SearchResult | undefined, { currency, locale, pageSize }: Preferences): Promise<FoundList> {
  const choices = choicesOf(catalog, { currency, locale, language: catalog.language })
  const valuesOf = (name: typeof FACETS[number]): string[] => choices[name].map(({ value }) => value)
  const { query, unknown } = keepKnown(asked, { price: valuesOf('price'), glaze: valuesOf('glaze'), size: valuesOf('size') })
  const category = catalog.categories.find(({ slug }) => slug === query.category) ?? null
  const candidates = searched ? searched.slugs.flatMap(slug => catalog.bySlug.get(slug) ?? []) : catalog.products
  const { found, counts } = searched ? sift(candidates, query, currency) : await siftOnce(candidates, query, currency)
  const page = pageOf(await sortFound(found, query.sort, currency), query.page ?? 1, pageSize)
  return { query, unknown, category, choices, counts, page, candidates }
}

/** The cards of a page of the list: each speaks of those variants alone that have what was chosen. */
export function listCards ({ page, query }: FoundList, { currency }: Preferences, now: Date): Card[] {
  return page.items.map(({ product }) => toCard(product, currency, now, fittingVariants(product, query, currency)))
}
