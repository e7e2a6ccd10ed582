import { isSoldOut, type Catalog, type Product } from '../catalog/catalog.ts'
import type { CartContent, CartLine } from './cart.ts'

/** Products of the departments that the lines are from, one of each department in turn: in stock, and not in the cart or saved for later. */
export function listAlongside ({ lines, saved }: CartContent, catalog: Catalog, count: number): Product[] {
  const productsOf = (of: readonly CartLine[]): Product[] => of.flatMap(({ sku }) => catalog.bySku.get(sku)?.product ?? [])
  const held = new Set(productsOf([...lines, ...saved]))
  const departments = new Set(productsOf(lines).map(({ category }) => category))
  const shelves = [...departments].map(department => catalog.products.filter(product =>
    product.category === department && !held.has(product) && !isSoldOut(product)))
  const chosen: Product[] = []
  for (let at = 0; chosen.length < count && shelves.some(shelf => at < shelf.length); at++) {
    chosen.push(...shelves.flatMap(shelf => shelf[at] ?? []))
  }
  return chosen.slice(0, count)
}
