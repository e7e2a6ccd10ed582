import { isSoldOut, relatedOf, type Catalog, type Product } from '../catalog/catalog.ts'
import type { CartContent, CartLine } from './cart.ts'

/**
 * Products that go well with the lines, one for each line in turn; where these are too few, others of the departments that the
 * lines are from. In stock, and not in the cart or saved for later.
 */
export function listAlongside ({ lines, saved }: CartContent, catalog: Catalog, count: number): Product[] {
  const productsOf = (of: readonly CartLine[]): Product[] => of.flatMap(({ sku }) => catalog.bySku.get(sku)?.product ?? [])
  const held = new Set(productsOf([...lines, ...saved]))
  const isFree = (product: Product): boolean => !held.has(product) && !isSoldOut(product)
  const related = productsOf(lines).map(product => relatedOf(product, catalog).filter(isFree))
  const departments = new Set(productsOf(lines).map(({ category }) => category))
  const shelves = [...departments].map(department => catalog.products.filter(product => product.category === department && isFree(product)))
  return [...new Set([...inTurn(related), ...inTurn(shelves)])].slice(0, count)
}

/** The first of each, then the second of each, and so on. */
function inTurn (lists: readonly Product[][]): Product[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap(list => list[at] ?? [])).flat()
}
