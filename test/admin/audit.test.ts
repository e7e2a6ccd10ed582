import t from 'tap'
import { ACCESS } from '../../src/access.ts'
import { ACTION_NAMES, sayAction } from '../../src/admin/audit/action.ts'
import { openAdmin } from './shop-with-orders.ts'

t.test('the audit log is paged through without a gap, though many entries are of one moment', async t => {
  const { db, boss } = await openAdmin(t)
  await db.query(`
    insert into audit (audit_id, at, actor_name, action, outcome, request_id)
    select gen_random_uuid(), '2026-03-01T12:00:00.000500Z', 'Robin', 'POST /admin/orders/' || n || '/status', 'allowed', 'r' || n from generate_series(1, 120) n
  `)
  const seen: string[] = []
  let last = ''
  for (let url: string | undefined = '/admin/audit'; url;) {
    const { body, statusCode } = await boss.visitor.get(url)
    t.equal(statusCode, 200)
    last = url
    seen.push(...[...body.matchAll(/<code class="breaks">POST \/admin\/orders\/(\d+)\/status/g)].map(([, n]) => n ?? ''))
    url = /href="(\/admin\/audit\?after=[^"]+)" rel="next"/.exec(body)?.[1]
  }
  t.equal(new Set(seen).size, 120)
  t.equal(seen.length, 120)
  const backwards: string[] = []
  let page = await boss.visitor.get(last)
  for (let url: string | undefined = last; url; url = /href="([^"]+)" rel="prev"/.exec(page.body)?.[1]) {
    page = await boss.visitor.get(url)
    backwards.unshift(...[...page.body.matchAll(/<code class="breaks">POST \/admin\/orders\/(\d+)\/status/g)].map(([, n]) => n ?? ''))
  }
  t.strictSame(new Set(backwards), new Set(seen), 'and back again')
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

t.test('the log is sifted by who, kind, key, outcome, days and words; an entry tells what was before and after, and what else the request did', async t => {
  const { db, boss } = await openAdmin(t)
  const { visitor } = boss
  const made = await visitor.post('/admin/coupons', { name: 'Spring', code: 'SPRING', kind: 'percent', percent: '10' })
  const url = String(made.headers.location)
  await visitor.post(url, { name: '=1+1', code: 'SPRING', kind: 'percent', percent: '20', version: '1' })
  await db.query(`
    insert into audit (audit_id, at, actor_name, action, outcome, request_id)
    select gen_random_uuid(), '2026-03-01T12:00:00Z'::timestamptz + n * interval '1 millisecond', 'Robin', 'POST /admin/orders/' || n || '/status', 'allowed', 'r' || n from generate_series(1, 12000) n
  `)
  const find = async (query: string) => [...(await visitor.get(`/admin/audit?${query}`)).body.matchAll(/data-entry="([^"]+)"/g)].map(([, id]) => String(id))
  t.equal((await find('kind=promotion')).length, 2)
  t.equal((await find(`kind=promotion&key=${url.split('/').pop()}&actor=${boss.shopperId}`)).length, 2)
  t.equal((await find('kind=promotion&key=nothing')).length, 0)
  t.equal((await find('outcome=refused')).length, 0)
  t.equal((await find('from=2026-03-01&to=2026-03-01&q=orders/11999+status')).length, 1)
  t.equal((await find('from=2026-03-02&to=2026-03-02')).length, 0)
  t.equal((await find('q=100%25')).length, 0, 'a sign of LIKE is a sign')
  const first = await visitor.get('/admin/audit?q=orders/11/')
  t.match(first.body, '10,000 entries were looked through')
  t.match((await visitor.get(String(/href="([^"]+)" rel="next"/.exec(first.body)?.[1]).replaceAll('&amp;', '&'))).body, 'POST /admin/orders/11/status', 'what is further back is found from there')
  for (const wrong of ['from=2026-02-31', 'from=2026-03-02&to=2026-03-01', 'actor=x', 'outcome=lost', 'after=x_y', 'size=9']) t.equal((await visitor.get(`/admin/audit?${wrong}`)).statusCode, 422, wrong)

  const [last] = await find('kind=promotion')
  const entry = await visitor.get(`/admin/audit/${last}`)
  t.match(entry.body, new RegExp(`href="${url}"[^]*>name<[^]*>Spring<[^]*>=1\\+1<[^]*>percent<[^]*>10<[^]*>20<[^]*The same request[^]*Change a promotion<`))
  t.match(entry.body, '<h1 class="breaks">Change a promotion</h1>')
  for (const id of ['nothing', '00000000-0000-4000-8000-000000000000']) t.equal((await visitor.get(`/admin/audit/${id}`)).statusCode, 404)
  const csv = (await visitor.get('/admin/audit.csv?kind=promotion')).body
  t.equal(csv.trim().split('\r\n').length, 3)
  t.equal((await visitor.get('/admin/audit.csv')).body.trim().split('\r\n').length, 12007, 'all of it, piece by piece')
  await db.query("insert into audit (audit_id, actor_name, action, outcome, request_id) values (gen_random_uuid(), '=cmd', '+x', 'refused', 'r')")
  t.match((await visitor.get('/admin/audit.csv?outcome=refused')).body, "'=cmd,'+x,refused")
})

t.test('a change stands in the list once, by what it does, and the file has the whole of it', async t => {
  const { boss: { visitor } } = await openAdmin(t)
  const made = await visitor.post('/admin/coupons', { name: 'Spring', code: 'SPRING', kind: 'percent', percent: '10' })
  await visitor.post(String(made.headers.location), { name: 'Spring', code: 'SPRING', kind: 'percent', percent: '0', version: '1' })
  const wordsIn = async (query: string): Promise<string[]> => [...(await visitor.get(`/admin/audit${query}`)).body.matchAll(/<span>([^<]*)<br><span class="small muted"><code[^]*?class="status[^>]*>([^<]*)/g)].map(([, words, outcome]) => `${words}: ${outcome}`)
  t.strictSame(await wordsIn(''), ['Change a promotion: Allowed', 'Add a promotion: Changed'], 'what was allowed and changed nothing is told')
  t.strictSame(await wordsIn('?outcome=allowed'), ['Change a promotion: Allowed', 'Add a promotion: Allowed'])
  t.equal((await visitor.get('/admin/audit.csv')).body.trim().split('\r\n').length, 5, 'the names of the columns, two that were allowed, one that was changed, and the file itself')
})

t.test('every form of the admin has words for the log', async t => {
  const forms = Object.keys(ACCESS).filter(route => route.startsWith('POST /admin/'))
  t.ok(forms.length > 50)
  t.strictSame(forms.filter(route => sayAction(route.replace(/:\w+/g, 'x-1')) !== ACTION_NAMES[route]), [])
  t.strictSame(Object.keys(ACTION_NAMES).filter(route => !ACCESS[route]), [], 'and none that is not there')
  t.strictSame(['GET /admin/stock', 'POST /admin/nothing'].map(sayAction), ['Open a page', ''])
})
