import { memoryOf } from './cpu.js'
import { fire, writeRequests } from './load.js'
import { formRequest } from './points/forms.js'
import { describeSetup, table, verdict } from './report.js'
import { openShop } from './shop.js'

const AT = 10 // connections
const SESSIONS = 12_000
const LOOKS = 10
const SECS = 2
const GOAL_MB = 200
const GOAL_GROWTH = 1.05

/** `npm run bench -- memory`: what the shop holds while it answers very many requests. */
export async function runMemory (world, options, log) {
  await world.openPostgres(options, log)
  world.pin()
  const { front, skus } = await openShop({ shop: options.shop, databaseUrl: await world.postgres.createDatabase('shop'), directory: world.directory })
  world.atEnd(() => front.db.end())
  world.addServer(front.server)
  const looks = await load(front, await mixOf(front, skus), world, options, log)
  console.log(`\n${await describeSetup(world, options.shop)}\n- in turn: list, a product, and of a session with 3 items the list, the basket and an add; over ${AT} connections\n`)
  console.log(table(['requests', 'memory (RSS)'], looks.map(({ requests, mb }) => [requests.toLocaleString('en'), `${mb.toFixed(0)} MB`])))
  const most = Math.max(...looks.map(({ mb }) => mb))
  const growth = looks.at(-1).mb / looks[Math.floor((looks.length - 1) * 2 / 3)].mb
  const failed = looks.reduce((sum, look) => sum + look.failed, 0)
  const verdicts = [
    verdict(most < GOAL_MB, `memory: ${most.toFixed(0)} MB at most, wanted less than ${GOAL_MB}`),
    verdict(growth < GOAL_GROWTH, `in the last third it grows to ${growth.toFixed(3)} times, wanted less than ${GOAL_GROWTH}`),
    verdict(failed === 0, `${failed} answers failed`)
  ]
  console.log('')
  for (const { line } of verdicts) console.log(line)
  return verdicts.every(({ isMet }) => isMet)
}

async function mixOf (front, skus) {
  const visitor = await front.makeVisitor(skus.slice(0, 3))
  const cookies = await front.copyVisitor('memory', visitor, SESSIONS)
  const { rows } = await front.db.query('select slug from product order by slug')
  return cookies.flatMap((cookie, n) => [
    { path: '/products' },
    { path: `/products/${rows[n % rows.length].slug}` },
    { path: '/products', headers: { cookie } },
    { path: '/cart', headers: { cookie } },
    formRequest('/cart/items', { cookie }, `sku=${skus[n % skus.length]}&quantity=1&return_to=%2Fproducts`)
  ])
}

/** Resolves to the memory before, and after each tenth of the requests. */
async function load ({ server }, mix, { directory }, { requests: wanted }, log) {
  const file = writeRequests(directory, mix)
  const looks = [{ requests: 0, failed: 0, mb: memoryOf(server.pid) }]
  let done = 0
  for (let failed = 0; done < wanted;) {
    const part = await fire({ url: server.url, file, connections: AT, secs: SECS })
    done += part.requests
    failed += part.failed
    if (done < looks.length * wanted / LOOKS) continue
    looks.push({ requests: done, failed, mb: memoryOf(server.pid) })
    log(`${done} requests: ${looks.at(-1).mb.toFixed(0)} MB`)
    failed = 0
  }
  return looks
}
