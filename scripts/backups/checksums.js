import pg from 'pg'

// What is not kept: a session that was ended since would come back to life, and limits count what was long ago.
export const WITHOUT_ROWS = ['session', 'rate_limit']

export async function connect (connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, application_name: 'tote backup' })
  client.on('error', () => {})
  await client.connect()
  // Values are written the same way, whatever the server says.
  await client.query("set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex'")
  return client
}

export async function majorOf (client) {
  const { rows } = await client.query("select current_setting('server_version_num')::integer / 10000 as major")
  return rows[0].major
}

export async function listTables (client) {
  const { rows } = await client.query(`
    select relname as name,
           (select string_agg(format('%I', attname), ', ' order by attname) from pg_attribute
             where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname
  `)
  return rows
}

/** Rows of each table, and a sum of them that does not depend on their order. What Postgres works out by itself from other columns is left out. */
export async function checksumsOf (client) {
  const sums = {}
  for (const { name, columns } of await listTables(client)) {
    if (WITHOUT_ROWS.includes(name)) continue
    const { rows } = await client.query(`
      select count(*)::text as rows, coalesce(sum(('x' || left(md5(row_of::text), 16))::bit(64)::bigint::numeric), 0)::text as sum
        from (select row(${columns}) as row_of from ${pg.escapeIdentifier(name)}) as every
    `)
    sums[name] = rows[0]
  }
  return sums
}

/** What differs between a backup and a database, a line for each table. */
export function differences (kept, found) {
  return [...new Set([...Object.keys(kept), ...Object.keys(found)])].sort().flatMap(table => {
    const [was, is] = [kept[table], found[table]]
    if (was?.rows === is?.rows && was?.sum === is?.sum) return []
    return `${table}: ${was ? `${was.rows} rows in the backup` : 'not in the backup'}, ${is ? `${is.rows} here` : 'not here'}${was?.rows === is?.rows ? ', of another content' : ''}`
  })
}
