import type pg from 'pg'
import { columnOf } from '../../../src/distribution/tables.ts'

interface Plan extends Record<string, unknown> { 'Node Type': string, 'Relation Name'?: string, Alias?: string, Operation?: string, Plans?: Plan[] }

/** A distributed table in a statement: read or written where its column has one value, several, or on every node. */
export interface Reach { table: string, shards: 'one' | 'some' | 'all' }

const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Filter', 'Hash Cond', 'Merge Cond', 'Join Filter', 'TID Cond']

/**
 * How far a statement reaches, by what Postgres itself makes of it: the planner passes a value on along `a = b`, so each scan shows whether its
 * rows are found by a value of the column that its table is distributed by. Throws where the statement does not fit the schema.
 */
export async function reachOf (db: pg.ClientBase, statement: string): Promise<Reach[]> {
  const plan = await planOf(db, statement)
  const scans = [...scansIn(plan)].flatMap(({ table, alias }) => {
    const column = columnOf(table)
    return column === undefined ? [] : [{ table, alias, column }]
  })
  const conditions = [...conditionsIn(plan)].join(' and ')
  const bound = new Map(scans.map(scan => [scan.alias, shardsOf(scan, conditions)]))
  // What is joined by the column to something that is bound lies beside it.
  for (let round = 0; round < scans.length; round += 1) {
    for (const { alias, column } of scans) {
      if (bound.get(alias) !== 'all') continue
      const beside = scans.find(other => other.column === column && other.alias !== alias && bound.get(other.alias) !== 'all' && isJoined(conditions, `${alias}.${column}`, `${other.alias}.${column}`))
      if (beside) bound.set(alias, bound.get(beside.alias) ?? 'all')
    }
  }
  return scans.map(({ table, alias }) => ({ table, shards: bound.get(alias) ?? 'all' }))
}

async function planOf (db: pg.ClientBase, statement: string): Promise<Plan> {
  await db.query('begin; set local plan_cache_mode = force_generic_plan')
  try {
    await db.query(`prepare walked as ${statement}`)
    const { rows } = await db.query<{ count: number }>("select cardinality(parameter_types) as count from pg_prepared_statements where name = 'walked'")
    const values = Array.from({ length: rows[0]?.count ?? 0 }, () => 'null').join(', ')
    const explained = await db.query(`explain (verbose, costs off, format json) execute walked${values && `(${values})`}`)
    return explained.rows[0]['QUERY PLAN'][0].Plan
  } finally {
    await db.query('rollback; deallocate all')
  }
}

function * scansIn (plan: Plan): Generator<{ table: string, alias: string }> {
  const { 'Relation Name': table, Alias: alias } = plan
  if (table !== undefined && alias !== undefined && plan['Node Type'] !== 'ModifyTable') yield { table, alias }
  for (const part of plan.Plans ?? []) yield * scansIn(part)
}

function * conditionsIn (plan: Plan): Generator<string> {
  for (const name of CONDITIONS) if (typeof plan[name] === 'string') yield plan[name]
  for (const part of plan.Plans ?? []) yield * conditionsIn(part)
}

/** `alias.column = something` that is no column of another table: a parameter, a constant, or what a part of the statement gave before. */
function shardsOf ({ alias, column }: { alias: string, column: string }, conditions: string): Reach['shards'] {
  const name = `${escape(alias)}\\.${escape(column)}(?:\\)?::text)?`
  if (new RegExp(`\\b${name} = (?:\\$\\d|'|lower\\(|\\(\\$\\d|\\(InitPlan|\\(SubPlan)`).test(conditions)) return 'one'
  return new RegExp(`\\b${name} = ANY \\(`).test(conditions) ? 'some' : 'all'
}

function isJoined (conditions: string, one: string, other: string): boolean {
  return conditions.includes(`${one} = ${other}`) || conditions.includes(`${other} = ${one}`)
}

function escape (name: string): string {
  return name.replace(/[^\w]/g, '\\$&')
}
