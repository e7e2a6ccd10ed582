import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { columnOf, TABLES } from '../../src/distribution/tables.ts'
import { distribute } from '../../src/distribution/distribute.ts'
import { listTables } from '../../src/distribution/queries.ts'
import { openAdmin } from '../admin/shop-with-orders.ts'
import { createDatabase } from '../helpers/database.ts'
import { ADMIN_READS, SHOPPER_REACHES } from './statements/allowed.ts'
import { logStatements } from './statements/log.ts'
import { reachOf } from './statements/shards.ts'
import { walkAfterwards, walkAsShopper, walkThroughAdmin } from './statements/walk.ts'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

const WRITES = /^(update|delete|with [^(]* \( update)\b/i
const CLOCK_IN_CASE = /\bcase (?:(?! end\b).)*\bnow\(\)|\bcoalesce\([^()]*\bnow\(\)/i

interface Key { table: string, name: string, columns: string[] }
interface ForeignKey extends Key { other: string, others: string[] }

t.test('every table of the schema is in the list, and no other', async t => {
  t.strictSame(await listTables(await databaseOf(t)), Object.keys(TABLES).sort())
})

t.test('every primary and unique key has the column by which its table is distributed', async t => {
  const { rows } = await (await databaseOf(t)).query<Key>(`
    select indrelid::regclass::text as table, indexrelid::regclass::text as name,
           (select array_agg(attname::text order by attnum) from pg_attribute where attrelid = indrelid and attnum = any(indkey)) as columns
      from pg_index join pg_class on pg_class.oid = indrelid where indisunique and relnamespace = 'public'::regnamespace
  `)
  t.ok(rows.length > 50)
  for (const { table, name, columns } of rows) {
    const column = columnOf(table)
    if (column !== undefined) t.ok(columns.includes(column), `${name} lacks ${column}`)
  }
})

t.test('every foreign key stays beside its row, or leads to what is everywhere', async t => {
  const { rows } = await (await databaseOf(t)).query<ForeignKey>(`
    select conrelid::regclass::text as table, conname as name, confrelid::regclass::text as other,
           (select array_agg(attname::text order by at) from unnest(conkey) with ordinality as key (num, at) join pg_attribute on attrelid = conrelid and attnum = num) as columns,
           (select array_agg(attname::text order by at) from unnest(confkey) with ordinality as key (num, at) join pg_attribute on attrelid = confrelid and attnum = num) as others
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
  `)
  t.ok(rows.length > 30)
  for (const { name, table, other, columns, others } of rows) {
    const column = columnOf(table)
    if (TABLES[other] === 'reference') t.not(TABLES[table], 'local', name)
    else t.ok(column !== undefined && column === columnOf(other) && columns.indexOf(column) === others.indexOf(column) && columns.includes(column), `${name}: ${table} and ${other} are not beside each other`)
  }
})

t.test('there are no triggers, and no clock in ON CONFLICT DO UPDATE', async t => {
  const { rows } = await (await databaseOf(t)).query("select tgname from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal and relnamespace = 'public'::regnamespace")
  t.strictSame(rows, [])
  const files = readdirSync(SRC, { recursive: true }).map(String).filter(file => file.endsWith('queries.ts'))
  t.ok(files.length > 40)
  for (const file of files) {
    for (const [update] of readFileSync(SRC + file, 'utf8').matchAll(/on conflict[^`]*? do\s+update[^`]*/gi)) t.notMatch(update.split('\n    )')[0], /\bnow\(\)|clock_timestamp|current_timestamp/i, file)
  }
})

t.test('a shopper\'s statements find their rows by the column; so do all that write', async t => {
  const statements = logStatements()
  const shops = await openAdmin(t)
  const walked = await walkAsShopper(shops)
  const ofShoppers = [...statements]
  t.ok(ofShoppers.length > 80, `${ofShoppers.length} statements`)
  await walkAfterwards(shops, shops.boss.visitor, walked)
  await walkThroughAdmin(shops.boss.visitor, walked)
  const ofStaff = [...statements].slice(ofShoppers.length)
  t.ok(ofStaff.length > 40, `${ofStaff.length} statements`)

  for (const statement of statements) if (WRITES.test(statement)) t.notMatch(statement, CLOCK_IN_CASE, 'Citus refuses a clock in CASE or COALESCE of what is written: it stands in FROM')

  const db = await databaseOf(t)
  for (const statement of ofShoppers) {
    const far = await farFrom(db, statement)
    if (far.length > 0) t.ok(SHOPPER_REACHES.some(({ statement: allowed }) => allowed.test(statement)), `asks every node for ${far}: ${statement}`)
  }
  for (const statement of ofStaff) {
    const far = await farFrom(db, statement)
    if (far.length === 0 || SHOPPER_REACHES.some(({ statement: allowed }) => allowed.test(statement))) continue
    t.match(statement, /^\s*(select|with|\()/i, `writes on every node: ${statement}`)
    t.strictSame(far.filter(table => ADMIN_READS[table] === undefined), [], `asks every node: ${statement}`)
  }
})

t.test('where Citus is not, it says so and does nothing', async t => {
  await t.rejects(distribute(await createDatabase(t), line => t.fail(line)), { message: /^Citus is not installed on this Postgres.* Nothing was done\.$/ })
})

/** The tables of which a statement asks every node. */
async function farFrom (db: pg.Client, statement: string): Promise<string[]> {
  return (await reachOf(db, statement)).filter(({ shards }) => shards === 'all').map(({ table }) => table)
}

async function databaseOf (t: Test): Promise<pg.Client> {
  const db = new pg.Client({ connectionString: await createDatabase(t) })
  await db.connect()
  t.teardown(() => db.end())
  return db
}
