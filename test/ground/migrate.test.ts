import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { migrate, pendingMigrations, readMigrations, resetDatabase } from '../../src/migrate.ts'
import { createDatabase, createEmptyDatabase } from '../helpers/database.ts'
import { inProcess } from './processes.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))
const names = readdirSync(MIGRATIONS).sort()

t.test('every file is applied once, in order, and noted', async t => {
  const { url, db } = await emptyDatabase(t)
  t.same(await pendingMigrations(db), names, 'all are pending in an empty database')
  const lines: string[] = []
  await migrate(url, line => lines.push(line))
  t.same(lines, names.map(name => `migrated ${name}`))
  t.same(await pendingMigrations(db), [])
  t.same(await applied(db), names)

  await migrate(url, line => t.fail(`a second run did something: ${line}`))
})

t.test('of ten at once each file is applied by one, and all end well', async t => {
  const { url, db } = await emptyDatabase(t)
  const lines: string[] = []
  await Promise.all(Array.from({ length: 10 }, () => migrate(url, line => lines.push(line))))
  // Who has applied one may say so a moment after another has applied the next.
  t.same(lines.toSorted(), names.map(name => `migrated ${name}`))
  t.same(await applied(db), names)
})

t.test('two processes at once', async t => {
  const { url, db } = await emptyDatabase(t)
  const runs = await Promise.all([1, 2].map(() => inProcess('migrate-process.ts', [url])))
  t.same(runs.map(({ code }) => code), [0, 0], runs.map(({ output }) => output).join())
  t.same(runs.flatMap(({ output }) => output.trim().split('\n')).filter(line => line.startsWith('migrated')).sort(), names.map(name => `migrated ${name}`))
  t.same(await applied(db), names)
})

t.test('a file that was changed, removed or came too late is refused, and nothing happens', async t => {
  const { url, db, directory } = await emptyDatabase(t)
  write(directory, '001-a.sql', 'create table a (id int)')
  write(directory, '003-c.sql', 'create table c (id int)')
  await migrate(url, () => {}, directory)

  write(directory, '004-d.sql', 'create table d (id int)')
  write(directory, '001-a.sql', 'create table a (id bigint)')
  await t.rejects(migrate(url, () => {}, directory), { message: /^Migration 001-a\.sql was changed after it was applied to this database\./ })
  rmSync(join(directory, '001-a.sql'))
  await t.rejects(migrate(url, () => {}, directory), { message: /^Migration 001-a\.sql was applied to this database, but its file is missing\./ })
  write(directory, '001-a.sql', 'create table a (id int)')
  write(directory, '002-b.sql', 'create table b (id int)')
  await t.rejects(migrate(url, () => {}, directory), { message: /^Migration 002-b\.sql is new, but comes before 003-c\.sql/ })
  t.same(await applied(db), ['001-a.sql', '003-c.sql'])

  rmSync(join(directory, '002-b.sql'))
  write(directory, '001-a.sql', 'create table a (id int)'.replaceAll('\n', '\r\n'))
  await migrate(url, () => {}, directory)
  t.same(await applied(db), ['001-a.sql', '003-c.sql', '004-d.sql'], 'mended, it goes on')
})

t.test('one that fails leaves nothing of itself, and the next run goes on after the last whole one', async t => {
  const { url, db, directory } = await emptyDatabase(t)
  write(directory, '001-a.sql', 'create table a (id int)')
  write(directory, '002-b.sql', 'create table b (id int); insert into b values (1); insert into nowhere values (1)')
  await t.rejects(migrate(url, () => {}, directory), { message: /^Migration 002-b\.sql failed, nothing of it was kept: relation "nowhere" does not exist$/ })
  t.same(await applied(db), ['001-a.sql'])
  await t.rejects(db.query('select from b'), /does not exist/)

  write(directory, '002-b.sql', 'create table b (id int)')
  await migrate(url, () => {}, directory)
  t.same(await applied(db), ['001-a.sql', '002-b.sql'])
})

t.test('a process that is killed half way leaves nothing of the file it was at', async t => {
  const { url, db, directory } = await emptyDatabase(t)
  write(directory, '001-a.sql', 'create table a (id int)')
  write(directory, '002-b.sql', 'create table b (id int); select pg_sleep(30)')
  const run = inProcess('migrate-process.ts', [url, directory])
  await until(async () => (await applied(db).catch(() => [])).length === 1)
  await until(async () => (await db.query("select from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()")).rowCount === 1)
  run.process.kill('SIGKILL')
  await run

  write(directory, '002-b.sql', 'create table b (id int)')
  // The server notices the death of a client that left it in the middle of a statement only when that has ended.
  await db.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tote migrate'")
  await migrate(url, () => {}, directory)
  t.same(await applied(db), ['001-a.sql', '002-b.sql'])
})

t.test('a file cannot end its own transaction', async t => {
  const directory = t.testdir()
  for (const sql of ['create table a (id int);\ncommit;\ncreate table b (id int)', 'BEGIN;\nselect 1', '  rollback ;']) {
    write(directory, '001-a.sql', sql)
    t.throws(() => readMigrations(directory), { message: /^Migration 001-a\.sql begins or ends a transaction\./ })
  }
  write(directory, '001-a.sql', 'do $$\nbegin\n  perform 1;\nend;\n$$')
  t.equal(readMigrations(directory).length, 1, 'the begin and end of a block are none')
})

t.test('a database that cannot be used is told in a sentence, without its password', async t => {
  await t.rejects(migrate('postgres://shop:hunter2@127.0.0.1:1/shop', () => {}), {
    message: 'The database at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL.'
  })
})

t.test('a reset throws all away, and all can be made again', async t => {
  const url = await createDatabase(t)
  await resetDatabase(url)
  await migrate(url, () => {})
  const db = poolOf(t, url)
  t.equal((await db.query('select from product')).rowCount, 0)
})

async function emptyDatabase (t: Test) {
  const url = await createEmptyDatabase(t)
  return { url, db: poolOf(t, url), directory: t.testdir() }
}

function poolOf (t: Test, connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 })
  pool.on('error', () => {})
  t.teardown(() => pool.end())
  return pool
}

async function applied (db: pg.Pool): Promise<string[]> {
  const { rows } = await db.query('select name from migration order by name')
  return rows.map(({ name }) => name)
}

function write (directory: string, name: string, sql: string): void {
  writeFileSync(join(directory, name), sql)
}

async function until (happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await happened()) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('it should have happened by now')
}
