import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../test/browser/chromium.js'
import { buildIfStale, ROOT } from './build.js'

// Pictures of the shop as a browser shows it, on a database that is thrown away afterwards:
//   node scripts/screenshots.js [folder]    ten pages in two themes and two widths; .data/screenshots by default
//   node scripts/screenshots.js --readme    the four pictures of the README, into docs/pictures
// It takes the Chromium that CHROMIUM_PATH names, or the first one on PATH.

const WIDTHS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } }
const JPEG = { type: 'jpeg', quality: 80 } // at these sizes under 120 KB
const README = [
  { name: 'home', page: 'home', theme: 'light', viewport: WIDTHS.desktop },
  { name: 'product', page: 'product', theme: 'dark', viewport: WIDTHS.desktop },
  { name: 'basket', page: 'cart', theme: 'light', viewport: WIDTHS.phone },
  { name: 'admin', page: 'admin-orders', theme: 'light', viewport: WIDTHS.desktop }
]
const ADDRESS = { name: 'Gwen Guest', line1: '3 Kiln Lane', line2: '', city: 'Dublin', postcode: 'D02 AF30', country: 'IE', phone: '', shipping: 'standard' }
const BUYERS = ['Gwen Guest', 'Oona Daly', 'Tom Okafor', 'Marta Nowak', 'Lis Jansen', 'Piet de Vries', 'Ana Lima', 'Ben Carter']
const SKUS = ['MUG-SLATE', 'PLATE-SIDE', 'TEAPOT-DUSK', 'BOWL-TERRA-M', 'MUG-CLAY', 'PLATE-DINNER']

/** What has to be done before the page can be seen, and where it is. `person`: who looks. */
const PAGES = {
  home: async () => '/',
  list: async () => '/products?category=table',
  product: async () => '/products/dipped-mug',
  cart: async context => {
    await fillBasket(context, SKUS.slice(0, 3))
    return '/cart'
  },
  checkout: async context => {
    await fillBasket(context, SKUS.slice(0, 3))
    return '/checkout'
  },
  confirmation: order,
  login: async () => '/login',
  account: async (context, { ann }) => {
    await post(context, '/login', ann)
    await context.request.get('/') // takes the welcome
    return '/account'
  },
  'admin-orders': async (context, { boss }) => {
    await post(context, '/login', boss)
    await context.request.get('/')
    return '/admin/orders'
  },
  'admin-order': async (context, people) => {
    const list = await (await context.request.get(await PAGES['admin-orders'](context, people))).text()
    return `/admin/orders/${/data-order-row="([^"]+)"/.exec(list)?.[1]}`
  }
}

const arguments_ = process.argv.slice(2)
const forReadme = arguments_.includes('--readme')
const folder = arguments_.find(text => !text.startsWith('-')) ?? join(ROOT, ...forReadme ? ['docs', 'pictures'] : ['.data', 'screenshots'])

const executablePath = findChromium()
if (!executablePath) {
  console.error('There is no Chromium: install it, or set CHROMIUM_PATH to one')
  process.exitCode = 1
} else if (await buildIfStale()) {
  await withShop(async (origin, people) => {
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
    const open = options => browser.newContext({ ...options, baseURL: origin })
    try {
      await trade(open, people)
      mkdirSync(folder, { recursive: true })
      for (const shot of forReadme ? README : allShots()) await take(open, people, shot)
    } finally {
      await browser.close()
    }
  })
  console.log(`The pictures are in ${folder}`)
} else {
  process.exitCode = 1
}

function allShots () {
  return Object.keys(PAGES).flatMap(page => ['light', 'dark'].flatMap(theme => Object.entries(WIDTHS).map(([width, viewport]) =>
    ({ name: `${page}-${width}-${theme}`, page, theme, viewport, fullPage: true }))))
}

async function take (open, people, { name, page, theme, viewport, fullPage = false }) {
  const context = await open({ viewport })
  await post(context, '/preferences', { theme })
  const window = await context.newPage()
  await window.goto(await PAGES[page](context, people), { waitUntil: 'networkidle' })
  await window.screenshot({ path: join(folder, `${name}.jpg`), fullPage, ...JPEG })
  await context.close()
}

/** The shop as it is built, on a Postgres of its own. */
async function withShop (work) {
  const data = mkdtempSync(join(tmpdir(), 'tote-screenshots-'))
  const { startEmbeddedPostgres } = await import('../dist/embedded-postgres/start.js')
  const [{ buildApp }, { readConfig }, { migrate }, { seed }, { DEMO_LOGINS }] = await Promise.all(
    ['app', 'config', 'migrate', 'prepare-database', 'seed/seed'].map(name => import(`../dist/${name}.js`)))
  const database = await startEmbeddedPostgres({ directory: data, durable: false })
  try {
    await migrate(database.url, () => {})
    await seed(database.url)
    const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'error' }), databaseUrl: database.url })
    try {
      const login = role => DEMO_LOGINS.filter(each => each.role === role).map(({ email, password }) => ({ email, password }))[0]
      await work(await app.listen({ host: '127.0.0.1', port: 0 }), { ann: login('shopper'), boss: login('admin') })
    } finally {
      await app.close()
    }
  } finally {
    await database.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Orders of several people, some of them on their way already. */
async function trade (open, { boss }) {
  const admin = await open()
  await post(admin, '/login', boss)
  for (const [at, name] of BUYERS.entries()) {
    const context = await open()
    const number = /\/orders\/([^?]+)/.exec(await order(context, {}, { name, email: `${name.split(' ')[0].toLowerCase()}@example.com` }, at))?.[1]
    for (const to of ['paid', 'packed', 'sent'].slice(0, at % 4)) {
      const version = fieldIn(await (await admin.request.get(`/admin/orders/${number}`)).text(), 'version')
      await post(admin, `/admin/orders/${number}/status`, { to, version })
    }
    await context.close()
  }
  await admin.close()
}

async function fillBasket (context, skus) {
  for (const sku of skus) await post(context, '/cart/items', { sku, quantity: '1' })
  await context.request.get('/')
}

/** Returns the address of the confirmation. */
async function order (context, _people, { name = ADDRESS.name, email = 'gwen@example.com' } = {}, at = 0) {
  await fillBasket(context, SKUS.slice(at % 4, at % 4 + 3))
  await post(context, '/checkout', { ...ADDRESS, name, email })
  const review = await (await context.request.get('/checkout/review')).text()
  const fields = Object.fromEntries(['checkout_key', 'expected_total', 'currency'].map(field => [field, fieldIn(review, field)]))
  return post(context, '/orders', { ...fields, payment: 'invoice' })
}

function fieldIn (html, name) {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
}

/** Returns where the answer leads. */
async function post (context, url, form) {
  const answer = await context.request.post(url, { form, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`POST ${url} was answered with ${answer.status()}`)
  return answer.headers().location ?? '/'
}
