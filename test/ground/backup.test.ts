import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { placeOrder } from '../helpers/checkout.ts'
import { createEmptyDatabase } from '../helpers/database.ts'
import { MUG, openShop, type Shops } from '../helpers/shop.ts'
import { Visitor } from '../helpers/visitor.ts'
import { PLAIN_NODE } from './checkout.ts'
import { debianPostgres, startDebianPostgres } from './debian-postgres.ts'

const SCRIPTS = fileURLToPath(new URL('../../scripts/', import.meta.url))
const BIN = debianPostgres()

// CI says that they are required. Elsewhere they run where Debian's postgresql is installed.
t.test('a shop is backed up and restored', { skip: BIN === undefined && env.BACKUP_TESTS !== 'required' && 'pg_dump and a Postgres of its version are not installed' }, async t => {
  if (BIN === undefined) throw new Error('BACKUP_TESTS is "required", and there is no /usr/lib/postgresql/*/bin/pg_dump: install Debian\'s postgresql')
  env.TEST_DATABASE_URL = await startDebianPostgres(t, BIN)

  t.test('all that was sold is there afterwards, row by row, and nobody is signed in', async t => {
    const { shop, file, customer, number } = await backedUp(t)
    const url = await createEmptyDatabase(t)
    const restored = await run('restore', [file], url, { PICTURES_DIR: `${file}-pictures` })
    t.match(restored, { code: 0, said: /All \d\d tables are as they were at .*\nNobody is signed in\./ })
    t.equal(readFileSync(join(`${file}-pictures`, 'mug.webp'), 'utf8'), 'a picture')
    for (const table of ['orders', 'order_line', 'stock', 'stock_entry', 'customer', 'mail', 'product']) t.same(await rowsOf(url, table), await rowsOf(shop.databaseUrl, table), table)
    t.same(await rowsOf(url, 'session'), [])

    const app = await buildApp({ ...readConfig({ LOG_LEVEL: 'silent' }), databaseUrl: url })
    t.teardown(() => app.close())
    t.equal((await customer.visitor.at(app).get('/account')).statusCode, 303, 'the old session leads to the login')
    await customer.visitor.post('/login', { email: customer.email, password: customer.password })
    t.match((await customer.visitor.get('/account/orders')).body, number)
    t.ok(await placeOrder(new Visitor(app), { [MUG]: 1 }), 'and the shop sells on')
  })

  t.test('a database that is not empty is left alone; one that differs is told of', async t => {
    const { shop, file } = await backedUp(t)
    t.match(await run('restore', [file], shop.databaseUrl), { code: 1, said: /This database is not empty: it has \d+ tables\./ })
    t.match(await run('restore', ['--verify', file], shop.databaseUrl), { code: 0 })
    await shop.db.query("update orders set name = 'Somebody Else'")
    await shop.db.query('delete from mail where mail_id = (select mail_id from mail limit 1)')
    t.match(await run('restore', ['--verify', file], shop.databaseUrl), { code: 1, said: /mail: \d+ rows in the backup, \d+ here\norders: \d+ rows in the backup, \d+ here, of another content/ })
    t.match(await run('backup', [file], shop.databaseUrl), { code: 1, said: /is there already/ })
  })
})

async function backedUp (t: Test) {
  const shop: Shops = await openShop(t)
  const customer = await shop.customer()
  const number = await placeOrder(customer.visitor, { [MUG]: 2 })
  await placeOrder(shop.visitor(), { [MUG]: 1 })
  const directory = t.testdir()
  const pictures = join(directory, 'pictures')
  mkdirSync(pictures)
  writeFileSync(join(pictures, 'mug.webp'), 'a picture')
  const file = join(directory, 'shop.dump')
  const made = await run('backup', [file], shop.databaseUrl, { PICTURES_DIR: pictures })
  t.match(made, { code: 0, said: /\d+ tables with \d+ rows/ })
  return { shop, customer, number, file }
}

function run (script: string, args: string[], databaseUrl: string, more: Record<string, string> = {}): Promise<{ code: number | string, said: string }> {
  return new Promise(resolve => execFile('env', [...PLAIN_NODE, join(SCRIPTS, script), ...args], { env: { PATH: env.PATH, DATABASE_URL: databaseUrl, PICTURES_DIR: '/nowhere', ...more } }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, said: stdout + stderr })))
}

async function rowsOf (connectionString: string, table: string): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<{ row: string }>(`select t::text as row from ${pg.escapeIdentifier(table)} as t order by 1`)
  await client.end()
  return rows.map(({ row }) => row)
}
