import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOf } from './cpu.js'
import { describeSetup, table, verdict } from './report.js'
import { fillShop, makeDemoShop, startShop } from './shop.js'
import { median } from './statistics.js'

const GOAL_MS = 2000
const IDLE_MS = 3000
const ORDERS = 100 // the fewest that the filling takes well
const CUSTOMERS = 100

/** `npm run bench -- start`: from the start of the process to its first page, and its memory when it has nothing to do. */
export async function runStart (world, options, log) {
  await world.openPostgres(options, log)
  const demo = await world.postgres.createDatabase('demo')
  const large = await world.postgres.createDatabase('large')
  const counts = []
  for (const [databaseUrl, products] of [[demo, undefined], [large, options.products]]) {
    const { db } = await makeDemoShop(options.shop, databaseUrl)
    if (products) await fillShop(options.shop, databaseUrl, { orders: ORDERS, customers: CUSTOMERS, products })
    const { rows: [{ count }] } = await db.query('select count(*)::int from product')
    await db.end()
    counts.push(count)
  }
  world.pin()
  const results = []
  for (const [at, databaseUrl] of [demo, large].entries()) {
    const count = counts[at]
    results.push({ products: count, ...await measureStarts(databaseUrl, world, options) })
    log(`${count} products: ${results.at(-1).ms.toFixed(0)} ms`)
  }
  console.log(`\n${await describeSetup(world, options.shop)}\n`)
  console.log(table(['products', 'to the first page, median', 'lowest and highest', `memory (RSS) ${IDLE_MS / 1000} s later`], results.map(({ products, ms, low, high, mb }) => [products, `${ms.toFixed(0)} ms`, `${low.toFixed(0)}–${high.toFixed(0)} ms`, `${mb.toFixed(0)} MB`])))
  const verdicts = results.map(({ products, ms }) => verdict(ms < GOAL_MS, `start with ${products} products: ${ms.toFixed(0)} ms, wanted less than ${GOAL_MS}`))
  console.log('')
  for (const { line } of verdicts) console.log(line)
  return verdicts.every(({ isMet }) => isMet)
}

async function measureStarts (databaseUrl, { directory }, { shop, rounds }) {
  const took = []
  const held = []
  for (let n = 0; n < rounds; n++) {
    const server = await startShop({ shop, databaseUrl, directory, path: '/products' })
    took.push(server.startedMs)
    await sleep(IDLE_MS)
    held.push(memoryOf(server.pid))
    await server.stop()
  }
  return { ms: median(took), low: Math.min(...took), high: Math.max(...took), mb: median(held) }
}
