import type { Catalog, Product } from '../catalog/catalog.ts'
import { translator } from '../languages/translate.ts'
import { xmlText } from './xml.ts'

export const FEED_LENGTH = 20

/** RSS 2.0 (https://www.rssboard.org/rss-specification) of the newest products, in the language of the catalogue. The same products give the same text, so a reader that has it is told so. */
export function rssXml ({ products, language }: Catalog, link: (path: string) => string, shop: string): string {
  const t = translator(language)
  const newest = [...products].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, FEED_LENGTH)
  const built = newest.reduce((latest, { changedAt }) => changedAt > latest ? changedAt : latest, newest[0]?.createdAt ?? new Date(0))
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xmlText(t('New at {shop}', { shop }))}</title>
<link>${xmlText(link('/products?sort=newest'))}</link>
<atom:link href="${xmlText(link('/feed.xml'))}" rel="self" type="application/rss+xml"/>
<description>${xmlText(t('What has come into the shop.'))}</description>
<language>${language}</language>
<lastBuildDate>${built.toUTCString()}</lastBuildDate>
${newest.map(product => itemXml(product, link)).join('')}</channel></rss>
`
}

function itemXml ({ slug, name, details, description, createdAt }: Product, link: (path: string) => string): string {
  const address = xmlText(link(`/products/${slug}`))
  // A description is HTML in most readers, so its text is escaped twice.
  const words = xmlText(xmlText(details ? `${details}. ${description}` : description))
  return `<item><title>${xmlText(name)}</title><link>${address}</link><guid>${address}</guid>` +
    `<pubDate>${createdAt.toUTCString()}</pubDate><description>${words}</description></item>\n`
}
