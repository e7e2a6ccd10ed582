import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import t from 'tap'
import { Thread } from '../../src/thread.ts'

t.test('a thread answers each piece of work, also when several are asked at once, and fails as the work does', async t => {
  const thread = new Thread<number | string, number>('./squares-thread', import.meta.url)
  t.strictSame(await Promise.all([3, 4, 5].map(n => thread.run(n))), [9, 16, 25])
  await t.rejects(thread.run('three'), { message: 'no number' })
  t.equal(await thread.run(6), 36, 'and goes on')
})

t.test('a thread that ends on the way fails what was asked, and another one answers what is asked next', async t => {
  const thread = new Thread<number | string, number>('./squares-thread', import.meta.url)
  await t.rejects(Promise.all([thread.run('end'), thread.run(3)]), { message: /threw outside of its work/ })
  t.equal(await thread.run(3), 9)
})

t.test('a module that is not there fails', async t => {
  await t.rejects(new Thread<number, number>('./no-thread', import.meta.url).run(1))
})

t.test('it keeps a process until it has answered, and no longer', async t => {
  const beganAt = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, ['--import=./scripts/typescript.js', join(import.meta.dirname, 'ask-thread.ts')], { cwd: join(import.meta.dirname, '../..'), env: { ...process.env, NODE_OPTIONS: '' } })
  t.equal(stdout.trim(), '49')
  t.ok(performance.now() - beganAt < 20_000, 'it ends by itself, and not after half a minute')
})
