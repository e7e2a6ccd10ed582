import process from 'node:process'
import pg from 'pg'
import { readEnvFile } from './build.js'
import { fillCustomers, fillSessions } from './fill/customers.js'
import { fillOrders } from './fill/orders.js'
import { fillProducts, fillStock } from './fill/products.js'

// `node scripts/fill.js 1000000 200000 20000`: fills the shop of DATABASE_URL with so many made-up orders, customers and products, and with as many
// sessions as customers, to measure the admin with (scripts/measure-admin.js). What is there already stays, but for the ledger of the stock.
const MOST = 5_000_000

readEnvFile()
const counts = process.argv.slice(2).map(Number)
if (counts.length !== 3 || !counts.every(count => Number.isInteger(count) && count >= 1 && count <= MOST)) {
  fail(`Say how many orders, customers and products, each up to ${MOST}: node scripts/fill.js 1000000 200000 20000`)
}
const [orders, customers, products] = counts
if (process.env.NODE_ENV === 'production') fail('All of it is made up: not in production.')
if (!process.env.DATABASE_URL) fail('Say where: DATABASE_URL=postgres://… of a shop that is migrated and seeded.')

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
try {
  await client.query('set synchronous_commit = off; set jit = off')
  await fillProducts(client, products)
  await fillCustomers(client, customers)
  await fillSessions(client, customers)
  await fillOrders(client, orders)
  await client.query('analyze') // or the joins below would be planned for tables of nothing
  await fillStock(client)
  await client.query('vacuum analyze')
} finally {
  await client.end()
}

function fail (sentence) {
  console.error(sentence)
  process.exit(1)
}
