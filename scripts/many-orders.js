import process from 'node:process'
import pg from 'pg'
import { readEnvFile } from './build.js'

// `node scripts/many-orders.js 1000000`: fills the shop of DATABASE_URL with made-up orders of the last two years, to measure the admin with.
const MOST = 5_000_000
const BATCH = 25_000

readEnvFile()
const count = Number(process.argv[2])
if (!Number.isInteger(count) || count < 1 || count > MOST) fail(`Say how many orders, up to ${MOST}: node scripts/many-orders.js 1000000`)
if (process.env.NODE_ENV === 'production') fail('These orders are made up: not in production.')
if (!process.env.DATABASE_URL) fail('Say where: DATABASE_URL=postgres://… of a shop that is migrated and seeded.')

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
try {
  await client.query('set synchronous_commit = off; set jit = off')
  await client.query(`
    create temp table good as
      select row_number() over (order by variant.sku) - 1 as place, variant.sku, variant.label, product.name,
             max(price_cents) filter (where currency = 'EUR') as eur, max(price_cents) filter (where currency = 'GBP') as gbp,
             max(price_cents) filter (where currency = 'USD') as usd
        from variant join product on product.slug = variant.product join price using (sku)
       group by variant.sku, variant.label, product.name;
    create index on good (place); analyze good;
    create temp table made (like orders including defaults);
    alter table made drop column search;
    create temp table made_line (like order_line including defaults)
  `)
  const { rows: [{ goods }] } = await client.query('select count(*)::int as goods from good')
  if (goods < 10) fail('This shop has no products yet: seed it first.')
  const { rows: [{ before }] } = await client.query('select count(*)::int as before from order_number')
  for (let made = 0; made < count; made += BATCH) {
    await makeOrders(before, before + made, Math.min(BATCH, count - made))
    process.stdout.write(`\r${Math.min(made + BATCH, count)} orders`)
  }
  process.stdout.write('\n')
  // What stock and sales are told by, as if the orders had been placed one by one.
  await client.query(`
    insert into stock_day (sku, day, sold)
    select sku, (order_line.placed_at at time zone 'UTC')::date, sum(quantity) from order_line join orders using (shopper_id, order_id)
     where orders.status <> 'cancelled' group by 1, 2
        on conflict (sku, day) do update set sold = excluded.sold
  `)
  await client.query('update stock set sold_at = (select max(placed_at) from order_line where order_line.sku = stock.sku)')
  await client.query('delete from sales_day')
  await client.query('vacuum analyze orders')
  await client.query('vacuum analyze stock_day')
  await client.query('vacuum analyze order_line')
  await client.query('analyze order_event')
  await client.query('vacuum analyze order_promotion')
  await client.query('analyze refund')
  await client.query('analyze order_number')
} finally {
  await client.end()
}

/** The orders from `first + 1` on, the oldest first, as a shop gets them; there were `before`. Some SKUs and some customers come often. */
async function makeOrders (before, first, size) {
  await client.query('begin; truncate made, made_line')
  await client.query(`
    insert into made (shopper_id, order_id, number, checkout_key, status, version, guest, currency, subtotal_cents, delivery_cents, total_cents,
                      shipping, payment, email, name, line1, city, postcode, country, placed_at, paid_at)
    select md5('shopper ' || customer)::uuid, gen_random_uuid(), number, gen_random_uuid()::text, status,
           case when status = 'placed' then 1 else 2 end, customer % 3 = 0,
           (array['EUR', 'EUR', 'EUR', 'GBP', 'USD'])[1 + customer % 5], 0, 490, 490, case when at % 7 = 0 then 'express' else 'standard' end, case when at % 3 = 0 then 'card' else 'invoice' end,
           lower(given || '.' || family) || customer || '@example.' || (array['com', 'org', 'ie'])[1 + customer % 3],
           given || ' ' || family, 1 + customer % 90 || ' Kiln Lane', 'Dublin', 'D0' || customer % 9,
           (array['IE', 'IE', 'IE', 'IE', 'DE', 'DE', 'GB', 'FR', 'US', 'LU'])[1 + at % 10], placed_at,
           case when status = 'paid' or (status <> 'placed' and at % 11 > 0) then placed_at + interval '1 hour' end
      from (select at,
                   now() - interval '730 days' * (1 - (at - $4::bigint - random()) / $3) as placed_at,
                   (power(random(), 2) * $3 / 4)::bigint as customer
              from generate_series($1::bigint + 1, $1::bigint + $2) as at offset 0) as one
     cross join lateral (
            select (array['Aoife', 'Marta', 'Noor', 'Tomás', 'Lena', 'Jun', 'Ines', 'Robin', 'Sam', 'Ada', 'Grace', 'Edsger', 'Barbara', 'Linus', 'Margaret', 'Alan'])[1 + customer % 16] as given,
                   (array['Byrne', 'Keller', 'Haddad', 'Ferreira', 'Watanabe', 'Laurent', 'Archer', 'Potter', 'Glazer', 'O''Brien', 'Kiln', 'Weaver', 'Turner'])[1 + customer / 7 % 13] as family,
                   case when placed_at > now() - interval '1 day' then (array['placed', 'paid'])[1 + at % 2]
                        when placed_at > now() - interval '3 days' then (array['paid', 'packed', 'sent'])[1 + at % 3]
                        when at % 40 = 0 then 'cancelled'
                        when placed_at > now() - interval '10 days' then 'sent'
                        else 'delivered' end as status,
                   -- An odd factor modulo a power of two gives every number once.
                   (select 'P-' || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((at * 740132437 + 9871) % 1099511627776 >> 5 * digit & 31)::int, 1), '' order by digit)
                      from generate_series(0, 7) as digit) as number) as person
  `, [first, size, count, before])
  await client.query(`
    insert into made_line (shopper_id, order_id, sku, position, name, label, quantity, price_cents, total_cents, placed_at)
    select made.shopper_id, made.order_id, good.sku, line, good.name, good.label, quantity, price, price * quantity, made.placed_at
      from (select *, floor(power(random(), 2) * (select count(*) from good))::int as favourite, 1 + floor(random() * 4)::int as lines from made offset 0) as made
     cross join lateral generate_series(1, made.lines) as line
     cross join lateral (select 1 + (favourite + line) % 3 as quantity) as pieces
      join good on good.place = (favourite + line * 7) % (select count(*) from good)
     cross join lateral (select case made.currency when 'EUR' then eur when 'GBP' then gbp else usd end as price) as sold
        on conflict do nothing
  `)
  await client.query(`
    update made set subtotal_cents = sum, total_cents = sum + 490
      from (select order_id, sum(total_cents) from made_line group by order_id) as line where line.order_id = made.order_id
  `)
  await client.query('insert into order_number (number, shopper_id, order_id) select number, shopper_id, order_id from made')
  await client.query(`
    insert into orders (shopper_id, order_id, number, checkout_key, status, version, guest, currency, subtotal_cents, delivery_cents, total_cents,
                        shipping, payment, email, name, line1, city, postcode, country, placed_at, paid_at, refunded_at)
    select shopper_id, order_id, number, checkout_key, status, version, guest, currency, subtotal_cents, delivery_cents, total_cents,
           shipping, payment, email, name, line1, city, postcode, country, placed_at, paid_at,
           case when status = 'cancelled' and paid_at is not null then placed_at + interval '1 day' end from made
  `)
  await client.query('insert into order_line select * from made_line')
  // Of a coupon that many use, and of one that few do.
  await client.query(`
    insert into order_promotion (shopper_id, order_id, promotion_id, position, code, name, discount_cents, counted)
    select shopper_id, order_id, code, 0, code, 'Made up', 0, false
      from (select *, case when hashtext(number) % 20 = 0 then 'MANY-10' when hashtext(number) % 5000 = 1 then 'FEW-10' end as code from made) as made
     where code is not null
  `)
  await client.query(`
    insert into refund (shopper_id, order_id, refund_id, key, version, state, amount_cents, reason, actor_name)
    select shopper_id, order_id, gen_random_uuid(), 'made up', 2, 'done', total_cents, 'The order was cancelled', 'Robin Keeper'
      from made where status = 'cancelled' and paid_at is not null
  `)
  await client.query(`
    insert into order_event (shopper_id, order_id, version, at, actor_name, from_status, to_status)
    select shopper_id, order_id, 1, placed_at, name, null, 'placed' from made
    union all
    select shopper_id, order_id, 2, placed_at + interval '1 hour', 'Robin Keeper', 'placed', status from made where version = 2
  `)
  await client.query('commit')
}

function fail (sentence) {
  console.error(sentence)
  process.exit(1)
}
