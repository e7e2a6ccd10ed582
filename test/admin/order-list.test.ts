import t from 'tap'
import type { Answer } from '../helpers/visitor.ts'
import { linkIn, makeOrder, openAdmin, rowsIn, type MadeOrder } from './shop-with-orders.ts'

const STATUSES = ['placed', 'paid', 'packed', 'sent', 'delivered', 'cancelled'] as const

t.test('finds orders by status, days and search, and in every order', async t => {
  const shops = await openAdmin(t)
  const made: MadeOrder[] = []
  for (const [at, status] of STATUSES.entries()) {
    made.push(await makeOrder(shops.db, { status, totalCents: 1000 + (at * 7 % 6) * 100, placedAt: `2026-03-0${at + 1}T12:00:00.000001Z`, number: `P-${'DBFACE'[at]}0000000` }))
  }
  made.push(await makeOrder(shops.db, { name: 'Tomás O’Hara-Ferreira', email: 'T.Ferreira+shop@Example.ORG', number: 'P-7E3M2QXA', placedAt: '2026-04-10T00:00:00Z', skus: ['LAMP-TERRA', 'MUG-BONE'] }))
  made.push(await makeOrder(shops.db, { name: 'Marta Keller', email: 'marta_1@example.ie', number: 'P-7E3ZZZZZ', placedAt: '2026-04-10T23:59:59.999999Z', skus: ['LAMP-TERRA'] }))
  made.push(await makeOrder(shops.db, { name: 'Marta Kellermann', email: 'martax1@example.ie', number: 'P-8E3ZZZZZ', placedAt: '2026-04-11T00:00:00Z' }))
  const [tomas, marta, kellermann] = made.slice(-3).map(({ number }) => number)
  const list = async (query: string): Promise<string[]> => rowsIn(await shops.boss.visitor.get(`/admin/orders?${query}`))
  const allBy = (compare: (a: MadeOrder, b: MadeOrder) => number): string[] => made.toSorted(compare).map(({ number }) => number)
  const text = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0

  await t.test('status', async t => {
    for (const status of STATUSES) {
      t.strictSame(await list(`status=${status}`), allBy((a, b) => text(b.placedAt, a.placedAt)).filter(number => made.find(order => order.number === number)?.status === status))
    }
    t.equal((await list('status=')).length, made.length)
  })

  await t.test('days, both of them included, in UTC', async t => {
    t.strictSame(await list('from=2026-04-10&to=2026-04-10'), [marta, tomas])
    t.strictSame(await list('from=2026-04-11'), [kellermann])
    t.strictSame((await list('to=2026-03-02')).length, 2)
    t.strictSame(await list('from=2030-01-01'), [])
  })

  await t.test('search', async t => {
    const searches: Array<[string, Array<string | undefined>]> = [
      ['P-7E3M2QXA', [tomas]], ['p-7e3m2qxa', [tomas]], ['7E3M2QXA', [tomas]], ['P-7E3', [marta, tomas]], ['7e3', [marta, tomas]],
      ['marta', [kellermann, marta]], ['MARTA KELLER', [kellermann, marta]], ['keller', [kellermann, marta]], ['kellerm', [kellermann]], ['TOMÁS', [tomas]], ['ferreira', [tomas]],
      ['t.ferreira+shop@example.org', [tomas]], ['T.Ferr', [tomas]], ['marta_1@', [marta]], ['%@', []], ['mart__1@', []],
      ['LAMP-TERRA', [marta, tomas]], ['lamp-terra', [marta, tomas]], ['MUG-BONE', [tomas]], ['LAMP-TERR', []],
      ['nobody', []], ['eller', []], ["'", []], ['\\', []], ['zz:*', []], ['mart:*A', []], ['!marta', [kellermann, marta]], ['  marta  ', [kellermann, marta]]
    ]
    for (const [q, found] of searches) {
      t.strictSame(await list(`q=${encodeURIComponent(q)}`), found, q)
      for (const sort of ['date-asc', 'total-desc', 'total-asc', 'number-asc', 'number-desc']) {
        t.strictSame((await list(`q=${encodeURIComponent(q)}&sort=${sort}`)).sort(), [...found].sort(), `${q} ${sort}`)
      }
    }
    t.strictSame(await list('q=marta&from=2026-04-11'), [kellermann])
    t.strictSame(await list('q=LAMP-TERRA&to=2026-04-09'), [])
    t.strictSame(await list('q=marta&status=paid'), [])
  })

  await t.test('sorts, and says so', async t => {
    const sorts: Array<[string, string, string, string[]]> = [
      ['', 'Placed', 'descending', allBy((a, b) => text(b.placedAt, a.placedAt))],
      ['date-desc', 'Placed', 'descending', allBy((a, b) => text(b.placedAt, a.placedAt))],
      ['date-asc', 'Placed', 'ascending', allBy((a, b) => text(a.placedAt, b.placedAt))],
      ['number-asc', 'Order', 'ascending', allBy((a, b) => text(a.number, b.number))],
      ['number-desc', 'Order', 'descending', allBy((a, b) => text(b.number, a.number))]
    ]
    for (const [sort, column, direction, expected] of sorts) {
      const page = await shops.boss.visitor.get(`/admin/orders?sort=${sort}`)
      t.strictSame(rowsIn(page), expected, sort)
      t.match(page.body, new RegExp(`<th role="columnheader" scope="col" aria-sort="${direction}"><a href="[^"]*"[^>]*>${column}</a>`))
      t.equal(page.body.split('aria-sort=').length, 2)
      const turned = linkIn(page, `${column}</a>`) ?? ''
      t.strictSame(rowsIn(await shops.boss.visitor.get(turned)), expected.toReversed(), `${sort}, turned round by its heading`)
    }
    const totals = (numbers: string[]): number[] => numbers.map(number => made.find(order => order.number === number)?.totalCents ?? 0)
    const up = totals(await list('sort=total-asc'))
    t.strictSame(up, up.toSorted((a, b) => a - b))
    t.strictSame(totals(await list('sort=total-desc')), up.toReversed())
  })

  await t.test('tabs count within the days and the search, and keep them', async t => {
    const counts = ({ body }: Answer): string[] => [...(body.split('class="tabs"')[1] ?? '').matchAll(/<span class="count num">([^<]*)</g)].map(([, count]) => String(count))
    t.strictSame(counts(await shops.boss.visitor.get('/admin/orders')), ['9', '4', '1', '1', '1', '1', '1'])
    t.strictSame(counts(await shops.boss.visitor.get('/admin/orders?from=2026-04-10&status=paid')), ['3', '3', '0', '0', '0', '0', '0'])
    const page = await shops.boss.visitor.get('/admin/orders?q=marta&sort=total-asc')
    t.strictSame(counts(page), ['2', '2', '0', '0', '0', '0', '0'])
    t.equal(linkIn(page, 'Paid'), '/admin/orders?status=paid&q=marta&sort=total-asc')
  })

  await t.test('the filter is said in words, in the title too', async t => {
    const { body } = await shops.boss.visitor.get('/admin/orders?status=packed&q=LAMP-TERRA&from=2026-04-01&to=2026-04-30&sort=total-desc')
    t.match(body, /<title>Packed orders from 1\u00a0April\u00a02026 up to 30\u00a0April\u00a02026 with the SKU “LAMP-TERRA”, highest total first, whatever its currency –/)
    t.match(body, 'There are no packed orders from 1\u00a0April\u00a02026 up to 30\u00a0April\u00a02026 with the SKU “LAMP-TERRA”.')
    t.match((await shops.boss.visitor.get('/admin/orders')).body, /<caption[^>]*>All orders, newest first<\/caption>/)
  })

  await t.test('shows names as text', async t => {
    const name = '<img src=x onerror=alert(1)>"\'{{ 7777 * 7777 }}'
    const { number } = await makeOrder(shops.db, { name, email: '"><script>@example.com', placedAt: '2026-05-01T00:00:00Z' })
    for (const url of ['/admin/orders', `/admin/orders?q=${encodeURIComponent('<script>alert(2)</script>')}`, `/admin/orders/${number}`, '/admin']) {
      const { statusCode, body } = await shops.boss.visitor.get(url)
      t.equal(statusCode, 200, url)
      t.notMatch(body, /<img src=x|<script>|60481729/, url)
    }
    t.match((await shops.boss.visitor.get('/admin/orders')).body, '&lt;img src=x onerror=alert(1)&gt;')
  })
})

t.test('input that no link of ours sends gets a clear answer', async t => {
  const shops = await openAdmin(t)
  await makeOrder(shops.db)
  const id = '00000000-0000-4000-8000-000000000000'
  const bad = [
    'status=bogus', 'status=PAID', 'status[]=paid', 'status=paid&status=sent', 'sort=placed_at', 'sort=date-desc;drop table orders', 'sort=__proto__', 'after=x', `after=1_${id}x`, `after=-1_${id}`,
    `after=P-00000000_${id}`, `after=99999999999999999_${id}`, `before=1.5_${id}`, 'after=1_00000000', 'from=2026-02-30', 'from=x', 'to=0000-00-00', 'from=2026-01-02&to=2026-01-01', 'to=99999-01-01',
    `q=${'x'.repeat(7000)}`, 'q=%00', 'q=a%00b', 'q=a&q=b', 'q[a]=b', 'page=2', 'id=1', `from=${'1'.repeat(500)}`
  ]
  for (const query of bad) {
    const { statusCode, body } = await shops.boss.visitor.get(`/admin/orders?${query}`)
    t.equal(statusCode, 422, query.slice(0, 60))
    t.notMatch(body, 'data-order-row')
  }
  const harmless = [
    `after=9999999999999999_${id}`, `after=0_${id}`, `before=9999999999999999_${id}&sort=total-asc`, `after=P-ZZZZZZZZ_${id}&sort=number-asc`, `after=2147483648_${id}&sort=total-desc`,
    'from=1970-01-01&to=9999-12-31', `q=${'x'.repeat(200)}`, 'q=%25', 'q=\'%20or%20true--', 'q=%F0%9F%8F%BA', 'q=%20', 'q=P-', 'q=@', 'q=%27%3A%2A', `q=${'a%20'.repeat(50)}`
  ]
  for (const query of harmless) t.equal((await shops.boss.visitor.get(`/admin/orders?${query}`)).statusCode, 200, query.slice(0, 60))

  const page = await shops.boss.visitor.get('/admin/orders?q=mug&from=31.1.&to=2026-01-01')
  t.match(page.body, /<title>Error: /)
  t.match(page.body, /<a href="#from">From must be a date/)
  t.match(page.body, /name="from" type="text"[^>]* value="31\.1\."/, 'what was typed is kept, in a field that shows it')
  t.match(page.body, /name="to" type="date"[^>]* value="2026-01-01"/)
  t.match(page.body, /name="q"[^>]*value="mug"/)

  const tabs = page.body.split('class="tabs"')[1]?.split('</nav>')[0] ?? ''
  t.notMatch(tabs, 'count', 'nothing is counted')
  t.match(tabs, '<a href="/admin/orders?status=paid&amp;q=mug"', 'and every tab leads on without the dates')
  t.match(page.body, /No orders are shown[\s\S]*<a class="button" href="\/admin\/orders\?q=mug"/)
})
