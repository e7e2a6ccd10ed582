import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isRoot, makeCheckout } from './checkout.ts'
import { query, start } from './postgres.ts'

const SOMEBODY = 1 // `daemon` in every /etc/passwd; initdb wants a user that has a name

t.test('with install scripts blocked', async t => {
  const checkout = makeCheckout(t, { blocked: true })
  const postgres = await start(t, checkout)
  t.same((await query(postgres.url, 'select 1 as answer')).rows, [{ answer: 1 }])
  t.equal(await postgres.stop(), 0)
})

t.test('as a user, also with install scripts blocked in modules that are root\'s', { skip: !isRoot && 'needs root' }, async t => {
  const checkout = makeCheckout(t, { uid: SOMEBODY })
  const postgres = await start(t, checkout, SOMEBODY)
  t.equal(statSync(join(postgres.place, 'data')).uid, SOMEBODY)
  t.equal(await postgres.stop(), 0)

  const asRoot = await start(t, checkout)
  t.match((await query(asRoot.url, "select pg_read_file('postmaster.pid') as text")).rows[0].text, /^\d+\n/, 'root starts it as that user')
  t.equal(await asRoot.stop(), 0)
  t.equal(statSync(join(postgres.place, 'data', 'base')).uid, SOMEBODY)
})

t.test('a user on what root made is told so', { skip: !isRoot && 'needs root' }, async t => {
  const checkout = makeCheckout(t)
  const postgres = await start(t, checkout)
  await postgres.stop()
  await t.rejects(start(t, checkout, SOMEBODY), /belongs to another user/)
})

t.test('in a folder that only root may enter, data and binaries go elsewhere, always to the same place', { skip: !isRoot && 'needs root' }, async t => {
  const checkout = makeCheckout(t, { mode: 0o700, blocked: true })
  const first = await start(t, checkout)
  t.teardown(() => rmSync(first.place, { recursive: true }))
  t.match(first.place, /^\/var\/lib\/tote\//)
  t.equal(statSync(join(first.place, 'data')).uid, 65_534)
  await query(first.url, 'create table cart (sku text)')
  t.equal(await first.stop(), 0)
  const second = await start(t, checkout)
  t.equal(second.place, first.place)
  t.same((await query(second.url, 'select from cart')).rows, [])
  t.equal(await second.stop(), 0)
})
