import type { FastifyInstance } from 'fastify'
import type { Currency } from '../money.ts'
import type { Category, Product, Variant } from './catalog.ts'
import { isPlain, listUrl, type ListQuery } from './listing.ts'
import type { Page } from './paging.ts'
import { productData, SHOP_NAME, shopData, wayData, type StructuredData } from './structured-data.ts'

const DESCRIPTION = 'Pots, cloths and lamps from nine small makers, in small batches. 30 days to change your mind.'
const DESCRIPTION_LENGTH = 160
const NAMED = 3

/** What the head of a page tells machines: search engines, and whoever shows a link to it. All addresses are whole. */
export interface Meta {
  title: string
  description: string
  /** The one address that this page is known by. */
  canonical: string
  /** Search engines may list it. */
  isListed: boolean
  type: 'website' | 'product'
  picture: { url: string, alt: string }
  data: readonly StructuredData[]
}

type Shop = Pick<FastifyInstance, 'asset' | 'findAsset' | 'mail'>

/** `/`. */
export function homeMeta (shop: Shop): Meta {
  const title = 'Useful things for the table, shelf and garden'
  const { link } = shop.mail
  return { ...common(shop), title, description: DESCRIPTION, canonical: link('/'), data: shopData(link, shop.mail.link(shop.asset('/favicon.svg'))) }
}

/** A list. Only the shop and its departments are listed by search engines: their filters and sorts show the same things again. */
export function listMeta (
  shop: Shop, { query, category, title, page, names }: { query: ListQuery, category: Category | null, title: string, page: Page<unknown>, names: readonly string[] }
): Meta {
  const { link } = shop.mail
  const isListed = isPlain(query) && page.total > 0
  return {
    ...common(shop),
    title,
    description: describeList(title, names, page.total),
    canonical: link(listUrl(query, { page: page.number })),
    isListed,
    data: isListed ? [wayData(link, category)] : []
  }
}

/** A product, known by one address whichever variant is shown. */
export function productMeta (shop: Shop, product: Product, category: Category | null, variant: Variant, currency: Currency): Meta {
  const { link } = shop.mail
  const picture = sharePicture(shop, variant.picture) ?? sharePicture(shop, product.picture)
  const shown = picture ? { url: picture, alt: product.name } : common(shop).picture
  return {
    title: variant.label ? `${product.name}, ${variant.label}` : product.name,
    description: shorten(product.description),
    canonical: link(`/products/${product.slug}`),
    isListed: true,
    type: 'product',
    picture: shown,
    data: [wayData(link, category, product), productData(link, product, category, currency, picture ?? link(shop.asset(product.picture)))]
  }
}

function common (shop: Shop): Pick<Meta, 'type' | 'isListed' | 'picture'> {
  const picture = { url: shop.mail.link(shop.asset('/share/shop.jpg')), alt: `Pots and cloths on a shelf of ${SHOP_NAME}` }
  return { type: 'website', isListed: true, picture }
}

/** Places that show links take no SVG, so the pictures of the shop are there as JPEG, too (scripts/share.js). */
function sharePicture (shop: Shop, picture: string): string | undefined {
  const asset = shop.findAsset(picture.replace(/^\/pictures\/(.*)\.svg$/, '/share/$1.jpg'))
  return asset?.endsWith('.jpg') ? shop.mail.link(asset) : undefined
}

/** `Table: Dipped mug, Dusk teapot, Night carafe and 5 more.` */
function describeList (title: string, names: readonly string[], total: number): string {
  const named = names.slice(0, NAMED)
  const more = total - named.length
  return shorten(`${title}: ${named.join(', ') || 'nothing at the moment'}${more > 0 ? ` and ${more} more` : ''}. ${DESCRIPTION}`)
}

/** At a word's end. */
function shorten (text: string): string {
  if (text.length <= DESCRIPTION_LENGTH) return text
  const cut = text.slice(0, DESCRIPTION_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), DESCRIPTION_LENGTH / 2)).replace(/[\s,.;:]+$/, '')}…`
}
