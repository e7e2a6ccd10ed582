import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { doAll, doInTurn } from '../../src/plugins/jobs/regularly.ts'
import { createDatabase } from '../helpers/database.ts'

const EVERY_MS = 15 * 60_000

/** The processes of a shop, as far as jobs are concerned. */
async function openProcesses (t: Test, count: number): Promise<Array<{ db: pg.Pool }>> {
  const connectionString = await createDatabase(t)
  const processes = Array.from({ length: count }, () => ({ db: new pg.Pool({ connectionString, max: 2 }) }))
  t.teardown(() => Promise.all(processes.map(({ db }) => db.end())))
  return processes
}

t.test('batches follow each other until one is not full', async t => {
  let left = 2500
  const batches: number[] = []
  await doAll(async limit => {
    const deleted = Math.min(limit, left)
    left -= deleted
    batches.push(deleted)
    return deleted
  })
  t.strictSame(batches, [1000, 1000, 500])
})

t.test('of many processes that ask at once, and again before it is due, one does a job', async t => {
  const processes = await openProcesses(t, 8)
  let times = 0
  const work = async (): Promise<number> => {
    times += 1
    await wait(50)
    return 0
  }
  const all = (): Promise<unknown> => Promise.all(processes.map(each => doInTurn(each, 'tidy', EVERY_MS, work)))
  await all()
  await all()
  t.equal(times, 1)
  await processes[0]?.db.query("update job set due_at = now() - interval '1 second'")
  await all()
  t.equal(times, 2, 'and one when it is due again')
  await Promise.all(processes.map((each, at) => doInTurn(each, `other ${at}`, EVERY_MS, work)))
  t.equal(times, 10, 'each job by itself')
})

t.test('what a process leaves when it dies, another takes over, and not while it lives', async t => {
  const [one, two] = await openProcesses(t, 2)
  if (!one || !two) return
  let begun = (): void => {}
  const hasBegun = new Promise<void>(resolve => { begun = resolve })
  let end = (): void => {}
  const dying = doInTurn(one, 'tidy', EVERY_MS, async () => {
    begun()
    await new Promise<void>(resolve => { end = resolve })
    return 0
  })
  await hasBegun
  let times = 0
  const take = (): Promise<void> => doInTurn(two, 'tidy', EVERY_MS, async () => {
    times += 1
    return 0
  })
  await two.db.query("update job set due_at = now() - interval '1 hour'")
  await take()
  t.equal(times, 0, 'it is at it, though it is due again')
  await two.db.query("update job set leased_until = now() - interval '1 second', due_at = now() + interval '1 hour'")
  await take()
  t.equal(times, 1)
  end()
  await dying
})

t.test('a job that fails says so, and is due again at once', async t => {
  const [one, two] = await openProcesses(t, 2)
  if (!one || !two) return
  await t.rejects(doInTurn(one, 'tidy', EVERY_MS, async () => { throw new Error('no') }), { message: 'no' })
  t.match((await one.db.query('select failures, done_at from job')).rows, [{ failures: 1, done_at: null }])
  await doInTurn(two, 'tidy', EVERY_MS, async () => 0)
  t.match((await one.db.query('select failures, done_at from job')).rows, [{ failures: 0, done_at: Date }])
})

t.test('a process that ends leaves the rest of a job to another one, at once', async t => {
  const [one, two] = await openProcesses(t, 2)
  if (!one || !two) return
  const counts: string[] = []
  const all = (name: string) => async (limit: number): Promise<number> => {
    counts.push(name)
    return counts.length < 4 ? limit : 0
  }
  await doInTurn(one, 'tidy', EVERY_MS, all('one'), () => counts.length === 2)
  await doInTurn(two, 'tidy', EVERY_MS, all('two'))
  t.strictSame(counts, ['one', 'one', 'two', 'two'])
  t.match((await one.db.query('select failures, done_at from job')).rows, [{ failures: 0, done_at: Date }])
})
