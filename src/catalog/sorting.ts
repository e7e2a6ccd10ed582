import { onceFor } from '../kept.ts'
import type { Currency } from '../money.ts'
import { rankOf } from '../reviews/rating.ts'
import { mapInSlices, sortInSlices } from '../slices.ts'
import type { Found } from './facets.ts'
import type { ListQuery } from './listing.ts'

const ordersOf = onceFor(() => new Map<string, Promise<readonly Found[]>>())

/**
 * In the order that was asked for. What is equal stays in the order it came, so that each is on one page, whatever the sort. The order of the same
 * list is worked out once, and in slices: of 20,000 products that takes longer than all the rest of a page.
 */
export function sortFound (found: readonly Found[], sort: ListQuery['sort'], currency: Currency): Promise<readonly Found[]> {
  const orders = ordersOf(found)
  const sorted = orders.get(sort + currency) ?? putInOrder(found, sort, currency)
  orders.set(sort + currency, sorted)
  return sorted
}

async function putInOrder (found: readonly Found[], sort: ListQuery['sort'], currency: Currency): Promise<readonly Found[]> {
  switch (sort) {
    case 'newest': return sortBy(found, ({ product }) => -product.createdAt.getTime())
    case 'price-asc': return sortBy(found, ({ variant }) => variant.prices[currency].priceCents)
    case 'price-desc': return sortBy(found, ({ variant }) => -variant.prices[currency].priceCents)
    case 'rating': return sortBy(found, ({ product }) => -rankOf(product.rating))
    case 'name': return sortBy(found, ({ product }) => plainName(product.name))
    default: return found
  }
}

/** Each key is made once: there are fifteen comparisons for each of 20,000 products. */
async function sortBy<T, K extends string | number> (items: readonly T[], keyOf: (item: T) => K): Promise<T[]> {
  const keyed = await mapInSlices(items, item => ({ item, key: keyOf(item) }))
  const sorted = await sortInSlices(keyed, (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  return mapInSlices(sorted, ({ item }) => item)
}

/** Letters without their accents, small and large alike: É is among the Es. Intl.Collator does as much and takes four times as long. */
function plainName (name: string): string {
  return name.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss')
}
