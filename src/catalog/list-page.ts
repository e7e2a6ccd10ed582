import type { Public } from '../plugins/sheets/reader.ts'
import type { BestSellers } from './best-sellers.ts'
import { cardsOf } from './card.ts'
import { isSoldOut } from './catalog.ts'
import type { Catalog, Product } from './catalog.ts'
import { findList, listCards } from './find-list.ts'
import { FACETS, listUrl, parseListQuery, type ListQuery } from './listing.ts'
import { listMeta } from './meta.ts'
import { pageLinks } from './paging.ts'
import { chipsOf, facetsOf, listErrors, titleOf } from './saying.ts'
import type { SearchResult } from './search.ts'

const HELP_SIZE = 4

/** What `catalog/list` shows. `asked` has a page number; `searched`: what was found for its words, undefined when it has none. */
export async function listPage (
  request: Public, catalog: Catalog, asked: ListQuery, searched: SearchResult | undefined, bestSellers: BestSellers
): Promise<object> {
  const { preferences: { currency, locale }, language, t } = request
  const reader = { currency, locale, language }
  const list = await findList(catalog, asked, searched, request.preferences)
  const { query, unknown, category, choices, counts, page, candidates } = list
  const title = titleOf(query, category, choices, page, reader)
  const now = new Date()
  const { corrected } = searched ?? {}
  return {
    query,
    errors: listErrors(query, t),
    category,
    department: query.category,
    departments: catalog.categories.map(({ slug, name }) => ({ slug, name, count: counts.category.get(slug) ?? 0 })),
    facets: facetsOf(query, choices, counts, t),
    chosenCount: FACETS.reduce((sum, name) => sum + query.chosen[name].length, query.maxPriceCents === undefined ? 0 : 1),
    inStockCount: counts.inStock,
    unknown,
    searched: query.q,
    corrected: corrected ? { words: corrected, url: listUrl(query, { q: corrected }) } : null,
    title,
    meta: listMeta(request, { query, category, title, page, names: page.items.map(({ product }) => product.name) }),
    chips: chipsOf(query, category, choices, reader),
    page,
    cards: listCards(list, request.preferences, now),
    links: page.count > 1 ? pageLinks(query, page) : [],
    previous: page.number > 1 ? listUrl(query, { page: page.number - 1 }) : null,
    next: page.number < page.count ? listUrl(query, { page: page.number + 1 }) : null,
    ...page.total === 0 ? await helpWith(request, catalog, query, candidates, bestSellers) : { loosened: null, help: [], isSelling: false }
  }
}

/** For a list without products: the same words without filters, and four things to look at. */
async function helpWith (
  { preferences: { currency } }: Public, catalog: Catalog, query: ListQuery, candidates: readonly Product[], bestSellers: BestSellers
): Promise<object> {
  const selling = await bestSellers.list(catalog, HELP_SIZE)
  const help = selling.length > 0 ? selling : catalog.products.filter(product => !isSoldOut(product)).slice(0, HELP_SIZE)
  return {
    loosened: query.q !== '' && candidates.length > 0 ? { count: candidates.length, url: listUrl({ ...parseListQuery({}), q: query.q }) } : null,
    help: cardsOf(help, currency, new Date()),
    isSelling: selling.length > 0
  }
}
