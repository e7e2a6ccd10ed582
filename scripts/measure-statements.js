import pg from 'pg'
import { buildIfStale } from './build.js'

// Every statement by which the list of orders is read, explained while it runs: for scripts/measure-admin.js.
const BIG = new Set(['orders', 'order_line', 'order_event', 'order_number', 'order_promotion', 'refund', 'payment'])
const BIG_FROM = 20_000 // rows: a smaller table is read whole with good reason
const DAY_MS = 24 * 60 * 60 * 1000

/** Reads the list under every combination of filters. Returns what is too slow, or reads a big table whole. */
export async function measureStatements (url, { limitMs, log }) {
  if (!await buildIfStale()) throw new Error('the shop does not build')
  const { readOrderList } = await import('../dist/admin/order-list/list.js')
  const { parseFilter } = await import('../dist/admin/order-list/filter.js')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set jit = off')
    const big = await bigTables(client)
    const findings = []
    const times = []
    for (const query of await combinations(client)) {
      const name = new URLSearchParams(query).toString()
      const { filter } = parseFilter(query)
      const noting = await explaining(client, plan => {
        times.push({ ms: plan['Execution Time'], name })
        for (const table of scannedWhole(plan.Plan)) if (big.has(table)) findings.push(`${name}: reads all of ${table}`)
        if (plan['Execution Time'] > limitMs) findings.push(`${name}: ${plan['Execution Time'].toFixed(0)} ms, ${pagesOf(plan.Plan)} pages of memory\n${outline(plan.Plan)}`)
      })
      const page = await readOrderList(noting, filter, 50)
      if (page.next) await readOrderList(noting, { ...filter, after: page.next }, 50)
    }
    times.sort((a, b) => a.ms - b.ms)
    const at = share => times[Math.floor((times.length - 1) * share)]
    log(`${times.length} statements: median ${at(0.5).ms.toFixed(1)} ms, 95 % ${at(0.95).ms.toFixed(1)}, 99 % ${at(0.99).ms.toFixed(1)}, worst ${at(1).ms.toFixed(1)} ms ${at(1).name}`)
    return findings
  } finally {
    await client.end()
  }
}

/** What the list takes for its database: explains each statement, and answers it. */
async function explaining (client, note) {
  return {
    query: async (text, values) => {
      const { rows: [{ 'QUERY PLAN': [plan] }] } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, values)
      note(plan)
      return client.query(text, values)
    }
  }
}

async function bigTables (client) {
  const { rows } = await client.query('select relname as name from pg_class where relname = any($1) and reltuples > $2', [[...BIG], BIG_FROM])
  return new Set(rows.map(({ name }) => name))
}

/** Rare and common of everything, with days and statuses that make a difference; the sorts take turns. */
async function combinations (client) {
  const first = async (text, ...values) => Object.values((await client.query(text, values)).rows[0] ?? { none: '' })[0]
  const rareSku = await first('select sku from order_line group by sku order by count(*), sku limit 1')
  const commonSku = await first('select sku from order_line group by sku order by count(*) desc, sku limit 1')
  const customer = await first('select shopper_id from orders group by shopper_id order by count(*) desc limit 1')
  const email = await first('select email from orders where shopper_id = $1 limit 1', customer)
  const day = daysAgo => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)
  const sieves = [
    ...['paid', 'unpaid', 'card', 'invoice', 'refunded'].map(payment => ({ payment })),
    ...['standard', 'express'].map(shipping => ({ shipping })), ...['IE', 'LU', 'SE'].map(country => ({ country })),
    { min_total: '500' }, { max_total: '10' }, { min_total: '20', max_total: '21' }, { payment: 'unpaid', shipping: 'express', country: 'LU', min_total: '100' },
    { sku: rareSku }, { sku: commonSku }, { sku: 'NO-SUCH' }, { coupon: 'FEW-10' }, { coupon: 'MANY-10' }, { coupon: 'NO-SUCH' },
    { customer }, { customer: email }, { customer: 'nobody@example.com' }, { sku: commonSku, coupon: 'MANY-10', country: 'DE' }, { sku: commonSku, coupon: 'FEW-10' },
    { q: 'marta', country: 'DE' }, { q: 'marta keller', payment: 'unpaid' }, { q: 'example', shipping: 'express' }, { q: commonSku, payment: 'card' }, { q: 'a@', payment: 'paid' }, { q: 'zzzz', payment: 'paid' },
    { q: commonSku }, { q: 'marta' }, {}
  ]
  const around = [{}, { from: day(30) }, { from: day(600), to: day(300) }, { from: day(-9) }]
  const statuses = ['', 'placed', 'delivered']
  const sorts = ['date-desc', 'date-asc', 'total-desc', 'number-asc', 'total-asc']
  const asked = sieves.flatMap(sieve => around.flatMap(days => statuses.map(status => ({ ...sieve, ...days, status }))))
  return asked.map((query, at) => ({ ...query, sort: sorts[at % sorts.length] }))
}

function * nodesOf (plan) {
  yield plan
  for (const part of plan.Plans ?? []) yield * nodesOf(part)
}

function scannedWhole (plan) {
  return [...nodesOf(plan)].filter(node => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0).map(node => node['Relation Name'])
}

function pagesOf (plan) {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
}

function outline (plan, depth = 1) {
  const { 'Node Type': kind, 'Index Name': index, 'Relation Name': table, 'Actual Rows': rows, 'Actual Loops': loops } = plan
  const line = `${'  '.repeat(depth)}${kind} ${index ?? table ?? ''} ${rows} rows, ${loops} times`
  return [line, ...(plan.Plans ?? []).map(part => outline(part, depth + 1))].join('\n')
}
