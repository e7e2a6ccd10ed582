import { LANGUAGES, LOCALE_OF } from '../languages/language.ts'
import type { Translate } from '../languages/translate.ts'
import type { Public } from '../plugins/sheets/reader.ts'
import type { Category, Product, Variant } from './catalog.ts'
import { isPlain, listUrl, type ListQuery } from './listing.ts'
import type { Page } from './paging.ts'
import { productData, shopData, wayData, type StructuredData } from './structured-data.ts'

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
  /** As Open Graph writes them: `de_DE`. The same address is told in the others, too. */
  locale: string
  otherLocales: readonly string[]
  data: readonly StructuredData[]
}

type App = Public['server']

const describeShop = (t: Translate): string => t('Pots, cloths and lamps from nine small makers, in small batches. 30 days to change your mind.')

/** `/`. */
export function homeMeta (request: Public): Meta {
  const { server: app, t } = request
  const title = t('Useful things for the table, shelf and garden')
  const { link } = app.mail
  return { ...common(request), title, description: describeShop(t), canonical: link('/'), data: shopData(link, link(app.asset('/favicon.svg')), app.shop) }
}

/** A list. Only the shop and its departments are listed by search engines: their filters and sorts show the same things again. */
export function listMeta (
  request: Public, { query, category, title, page, names }: { query: ListQuery, category: Category | null, title: string, page: Page<unknown>, names: readonly string[] }
): Meta {
  const { server: { mail: { link } }, t } = request
  const isListed = isPlain(query) && page.total > 0
  return {
    ...common(request),
    title,
    description: describeList(t, title, names, page.total),
    canonical: link(listUrl(query, { page: page.number })),
    isListed,
    data: isListed ? [wayData(link, t, category)] : []
  }
}

/** A product, known by one address whichever variant is shown. */
export function productMeta (request: Public, product: Product, category: Category | null, variant: Variant): Meta {
  const { server: app, t, preferences: { currency } } = request
  const { link } = app.mail
  const picture = sharePicture(app, variant.picture) ?? sharePicture(app, product.picture)
  const usual = common(request)
  return {
    ...usual,
    title: variant.label ? `${product.name}, ${variant.label}` : product.name,
    description: shorten(product.description),
    canonical: link(`/products/${product.slug}`),
    type: 'product',
    picture: picture ? { url: picture, alt: product.name } : usual.picture,
    data: [wayData(link, t, category, product), productData(link, product, category, currency, picture ?? link(app.picture(product.picture).src))]
  }
}

function common ({ server: app, t, language }: Public): Pick<Meta, 'type' | 'isListed' | 'picture' | 'locale' | 'otherLocales'> {
  const picture = { url: app.mail.link(app.asset('/share/shop.jpg')), alt: t('Pots and cloths on a shelf of {shop}', { shop: app.shop.name }) }
  const others = LANGUAGES.filter(other => other !== language)
  return { type: 'website', isListed: true, picture, locale: underscored(LOCALE_OF[language]), otherLocales: others.map(other => underscored(LOCALE_OF[other])) }
}

function underscored (locale: string): string {
  return locale.replace('-', '_')
}

/** Places that show links take no SVG, so the pictures of the shop are there as JPEG, too. */
function sharePicture (app: App, picture: string): string | undefined {
  const path = app.sharedPicture(picture)
  return path === undefined ? undefined : app.mail.link(path)
}

/** `Table: Dipped mug, Dusk teapot, Night carafe and 5 more.` */
function describeList (t: Translate, title: string, all: readonly string[], total: number): string {
  const named = all.slice(0, NAMED)
  const names = named.join(', ')
  const more = total - named.length
  const list = names === ''
    ? t('{title}: nothing at the moment.', { title })
    : more > 0 ? t('{title}: {names} and {more} more.', { title, names, more }) : t('{title}: {names}.', { title, names })
  return shorten(`${list} ${describeShop(t)}`)
}

/** At a word's end. */
function shorten (text: string): string {
  if (text.length <= DESCRIPTION_LENGTH) return text
  const cut = text.slice(0, DESCRIPTION_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), DESCRIPTION_LENGTH / 2)).replace(/[\s,.;:]+$/, '')}…`
}
