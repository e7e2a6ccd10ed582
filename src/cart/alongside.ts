import { isSoldOut, productsIn, relatedOf, type Catalog, type Product } from '../catalog/catalog.ts'
import { onceFor, Recent } from '../kept.ts'
import type { CartContent, CartLine } from './cart.ts'

/**
 * Products that go well with the lines, one for each line in turn; where these are too few, others of the departments that the
 * lines are from. In stock, and not in the cart or saved for later. The same for all who hold the same, so it is kept.
 */
export function listAlongside (cart: CartContent, catalog: Catalog, count: number): readonly Product[] {
  const key = [count, ...cart.lines.map(skuOf), '', ...cart.saved.map(skuOf)].join(' ')
  return listsOf(catalog).take(key, () => choose(cart, catalog, count))
}

const listsOf = onceFor(() => new Recent<readonly Product[]>(500))
const skuOf = ({ sku }: CartLine): string => sku

function choose ({ lines, saved }: CartContent, catalog: Catalog, count: number): Product[] {
  const productsOf = (of: readonly CartLine[]): Product[] => of.flatMap(({ sku }) => catalog.bySku.get(sku)?.product ?? [])
  const held = new Set(productsOf([...lines, ...saved]))
  const bought = productsOf(lines)
  const related = bought.map(product => relatedOf(product, catalog))
  const departments = [...new Set(bought.map(({ category }) => category))].map(category => productsIn(catalog, category))
  const found = new Set<Product>()
  for (const lists of [related, departments]) {
    for (const product of inTurn(lists.map(list => free(list, held)))) {
      if (found.size === count) break
      found.add(product)
    }
  }
  return [...found]
}

function * free (products: readonly Product[], held: ReadonlySet<Product>): Iterable<Product> {
  for (const product of products) if (!held.has(product) && !isSoldOut(product)) yield product
}

/** The first of each, then the second of each, and so on. */
function * inTurn<T> (lists: ReadonlyArray<Iterable<T>>): Iterable<T> {
  let rows = lists.map(list => list[Symbol.iterator]())
  while (rows.length > 0) {
    const nexts = rows.map(row => ({ row, next: row.next() })).filter(({ next }) => next.done !== true)
    for (const { next } of nexts) yield next.value
    rows = nexts.map(({ row }) => row)
  }
}
