import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runBlock } from '../block.js'
import { writeRequests } from '../load.js'
import { ids } from '../shop.js'
import { median } from '../statistics.js'
import { addRequests } from './points.js'
import { resetSessions, someSessions } from './sessions.js'

const AT = 10
const BATCH = 1000 // as the job of the shop takes them
const BATCHES = 20
const CUSTOMERS = 100
const DEVICES = 5
const LOGINS = 200
const LEAST_SHARE = 0.1
const SETS = 3 // of sessions that growth and its adds have not used

/**
 * What becomes of sessions besides being read and saved: they expire and are deleted, are ended on every device, and made anew at a login. In
 * milliseconds, by the statements of the shop. And whether shoppers notice that others are deleted.
 */
export async function measureKeeping (sizes, how, log) {
  const { deleteExpiredSessions, endSession, insertSession } = await import(pathToFileURL(join(how.options.shop, 'dist/plugins/session/queries.js')))
  const { endDevices } = await import(pathToFileURL(join(how.options.shop, 'dist/accounts/queries.js')))
  const rows = []
  for (const size of sizes) {
    const { db } = size
    const adds = await measureAdds(size, how)
    await expire(size, someSessions(size, SETS))
    const beside = await measureAdds(size, how, () => deleteExpiredSessions(db, BATCH))
    await expire(size, someSessions(size, SETS + 1))
    const pruned = await times(BATCHES, () => deleteExpiredSessions(db, BATCH), count => count / BATCH)
    const customers = await signIn(size, someSessions(size, SETS + 2))
    const ended = await times(customers.length, n => endDevices(db, customers[n], { except: undefined }))
    const logins = await times(LOGINS, async n => {
      const before = ids.key(idOf(n))
      await insertSession(db, before, { cart: { lines: [], saved: [] }, flash: [] }, { idleS: 3600, absoluteS: null })
      await endSession(db, before, 'login')
      await insertSession(db, ids.key(randomBytes(24).toString('base64url')), { cart: { lines: [], saved: [] }, flash: [] }, { idleS: 3600, absoluteS: null })
    })
    rows.push({ size, pruned, ended, logins, adds, beside })
    log(`${size.name}: ${BATCH} deleted in ${pruned.toFixed(1)} ms, ${DEVICES} ended in ${ended.toFixed(2)} ms; p99 of adds ${adds.p99.toFixed(1)} ms, beside the deleting ${beside.p99.toFixed(1)} ms`)
  }
  return rows
}

/** Milliseconds, the median. `sharesOf`: how much of the work that is counted a result is; where that is little, it does not count. */
async function times (most, work, sharesOf = () => 1) {
  const took = []
  for (let n = 0; n < most; n++) {
    const from = performance.now()
    const share = sharesOf(await work(n))
    if (share > LEAST_SHARE) took.push((performance.now() - from) / share)
  }
  return median(took)
}

async function measureAdds (size, { world, quiet, options }, beside) {
  const some = someSessions(size, SETS + 3)
  await resetSessions(size, some)
  const subject = { server: size.server, url: size.server.url, file: writeRequests(world.directory, addRequests(size, some)), count: some.length }
  const over = new AbortController()
  const others = beside && repeat(beside, over.signal)
  const block = await runBlock(subject, { world, quiet, connections: AT, secs: options.secs })
  over.abort()
  await others
  return block
}

/** Until there is nothing left to do. */
async function repeat (work, signal) {
  while (!signal.aborted && await work() > 0);
}

/** Their time is over. A small shop keeps half of what it has. */
async function expire ({ db, sessions }, some) {
  await db.query("update session set expire = now() - interval '1 hour' where sid = any($1) and expire > now()", [some.slice(0, Math.min(BATCH * BATCHES, sessions / 4)).map(ids.key)])
}

/** Makes some sessions those of customers, so many of each. Resolves to the customers. */
async function signIn ({ db }, some) {
  const { rows } = await db.query('select shopper_id as id from customer order by 1 limit $1', [CUSTOMERS])
  const customers = rows.map(({ id }) => id).slice(0, Math.floor(some.length / DEVICES / 4))
  const keys = some.slice(0, customers.length * DEVICES).map(ids.key)
  await db.query("update session set shopper_id = ($2::uuid[])[1 + (n - 1) / $3::int], expire = now() + interval '1 day' from unnest($1::text[]) with ordinality as asked (key, n) where sid = key", [keys, customers, DEVICES])
  return customers
}

function idOf (n) {
  return `bench-login-${n}-${randomBytes(8).toString('hex')}`
}
