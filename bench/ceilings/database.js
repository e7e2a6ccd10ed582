import pg from 'pg'
import { administer } from '../postgres.js'
import { wear } from '../rows.js'

export const SESSIONS = 4000 // as many as the shop has in the point add
export const STEP = 7919 // from one session to the next: a prime, so that all have their turn and neighbours do not follow each other
export const LOGINS = 1000
export const ITEMS = 40

/** A session of about 1 KB as JSON, as a basket with a few messages is. */
export const SESSION = {
  cart: {
    lines: Array.from({ length: 3 }, (_, n) => ({ sku: `ITEM-${n}`, quantity: 1, seen: { currency: 'EUR', priceCents: 2400 + n } })),
    saved: []
  },
  flash: Array.from({ length: 5 }, (_, n) => ({ id: `00000000-0000-4000-8000-00000000000${n}`, kind: 'success', text: `Added: Terracotta-rim bowl, number ${n}, with two handles and a lid of cork`, basket: true })),
  notes: 'n'.repeat(60)
}

/** The least that each ceiling needs: one primary key a table. */
export async function makeCeilingTables (url) {
  const session = `'${JSON.stringify(SESSION)}'::jsonb`
  await administer(url, `
    create table session (sid text primary key, sess jsonb not null, version integer not null default 1, expire timestamptz not null);
    insert into session select 'sid-' || n, ${session}, 1, now() + interval '30 days' from generate_series(0, ${SESSIONS - 1}) as n;
    create table visit (like session including all);
    insert into visit select 'sid-' || n, ${session}, 1, now() + interval '30 days' from generate_series(0, ${LOGINS - 1}) as n;
    create table stock (sku text primary key, available integer not null);
    insert into stock select 'ITEM-' || n, 100000000 from generate_series(0, ${ITEMS - 1}) as n;
    create table orders (order_id uuid primary key, shopper_id text not null, number text not null, total_cents integer not null, address jsonb not null, placed_at timestamptz not null);
    create table order_line (order_id uuid, position integer, sku text not null, name text not null, quantity integer not null, price_cents integer not null, primary key (order_id, position))
  `)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await wear(client, 'session', 'sid')
  await client.end()
}
