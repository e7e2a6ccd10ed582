import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { createDatabase } from '../helpers/database.ts'

// While a release is rolled out, processes of the one before go on with the new schema. What those ask was written down when that
// was released (npm run statements).
const previous = JSON.parse(readFileSync(join(import.meta.dirname, 'statements/previous.json'), 'utf8')) as string[]

t.test('the schema understands every statement of the release before', async t => {
  t.ok(previous.length > 400, `${previous.length} statements`)
  t.strictSame(await refusedBy(await databaseOf(t)), [])
})

t.test('and would not, if a column were renamed, or one came that has to be filled in', async t => {
  const db = await databaseOf(t)
  await db.query('alter table cart rename column changed_at to touched_at')
  const renamed = await refusedBy(db)
  t.ok(renamed.length > 0)
  t.match(renamed[0], /changed_at.* does not exist/)
  await db.query('alter table cart rename column touched_at to changed_at; alter table order_note add column language text not null')
  t.match(await refusedBy(db), [/^order_note\.language has to be filled in, and the release before does not know it/])
})

async function refusedBy (db: pg.Client): Promise<string[]> {
  const refused: string[] = []
  for (const statement of previous) {
    try {
      await db.query(`prepare earlier as ${statement}`)
      await db.query('deallocate earlier')
    } catch (error) {
      refused.push(`${String(error)}: ${statement}`)
    }
  }
  return [...refused, ...await notFilledIn(db)]
}

/** What PREPARE does not see: a column without a default that must not be null, and that an INSERT of before does not name. */
async function notFilledIn (db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ table: string, columns: string[] }>(`
    select attrelid::regclass::text as table, array_agg(attname::text) as columns from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and attnotnull and not atthasdef and attidentity = '' and not attisdropped group by 1
  `)
  const required = new Map(rows.map(({ table, columns }) => [table, columns]))
  const missing = new Set<string>()
  for (const statement of previous) {
    for (const [, table = '', named = ''] of statement.matchAll(/insert into (\w+) \(([^)]*)\)/g)) {
      const filled = named.split(',').map(name => name.trim())
      for (const column of required.get(table) ?? []) if (!filled.includes(column)) missing.add(`${table}.${column} has to be filled in, and the release before does not know it`)
    }
  }
  return [...missing]
}

async function databaseOf (t: Test): Promise<pg.Client> {
  const db = new pg.Client({ connectionString: await createDatabase(t) })
  await db.connect()
  t.teardown(() => db.end())
  return db
}
