import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Catalog } from '../catalog/catalog.ts'
import { readText } from '../catalog/listing.ts'
import { onceFor } from '../kept.ts'
import { isKnown, tagOf } from '../plugins/entity-tag.ts'
import { NotFound } from '../plugins/errors.ts'
import { packAnswer } from '../plugins/packing.ts'
import { robotsText } from './robots.ts'
import { rssXml } from './rss.ts'
import { listEntries, sitemapXml } from './sitemap.ts'

/** What is read by machines: robots.txt, the sitemap and the feed of new things. From memory, and the same for everybody who reads the same language. */
const feeds: FastifyPluginAsync = async app => {
  const { link } = app.mail
  app.addHook('onSend', packAnswer)
  const feedsOf = onceFor((_catalog: Catalog) => new Map<string, Feed>())

  app.get('/robots.txt', async (request, reply) => send(request, reply, toFeed('text/plain', robotsText(link('/sitemap.xml')))))

  app.get('/sitemap.xml', async (request, reply) => {
    const part = readText(request.query, 'part')
    const feed = once(request, `sitemap ${part}`, catalog => {
      const xml = sitemapXml(listEntries(catalog), link(''), part === '' ? undefined : Number(part))
      return xml === undefined ? undefined : toFeed('application/xml', xml)
    })
    if (!feed) throw new NotFound('There is no such part of the sitemap.')
    return send(request, reply, feed)
  })

  app.get('/feed.xml', async (request, reply) => send(request, reply, once(request, 'rss', catalog => toFeed('application/rss+xml', rssXml(catalog, link, app.shop.name)))))

  /** Made once for each snapshot of the catalogue: a sitemap of 20,000 products takes a while. */
  function once<F extends Feed | undefined> ({ catalog }: FastifyRequest, name: string, make: (catalog: Catalog) => F): F {
    const feeds = feedsOf(catalog)
    const feed = (feeds.get(name) as F) ?? make(catalog)
    if (feed) feeds.set(name, feed)
    return feed
  }
}

export default feeds

const KEPT_S = 10 * 60

interface Feed {
  type: string
  text: string
  /** Of the content, so that who has it already gets 304. */
  tag: string
}

function toFeed (type: string, text: string): Feed {
  return { type: `${type}; charset=utf-8`, text, tag: tagOf(text) }
}

/** An answer to somebody's cookies may set one, and is kept by nobody. */
function send ({ headers }: FastifyRequest, reply: FastifyReply, { type, text, tag }: Feed): FastifyReply {
  reply
    .type(type)
    .header('cache-control', headers.cookie ? 'private, no-store' : `public, max-age=${KEPT_S}`)
    .header('etag', tag)
    .header('vary', 'Cookie, Accept-Language')
  return isKnown(headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(text)
}
