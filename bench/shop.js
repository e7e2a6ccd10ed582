import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import process, { env } from 'node:process'
import { pathToFileURL } from 'node:url'
import { Signer } from '@fastify/cookie'
import { openPool } from './postgres.js'
import { Rows } from './rows.js'
import { freePort, logOf, Server } from './server.js'
import { Browser } from './browser.js'
import { Storefront } from './storefront.js'

const MANY = 100_000_000
const SECRETS = { SESSION_SECRET: randomBytes(32).toString('hex'), COOKIE_SECRET: randomBytes(32).toString('hex') }

/** Builds a checkout where a source has changed since. */
export async function buildShop (shop) {
  const { buildIfStale } = await import(pathToFileURL(join(shop, 'scripts/build.js')))
  if (!await buildIfStale()) throw new Error('the shop cannot be built')
}

/** The shop as it ships, with the demo shop's products, behind a proxy that says where its visitors come from. */
export async function openShop ({ shop, databaseUrl, directory, nodeOptions = [] }) {
  const { db, skus } = await makeDemoShop(shop, databaseUrl)
  const server = await startShop({ shop, databaseUrl, directory, nodeOptions })
  return { front: new Storefront('shop', server, db, await openStore(db, server)), skus }
}

/** A database with the demo shop, in which nothing is ever sold out. Resolves to connections to it, and to an item of each product. */
export async function makeDemoShop (shop, databaseUrl) {
  await run(shop, ['dist/cli.js', 'db:migrate'], databaseUrl)
  await run(shop, ['dist/cli.js', 'db:seed'], databaseUrl)
  const db = openPool(databaseUrl)
  return { db, skus: await fillShelves(db) }
}

/** A process of the shop on a database. `more`: what else `Server.start` takes. */
export async function startShop ({ shop, databaseUrl, directory, name = 'shop', variables, ...more }) {
  const port = await freePort()
  return await Server.start({
    name,
    script: 'dist/server.js',
    cwd: shop,
    port,
    log: logOf(directory, name),
    variables: { DATABASE_URL: databaseUrl, BASE_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: '127.0.0.1', PICTURES_DIR: join(directory, 'pictures'), ...SECRETS, ...variables },
    ...more
  })
}

const signer = new Signer(SECRETS.SESSION_SECRET)

/** How the shop keeps the id of a session: in the row, and in the cookie. `keySql` is the key as SQL makes it of the id. */
export const ids = {
  of: browser => signer.unsign(browser.cookie('sid')).value,
  key: id => createHash('sha256').update(id).digest('base64url'),
  keySql: id => `translate(rtrim(encode(sha256(convert_to(${id}, 'UTF8')), 'base64'), '='), '+/', '-_')`,
  cookie: id => `sid=${encodeURIComponent(signer.sign(id))}`
}

/** More orders, customers and products, as scripts/fill.js makes them. */
export async function fillShop (shop, databaseUrl, { orders, customers, products }) {
  await run(shop, ['scripts/fill.js', ...[orders, customers, products].map(String)], databaseUrl)
}

/** Makes sure that nothing is ever sold out, and says so in the ledger. Resolves to an item of each product. */
async function fillShelves (db) {
  await db.query(`
    with filled as (
      update stock set available = available + ${MANY}, entries = entries + 1, changed_at = now() returning sku, entries, available
    )
    insert into stock_entry (sku, position, at, delta, balance, kind) select sku, entries, now(), ${MANY}, available, 'adjusted' from filled
  `)
  const { rows } = await db.query('select min(sku) as sku from variant join stock using (sku) group by product order by product')
  return rows.map(({ sku }) => sku)
}

/** What the storefront needs to know of how the shop keeps sessions and customers. */
async function openStore (db, { url }) {
  const carts = await Rows.open(db, 'cart', 'shopper_id')
  const customers = await Rows.open(db, 'customer', 'shopper_id')
  return {
    sessions: await Rows.open(db, 'session', 'sid'),
    idOf: ids.of,
    keyOf: ids.key,
    cookieOf: ids.cookie,
    asNewGuest: { sess: "jsonb_set(old.sess, '{guestShopperId}', to_jsonb(gen_random_uuid()::text))" },

    async makeCustomers (count, password) {
      await new Browser(url).post('/register', { name: 'Ann Bench', email: 'ann.bench@shop.example', password })
      const { rows: [{ id }] } = await db.query("select shopper_id as id from customer where email = 'ann.bench@shop.example'")
      const made = await db.query('select gen_random_uuid() as id from generate_series(1, $1::int)', [count])
      const shoppers = made.rows.map(({ id }) => id)
      await customers.copy('login', id, shoppers, { email: "'c' || made.key || '@shop.example'" })
      await carts.copy('login', id, shoppers)
      await db.query("insert into customer_email (email, shopper_id) select email, shopper_id from customer where email like 'c%@shop.example' on conflict do nothing")
      return shoppers.map(id => `c${id}@shop.example`)
    },
    resetCustomers: () => carts.reset('login'),
    async countMerged (pieces) {
      const { rows: [{ count }] } = await db.query(`
        select count(*)::int from cart where (select sum(each::int) from jsonb_path_query(cart, '$.lines[*].quantity') as each) = $1
      `, [pieces])
      return count
    }
  }
}

async function run (shop, args, databaseUrl) {
  const { PATH, HOME } = env
  const child = spawn(process.execPath, args, { cwd: shop, env: { PATH, HOME, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
}
