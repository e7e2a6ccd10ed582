import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import accounts from './accounts/routes.ts'
import addresses from './addresses/routes.ts'
import admin from './admin/routes.ts'
import alerts from './alerts/plugin.ts'
import alertPages from './alerts/routes.ts'
import api from './api/routes.ts'
import cart from './cart/routes.ts'
import catalog from './catalog/plugin.ts'
import catalogPages from './catalog/routes.ts'
import checkout from './checkout/routes.ts'
import type { Config } from './config.ts'
import feeds from './feeds/routes.ts'
import invoices from './invoices/routes.ts'
import languages from './languages/plugin.ts'
import mail from './mail/plugin.ts'
import outbox from './mail/routes.ts'
import cancelOrder from './orders/cancel-routes.ts'
import findOrder from './orders/find-routes.ts'
import orderLetters from './orders/plugin.ts'
import orders from './orders/routes.ts'
import payments from './payments/plugin.ts'
import paymentPages from './payments/routes.ts'
import access from './plugins/access.ts'
import assets from './plugins/assets.ts'
import database from './plugins/database.ts'
import deadline from './plugins/deadline.ts'
import earlyHints from './plugins/early-hints.ts'
import errors, { NotFound } from './plugins/errors.ts'
import headers from './plugins/headers.ts'
import { LAZY_COMPILERS } from './plugins/lazy-compilers.ts'
import health from './plugins/health.ts'
import rateLimit from './plugins/rate-limit/plugin.ts'
import limits from './plugins/limits.ts'
import origin from './plugins/origin.ts'
import requestLog, { NoRequestLog, openLog } from './plugins/request-log.ts'
import secureCookies from './plugins/secure-cookies.ts'
import session from './plugins/session/plugin.ts'
import speculation from './plugins/speculation.ts'
import views from './plugins/views.ts'
import wire from './plugins/wire.ts'
import pictures from './pictures/plugin.ts'
import pictureStore from './pictures/routes.ts'
import preferences from './preferences/plugin.ts'
import preferencesPages from './preferences/routes.ts'
import returnLetters from './returns/plugin.ts'
import returns from './returns/routes.ts'
import reviews from './reviews/routes.ts'
import seen from './preferences/seen-cookie.ts'
import settings from './settings/plugin.ts'
import stock from './stock/plugin.ts'
import wishlist from './wishlist/routes.ts'

export type AppConfig = Config & { databaseUrl: string }

const BODY_LIMIT_BYTES = 64 * 1024
const MAX_HEADER_BYTES = 16 * 1024 // with the request target
const REQUEST_TIMEOUT_MS = 10_000 // until all of it is here; Node looks after it once in connectionsCheckingInterval

/** The shop, ready to listen: every plugin, in order. What comes first wraps what comes after. */
export async function buildApp (config: AppConfig): Promise<FastifyInstance> {
  const traces = config.tracesUrl && await import('./plugins/traces/plugin.ts')
  const { log, output } = openLog(config.logLevel, config.production, traces?.nameTrace)
  const app = Fastify({
    loggerInstance: log,
    logController: new NoRequestLog(), // one line of ours instead: see plugins/request-log.ts
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(), // one that no other process gives
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: 15_000,
    // Every header counts, for the plugin wire; together they are no longer than this.
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 1000, maxHeaderSize: MAX_HEADER_BYTES },
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    // What the router itself refuses gets no page and no headers: so it gets only what it can read.
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    // A field that a form does not have is refused, not dropped, and text stays text.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true, allErrors: true } },
    schemaController: { compilersFactory: LAZY_COMPILERS }
  })
  app.server.maxHeadersCount = 0
  app.removeAllContentTypeParsers()
  await app.register(fastifyFormbody)

  // Two hundred modules, which a shop without cards need not read.
  const provider = config.stripe && new (await import('./payments/stripe.ts')).StripeProvider(config.stripe)
  await app.register(languages)
  await app.register(headers, { https: config.https, payOrigin: provider?.origin })
  await app.register(errors)
  await app.register(requestLog, { output })
  await app.register(database, { connectionString: config.databaseUrl, poolSize: config.databasePoolSize, prepare: config.databasePrepare })
  if (traces && config.tracesUrl) await app.register(traces.default, { url: config.tracesUrl })
  if (config.metrics) await app.register((await import('./plugins/metrics/plugin.ts')).default, { ...config.metrics, host: config.host })
  await app.register(wire)
  await app.register(health)
  await app.register(catalog)
  await app.register(settings, { seller: config.seller, isDemo: config.isDemoSeller, production: config.production })
  await app.register(assets, { root: directory('dist/static'), reload: config.development })
  await app.register(pictures)
  await app.register(pictureStore, { folder: config.picturesFolder, s3: config.picturesS3 })
  await app.register(views, { reload: config.development, templates: directory('templates'), list: join(directory('dist'), 'templates.json') })

  await app.register(mail, {
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    baseUrl: config.baseUrl ?? new URL(`http://localhost:${config.port}`),
    templates: directory('templates'),
    reload: config.development
  })
  await app.register(orderLetters, { secrets: config.cookieSecrets })
  await app.register(returnLetters)

  await app.register(payments, { provider, holdMinutes: config.paymentHoldMinutes, secrets: config.cookieSecrets })
  await app.register(stock)
  await app.register(alerts)

  await app.register(deadline, { limitMs: config.answerLimitMs })
  await app.register(async shop => {
    await shop.register(secureCookies, { https: config.https, trustProxy: config.trustProxy })
    await shop.register(origin, { baseUrl: config.baseUrl, adminHost: config.adminHost })
    await shop.register(fastifyCookie)
    await shop.register(preferences, { secrets: config.cookieSecrets, https: config.https })
    await shop.register(seen, { secrets: config.cookieSecrets, https: config.https })
    await shop.register(session, { secrets: config.sessionSecrets, https: config.https })
    await shop.register(access, { adminHost: config.adminHost, secondFactorRequired: config.secondFactorRequired })
    await shop.register(limits)
    await shop.register(rateLimit)
    await shop.register(speculation)
    if (config.earlyHints) await shop.register(earlyHints)
    shop.setNotFoundHandler(() => { throw new NotFound() })

    await shop.register(catalogPages)
    await shop.register(feeds)
    await shop.register(reviews)
    await shop.register(cart, { mergeRule: config.cartMergeRule })
    await shop.register(accounts, { cartMergeRule: config.cartMergeRule, secrets: config.cookieSecrets, https: config.https })
    await shop.register(preferencesPages)
    await shop.register(checkout, { secrets: config.cookieSecrets })
    await shop.register(paymentPages, { secrets: config.cookieSecrets })
    await shop.register(findOrder, { secrets: config.cookieSecrets })
    await shop.register(cancelOrder, { secrets: config.cookieSecrets })
    await shop.register(invoices, { secrets: config.cookieSecrets })
    await shop.register(returns, { secrets: config.cookieSecrets })
    await shop.register(orders, { secrets: config.cookieSecrets })
    await shop.register(addresses)
    await shop.register(wishlist)
    await shop.register(alertPages)
    await shop.register(admin, { secondFactorRequired: config.secondFactorRequired })
    await shop.register(api, { prefix: '/api/v1', cartMergeRule: config.cartMergeRule, secrets: config.cookieSecrets, https: config.https })
    if (config.smtpUrl === undefined) {
      if (config.production) app.log.warn('SMTP_URL is not set: mails are kept, and nobody gets one. Without them a forgotten password stays forgotten')
      else await shop.register(outbox)
    }
  })
  return app
}

/** The path of a request target, also of one in absolute form (RFC 9112, 3.2.2). What cannot be read is a page that does not exist. */
function pathOf (target: string): string {
  if (PLAIN.test(target)) return target
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  return path.startsWith('/') && isDecodable(path.split('?', 1)[0] ?? '') ? path : `/${encodeURIComponent(target)}`
}

// Nothing in it to be decoded, as in most.
const PLAIN = /^\/[\w\-./?=&]*$/

function isDecodable (text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** A directory of the checkout: one step up from src as from dist. */
function directory (name: string): string {
  return fileURLToPath(new URL(`../${name}/`, import.meta.url))
}
