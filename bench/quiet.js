import { setTimeout as sleep } from 'node:timers/promises'
import { canReadCpu, cpuOf, cpuOfMachine, cpuOfPostgres, cpuOfSelf } from './cpu.js'

/** In cores: what others may use during a block that counts, and before it begins. */
export const MOST_FOREIGN = 0.15
const MOST_BEFORE = 0.1
const LOOK_MS = 150
const MOST_WAIT_MS = 5000
const MOST_SETTLE_MS = 6000
// What a server has to do by itself, such as looking twice a second for changes, is less than that.
const IDLE_LOOKS = 3
const IDLE_LOOK_MS = 50
const IDLE_S = 0.008

/** Knows how much of the machine is used by others than the bench, its servers and its Postgres. */
export class Quiet {
  #world
  #patienceMs

  constructor (world, patienceS) {
    this.#world = world
    this.#patienceMs = canReadCpu ? patienceS * 1000 : 0
  }

  /** Whether there is time left to wait, or to make a block again. */
  get isPatient () {
    return this.#patienceMs > 0
  }

  spend (ms) {
    this.#patienceMs -= ms
  }

  /** Begins to look; the function it returns says how many cores others have used since, NaN where that cannot be known. */
  look () {
    if (!canReadCpu) return () => NaN
    const from = performance.now()
    const before = this.#foreign()
    return () => Math.max(0, (this.#foreign() - before) / ((performance.now() - from) / 1000))
  }

  /** Until others are quiet, or so long as there is patience. */
  async wait () {
    const from = performance.now()
    while (this.isPatient && performance.now() - from < MOST_WAIT_MS) {
      const foreign = this.look()
      await sleep(LOOK_MS)
      if (foreign() < MOST_BEFORE) return
      this.spend(LOOK_MS)
    }
  }

  /** Until a server has done what it was still asked when its load ended: logins wait in a queue, and nobody may be in the way of the next block. */
  async settle (server) {
    if (!canReadCpu) return
    const from = performance.now()
    for (let idle = 0; idle < IDLE_LOOKS && performance.now() - from < MOST_SETTLE_MS;) {
      const before = cpuOf(server.pid)
      await sleep(IDLE_LOOK_MS)
      idle = cpuOf(server.pid) - before < IDLE_S ? idle + 1 : 0
    }
  }

  #foreign () {
    const { servers, postmaster } = this.#world
    const own = servers.reduce((sum, { pid }) => sum + cpuOf(pid), cpuOfSelf() + cpuOfPostgres(postmaster))
    return cpuOfMachine() - own
  }
}
