import { isSoldOut, type Catalog, type Product } from '../catalog/catalog.ts'
import type { CartLine } from './cart.ts'

/** Products of the departments that the lines are from, one of each department in turn: in stock, and not in the cart. */
export function listAlongside (lines: readonly CartLine[], catalog: Catalog, count: number): Product[] {
  const held = new Set(lines.flatMap(({ sku }) => catalog.bySku.get(sku)?.product ?? []))
  const departments = new Set([...held].map(({ category }) => category))
  const shelves = [...departments].map(department => catalog.products.filter(product =>
    product.category === department && !held.has(product) && !isSoldOut(product)))
  const chosen: Product[] = []
  for (let at = 0; chosen.length < count && shelves.some(shelf => at < shelf.length); at++) {
    chosen.push(...shelves.flatMap(shelf => shelf[at] ?? []))
  }
  return chosen.slice(0, count)
}
