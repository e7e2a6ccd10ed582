import { setTimeout as sleep } from 'node:timers/promises'
import { isError } from '../checks/answers.ts'
import type { Fault, Scene } from './fault.ts'
import type { Shop } from '../rig/shop.ts'

const ROUNDS = 20
const SHORT_ROUNDS = 3
const STOP_LIMIT_MS = 10_000

/** 2: SIGTERM to one after the other, again and again: nobody sees anything of it. */
export const rollingRestart: Fault = {
  number: 2,
  name: 'rolling restarts by SIGTERM',
  boundMs: 0,
  holdMs: 0,
  async inject (scene) {
    return await restartAll(scene, scene.isShort ? SHORT_ROUNDS : ROUNDS)
  },
  async heal () {},
  judge: judgeRestarts
}

/** The same, once, for the mix. */
export const rollingRestartOnce: Fault = { ...rollingRestart, name: 'a rolling restart', isMixed: true, inject: scene => restartAll(scene, 1) }

async function restartAll (scene: Scene, rounds: number): Promise<string> {
  let slowestMs = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const shop of scene.rig.shops) {
      while (!scene.rig.balancer.isUp(scene.rig.besides(shop))) await sleep(50)
      slowestMs = Math.max(slowestMs, await restart(scene, shop))
    }
  }
  return `${rounds} restarts of both, the slowest stop took ${(slowestMs / 1000).toFixed(1)} s`
}

async function restart ({ journal, rig }: Scene, shop: Shop): Promise<number> {
  const { code, signal, tookMs } = await shop.stop()
  if (code !== 0) journal.violate('drain', `a process that was told to stop ended with ${code ?? signal}`)
  if (tookMs > STOP_LIMIT_MS) journal.violate('drain', `a process took ${Math.round(tookMs)} ms to stop`)
  await shop.start()
  while (!rig.balancer.isUp(shop)) await sleep(20)
  return tookMs
}

/** On a machine that is known to be slow, a process that starts may keep the database waiting: then a 503 of the shop itself says nothing of the drain. */
function judgeRestarts ({ samples, journal, slowness }: Scene): void {
  const failed = samples.filter(sample => isError(sample) && (slowness === 1 || sample.status !== 503 || sample.by === 'balancer'))
  const [first] = failed
  if (first) journal.violate('drain', `${failed.length} of ${samples.length} requests failed while processes were restarted: ${first.what} by ${first.by}, ${first.status} ${first.lost}`)
}
