import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { ACCESS } from '../access.ts'
import { isKnown, tagOf } from '../plugins/entity-tag.ts'
import { UnprocessableInput } from '../plugins/errors.ts'
import { packAnswer } from '../plugins/packing.ts'
import account, { Customer, type AccountOptions } from './account-routes.ts'
import cart from './cart-routes.ts'
import { Cart, CartLine, ChangedCart, Message, Sums } from './cart-schema.ts'
import catalog from './catalog-routes.ts'
import { Product, ProductCard, ProductList } from './catalog-schema.ts'
import checkout from './checkout-routes.ts'
import { Checkout, KnownDelivery, Review } from './checkout-schema.ts'
import { BASE, describeApi, type DescribedRoute } from './describe.ts'
import orders from './order-routes.ts'
import { Order, OrderList } from './order-schema.ts'
import { Payment } from './payment.ts'
import { Problem } from './problem.ts'
import { Money } from './schema.ts'

const SHARED = [Money, Problem, ProductCard, Product, ProductList, CartLine, Sums, Message, Cart, ChangedCart, KnownDelivery, Checkout, Review, Payment, Order, OrderList, Customer]
const DESCRIPTION_KEPT_S = 600

/**
 * The shop as JSON, beside its pages: the same session, the same rules, the same functions. Errors are those of plugins/errors.ts,
 * which answers as RFC 9457 says wherever the address begins with /api.
 */
const api: FastifyPluginAsync<AccountOptions> = async (app, { cartMergeRule, secrets, https }) => {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined) // clients send the type with a DELETE, too
    else parse(request, String(body), done)
  })
  app.addHook('preValidation', refuseUnexpected)
  app.addHook('onSend', keepPrivate)
  app.addHook('onSend', packAnswer)

  for (const schema of SHARED) app.addSchema(schema)
  const described: DescribedRoute[] = []
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (schema && method !== 'HEAD') described.push({ method: String(method), url: url.slice(BASE.length), schema, access: ACCESS[`${method} ${url}`] })
  })

  await app.register(catalog)
  await app.register(cart)
  await app.register(checkout)
  await app.register(orders, { secrets })
  await app.register(account, { cartMergeRule, secrets, https })

  const description = JSON.stringify(describeApi(described, SHARED), null, 2) + '\n'
  app.get('/openapi.json', { config: { language: 'en' } }, async ({ headers }, reply) => reply
    .type('application/json; charset=utf-8')
    .header('cache-control', headers.cookie ? 'private, no-store' : `public, max-age=${DESCRIPTION_KEPT_S}`)
    .send(description))
}

/** A body where none is read: whoever sends it expects it to do something. */
async function refuseUnexpected ({ body, routeOptions: { schema } }: FastifyRequest): Promise<void> {
  const isEmpty = body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
  if (!schema?.body && !isEmpty) throw new UnprocessableInput()
}

/** Answers differ by cookie and, for who has none, by language; those to a session are kept by nobody: as pages. Of the others, who has one already gets 304. */
async function keepPrivate ({ method, headers, session, language }: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const isPrivate = session?.row !== undefined || reply.statusCode >= 400
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', isPrivate ? 'private, no-store' : 'private, no-cache')
  reply.header('vary', 'Cookie, Accept-Language').header('content-language', language)
  if (isPrivate || method !== 'GET' || typeof payload !== 'string') return payload
  const tag = tagOf(payload)
  reply.header('etag', tag)
  if (!isKnown(headers['if-none-match'], tag)) return payload
  reply.code(304)
  return null
}

export default api
