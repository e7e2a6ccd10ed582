import type { Catalog } from '../catalog/catalog.ts'
import { xmlText } from './xml.ts'

/** The most that one file may hold: https://www.sitemaps.org/protocol.html */
export const MOST_ADDRESSES = 50_000
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9'

export interface SitemapEntry {
  /** As links have it, not encoded. */
  path: string
  changedAt: Date
}

/** Every page that search engines may list: home, the shop, its departments and its products. A page of several changed when the last of them did. */
export function listEntries ({ categories, products }: Catalog): SitemapEntry[] {
  const newest = new Map<string, Date>()
  let last = new Date(0)
  for (const { category, changedAt } of products) {
    if (changedAt > (newest.get(category) ?? new Date(0))) newest.set(category, changedAt)
    if (changedAt > last) last = changedAt
  }
  return [
    { path: '/', changedAt: last },
    { path: '/products', changedAt: last },
    ...categories.flatMap(({ slug }) => {
      const changedAt = newest.get(slug)
      return changedAt ? [{ path: `/products?category=${slug}`, changedAt }] : []
    }),
    ...products.map(({ slug, changedAt }) => ({ path: `/products/${slug}`, changedAt }))
  ]
}

/**
 * The sitemap, or, where there are more addresses than a file may hold, the index of its parts. With `part`, from 1 on, that part;
 * undefined when there is none. `base`: the public address of the shop, with a slash at its end.
 */
export function sitemapXml (entries: readonly SitemapEntry[], base: string, part?: number, most = MOST_ADDRESSES): string | undefined {
  const parts = Math.ceil(entries.length / most)
  if (part === undefined) return parts > 1 ? indexXml(entries, base, most, parts) : urlsXml(entries, base)
  if (parts < 2 || !Number.isInteger(part) || part < 1 || part > parts) return undefined
  return urlsXml(entries.slice((part - 1) * most, part * most), base)
}

function urlsXml (entries: readonly SitemapEntry[], base: string): string {
  const urls = entries.map(({ path, changedAt }) => `<url><loc>${xmlText(base + encodeURI(path.slice(1).toWellFormed()))}</loc><lastmod>${changedAt.toISOString()}</lastmod></url>\n`)
  return `${HEAD}<urlset xmlns="${SCHEMA}">\n${urls.join('')}</urlset>\n`
}

function indexXml (entries: readonly SitemapEntry[], base: string, most: number, parts: number): string {
  const maps = Array.from({ length: parts }, (_, at) => {
    const last = entries.slice(at * most, (at + 1) * most).reduce((latest, { changedAt }) => changedAt > latest ? changedAt : latest, new Date(0))
    return `<sitemap><loc>${xmlText(`${base}sitemap.xml?part=${at + 1}`)}</loc><lastmod>${last.toISOString()}</lastmod></sitemap>\n`
  })
  return `${HEAD}<sitemapindex xmlns="${SCHEMA}">\n${maps.join('')}</sitemapindex>\n`
}
