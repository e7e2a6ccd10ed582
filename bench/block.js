import { canReadCpu, cpuOf, cpuOfPostgres } from './cpu.js'
import { fire } from './load.js'
import { MOST_FOREIGN } from './quiet.js'

const MOST_TRIES = 4

/**
 * One block: a server asked over so many connections so many seconds long. Made again when others were busy meanwhile, so long as there
 * is patience, and when an answer failed or none came; then the best of them counts. CPU in microseconds per request; `isNoisy` when
 * others were busy all the same. With `isWarming` nothing is waited for, and any block will do.
 */
export async function runBlock (subject, how) {
  const { quiet, connections, secs, isWarming = false } = how
  let best
  for (let tries = 1; ; tries++) {
    const from = performance.now()
    const block = await tryBlock(subject, how)
    if (!best || block.failed < best.failed || (block.failed === best.failed && block.foreign < best.foreign)) best = block
    const isGood = isWarming || (best.failed === 0 && !(best.isNoisy && quiet.isPatient))
    if (tries === MOST_TRIES && best.failed === Infinity) throw new Error(`${subject.server.name} answers nothing at all in ${secs} s over ${connections} connections, ${MOST_TRIES} times`)
    if (isGood || tries === MOST_TRIES) return best
    quiet.spend(performance.now() - from)
  }
}

async function tryBlock ({ server, url, file, count, once, reset, check }, { world: { postmaster }, quiet, connections, secs, isWarming }) {
  await reset?.()
  if (!isWarming) await quiet.wait()
  const foreignSince = quiet.look()
  const before = readCpu(server, postmaster)
  const result = await fire({ url, file, connections, secs })
  const after = readCpu(server, postmaster)
  const foreign = foreignSince()
  if (once && result.requests + connections > count) throw new Error(`${server.name} has answered all ${count} requests that were made ready: make more`)
  await quiet.settle(server)
  if (result.requests > 0) await check?.({ ...result, connections })
  const perRequest = seconds => canReadCpu ? Math.max(0, seconds) * 1e6 / result.requests : NaN
  return { ...result, foreign, isNoisy: foreign > MOST_FOREIGN, serverUs: perRequest(after.server - before.server), postgresUs: perRequest(after.postgres - before.postgres) }
}

function readCpu (server, postmaster) {
  return canReadCpu ? { server: cpuOf(server.pid), postgres: cpuOfPostgres(postmaster) } : { server: 0, postgres: 0 }
}
