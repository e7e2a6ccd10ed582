import { describeSetup, table, verdict } from '../report.js'
import { fillShop, makeDemoShop } from '../shop.js'
import { CASES } from './cases.js'
import { Lab } from './lab.js'
import { functionsBetween } from './profile.js'

const GOAL_MS = 10
const CUSTOMERS_SHARE = 5

/** `npm run bench -- loop`: how long the event loop of the shop is kept by each kind of work. Resolves to whether nothing keeps it longer than the goal. */
export async function runLoop (world, options, log) {
  await world.openPostgres(options, log)
  const databaseUrl = await world.postgres.createDatabase('shop')
  const { db } = await makeDemoShop(options.shop, databaseUrl)
  world.atEnd(() => db.end())
  log(`filling ${options.orders} orders and ${options.products} products`)
  await fillShop(options.shop, databaseUrl, { ...options, customers: Math.ceil(options.orders / CUSTOMERS_SHARE) })
  const { rows } = await db.query('select slug from product order by slug')
  const lab = { db, databaseUrl, slugs: rows.map(({ slug }) => slug), directory: world.directory, shop: options.shop }
  const results = []
  for (const name of options.only) {
    const { title, prepare, run } = CASES[name]
    const result = { title, ...await inLab({ ...lab, name }, world, prepare, (lab, it) => lab.watch(() => run(lab, it))) }
    if (result.kept > GOAL_MS) result.profiled = await profileCase({ ...lab, name: `${name}-profiled`, isProfiling: true }, world, prepare, run)
    log(`${title}: kept ${result.kept.toFixed(1)} ms at most`)
    results.push(result)
  }
  console.log(`\n${await describeSetup(world, options.shop)}\n- ${options.products} products, ${options.orders} orders; not pinned, as it runs by itself; beside a page every 50 ms; a process of its own for each kind of work\n`)
  console.log(resultTable(results))
  for (const { title, profiled } of results) if (profiled) console.log(`\n${title}, with the profiler: ${profiled.kept.toFixed(1)} ms\n- with what they call: ${profiled.whole.join('; ')}\n- by themselves: ${profiled.own.join('; ')}`)
  const verdicts = results.map(({ title, kept }) => verdict(kept <= GOAL_MS, `${title}: the loop is kept ${kept.toFixed(1)} ms at most, wanted ${GOAL_MS}`))
  console.log('')
  for (const { line } of verdicts) console.log(line)
  return verdicts.every(({ isMet }) => isMet)
}

async function inLab (settings, world, prepare, work) {
  const lab = await Lab.open(settings)
  world.atEnd(() => lab.server.stop())
  try {
    return await work(lab, await prepare?.(lab))
  } finally {
    await lab.close()
  }
}

/** Once more, and slower, with the profiler of V8: where the time of the worst moment went. */
async function profileCase (settings, world, prepare, run) {
  let directory
  const { worst: [moment] } = await inLab(settings, world, prepare, (lab, it) => {
    directory = lab.profile
    return lab.watch(() => run(lab, it))
  })
  return { kept: moment.kept, ...functionsBetween(directory, moment) }
}

function resultTable (results) {
  return table(
    ['work', 'took', 'loop kept, most', 'p99', 'timer late, most (it waits for a core, too)', 'p99', 'the next four', 'slowest page meanwhile'],
    results.map(({ title, tookMs, kept, kept99, late, late99, worst, slowest }) => [
      title, `${(tookMs / 1000).toFixed(1)} s`, `**${kept.toFixed(1)} ms**`, kept99.toFixed(1), `${late.toFixed(1)} ms`, late99.toFixed(1), worst.slice(1).map(({ kept }) => kept.toFixed(1)).join(' '), `${slowest.toFixed(0)} ms`
    ])
  )
}
