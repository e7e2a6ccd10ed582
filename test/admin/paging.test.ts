import t from 'tap'
import type pg from 'pg'
import { linkIn, makeOrder, openAdmin, rowsIn } from './shop-with-orders.ts'

const SORTS = ['date-desc', 'date-asc', 'total-desc', 'total-asc', 'number-asc', 'number-desc']

/** Many orders at once; a third of them at the same moment, for the same sum. */
async function makeOrders (db: pg.Pool, count: number): Promise<void> {
  await db.query(`
    with made as (
      insert into orders (shopper_id, order_id, number, checkout_key, status, guest, currency, subtotal_cents, delivery_cents, total_cents,
                          shipping, payment, email, name, line1, city, postcode, country, placed_at)
      select gen_random_uuid(), gen_random_uuid(), 'P-' || upper(substr(md5(at::text), 1, 8)), md5(at::text), (array['placed', 'sent', 'delivered'])[1 + at % 3], true, 'EUR', total, 0, total,
             'standard', 'invoice', 'many@example.com', 'Ann Many', '1 Kiln Lane', 'Cork', 'T12 AB34', 'IE',
             timestamptz '2026-01-01 00:00:00.000123Z' + (at - at % 3 * 100) * interval '1 minute' * (at % 3)
        from generate_series(1, $1::integer) as at cross join lateral (select 1000 + at % 3 * at as total) as sum
      returning *
    ), lined as (
      insert into order_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, placed_at)
      select shopper_id, order_id, 'MUG-SLATE', 0, 'Mug', '', 1, 100, 100, placed_at from made
    )
    insert into order_number (number, shopper_id, order_id) select number, shopper_id, order_id from made
  `, [count])
}

t.test('every way through the pages meets each order once, while others come in', async t => {
  const shops = await openAdmin(t)
  await makeOrders(shops.db, 230)
  const { rows } = await shops.db.query<{ number: string, status: string, late: boolean }>("select number, status, placed_at >= '2026-01-01Z' as late from orders")
  const { visitor } = shops.boss
  let added = 0

  for (const filter of ['', '&status=sent', '&q=many', '&q=many%40example', '&q=MUG-SLATE', '&q=MUG-SLATE&status=sent', '&from=2026-01-01', '&q=many&from=2026-01-01&status=sent']) {
    for (const sort of SORTS) {
      const fitting = rows.filter(({ status, late }) => (!filter.includes('status') || status === 'sent') && (!filter.includes('from') || late))
      const there = new Set(fitting.map(({ number }) => number))
      const pages: string[][] = []
      let url: string | undefined = `/admin/orders?sort=${sort}${filter}`
      let last = url
      while (url) {
        const page = await visitor.get(url)
        pages.push(rowsIn(page))
        last = url
        url = linkIn(page, 'Next')
        if (added < 40) { // newer than all, so that they come first or last by date and anywhere by number and sum
          added += 1
          await makeOrder(shops.db, { name: 'Ann Many', email: 'many@example.com', status: 'sent', placedAt: `2026-09-01T00:00:${String(added).padStart(2, '0')}Z`, totalCents: 1000 + added * 17 })
        }
      }
      const seen = pages.flat().filter(number => there.has(number))
      t.equal(seen.length, new Set(seen).size, `${sort}${filter}: none twice`)
      t.strictSame(new Set(seen), there, `${sort}${filter}: all of them`)

      // And back again. Orders have come in before the first page, which is shown whole: some of it was on the second.
      const back: string[][] = []
      for (let url: string | undefined = last; url;) {
        const page = await visitor.get(url)
        back.unshift(rowsIn(page))
        url = linkIn(page, 'Previous')
      }
      t.equal(back[0]?.length, Math.min(50, new Set(back.flat()).size), `${sort}${filter}: a whole page comes first`)
      const again = [...new Set(back.flat())].filter(number => there.has(number))
      t.strictSame(again, seen, `${sort}${filter}: the same backwards`)
    }
  }
})

t.test('a page says where in the list it is, as far as that is counted', async t => {
  const shops = await openAdmin(t)
  await makeOrders(shops.db, 330)
  await makeOrder(shops.db, { status: 'paid' })
  const { visitor } = shops.boss
  const walk = async (start: string, steps: string[]): Promise<string[]> => {
    const said: string[] = []
    for (let url: string | undefined = start, at = 0; url; at += 1) {
      const page = await visitor.get(url)
      said.push(/<p class="num">([^<]*)</.exec(page.body)?.[1] ?? '')
      url = steps[at] && linkIn(page, steps[at] ?? '')
    }
    return said
  }
  for (const filter of ['status=sent', 'q=many&status=sent&sort=total-asc', 'status=sent&sort=number-desc', 'q=MUG-SLATE&status=sent&sort=date-asc']) {
    t.strictSame(await walk(`/admin/orders?${filter}`, ['Next', 'Next', 'Previous', 'Previous']),
      ['1–50 of 110', '51–100 of 110', '101–110 of 110', '51–100 of 110', '1–50 of 110'], filter)
  }
  t.strictSame(await walk('/admin/orders', ['Next', 'First']), ['1–50 of 331', '51–100 of 331', '1–50 of 331'])
  t.strictSame(await walk('/admin/orders?status=paid', []), ['1–1 of 1'])
  t.strictSame(await walk('/admin/orders?status=cancelled', []), [''])
})

t.test('a search that finds more than is counted is by date, and complete', async t => {
  const shops = await openAdmin(t)
  await makeOrders(shops.db, 1200)
  const { visitor } = shops.boss
  for (const filter of ['q=many', 'q=many%40example.com', 'q=MUG-SLATE']) {
    const first = await visitor.get(`/admin/orders?${filter}&sort=total-asc`)
    t.match(first.body, /finds more than 1,000 orders/)
    t.match(first.body, /<span class="count num">1,000\+</)
    t.match(first.body, /aria-sort="descending"><a href="[^"]*"[^>]*>Placed/)
    t.equal(linkIn(first, 'Total</a>'), undefined)
    t.match(first.body, '<p class="num">1–50 of 1,000+</p>')
    t.match((await visitor.get(linkIn(first, 'Next') ?? '')).body, '<p class="num">1,000+ in all</p>', 'not counted: no place is said')
    for (const more of ['', '&sort=date-asc', '&status=sent', '&status=delivered&sort=date-asc']) {
      const seen: string[] = []
      for (let url: string | undefined = `/admin/orders?${filter}${more}`; url;) {
        const page = await visitor.get(url)
        seen.push(...rowsIn(page))
        url = linkIn(page, 'Next')
      }
      const { rows } = await shops.db.query('select number from orders where $1::text is null or status = $1', [/status=(\w+)/.exec(more)?.[1] ?? null])
      t.strictSame(seen.toSorted(), rows.map(({ number }) => number).toSorted(), filter + more)
    }
  }
})
