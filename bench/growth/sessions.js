import { STEP } from '../ceilings/database.js'
import { ids } from '../shop.js'

const GAP = 5 // after so many rows one that goes again, so that pages have room, as those of a table in use have
const BATCH = 250_000
const MANY = 20_000 // asked in turn, wherever they are in the table

/** So many visitors' sessions, last used within two days. */
export async function fillSessions ({ db, sessions }, sess) {
  const client = await db.connect()
  try {
    await client.query("set synchronous_commit = off; set maintenance_work_mem = '1GB'")
    const indexes = await dropIndexes(client)
    for (let made = 0; made < sessions; made += BATCH) {
      await client.query(`
        insert into session (sid, sess, lifetime, expire, expire_absolute, seen_at, created_at, cart_at)
        select case when place = 0 then ${ids.keySql(idSql('n'))} else 'gap ' || n end, $1::jsonb, interval '30 days', seen_at + interval '30 days', 'infinity', seen_at, seen_at, date_trunc('hour', now())
          from (select n, place, now() - random() * interval '2 days' as seen_at
                  from generate_series($2::int, $3::int) as n cross join generate_series(0, (n % ${GAP} = 0)::int) as place) as made
      `, [JSON.stringify(sess), made, Math.min(made + BATCH, sessions) - 1])
    }
    for (const statement of indexes) await client.query(statement)
    await client.query("delete from session where sid like 'gap %'")
    await client.query('create table kept as select $1::jsonb as sess', [JSON.stringify(sess)])
    await client.query('vacuum analyze session')
  } finally {
    client.release()
  }
}

/** A table is filled in a fraction of the time without its indexes. Resolves to what makes them again. */
async function dropIndexes (client) {
  const { rows } = await client.query(`
    select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as made, conname as key, pg_get_constraintdef(pg_constraint.oid) as constraint
      from pg_index left join pg_constraint on conindid = indexrelid and contype = 'p' where indrelid = 'session'::regclass
  `)
  for (const { name, key } of rows) await client.query(key ? `alter table session drop constraint ${key}` : `drop index ${name}`)
  return rows.map(({ made, key, constraint }) => key ? `alter table session add constraint ${key} ${constraint}` : made)
}

/** Some of the sessions, far from each other. The next set, where there are so many, has others. */
export function someSessions ({ sessions }, set = 0) {
  const count = Math.min(sessions, MANY)
  return Array.from({ length: count }, (_, n) => idOf((set * count + n) * STEP % sessions))
}

/** Makes sessions again what they were. `isFirst`: they were last changed in an hour that is over, so the next change is the first of its hour. */
export async function resetSessions ({ db }, some, isFirst = false) {
  await db.query(`
    update session set sess = kept.sess, version = 1, cart_at = hour
      from kept, (select date_trunc('hour', now()) - $2 * interval '3 hours' as hour) as clock
     where sid = any($1) and (version <> 1 or cart_at <> hour)
  `, [some.map(ids.key), Number(isFirst)])
}

function idOf (n) {
  return `bench-grow-${String(n).padStart(9, '0')}`.padStart(32, 'x')
}

function idSql (n) {
  return `lpad('bench-grow-' || lpad(${n}::text, 9, '0'), 32, 'x')`
}
