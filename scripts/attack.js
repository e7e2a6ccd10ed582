import process, { argv } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { aftermath } from './attack/aftermath.js'
import { makeCustomer } from './attack/customer.js'
import { flood } from './attack/flood.js'
import { huge } from './attack/huge.js'
import { methods } from './attack/methods.js'
import { paths } from './attack/paths.js'
import { slow } from './attack/slow.js'
import { smuggling } from './attack/smuggling.js'
import { Target } from './attack/target.js'

const LIMIT_MS = 60_000 // for one attack

// `npm run attack`, or `npm run attack -- G2` for those alone: what only a real socket can try, on the shop as it ships. Ends with 1 when something is not answered as it should be.
const shop = await Target.open()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => shop.close().then(() => process.exit(130)))
let failures = 0
try {
  shop.customer = await makeCustomer(shop)
  shop.fingerprintBefore = await shop.fingerprint()
  const attacks = [...smuggling, ...huge, ...methods, ...paths, ...slow, ...flood].filter(({ id }) => argv.length < 3 || argv.includes(id))
  for (const attack of [...attacks, ...aftermath]) {
    if (!await succeeds(attack)) failures++
  }
} finally {
  await shop.close()
}
console.log(failures === 0 ? 'All answered as they should be.' : `${failures} not answered as they should be.`)
process.exitCode = failures === 0 ? 0 : 1

/** Says in one line how an attack ended. */
async function succeeds ({ id, name, run }) {
  try {
    const limit = sleep(LIMIT_MS, undefined, { ref: false }).then(() => { throw new Error(`not over after ${LIMIT_MS / 1000} s`) })
    console.log(`ok      ${id.padEnd(4)} ${name}: ${await Promise.race([run(shop), limit])}`)
    return true
  } catch (error) {
    console.log(`NOT OK  ${id.padEnd(4)} ${name}: ${error.message.replaceAll(/\s*\n\s*/g, ' ').slice(0, 1000)}`)
    return false
  }
}
