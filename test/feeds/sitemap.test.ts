import t from 'tap'
import { sitemapXml } from '../../src/feeds/sitemap.ts'

const BASE = 'https://shop.example/'
const entries = Array.from({ length: 7 }, (_, at) => ({ path: `/products/p${at}`, changedAt: new Date(Date.UTC(2026, 0, at + 1)) }))
const locations = (xml = '') => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc)

t.test('more addresses than a file may hold are in parts, and an index has the parts', async t => {
  const index = sitemapXml(entries, BASE, undefined, 3)
  t.match(index, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<sitemapindex xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9">/)
  t.strictSame(locations(index), [1, 2, 3].map(part => `${BASE}sitemap.xml?part=${part}`))
  t.match(index, '<loc>https://shop.example/sitemap.xml?part=1</loc><lastmod>2026-01-03T00:00:00.000Z</lastmod>', 'a part changed when the last of its pages did')
  const parts = [1, 2, 3].map(part => locations(sitemapXml(entries, BASE, part, 3)))
  t.strictSame(parts.map(part => part.length), [3, 3, 1])
  t.strictSame(parts.flat(), locations(sitemapXml(entries, BASE)), 'together they have all, each once')
  for (const part of [0, 4, -1, 1.5, NaN, Infinity]) t.equal(sitemapXml(entries, BASE, part, 3), undefined, String(part))
})

t.test('as many as a file may hold are one file', async t => {
  t.match(sitemapXml(entries, BASE, undefined, 7), '<urlset')
  t.match(sitemapXml(entries, BASE, undefined, 6), '<sitemapindex')
  t.match(sitemapXml([], BASE), '<urlset')
})

t.test('addresses are encoded, then escaped', async t => {
  t.strictSame(locations(sitemapXml([{ path: '/products/crème brûlée & <pot>', changedAt: new Date(0) }], BASE)), [`${BASE}products/cr%C3%A8me%20br%C3%BBl%C3%A9e%20&amp;%20%3Cpot%3E`])
})
