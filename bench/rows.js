const WEARS = 5
const WORN = 0.3 // of its rows each time

/** Rows of one table, with a copy of each as it was, so that they can be put back between blocks. */
export class Rows {
  #db
  #table
  #key
  #keyType
  #columns

  /** What is in the table already is never touched. */
  static async open (db, table, key) {
    const { rows } = await db.query(`
      select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
    `, [table])
    const made = new Rows()
    made.#db = db
    made.#table = table
    made.#key = key
    made.#keyType = rows.find(({ name }) => name === key).type
    made.#columns = rows.map(({ name }) => name).filter(name => name !== key)
    await db.query(`create table kept_${table} as select '' as of_set, ${[key, ...made.#columns]} from ${table}`)
    return made
  }

  /** Copies the row of one key under each of the others, and keeps them as a set. `changes`: SQL by column, in which `old` is that row. */
  async copy (set, from, keys, changes = {}) {
    await this.#db.query(`
      insert into ${this.#table} (${[this.#key, ...this.#columns]})
      select made.key, ${this.#values(changes)} from ${this.#table} as old cross join unnest($2::${this.#keyType}[]) as made (key) where old.${this.#key} = $1
    `, [from, keys])
    await this.keep(set, keys)
    await wear(this.#db, this.#table, this.#key)
  }

  /** Remembers rows as they are now. */
  async keep (set, keys) {
    const columns = [this.#key, ...this.#columns]
    await this.#db.query(`
      insert into kept_${this.#table} (of_set, ${columns}) select $1, ${columns} from ${this.#table} where ${this.#key} = any($2::${this.#keyType}[])
    `, [set, keys])
    await this.#db.query(`vacuum analyze ${this.#table}`)
  }

  /** Makes the rows of a set what they were, and takes away what came since. `changes` as in `copy`. */
  async reset (set, changes = {}) {
    const [table, key, columns, values] = [this.#table, this.#key, this.#columns, this.#values(changes)]
    await this.#db.query(`delete from ${table} as extra where not exists (select from kept_${table} as old where old.${key} = extra.${key})`)
    await this.#db.query(`
      update ${table} as now set (${columns}) = row(${values}) 
        from kept_${table} as old where old.of_set like $1 and old.${key} = now.${key} and to_jsonb(now) <> to_jsonb(old) - 'of_set'
    `, [set])
    await this.#db.query(`
      insert into ${table} (${[key, ...columns]})
      select old.${key}, ${values} from kept_${table} as old where old.of_set like $1 and not exists (select from ${table} as now where now.${key} = old.${key})
    `, [set])
    await this.#db.query(`vacuum ${table}`)
  }

  #values (changes) {
    return this.#columns.map(name => changes[name] ?? `old.${name}`)
  }
}

/** Pages of a table that is in use have room here and there, as changes and vacuum leave it; those of one that was just filled have none. */
export async function wear (db, table, key) {
  for (let n = 0; n < WEARS; n++) {
    await db.query(`update ${table} set ${key} = ${key} where random() < ${WORN}`)
    await db.query(`vacuum ${table}`)
  }
}
