import { isSoldOut, productsIn, relatedOf, type Catalog, type Product } from './catalog.ts'

const RELATED_SIZE = 4

/** What else the page of a product shows: those that go well with it, and others of its department; none that the shopper holds already. `held`: slugs. */
export function moreOf (product: Product, catalog: Catalog, held: ReadonlySet<string>): { together: Product[], related: Product[] } {
  const together = relatedOf(product, catalog).filter(other => !held.has(other.slug) && !isSoldOut(other))
  const left = new Set([product, ...together])
  const [inStock, soldOut]: [Product[], Product[]] = [[], []]
  for (const other of productsIn(catalog, product.category)) {
    if (inStock.length === RELATED_SIZE) break
    if (!left.has(other) && !held.has(other.slug)) (isSoldOut(other) ? soldOut : inStock).push(other)
  }
  return { together, related: [...inStock, ...soldOut].slice(0, RELATED_SIZE) }
}
