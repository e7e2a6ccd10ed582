import { isSoldOut, relatedOf, type Catalog, type Product } from './catalog.ts'

const RELATED_SIZE = 4

/** What else the page of a product shows: those that go well with it, and others of its department; none that the shopper holds already. `held`: slugs. */
export function moreOf (product: Product, catalog: Catalog, held: ReadonlySet<string>): { together: Product[], related: Product[] } {
  const together = relatedOf(product, catalog).filter(other => !held.has(other.slug) && !isSoldOut(other))
  const left = new Set([product, ...together])
  const others = catalog.products.filter(other => other.category === product.category && !left.has(other) && !held.has(other.slug))
  return { together, related: [...others.filter(other => !isSoldOut(other)), ...others.filter(isSoldOut)].slice(0, RELATED_SIZE) }
}
