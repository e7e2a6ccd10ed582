import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { isRoot, makeCheckout, processesOf } from './checkout.ts'
import { launch, query, start } from './postgres.ts'

t.test('it starts, is reached with its password alone and on 127.0.0.1 alone, and leaves nothing running', async t => {
  const checkout = makeCheckout(t)
  const postgres = await start(t, checkout)
  const { rows } = await query(postgres.url, "select current_setting('server_version_num')::int >= 180000 as modern, current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses, lower('ÄÖ') as lower, current_setting('timezone') as zone")
  t.same(rows, [{ modern: true, fsync: 'on', addresses: '127.0.0.1', lower: 'äö', zone: 'UTC' }])
  await t.rejects(query(postgres.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1'), /password authentication failed/)
  t.equal(statSync(join(postgres.place, 'data')).mode & 0o777, 0o700)
  t.equal(await postgres.stop(), 0)
  t.same(processesOf(checkout), [])
})

t.test('what was acknowledged is there after kill -9 of the shop, whose Postgres is joined', async t => {
  const checkout = makeCheckout(t)
  const first = await start(t, checkout)
  await query(first.url, 'create table cart (sku text); insert into cart values (\'mug\')')
  await first.kill()
  const second = await start(t, checkout)
  t.equal(second.url, first.url, 'the same server')
  t.same((await query(second.url, 'select sku from cart')).rows, [{ sku: 'mug' }])
  t.equal(await second.stop(), 0)
  t.same(processesOf(checkout), [], 'the one that joined has stopped it')
})

t.test('a Postgres whose shop was killed ends by itself, and the data are there at the next start', async t => {
  const checkout = makeCheckout(t)
  const first = await start(t, checkout)
  await query(first.url, 'create table cart (sku text); insert into cart values (\'mug\')')
  await first.kill()
  for (let tries = 0; processesOf(checkout).length > 0 && tries < 100; tries++) await sleep(100)
  t.same(processesOf(checkout), [])
  const second = await start(t, checkout)
  t.same((await query(second.url, 'select sku from cart')).rows, [{ sku: 'mug' }])
  t.equal(await second.stop(), 0)
})

t.test('kill -9 of shop and Postgres, and a postmaster.pid that names a process of somebody else', async t => {
  const checkout = makeCheckout(t)
  const first = await start(t, checkout)
  await query(first.url, 'create table cart (sku text); insert into cart values (\'mug\')')
  const pidFile = join(first.place, 'data', 'postmaster.pid')
  const text = readFileSync(pidFile, 'utf8')
  await first.kill()
  process.kill(Number(text.split('\n')[0]), 'SIGKILL')

  const stranger = spawn('sleep', ['60'], isRoot ? { uid: 65_534, gid: 65_534 } : {})
  t.teardown(() => stranger.kill())
  writeFileSync(pidFile, text.replace(/^\d+/, String(stranger.pid)))
  const second = await start(t, checkout)
  t.same((await query(second.url, 'select sku from cart')).rows, [{ sku: 'mug' }])
  t.equal(await second.stop(), 0)
  t.equal(stranger.exitCode, null, 'the stranger was left alone')
})

t.test('several at once, from nothing: one server, which stays until the last has let go of it', async t => {
  const checkout = makeCheckout(t)
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => start(t, checkout)))
  if (!first) throw new Error('three were started')
  t.same(others.map(({ url }) => url), [first.url, first.url])
  t.same(readdirSync(first.place).filter(name => name.startsWith('initdb')), [])
  await first.stop()
  await others[0]?.kill()
  await sleep(1500) // longer than between two looks of the watchdog
  t.same((await query(first.url, 'select 1 as answer')).rows, [{ answer: 1 }])
  t.equal(await others[1]?.stop(), 0)
  t.same(processesOf(checkout), [])
})

t.test('one stops while another comes, again and again', async t => {
  const checkout = makeCheckout(t)
  let last = await start(t, checkout)
  for (let round = 0; round < 10; round++) {
    const [, next] = await Promise.all([sleep(round * 7).then(() => last.stop()), start(t, checkout)])
    t.same((await query(next.url, 'select 1 as answer')).rows, [{ answer: 1 }])
    last = next
  }
  t.equal(await last.stop(), 0)
  t.same(processesOf(checkout), [])
})

t.test('initdb that was killed half way', async t => {
  const checkout = makeCheckout(t)
  const { child } = launch(checkout)
  const home = join(checkout, '.data', 'shop')
  while (!existsSync(home) || !readdirSync(home).some(name => name.startsWith('initdb-') && existsSync(join(home, name, 'data', 'base')))) await sleep(2)
  child.kill('SIGKILL')
  await once(child, 'exit')
  t.notOk(existsSync(join(home, 'data')))
  const postgres = await start(t, checkout)
  t.equal(await postgres.stop(), 0)
  t.same(readdirSync(home).filter(name => name.startsWith('initdb')), [])
})

t.test('a folder with other contents in its place is named', async t => {
  const checkout = makeCheckout(t)
  mkdirSync(join(checkout, '.data', 'shop', 'data'), { recursive: true })
  writeFileSync(join(checkout, '.data', 'shop', 'data', 'thesis.txt'), 'irreplaceable')
  await t.rejects(start(t, checkout), /holds no Postgres data\. Move it away/)
  t.ok(existsSync(join(checkout, '.data', 'shop', 'data', 'thesis.txt')))
})
