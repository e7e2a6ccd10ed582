import type { FieldErrors } from '../accounts/forms.ts'
import { ALERT_STATES } from '../alerts/paths.ts'
import { MAX_QUANTITY } from '../cart/cart.ts'
import type { Public } from '../plugins/sheets/reader.ts'
import { countryOf } from '../pricing/countries.ts'
import { arrivalOf, formatArrival } from '../pricing/delivery.ts'
import { ratingPart } from '../reviews/page.ts'
import { stockNote } from './card.ts'
import type { Catalog, Product, Variant } from './catalog.ts'
import { readText } from './listing.ts'
import { productMeta } from './meta.ts'
import { moreOf } from './more.ts'

/** What was typed on the page and cannot be: a quantity, or an address with what is wrong with it. */
export interface Mistyped {
  quantity?: string
  email?: string
  errors?: FieldErrors
}

/** What `catalog/product` shows. What was mistyped comes back with a sentence. */
export function productPage (
  request: Public, catalog: Catalog,
  { product, variant }: { product: Product, variant: Variant }, mistyped?: Mistyped
): object {
  const { preferences: { currency, locale }, t } = request
  const { together, related } = moreOf(product, catalog, new Set())
  const arrival = arrivalOf(catalog.terms.deliveries, 'standard', countryOf(locale), new Date())
  const category = catalog.categories.find(({ slug }) => slug === product.category) ?? null
  return {
    product,
    variant,
    ...picturesOf(request, catalog, product, variant),
    category,
    meta: productMeta(request, product, category, variant),
    department: product.category,
    price: variant.prices[currency],
    stock: stockNote(variant),
    variants: product.variants.length > 1 ? product.variants : [],
    arrival: arrival ? formatArrival(arrival, locale) : '',
    rating: ratingPart(product.rating),
    more: [...together, ...related].map(({ slug }) => slug),
    quantity: mistyped?.quantity ?? '1',
    alert: {
      typed: mistyped?.email ?? '',
      state: ALERT_STATES.find(state => state === readText(request.query, 'alert')) ?? ''
    },
    errors: mistyped?.quantity === undefined ? mistyped?.errors ?? {} : { quantity: t('Enter a number from 1 to {most}', { most: MAX_QUANTITY }) },
    ...mistyped && { path: `/products/${product.slug}`, returnTo: `/products/${product.slug}?sku=${variant.sku}` }
  }
}

interface Shown { picture: string, alt: string, isEnglish: boolean }

/** The picture of the variant, and the others of its product. What nobody has put in words is called by the name of the product. */
function picturesOf ({ t }: Public, { alts }: Catalog, product: Product, variant: Variant): { picture: Shown, morePictures: Shown[] } {
  const { name, picture, morePictures = [], english } = product
  const usual = variant.label ? t('{name}, {variant}, standing on a shelf', { name, variant: variant.label }) : t('{name}, standing on a shelf', { name })
  const show = (shown: string, otherwise: string): Shown => ({ picture: shown, alt: alts.get(shown) ?? otherwise, isEnglish: !alts.has(shown) && english?.name === true })
  const isSetApart = morePictures.length > 0 && variant.picture !== picture
  const others = [...isSetApart ? [picture] : [], ...morePictures].filter(other => other !== variant.picture)
  return { picture: show(variant.picture, usual), morePictures: others.map((other, at) => show(other, t('{name}, picture {number}', { name, number: at + 2 }))) }
}
