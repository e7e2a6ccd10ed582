import type { FastifyRequest } from 'fastify'
import { MAX_QUANTITY } from '../cart/cart.ts'
import { countryOf } from '../pricing/countries.ts'
import { arrivalOf, formatArrival } from '../pricing/delivery.ts'
import { ratingPart } from '../reviews/page.ts'
import { cardsOf, quantitiesOf, stockNote } from './card.ts'
import { isSoldOut } from './catalog.ts'
import type { Catalog, Product, Variant } from './catalog.ts'
import { productMeta } from './meta.ts'

const RELATED_SIZE = 4

/** What `catalog/product` shows. `wrong` is a quantity that was typed and cannot be: it comes back with a sentence. */
export function productPage (
  { session: { cart }, preferences: { currency, locale }, server }: FastifyRequest, catalog: Catalog,
  { product, variant }: { product: Product, variant: Variant }, wrong?: string
): object {
  const now = new Date()
  const arrival = arrivalOf(catalog.terms.deliveries, 'standard', countryOf(locale), now)
  const quantities = quantitiesOf(cart)
  const held = new Set([...cart.lines, ...cart.saved].map(({ sku }) => sku))
  const category = catalog.categories.find(({ slug }) => slug === product.category) ?? null
  return {
    product,
    variant,
    category,
    meta: productMeta(server, product, category, variant, currency),
    department: product.category,
    price: variant.prices[currency],
    stock: stockNote(variant),
    variants: product.variants.length > 1 ? product.variants : [],
    inCart: quantities.get(variant.sku) ?? 0,
    arrival: arrival ? formatArrival(arrival, locale) : '',
    rating: ratingPart(product.rating),
    related: cardsOf(relatedTo(product, catalog, held), currency, quantities, now),
    quantity: wrong ?? '1',
    errors: wrong === undefined ? {} : { quantity: `Enter a number from 1 to ${MAX_QUANTITY}` },
    ...wrong !== undefined && { path: `/products/${product.slug}`, returnTo: `/products/${product.slug}?sku=${variant.sku}` }
  }
}

/** Others of its department, those in stock first; none that the shopper holds already, in the basket or saved for later. */
function relatedTo (product: Product, { products }: Catalog, held: ReadonlySet<string>): Product[] {
  const others = products.filter(other =>
    other.category === product.category && other !== product && !other.variants.some(({ sku }) => held.has(sku)))
  return [...others.filter(other => !isSoldOut(other)), ...others.filter(isSoldOut)].slice(0, RELATED_SIZE)
}
