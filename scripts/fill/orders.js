import process from 'node:process'
import { email, family, given, isGuest, shopperId } from './people.js'

const BATCH = 25_000

/** Orders of the last two years, with what became of them. A third is of guests, and some customers and some SKUs come often. */
export async function fillOrders (client, count) {
  await client.query(`
    create temp table good as
      select row_number() over (order by md5(variant.sku)) - 1 as place, variant.sku, variant.label, product.name,
             max(price_cents) filter (where currency = 'EUR') as eur, max(price_cents) filter (where currency = 'GBP') as gbp,
             max(price_cents) filter (where currency = 'USD') as usd
        from variant join product on product.slug = variant.product join price using (sku)
       group by variant.sku, variant.label, product.name;
    create index on good (place);
    analyze good;
    create temp table made (like orders including defaults);
    alter table made drop column search;
    create temp table made_line (like order_line including defaults)
  `)
  const { rows: [{ goods, before }] } = await client.query('select (select count(*)::int from good) as goods, (select count(*)::int from order_number) as before')
  if (goods < 10) throw new Error('This shop has no products yet: seed it first.')
  for (let made = 0; made < count; made += BATCH) {
    await fillBatch(client, { count, before, first: before + made, size: Math.min(BATCH, count - made) })
    process.stdout.write(`\r${Math.min(made + BATCH, count)} orders`)
  }
  process.stdout.write('\n')
}

/** The orders from `first + 1` on, the oldest first, as a shop gets them; there were `before`. Some SKUs and some customers come often. */
async function fillBatch (client, { count, before, first, size }) {
  await client.query('begin; truncate made, made_line')
  await client.query(`
    insert into made (shopper_id, order_id, number, checkout_key, status, version, guest, currency, subtotal_cents, delivery_cents, total_cents,
                      shipping, payment, email, name, line1, city, postcode, country, placed_at, paid_at)
    select ${shopperId('customer')}, gen_random_uuid(), number, gen_random_uuid()::text, status,
           case when status = 'placed' then 1 else 2 end, ${isGuest('customer')},
           (array['EUR', 'EUR', 'EUR', 'GBP', 'USD'])[1 + customer % 5], 0, 490, 490, case when at % 7 = 0 then 'express' else 'standard' end, case when at % 3 = 0 then 'card' else 'invoice' end,
           ${email('customer')},
           given || ' ' || family, 1 + customer % 90 || ' Kiln Lane', 'Dublin', 'D0' || customer % 9,
           (array['IE', 'IE', 'IE', 'IE', 'DE', 'DE', 'GB', 'FR', 'US', 'LU'])[1 + at % 10], placed_at,
           case when status = 'paid' or (status <> 'placed' and at % 11 > 0) then placed_at + interval '1 hour' end
      from (select at,
                   now() - interval '730 days' * (1 - (at - $4::bigint - random()) / $3) as placed_at,
                   (power(random(), 2) * $3 / 4)::bigint as customer
              from generate_series($1::bigint + 1, $1::bigint + $2) as at offset 0) as one
     cross join lateral (
            select ${given('customer')} as given, ${family('customer')} as family,
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
    insert into parcel (shopper_id, order_id, position, version, carrier, tracking_number, sent_at, actor_name)
    select shopper_id, order_id, 1, 2, 'DHL', 'JD' || lpad((hashtext(number)::bigint + 2147483648)::text, 12, '0'), placed_at + interval '20 hours', 'Robin Keeper'
      from made where status in ('sent', 'delivered')
  `)
  await client.query(`
    insert into parcel_line (shopper_id, order_id, position, sku, quantity)
    select shopper_id, order_id, 1, sku, quantity from made_line join made using (shopper_id, order_id) where status in ('sent', 'delivered')
  `)
  await client.query(`
    insert into order_note (shopper_id, order_id, note_id, version, at, actor_name, visible, text)
    select shopper_id, order_id, gen_random_uuid(), 1, placed_at + interval '1 hour', 'Robin Keeper', false, 'Asked by telephone when it comes'
      from made where hashtext(number) % 50 = 0
  `)
  await client.query(`
    insert into order_return (shopper_id, order_id, return_id, position, form_key, state, reason, requested_at)
    select shopper_id, order_id, gen_random_uuid(), 1, 'made up', case when placed_at < now() - interval '30 days' then 'withdrawn' else 'requested' end,
           'changed-mind', placed_at + interval '6 days'
      from made where status = 'delivered' and hashtext(number) % 60 = 0
  `)
  await client.query(`
    insert into order_return_line (shopper_id, order_id, return_id, sku, quantity)
    select shopper_id, order_id, return_id, sku, 1
      from made join order_return using (shopper_id, order_id) join made_line using (shopper_id, order_id) where made_line.position = 1
  `)
  await client.query(`
    insert into audit (audit_id, at, actor_name, action, outcome, request_id, kind, key, before, after)
    select gen_random_uuid(), placed_at + interval '1 hour', 'Robin Keeper', 'POST /admin/orders/:number/status', outcome, 'made-up-' || number,
           case outcome when 'changed' then 'order' else '' end, case outcome when 'changed' then number else '' end,
           case outcome when 'changed' then '{"status": "placed"}'::jsonb end, case outcome when 'changed' then jsonb_build_object('status', status) end
      from made cross join unnest('{allowed,changed}'::text[]) as outcome where version = 2
  `)
  await client.query(`
    insert into order_event (shopper_id, order_id, version, at, actor_name, from_status, to_status)
    select shopper_id, order_id, 1, placed_at, name, null, 'placed' from made
    union all
    select shopper_id, order_id, 2, placed_at + interval '1 hour', 'Robin Keeper', 'placed', status from made where version = 2
  `)
  await client.query('commit')
}
