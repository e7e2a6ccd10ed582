import { readdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import t, { type Test } from 'tap'
import { createEmptyDatabase } from '../helpers/database.ts'
import { inProcess } from './processes.ts'

const names = readdirSync(fileURLToPath(new URL('../../migrations', import.meta.url))).sort()

t.test('five shops that start together on an empty database: each file is applied by one, and all serve', async t => {
  const url = await createEmptyDatabase(t)
  const shops = Array.from({ length: 5 }, () => inProcess('serve-process.ts', [url]))
  t.teardown(() => { for (const shop of shops) shop.process.kill('SIGKILL') })
  const lines = await Promise.all(shops.map(async ({ process: { stdout } }) => {
    const said: string[] = []
    if (stdout) for await (const line of createInterface(stdout)) if (said.push(line) && line.startsWith('http://')) break
    return said
  }))
  t.same(lines.flat().filter(line => line.startsWith('migrated')).sort(), names.map(name => `migrated ${name}`))
  for (const said of lines) t.equal((await fetch(`${said.at(-1)}/readyz`)).status, 200)
  for (const shop of shops) shop.process.kill('SIGTERM')
  t.same((await Promise.all(shops)).map(({ code }) => code), [0, 0, 0, 0, 0])
})

t.test('one of five is killed at the third step of five: another goes on there', async t => {
  const { url, db, directory } = await fiveSteps(t, 'create table c (id int); select pg_sleep(2)')
  const runs = Array.from({ length: 5 }, (_, at) => inProcess('migrate-process.ts', [`${url}?application_name=${at}`, directory]))
  const busy = async (): Promise<number[]> => (await db.query<{ at: number }>("select application_name::integer as at from pg_stat_activity where datname = current_database() and query like '%pg_sleep(2)%' and application_name ~ '^[0-4]$'")).rows.map(({ at }) => at)
  await until(async () => (await busy()).length === 1)
  const [worker = -1] = await busy()
  runs[worker]?.process.kill('SIGKILL')
  const codes = (await Promise.all(runs)).map(({ code }) => code)
  t.same(codes.filter(code => code !== 0), [null], 'the others end well')
  t.same(await applied(db), ['001-a.sql', '002-b.sql', '003-c.sql', '004-d.sql', '005-e.sql'])
})

t.test('the third of five fails: what came before is kept, nothing of it is, and the next run ends well', async t => {
  const { url, db, directory } = await fiveSteps(t, 'create table c (id int); insert into c values (1); select 1 / 0')
  const failed = await inProcess('migrate-process.ts', [url, directory])
  t.match(failed, { code: 1, output: /Migration 003-c\.sql failed, nothing of it was kept: division by zero/ })
  t.same(await applied(db), ['001-a.sql', '002-b.sql'])
  writeFileSync(join(directory, '003-c.sql'), 'create table c (id int)')
  t.equal((await inProcess('migrate-process.ts', [url, directory])).code, 0)
  t.same(await applied(db), ['001-a.sql', '002-b.sql', '003-c.sql', '004-d.sql', '005-e.sql'])
})

async function fiveSteps (t: Test, third: string) {
  const url = await createEmptyDatabase(t)
  const db = new pg.Pool({ connectionString: url, max: 1 })
  db.on('error', () => {})
  t.teardown(() => db.end())
  const directory = t.testdir(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name, at) => [`00${at + 1}-${name}.sql`, name === 'c' ? third : `create table ${name} (id int)`])))
  return { url, db, directory }
}

async function applied (db: pg.Pool): Promise<string[]> {
  return (await db.query('select name from migration order by name')).rows.map(({ name }) => name)
}

async function until (happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await happened()) return
    await wait(25)
  }
  throw new Error('it should have happened by now')
}
