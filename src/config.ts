import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { StripeOptions } from './payments/stripe.ts'
import type { S3Options } from './pictures/s3.ts'
import type { MetricsAccess } from './plugins/metrics/serve.ts'
import { VAT_ID, type Seller } from './settings/shop.ts'

const DEVELOPMENT_SESSION_SECRET = 'development-only-session-secret-of-tote'
const DEVELOPMENT_COOKIE_SECRET = 'development-only-preferences-secret-of-tote'
const DEMO_ADDRESS = 'Pottle Ltd, 1 Kiln Lane, Dublin, D02 AF30, Ireland'
const DEMO_VAT_ID = 'IE1234567X'
// Both src and dist stand beside .data.
const PICTURES = fileURLToPath(new URL('../.data/pictures', import.meta.url))
const MERGE_RULES = ['sum', 'max', 'guest', 'account'] as const

export type CartMergeRule = typeof MERGE_RULES[number]

export interface Config {
  production: boolean
  /** Templates and static files are read again when they change. */
  development: boolean
  host: string
  port: number
  /** Absent: the shop starts its own Postgres. */
  databaseUrl: string | undefined
  /** Connections to Postgres, per process. */
  databasePoolSize: number
  /** Connections keep prepared statements: not through a PgBouncer before 1.21. */
  databasePrepare: boolean
  /** The public address; its origin is what forms must come from. Absent: the Host header of the request. */
  baseUrl: URL | undefined
  /** Cookies are Secure and the session cookie is named `__Host-sid`. */
  https: boolean
  /** Addresses whose X-Forwarded-* headers are believed. */
  trustProxy: string | false
  /** The first signs, all verify. */
  sessionSecrets: string[]
  /** Signs preferences and order links; never the same as a session secret. */
  cookieSecrets: string[]
  cartMergeRule: CartMergeRule
  /** Absent: mails are kept in the outbox, and outside production shown at /dev/mail. */
  smtpUrl: string | undefined
  /** The sender of mails. */
  mailFrom: string
  /** Who sells, as invoices have it. */
  seller: Seller
  /** Nobody has said who that is. */
  isDemoSeller: boolean
  /** The only host that answers /admin. Absent: every host does. */
  adminHost: string | undefined
  /** Staff and admins reach the admin only with a second factor. */
  secondFactorRequired: boolean
  /** Absent: no cards, invoices alone. */
  stripe: StripeOptions | undefined
  /** So long the goods of an order are held for a payment by card. */
  paymentHoldMinutes: number
  /** Where uploaded pictures are kept when there is no bucket; all processes must see it. */
  picturesFolder: string
  /** Absent: in the folder. */
  picturesS3: S3Options | undefined
  /** Pages begin with a 103. */
  earlyHints: boolean
  /** Absent: there are no metrics. */
  metrics: MetricsAccess | undefined
  /** Where traces go, an OpenTelemetry collector that takes OTLP over HTTP. Absent: there are none. */
  tracesUrl: URL | undefined
  /** A request that takes longer, all of its waits for the database together, is answered by 503. */
  answerLimitMs: number
  /** So long a process that is told to stop serves on, for the balancer to see that it is not ready any more. */
  drainDelayMs: number
  logLevel: string
}

/** The one reader of the environment. Throws an error whose message says what to change. */
export function readConfig (env: NodeJS.ProcessEnv): Config {
  const production = isProduction(env)
  readChoice(env, 'NODE_ENV', ['production', 'development', 'test'], 'development')
  const baseUrl = readUrl(env, 'BASE_URL', ['http:', 'https:'])
  const sessionSecrets = readSecrets(env, 'SESSION_SECRET', DEVELOPMENT_SESSION_SECRET, production)
  const cookieSecrets = readSecrets(env, 'COOKIE_SECRET', DEVELOPMENT_COOKIE_SECRET, production)
  if (sessionSecrets.some(secret => cookieSecrets.includes(secret))) {
    throw new Error('SESSION_SECRET and COOKIE_SECRET share a secret: a signed preference would pass as a session. Give each its own.')
  }
  if (production && !env.DATABASE_URL) {
    throw new Error('DATABASE_URL is not set. The embedded Postgres is for development; in production name your server, for example postgres://shop:…@db:5432/shop')
  }
  if (production && !baseUrl) {
    throw new Error('BASE_URL is not set. Name the public address of the shop, for example https://shop.example')
  }
  return {
    production,
    development: env.NODE_ENV === 'development',
    host: env.HOST || '127.0.0.1',
    port: readInteger(env, 'PORT', 3000, 0, 65_535),
    databaseUrl: readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])?.href,
    databasePoolSize: readInteger(env, 'DATABASE_POOL_SIZE', 10, 2, 1000),
    databasePrepare: readChoice(env, 'DATABASE_PREPARE', ['on', 'off'], 'on') === 'on',
    baseUrl,
    https: baseUrl?.protocol === 'https:',
    trustProxy: readProxies(env),
    sessionSecrets,
    cookieSecrets,
    cartMergeRule: readChoice(env, 'CART_MERGE', MERGE_RULES, 'sum'),
    smtpUrl: readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:'])?.href,
    mailFrom: readMailFrom(env, baseUrl),
    seller: { lines: readLines(env.SHOP_ADDRESS || DEMO_ADDRESS), vatId: readVatId(env) },
    isDemoSeller: !env.SHOP_ADDRESS,
    adminHost: readHost(env, 'ADMIN_HOST'),
    secondFactorRequired: readChoice(env, 'ADMIN_SECOND_FACTOR', ['required', 'optional'], production ? 'required' : 'optional') === 'required',
    stripe: readStripe(env, production),
    paymentHoldMinutes: readInteger(env, 'PAYMENT_HOLD_MINUTES', 30, 5, 23 * 60),
    picturesFolder: env.PICTURES_DIR || PICTURES,
    picturesS3: readBucket(env, production),
    earlyHints: readChoice(env, 'EARLY_HINTS', ['on', 'off'], 'off') === 'on',
    metrics: readMetrics(env),
    tracesUrl: readCollector(env),
    answerLimitMs: readInteger(env, 'ANSWER_LIMIT_MS', 2500, 500, 60_000),
    // At a terminal nobody balances, and Ctrl-C ends at once.
    drainDelayMs: readInteger(env, 'DRAIN_DELAY_MS', production ? 3000 : 0, 0, 6000),
    logLevel: readChoice(env, 'LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], production ? 'info' : 'warn')
  }
}

/** Known even where the rest of the configuration is wrong. */
export function isProduction (env: NodeJS.ProcessEnv): boolean {
  return env.NODE_ENV === 'production'
}

/** Addresses and networks, as proxy-addr takes them. */
function readProxies (env: NodeJS.ProcessEnv): string | false {
  if (!env.TRUST_PROXY) return false
  for (const proxy of env.TRUST_PROXY.split(',').map(text => text.trim())) {
    const [address = '', bits] = proxy.split('/')
    const isNetwork = isIP(address) !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128)))
    if (!isNetwork && !['loopback', 'linklocal', 'uniquelocal'].includes(proxy)) {
      throw new Error(`TRUST_PROXY has "${proxy}", which is no address or network of a proxy, like 127.0.0.1 or 10.0.0.0/8`)
    }
  }
  return env.TRUST_PROXY
}

function readSecrets (env: NodeJS.ProcessEnv, name: string, fallback: string, production: boolean): string[] {
  const secrets = (env[name] || fallback).split(',').map(secret => secret.trim())
  const weak = secrets.some(secret => secret.length < 32)
  if (weak) throw new Error(`${name} must be a comma-separated list of secrets of at least 32 characters each; the first signs, all verify. Make one with: openssl rand -base64 48`)
  if (production && secrets.some(isKnown)) {
    throw new Error(`${name} is not set, or is one that everybody can read in the source. Make one with: openssl rand -base64 48`)
  }
  return secrets
}

function isKnown (secret: string): boolean {
  return secret === DEVELOPMENT_SESSION_SECRET || secret === DEVELOPMENT_COOKIE_SECRET || secret.startsWith('change-me')
}

function readInteger (env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const text = env[name]
  if (!text) return fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`)
  }
  return value
}

function readChoice<T extends string> (env: NodeJS.ProcessEnv, name: string, choices: readonly T[], fallback: T): T {
  const text = env[name]
  if (!text) return fallback
  const choice = choices.find(known => known === text)
  if (!choice) throw new Error(`${name} is "${text}"; it must be one of ${choices.join(', ')}`)
  return choice
}

/** A host as a Host header names it: with its port, unless that is the usual one. */
function readHost (env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!/^[a-z0-9.-]+(:\d{1,5})?$/.test(text)) throw new Error(`${name} is "${text}"; it must be a host in lower case, like admin.shop.example`)
  return text
}

/** `Pottle Ltd, 1 Kiln Lane, Dublin`: a line each. */
function readLines (text: string): string[] {
  return text.split(',').map(line => line.trim()).filter(line => line !== '')
}

/** A shop with an address of its own may have none. */
function readVatId (env: NodeJS.ProcessEnv): string {
  const text = env.SHOP_VAT_ID || (env.SHOP_ADDRESS ? '' : DEMO_VAT_ID)
  if (text !== '' && !VAT_ID.test(text)) throw new Error(`SHOP_VAT_ID is "${text}"; it must be like IE1234567X: the country and its number, without spaces`)
  return text
}

/** Both keys or none: without the second nobody would tell the shop of payments whose shopper did not come back. */
function readStripe (env: NodeJS.ProcessEnv, production: boolean): StripeOptions | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env
  const api = readUrl(env, 'STRIPE_API_BASE', ['http:', 'https:'])
  if (api?.protocol === 'http:' && (production || !['localhost', '127.0.0.1', '[::1]'].includes(api.hostname))) {
    throw new Error('STRIPE_API_BASE may be http:// only for a stand-in on this machine, and not in production. Leave it out for Stripe itself')
  }
  if (!secretKey && !webhookSecret) return undefined
  if (!secretKey || !webhookSecret) throw new Error('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together: set both to take cards, or none')
  if (!/^(sk|rk)_\w+$/.test(secretKey)) throw new Error('STRIPE_SECRET_KEY is no secret key of Stripe: those begin with sk_ or rk_')
  if (!/^whsec_\w+$/.test(webhookSecret)) throw new Error('STRIPE_WEBHOOK_SECRET is no signing secret of a webhook: those begin with whsec_')
  return { secretKey, webhookSecret, api }
}

/** All three or none: a bucket that cannot be written to would be found out by the first picture. */
function readBucket (env: NodeJS.ProcessEnv, production: boolean): S3Options | undefined {
  const { PICTURES_S3_KEY_ID: keyId, PICTURES_S3_SECRET: secret } = env
  const url = readUrl(env, 'PICTURES_S3_URL', ['http:', 'https:'])
  if (!url && !keyId && !secret) return undefined
  if (!url || !keyId || !secret) throw new Error('PICTURES_S3_URL, PICTURES_S3_KEY_ID and PICTURES_S3_SECRET go together: set all three to keep pictures in a bucket, or none')
  if (url.username || url.password || url.search || url.hash) throw new Error('PICTURES_S3_URL must be the address of a bucket alone, like https://s3.eu-west-1.amazonaws.com/pottle: its keys go into PICTURES_S3_KEY_ID and PICTURES_S3_SECRET')
  if (production && url.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) throw new Error('PICTURES_S3_URL must be https:// in production')
  return { url, keyId, secret, region: env.PICTURES_S3_REGION || 'us-east-1' }
}

/** On a port of their own, or beside the pages for who knows the token, or both. */
function readMetrics (env: NodeJS.ProcessEnv): MetricsAccess | undefined {
  const { METRICS_TOKEN: token } = env
  if (token && !/^[\w~+/.=-]{32,}$/.test(token)) throw new Error('METRICS_TOKEN must be at least 32 letters and digits. Make one with: openssl rand -hex 32')
  const port = env.METRICS_PORT ? readInteger(env, 'METRICS_PORT', 0, 0, 65_535) : undefined
  if (port && port === readInteger(env, 'PORT', 3000, 0, 65_535)) throw new Error(`METRICS_PORT is ${port}, where the shop itself is. Give it a port of its own, or leave it out and set METRICS_TOKEN`)
  return port === undefined && !token ? undefined : { port, token: token || undefined }
}

/** As OpenTelemetry has it: the endpoint is of all signals, and traces have a path of it. */
function readCollector (env: NodeJS.ProcessEnv): URL | undefined {
  const url = readUrl(env, 'OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:'])
  return url && new URL('v1/traces', url.href.endsWith('/') ? url : `${url.href}/`)
}

function readMailFrom (env: NodeJS.ProcessEnv, baseUrl: URL | undefined): string {
  const text = env.MAIL_FROM || `Pottle <shop@${baseUrl?.hostname ?? 'localhost'}>`
  if (!/^([^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(text)) throw new Error(`MAIL_FROM is "${text}"; it must be like Pottle <shop@example.com>`)
  return text
}

function readUrl (env: NodeJS.ProcessEnv, name: string, protocols: string[]): URL | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new Error(`${name} is not an address that starts with ${protocols.map(protocol => `${protocol}//`).join(' or ')}`)
  }
  return new URL(text)
}
