import t from 'tap'
import { openAdmin } from './shop-with-orders.ts'

t.test('the audit log is paged through without a gap, though many entries are of one moment', async t => {
  const { db, boss } = await openAdmin(t)
  await db.query(`
    insert into audit (audit_id, at, actor_name, action, outcome, request_id)
    select gen_random_uuid(), '2026-03-01T12:00:00.000500Z', 'Robin', 'POST /admin/orders/' || n || '/status', 'allowed', 'r' || n from generate_series(1, 120) n
  `)
  const seen: string[] = []
  for (let url: string | undefined = '/admin/audit'; url;) {
    const { body, statusCode } = await boss.visitor.get(url)
    t.equal(statusCode, 200)
    seen.push(...[...body.matchAll(/<code>POST \/admin\/orders\/(\d+)\/status/g)].map(([, n]) => n ?? ''))
    url = /href="(\/admin\/audit\?before=[^"]+)"/.exec(body)?.[1]
  }
  t.equal(new Set(seen).size, 120)
  t.equal(seen.length, 120)
  for (const before of ['-005000-01-01T00:00:00Z', 'x', '%00']) t.equal((await boss.visitor.get(`/admin/audit?before=${before}`)).statusCode, 422, before)
})

t.test('refusals are written down, from another site and at another host as well, and fill no table', async t => {
  const shops = await openAdmin(t, 1, { adminHost: 'admin.shop.example' })
  const { db, boss } = shops
  const ann = await shops.customer()
  const at = { host: 'admin.shop.example' }
  t.equal((await boss.visitor.post('/admin/orders/P-AAAAAAAA/status', { to: 'paid', version: '1' }, { ...at, 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal((await boss.visitor.get('/admin/orders')).statusCode, 404)
  t.strictSame((await db.query('select actor_name, outcome from audit order by at')).rows, [{ actor_name: '', outcome: 'refused' }, { actor_name: boss.name, outcome: 'refused' }], 'what another site sends is refused before anybody is looked up')
  await Promise.all(Array.from({ length: 150 }, () => ann.visitor.clone().get('/admin', at)))
  const { rowCount } = await db.query('select from audit where actor_id = $1', [ann.shopperId])
  t.ok(rowCount && rowCount <= 62, `${rowCount} rows`)
})
