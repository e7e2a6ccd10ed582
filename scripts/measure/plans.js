const BIG_FROM = 20_000 // rows: a smaller table is read whole with good reason

/** The tables that are not to be read whole. */
export async function bigTables (client) {
  const { rows } = await client.query("select relname as name from pg_class where relkind = 'r' and reltuples > $1", [BIG_FROM])
  return new Set(rows.map(({ name }) => name))
}

/** Runs the statement, and tells how long it took, how many pages of memory it touched, and which tables it read whole. Nothing stays of what it did. */
export async function explain (client, text, values) {
  await client.query('begin')
  try {
    const { rows: [{ 'QUERY PLAN': [plan] }] } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, values)
    const nodes = [...nodesOf(plan.Plan)]
    return {
      ms: plan['Execution Time'],
      pages: plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks'],
      scanned: nodes.filter(node => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0).map(node => node['Relation Name']),
      outline: outline(plan.Plan)
    }
  } finally {
    await client.query('rollback')
  }
}

function * nodesOf (plan) {
  yield plan
  for (const part of plan.Plans ?? []) yield * nodesOf(part)
}

function outline (plan, depth = 1) {
  const { 'Node Type': kind, 'Index Name': index, 'Relation Name': table, 'Actual Rows': rows, 'Actual Loops': loops } = plan
  const line = `${'  '.repeat(depth)}${kind} ${index ?? table ?? ''} ${rows} rows, ${loops} times`
  return [line, ...(plan.Plans ?? []).map(part => outline(part, depth + 1))].join('\n')
}
