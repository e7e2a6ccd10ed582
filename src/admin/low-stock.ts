import type { Catalog } from '../catalog/catalog.ts'

export interface LowStock {
  sku: string
  name: string
  label: string
  available: number
  url: string
}

/** What is for sale and nearly or wholly sold out, what has least first. */
export function lowStockOf ({ products }: Catalog): LowStock[] {
  const low = products.flatMap(({ slug, name, variants }) => variants
    .filter(({ available, lowAt }) => available <= lowAt)
    .map(({ sku, label, available }) => ({ sku, name, label, available, url: `/products/${slug}?sku=${encodeURIComponent(sku)}` })))
  return low.sort((a, b) => a.available - b.available || (a.sku < b.sku ? -1 : 1))
}
