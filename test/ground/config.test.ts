import t from 'tap'
import { readConfig } from '../../src/config.ts'

const SECRET = 'a'.repeat(32)
const OTHER_SECRET = 'b'.repeat(32)

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://shop:secret@db:5432/shop',
  BASE_URL: 'https://shop.example',
  SESSION_SECRET: SECRET,
  COOKIE_SECRET: OTHER_SECRET
}

t.test('without settings it is a shop for development, on this machine only', async t => {
  const config = readConfig({})
  t.match(config, { production: false, host: '127.0.0.1', port: 3000, databaseUrl: undefined, https: false, trustProxy: false, cartMergeRule: 'sum', drainDelayMs: 0 })
  t.equal(config.sessionSecrets.length, 1)
  t.not(config.sessionSecrets[0], config.cookieSecrets[0])
})

t.test('every setting is read', async t => {
  const config = readConfig({
    ...production, HOST: '0.0.0.0', PORT: '0', DATABASE_POOL_SIZE: '25', DATABASE_PREPARE: 'off', TRUST_PROXY: '10.0.0.0/8',
    SESSION_SECRET: `${OTHER_SECRET}2, ${SECRET}`, CART_MERGE: 'max', LOG_LEVEL: 'debug', DRAIN_DELAY_MS: '500'
  })
  t.match(config, {
    production: true, host: '0.0.0.0', port: 0, databaseUrl: production.DATABASE_URL, databasePoolSize: 25, databasePrepare: false, https: true,
    trustProxy: '10.0.0.0/8', sessionSecrets: [`${OTHER_SECRET}2`, SECRET], cookieSecrets: [OTHER_SECRET], cartMergeRule: 'max', logLevel: 'debug', drainDelayMs: 500
  })
  t.equal(config.baseUrl?.origin, 'https://shop.example')
  t.equal(readConfig(production).drainDelayMs, 3000, 'in production there is a balancer, which has to notice')
})

t.test('a setting that does not fit stops with a sentence that names it', async t => {
  const wrong: Array<[string, string, RegExp]> = [
    ['PORT', '70000', /^PORT is "70000"; it must be a whole number from 0 to 65535$/],
    ['PORT', '3000x', /^PORT is "3000x"/],
    ['PORT', '-1', /^PORT is "-1"/],
    ['PORT', '1e3', /^PORT is "1e3"/],
    ['DRAIN_DELAY_MS', '6001', /^DRAIN_DELAY_MS is "6001"; it must be a whole number from 0 to 6000$/],
    ['DATABASE_POOL_SIZE', '1', /^DATABASE_POOL_SIZE is "1"; it must be a whole number from 2 to 1000$/],
    ['CART_MERGE', 'all', /^CART_MERGE is "all"; it must be one of sum, max, guest, account$/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL is "loud"; it must be one of fatal, /],
    ['DATABASE_URL', 'mysql://db/shop', /^DATABASE_URL is not an address that starts with postgres:\/\/ or postgresql:\/\/$/],
    ['DATABASE_URL', 'db', /^DATABASE_URL is not an address/],
    ['TRUST_PROXY', 'nonsense', /^TRUST_PROXY has "nonsense", which is no address or network of a proxy/],
    ['TRUST_PROXY', '127.0.0.1, 10.0.0.0/99', /^TRUST_PROXY has "10.0.0.0\/99"/],
    ['NODE_ENV', 'Production', /^NODE_ENV is "Production"; it must be one of production, /],
    ['BASE_URL', 'shop.example', /^BASE_URL is not an address that starts with http:\/\/ or https:\/\/$/],
    ['SHOP_VAT_ID', 'IE 1234567X', /^SHOP_VAT_ID is "IE 1234567X"; it must be like IE1234567X/],
    ['SESSION_SECRET', 'short', /^SESSION_SECRET must be a comma-separated list of secrets of at least 32 characters each/],
    ['STRIPE_SECRET_KEY', 'sk_test_1', /^STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together/],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_1', /^STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together/],
    ['STRIPE_API_BASE', 'http://stripe.example', /^STRIPE_API_BASE may be http:\/\/ only for a stand-in on this machine/],
    ['PAYMENT_HOLD_MINUTES', '2000', /^PAYMENT_HOLD_MINUTES is "2000"; it must be a whole number from 5 to 1380$/],
    ['COOKIE_SECRET', `${SECRET},short`, /^COOKIE_SECRET must be a comma-separated list/]
  ]
  for (const [name, value, message] of wrong) t.throws(() => readConfig({ [name]: value }), { message }, `${name}=${value}`)
})

t.test('who sells is the demo shop until somebody says who, line by line', async t => {
  t.match(readConfig({}), { seller: { lines: ['Pottle Ltd', '1 Kiln Lane', 'Dublin', 'D02 AF30', 'Ireland'], vatId: 'IE1234567X' }, isDemoSeller: true })
  t.match(readConfig({ SHOP_ADDRESS: 'Pots & Co,, Kiln Lane 1 , Cork' }), { seller: { lines: ['Pots & Co', 'Kiln Lane 1', 'Cork'], vatId: '' }, isDemoSeller: false }, 'whose number is nobody else’s')
})

t.test('cards are taken with both keys of Stripe', async t => {
  const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
  t.match(readConfig({}), { stripe: undefined, paymentHoldMinutes: 30 })
  t.strictSame(readConfig({ ...keys, PAYMENT_HOLD_MINUTES: '60' }).stripe, { secretKey: 'sk_test_1', webhookSecret: 'whsec_1', api: undefined })
  t.match(readConfig({ ...keys, STRIPE_API_BASE: 'http://127.0.0.1:12111' }).stripe?.api, { port: '12111' })
  t.throws(() => readConfig({ ...keys, STRIPE_SECRET_KEY: 'pk_test_hunter2' }), { message: /^STRIPE_SECRET_KEY is no secret key(?!.*hunter2)/ })
  t.throws(() => readConfig({ ...keys, STRIPE_WEBHOOK_SECRET: 'hunter2' }), { message: /^STRIPE_WEBHOOK_SECRET is no signing secret(?!.*hunter2)/ })
  t.throws(() => readConfig({ ...production, ...keys, STRIPE_API_BASE: 'http://127.0.0.1:12111' }), { message: /and not in production/ })
})

t.test('metrics and traces are there where they are asked for', async t => {
  const token = 'c'.repeat(32)
  t.match(readConfig({ METRICS_PORT: '', METRICS_TOKEN: '', OTEL_EXPORTER_OTLP_ENDPOINT: '' }), { metrics: undefined, tracesUrl: undefined })
  t.strictSame(readConfig({ METRICS_TOKEN: token }).metrics, { port: undefined, token })
  t.strictSame(readConfig({ METRICS_PORT: '9464' }).metrics, { port: 9464, token: undefined })
  t.strictSame(readConfig({ METRICS_PORT: '0', METRICS_TOKEN: token }).metrics, { port: 0, token })
  t.throws(() => readConfig({ METRICS_TOKEN: 'hunter2' }), { message: /^METRICS_TOKEN must be at least 32 letters and digits(?!.*hunter2)/ })
  t.throws(() => readConfig({ METRICS_PORT: '3000' }), { message: /^METRICS_PORT is 3000, where the shop itself is/ })
  t.throws(() => readConfig({ METRICS_PORT: 'x' }), { message: /^METRICS_PORT is "x"/ })
  for (const endpoint of ['http://collector:4318', 'http://collector:4318/']) t.equal(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).tracesUrl?.href, 'http://collector:4318/v1/traces')
  t.equal(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/tote' }).tracesUrl?.href, 'https://otlp.example/tote/v1/traces')
  t.throws(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }), { message: /^OTEL_EXPORTER_OTLP_ENDPOINT is not an address/ })
})

t.test('a secret never is in a sentence', async t => {
  for (const name of ['SESSION_SECRET', 'COOKIE_SECRET', 'DATABASE_URL']) {
    t.throws(() => readConfig({ [name]: 'hunter2' }), { message: /^(?!.*hunter2)/s }, name)
  }
})

t.test('production does not start on what is only good for development', async t => {
  t.doesNotThrow(() => readConfig(production))
  const wrong: Array<[NodeJS.ProcessEnv, RegExp]> = [
    [{ SESSION_SECRET: undefined }, /^SESSION_SECRET is not set/],
    [{ COOKIE_SECRET: '' }, /^COOKIE_SECRET is not set/],
    [{ SESSION_SECRET: 'change-me-change-me-change-me-change-me' }, /^SESSION_SECRET is not set, or is one that everybody can read/],
    [{ SESSION_SECRET: readConfig({}).cookieSecrets.join() }, /^SESSION_SECRET is not set, or is one that everybody can read/],
    [{ SESSION_SECRET: `${SECRET},${readConfig({}).sessionSecrets.join()}` }, /^SESSION_SECRET is not set, or is one that everybody can read/],
    [{ COOKIE_SECRET: `${OTHER_SECRET},${SECRET}` }, /^SESSION_SECRET and COOKIE_SECRET share a secret/],
    [{ DATABASE_URL: undefined }, /^DATABASE_URL is not set/],
    [{ BASE_URL: undefined }, /^BASE_URL is not set/]
  ]
  for (const [change, message] of wrong) t.throws(() => readConfig({ ...production, ...change }), { message }, JSON.stringify(change))
})
