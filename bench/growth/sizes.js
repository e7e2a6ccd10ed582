import { Browser } from '../browser.js'
import { fillShop, ids, makeDemoShop, startShop } from '../shop.js'
import { fillSessions } from './sessions.js'

/** Stands in the description of one product, however many there are. */
export const RARE_WORD = 'zaffre'

const SMALL = { name: 'small', sessions: 1000, orders: 1000 }
const MIDDLE = { name: 'middle', sessions: 100_000 }
const ORDERS_A_CUSTOMER = 5
const LEAST_CUSTOMERS = 200

/** A shop for each size, filled at the same time, each with its own database. Of the middle one only the sessions have grown. */
export async function openSizes (world, options, log) {
  const large = { name: 'large', sessions: options.sessions, products: options.products, orders: options.orders }
  const wanted = [SMALL, MIDDLE, large].filter(({ name, sessions }) => name !== 'middle' || sessions < options.sessions)
  const sizes = []
  for (const want of wanted) sizes.push(await makeSize(want, world, options))
  const sess = await makeVisitor(sizes[0], world, options)
  log(`filling ${sizes.map(({ name, sessions, products, orders = 0 }) => `${name}: ${sessions} sessions, ${products} products, ${orders} orders`).join('; ')}`)
  await Promise.all(sizes.map(size => fill(size, sess, options, log)))
  for (const size of sizes) await startSize(size, world, options)
  return sizes
}

async function makeSize (want, world, { shop }) {
  const databaseUrl = await world.postgres.createDatabase(want.name)
  const { db, skus } = await makeDemoShop(shop, databaseUrl)
  world.atEnd(() => db.end())
  await db.query('create extension pg_walinspect')
  const { rows: [{ products }] } = await db.query('select count(*)::int as products from product')
  return { products, ...want, databaseUrl, db, skus, sku: skus[0] }
}

/** The session of a visitor with three items who has seen what was said of them. */
async function makeVisitor (size, world, { shop }) {
  const server = await startShop({ shop, databaseUrl: size.databaseUrl, directory: world.directory, name: 'visited' })
  try {
    const browser = new Browser(server.url)
    for (const sku of size.skus.slice(0, 3)) await browser.post('/cart/items', { sku, quantity: '1', return_to: '/products' })
    await browser.get('/cart')
    const { rows: [{ sess }] } = await size.db.query('delete from session where sid = $1 returning sess', [ids.key(ids.of(browser))])
    return sess
  } finally {
    await server.stop()
  }
}

async function fill (size, sess, { shop }, log) {
  const from = performance.now()
  const say = what => log(`${size.name}: ${what} after ${((performance.now() - from) / 1000).toFixed(0)} s`)
  const shelves = size.orders && fillShop(shop, size.databaseUrl, { ...size, customers: Math.max(LEAST_CUSTOMERS, Math.ceil(size.orders / ORDERS_A_CUSTOMER)) }).then(() => say('orders and products'))
  await Promise.all([fillSessions(size, sess).then(() => say('sessions')), shelves])
  // Not before: products are copied with all their words.
  await size.db.query('update product set description = description || $1 where slug = (select product from variant where sku = $2)', [` ${RARE_WORD}`, size.sku])
  await size.db.query('vacuum analyze')
}

async function startSize (size, world, { shop }) {
  size.server = await startShop({ shop, databaseUrl: size.databaseUrl, directory: world.directory, name: size.name, variables: { ADMIN_SECOND_FACTOR: 'optional' } })
  world.addServer(size.server)
}
