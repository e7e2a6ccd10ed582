import type { Db } from '../plugins/database.ts'

/** The version of Citus in this database; undefined where it is not installed, or not created here. */
export async function findCitusVersion (db: Db): Promise<string | undefined> {
  const { rows } = await db.query<{ version: string }>("select extversion as version from pg_extension where extname = 'citus'")
  return rows[0]?.version
}

/** Whether the server could have it: its files are there. */
export async function isCitusAvailable (db: Db): Promise<boolean> {
  const { rowCount } = await db.query("select from pg_available_extensions where name = 'citus'")
  return rowCount !== 0
}

/** All tables of the schema `public`. */
export async function listTables (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
     order by relname
  `)
  return rows.map(({ name }) => name)
}

/** Those that Citus looks after already. */
export async function listDistributed (db: Db): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select logicalrelid::text as name from pg_dist_partition')
  return rows.map(({ name }) => name)
}

export interface ForeignKey { table: string, name: string, definition: string }

export async function listForeignKeys (db: Db): Promise<ForeignKey[]> {
  const { rows } = await db.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
     order by conrelid::regclass::text, conname
  `)
  return rows
}

/** Names come from the catalogue of Postgres, quoted by it. */
export async function listStatements (db: Db, format: string, key: ForeignKey): Promise<string> {
  const { rows } = await db.query<{ statement: string }>('select format($1, $2::text, $3::text, $4::text) as statement', [format, key.table, key.name, key.definition])
  return rows[0]?.statement ?? ''
}

export async function saveAsReference (db: Db, table: string): Promise<void> {
  await db.query('select create_reference_table($1)', [table])
}

/** Beside the rows of `beside` that have the same value in the column; alone where that is `none`. */
export async function saveAsDistributed (db: Db, table: string, column: string, beside: string): Promise<void> {
  await db.query('select create_distributed_table($1, $2, colocate_with => $3)', [table, column, beside])
}
