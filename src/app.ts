import { fileURLToPath } from 'node:url'
import fastifyCookie from '@fastify/cookie'
import fastifyFormbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import accounts from './accounts/routes.ts'
import admin from './admin/routes.ts'
import cart from './cart/routes.ts'
import catalog from './catalog/plugin.ts'
import catalogPages from './catalog/routes.ts'
import checkout from './checkout/routes.ts'
import type { Config } from './config.ts'
import orders from './orders/routes.ts'
import assets from './plugins/assets.ts'
import compression from './plugins/compression.ts'
import database from './plugins/database.ts'
import errors, { NotFound } from './plugins/errors.ts'
import headers from './plugins/headers.ts'
import health from './plugins/health.ts'
import limits from './plugins/limits.ts'
import origin from './plugins/origin.ts'
import session from './plugins/session/plugin.ts'
import speculation from './plugins/speculation.ts'
import views from './plugins/views.ts'
import preferences from './preferences/plugin.ts'
import preferencesPages from './preferences/routes.ts'

export type AppConfig = Config & { databaseUrl: string }

const BODY_LIMIT_BYTES = 64 * 1024
const MAX_TARGET_LENGTH = 16 * 1024 // Node takes no longer headers

/** The shop, ready to listen: every plugin, in order. What comes first wraps what comes after. */
export async function buildApp (config: AppConfig): Promise<FastifyInstance> {
  const app = Fastify({
    // Without the query: links to orders carry their key in it.
    logger: { level: config.logLevel, serializers: { req: ({ method, url, ip }) => ({ method, path: url.split('?', 1)[0], ip }) } },
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 10_000,
    connectionTimeout: 15_000,
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    // What the router itself refuses gets no page and no headers: so it gets only what it can read.
    routerOptions: { maxParamLength: MAX_TARGET_LENGTH },
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    // A field that a form does not have is refused, not dropped, and text stays text.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: true, allErrors: true } }
  })
  app.removeAllContentTypeParsers()
  await app.register(fastifyFormbody)

  await app.register(headers, { https: config.https })
  await app.register(compression)
  await app.register(errors)
  await app.register(database, { connectionString: config.databaseUrl, poolSize: config.databasePoolSize })
  await app.register(health)
  await app.register(catalog)
  await app.register(assets, { root: directory('dist/static'), reload: config.development })
  await app.register(views, { reload: config.development, templates: directory('templates') })

  await app.register(async shop => {
    await shop.register(origin, { baseUrl: config.baseUrl })
    await shop.register(fastifyCookie)
    await shop.register(preferences, { secrets: config.cookieSecrets, https: config.https })
    await shop.register(session, { secrets: config.sessionSecrets, https: config.https })
    await shop.register(limits)
    await shop.register(speculation)
    shop.setNotFoundHandler(() => { throw new NotFound() })

    await shop.register(catalogPages)
    await shop.register(cart)
    await shop.register(accounts, { cartMergeRule: config.cartMergeRule })
    await shop.register(preferencesPages)
    await shop.register(checkout, { secrets: config.cookieSecrets })
    await shop.register(orders, { secrets: config.cookieSecrets })
    await shop.register(admin)
  })
  return app
}

/** The path of a request target, also of one in absolute form (RFC 9112, 3.2.2). What cannot be read is a page that does not exist. */
function pathOf (target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '') || '/'
  return path.startsWith('/') && isDecodable(path.split('?', 1)[0] ?? '') ? path : `/${encodeURIComponent(target)}`
}

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
