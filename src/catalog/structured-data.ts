import { LANGUAGES } from '../languages/language.ts'
import type { Translate } from '../languages/translate.ts'
import type { Currency } from '../money.ts'
import type { Shop } from '../settings/shop.ts'
import type { Category, Product, Variant } from './catalog.ts'

const CONTEXT = 'https://schema.org'

/** The public address of a path. */
export type Link = (path: string) => string

/** A description of something on the page, in the words of schema.org. */
export type StructuredData = Readonly<Record<string, unknown>>

/** Who keeps the shop, and how it is searched. */
export function shopData (link: Link, logo: string, { name, email, phone }: Pick<Shop, 'name' | 'email' | 'phone'>): StructuredData[] {
  const shop = {
    '@type': 'Organization', '@id': `${link('/')}#shop`, name, url: link('/'), logo, ...email !== '' && { email }, ...phone !== '' && { telephone: phone }
  }
  return [
    { '@context': CONTEXT, ...shop },
    {
      '@context': CONTEXT,
      '@type': 'WebSite',
      name,
      url: link('/'),
      inLanguage: LANGUAGES,
      publisher: { '@id': shop['@id'] },
      potentialAction: {
        '@type': 'SearchAction',
        // The braces are the place for the words; in a parsed address they would be encoded.
        target: { '@type': 'EntryPoint', urlTemplate: `${link('/products')}?q={search_term_string}` },
        'query-input': 'required name=search_term_string'
      }
    }
  ]
}

/** The way to a page, from all products on. */
export function wayData (link: Link, t: Translate, category: Category | null, product?: Product): StructuredData {
  const steps = [{ name: t('Everything'), path: '/products' }]
  if (category) steps.push({ name: category.name, path: `/products?category=${encodeURIComponent(category.slug)}` })
  if (product) steps.push({ name: product.name, path: `/products/${product.slug}` })
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, at) => ({ '@type': 'ListItem', position: at + 1, name, item: link(path) }))
  }
}

/** A product with an offer for each of its variants, in the currency in which the page shows them. */
export function productData (link: Link, product: Product, category: Category | null, currency: Currency, picture: string): StructuredData {
  const { slug, name, description, variants } = product
  return {
    '@context': CONTEXT,
    '@type': 'Product',
    name,
    description,
    image: picture,
    url: link(`/products/${slug}`),
    ...variants.length === 1 && { sku: variants[0]?.sku },
    ...category && { category: category.name },
    offers: variants.map(variant => offerOf(link, slug, variant, currency))
  }
}

function offerOf (link: Link, slug: string, { sku, label, prices, available }: Variant, currency: Currency): StructuredData {
  return {
    '@type': 'Offer',
    sku,
    ...label !== '' && { name: label },
    url: link(`/products/${slug}?sku=${encodeURIComponent(sku)}`),
    price: inUnits(prices[currency].priceCents),
    priceCurrency: currency,
    availability: `${CONTEXT}/${available > 0 ? 'InStock' : 'OutOfStock'}`,
    itemCondition: `${CONTEXT}/NewCondition`
  }
}

/** `1805` is `18.05`: digits and a point, whatever the shopper's locale. */
function inUnits (cents: number): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
