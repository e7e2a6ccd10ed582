import { createHmac, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { hash } from '@node-rs/argon2'
import { openPool } from '../postgres.js'
import { Rows } from '../rows.js'
import { freePort, logOf, Server } from '../server.js'
import { Storefront } from '../storefront.js'
import { writeFrame } from './frame.js'

const SERVER = fileURLToPath(new URL('server.js', import.meta.url))
const TEMPLATES = fileURLToPath(new URL('templates', import.meta.url))
const SECRET = randomBytes(32).toString('hex')

const TABLES = `
  create table session (sid varchar not null primary key, sess json not null, expire timestamp(6) not null); -- as connect-pg-simple has it
  create index on session (expire);
  create table product (
    id serial primary key, slug text not null, sku text not null unique, name text not null, details text not null, picture text not null, wall text not null,
    price_cents integer not null, rating text, reviews integer not null, position integer not null
  );
  create table stock (sku text primary key, available integer not null);
  create table customer (id serial primary key, email text not null unique, name text not null, password_hash text not null, cart jsonb not null);
  create table orders (id serial primary key, delivery jsonb not null, total_cents integer not null, placed_at timestamptz not null default now());
  create table order_line (id serial primary key, order_id integer not null references orders, sku text not null, name text not null, quantity integer not null, price_cents integer not null);
  create index on order_line (order_id)
`
const EMPTY = '{"lines": []}'

/** The tutorials' shop, with the products of ours and the frame of its pages. */
export async function openTutorial ({ shop, databaseUrl, directory }) {
  const db = openPool(databaseUrl)
  await db.query(TABLES)
  await copyProducts(shop.db, db)
  const server = await Server.start({
    name: 'tutorial',
    script: SERVER,
    port: await freePort(),
    log: logOf(directory, 'tutorial'),
    variables: { DATABASE_URL: databaseUrl, SESSION_SECRET: SECRET, BENCH_TEMPLATES: `${TEMPLATES}:${writeFrame(directory, shop.pages)}` }
  })
  return new Storefront('tutorial', server, db, await openStore(db))
}

async function copyProducts (from, to) {
  const { rows } = await from.query(`
    select distinct on (product.slug) product.slug, variant.sku, product.name, product.details, product.picture, product.wall, price_cents, product.position
      from product join variant on variant.product = product.slug join price on price.sku = variant.sku and currency = 'EUR' order by product.slug, variant.sku
  `)
  await to.query(`
    insert into product (slug, sku, name, details, picture, wall, price_cents, rating, reviews, position)
    select slug, sku, name, details, picture, wall, price_cents, '4.5', 3, position
      from jsonb_to_recordset($1) as row (slug text, sku text, name text, details text, picture text, wall text, price_cents integer, position integer)
  `, [JSON.stringify(rows)])
  await to.query('insert into stock select sku, 100000000 from product')
  await to.query('vacuum analyze')
}

/** What the storefront needs to know of how express-session keeps sessions, and of the customers. */
async function openStore (db) {
  const sign = id => `s:${id}.${createHmac('sha256', SECRET).update(id).digest('base64').replace(/=+$/, '')}`
  return {
    sessions: await Rows.open(db, 'session', 'sid'),
    idOf: browser => browser.cookie('connect.sid').slice(2).split('.', 1)[0],
    keyOf: id => id,
    cookieOf: id => `connect.sid=${encodeURIComponent(sign(id))}`,
    asNewGuest: {},

    async makeCustomers (count, password) {
      const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
      await db.query(`
        insert into customer (email, name, password_hash, cart) select 'c' || n || '@shop.example', 'Ann Bench', $2, $3 from generate_series(1, $1::int) as n
      `, [count, passwordHash, EMPTY])
      await db.query('vacuum analyze customer')
      return Array.from({ length: count }, (_, n) => `c${n + 1}@shop.example`)
    },
    async resetCustomers () {
      await db.query('update customer set cart = $1', [EMPTY])
      await db.query('vacuum customer')
    },
    async countMerged (pieces) {
      const { rows: [{ count }] } = await db.query(`
        select count(*)::int from customer where (select sum(each::int) from jsonb_path_query(cart, '$.lines[*].quantity') as each) = $1
      `, [pieces])
      return count
    }
  }
}
