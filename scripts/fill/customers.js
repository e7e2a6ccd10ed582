import { email, family, given, isGuest, shopperId } from './people.js'

const CART = `(select jsonb_build_object('lines', jsonb_build_array(jsonb_build_object('sku', sku, 'quantity', 1, 'seen', '{"currency": "EUR", "priceCents": 2400}'::jsonb)), 'saved', '[]'::jsonb)
  from variant order by sku limit 1)`

/** Customers who joined in the last three years, none of whom can log in, and a cart for one in ten of them. */
export async function fillCustomers (client, count) {
  await client.query(`
    insert into customer (shopper_id, email, name, password_hash, created_at, email_confirmed_at, locked_at, lock_reason, locked_by)
    select ${shopperId('n')}, ${email('n')}, ${given('n')} || ' ' || ${family('n')}, 'made up', joined,
           case when n % 8 > 0 then joined end, case when n % 1000 = 1 then joined end, case when n % 1000 = 1 then 'Ordered with a card that was not theirs' else '' end,
           case when n % 1000 = 1 then 'Robin Keeper' else '' end
      from generate_series(1, $1::bigint * 3 / 2) as n
     cross join lateral (select now() - n * interval '1095 days' / ($1::bigint * 3 / 2) as joined) as since
     where not ${isGuest('n')}
        on conflict do nothing
  `, [count])
  await client.query("insert into customer_email (email, shopper_id) select email, shopper_id from customer where password_hash = 'made up' on conflict do nothing")
  await client.query(`
    insert into cart (shopper_id, cart, changed_at, cart_at)
    select shopper_id, cart, changed_at, date_trunc('hour', changed_at)
      from (select shopper_id, ${CART} as cart, now() - random() * interval '60 days' as changed_at
              from customer where password_hash = 'made up' and hashtext(email) % 10 = 0) as made
        on conflict do nothing
  `)
}

/** Sessions of visitors of the last month. Every third holds something. */
export async function fillSessions (client, count) {
  await client.query(`
    insert into session (sid, sess, expire, expire_absolute, lifetime, version, user_agent, created_at, seen_at, cart_at)
    select 'made up ' || n, jsonb_build_object('cart', case when n % 3 = 0 then cart else '{"lines": [], "saved": []}' end, 'flash', '[]'::jsonb),
           seen_at + interval '31 days', seen_at + interval '90 days', interval '31 days', 2, 'Made up', seen_at - interval '1 hour', seen_at,
           case when n % 3 = 0 then date_trunc('hour', seen_at) end
      from (select n, now() - random() * interval '30 days' as seen_at, ${CART} as cart from generate_series(1, $1::bigint) as n) as made
        on conflict do nothing
  `, [count])
}
