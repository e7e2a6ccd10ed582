import { onceFor } from '../kept.ts'
import type { Catalog } from '../catalog/catalog.ts'

export interface LowStock {
  sku: string
  name: string
  label: string
  available: number
  url: string
}

/** What is for sale and nearly or wholly sold out, what has least first. Every page of the admin says how many they are, so it is found once for each snapshot. */
export const lowStockOf = onceFor(({ products }: Catalog): readonly LowStock[] => {
  const low = products.flatMap(({ slug, name, variants }) => variants
    .filter(({ available, lowAt }) => available <= lowAt)
    .map(({ sku, label, available }) => ({ sku, name, label, available, url: `/products/${slug}?sku=${encodeURIComponent(sku)}` })))
  return low.sort((a, b) => a.available - b.available || (a.sku < b.sku ? -1 : 1))
})
