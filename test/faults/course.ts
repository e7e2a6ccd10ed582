import { setTimeout as sleep } from 'node:timers/promises'
import { checkAll } from './checks/all.ts'
import { checkAnswers, isError } from './checks/answers.ts'
import type { Fault, Scene } from './faults/fault.ts'
import type { Journal } from './journal.ts'
import type { Options } from './options.ts'
import type { Random } from './random.ts'
import type { Rig } from './rig/rig.ts'
import type { Crowd } from './shoppers/crowd.ts'

const CALM_MS = 1000
const LONG_CALM_MS = 15_000 // for a million adds there must be more time in which nothing is broken
const WATCH_MS = 1500
const QUIET_MS = 2500
const SHORT_MINUTES = 6
const HEALTHY = 0.01

/** One fault after the other, each with shoppers at work, and the checks after each. */
export class Course {
  readonly #rig: Rig
  readonly #journal: Journal
  readonly #crowd: Crowd
  readonly #options: Options
  #mayEnd = false
  #requests = 0

  constructor (rig: Rig, journal: Journal, crowd: Crowd, options: Options) {
    this.#rig = rig
    this.#journal = journal
    this.#crowd = crowd
    this.#options = options
    rig.onEnd = (shop, { code, signal }) => {
      if (!this.#mayEnd) journal.violate('crash', `shop ${shop.name} ended by itself with ${code ?? signal}`)
    }
  }

  /** Breaks something, mends it, and looks whether all is well again. */
  async suffer (fault: Fault, random: Random): Promise<void> {
    const { samples } = this.#crowd
    samples.length = 0
    const scene: Scene = {
      rig: this.#rig, journal: this.#journal, random, samples, slowness: this.#options.slowness,
      victim: random.pick(this.#rig.shops), isShort: this.#options.minutes < SHORT_MINUTES
    }
    const reason = fault.skip?.(scene)
    if (reason) return console.log(`${title(fault)}  skipped: ${reason}`)
    this.#crowd.act()
    await sleep(this.#options.adds > 0 ? LONG_CALM_MS : CALM_MS)
    this.#journal.fault = fault.name
    this.#mayEnd = fault.mayEnd ?? false
    const note = await fault.inject(scene)
    await Promise.all([sleep(scene.isShort ? Math.min(fault.holdMs, 8000) : fault.holdMs), fault.during?.(scene)])
    await fault.heal(scene)
    const healedAtMs = this.#journal.nowMs
    const boundMs = fault.boundMs * this.#options.slowness
    await this.#watch(healedAtMs, boundMs)
    await this.#crowd.rest()
    const answers = checkAnswers(this.#journal, samples, { slowness: this.#options.slowness, mayLose: fault.mayLose ?? false })
    await fault.judge?.(scene, answers)
    const recoveredMs = this.#judgeRecovery(fault, healedAtMs, boundMs)
    await checkAll(this.#rig, this.#journal, this.#crowd)
    this.#requests += answers.requests
    const adds = this.#crowd.packers.length > 0 ? `; ${this.#crowd.acknowledged} adds so far` : ''
    console.log(`${title(fault)}  bound ${boundMs} ms, well after ${recoveredMs} ms; of ${answers.requests} requests ${answers.failed} failed (${answers.lost} lost), ` +
      `the slowest error after ${answers.slowestErrorMs} ms, answer after ${answers.slowestMs} ms${note ? `; ${note}` : ''}${adds}`)
    this.#journal.fault = 'nothing'
    this.#mayEnd = false
  }

  /** Until the bound is over, or nothing has failed for a while. */
  async #watch (healedAtMs: number, boundMs: number): Promise<void> {
    const { nowMs } = this.#journal
    for (const untilMs = nowMs + boundMs + WATCH_MS; this.#journal.nowMs < untilMs; await sleep(100)) {
      const last = Math.max(healedAtMs, this.#crowd.samples.findLast(isError)?.atMs ?? 0)
      if (this.#journal.nowMs - last > QUIET_MS) return
    }
  }

  /** I10. The milliseconds from when it was mended to the last answer that says otherwise. */
  #judgeRecovery ({ name }: Fault, healedAtMs: number, boundMs: number): number {
    const { samples } = this.#crowd
    // An answer is counted by when it was asked for: what was asked for while all was broken may fail later.
    const after = samples.filter(({ atMs, tookMs }) => atMs - tookMs > healedAtMs + boundMs)
    const failed = after.filter(isError)
    if (failed.length > after.length * HEALTHY) this.#journal.violate('I10', `${failed.length} of ${after.length} requests fail later than ${boundMs} ms after this was mended: ${name}: ${failed[0]?.what} ${failed[0]?.status} by ${failed[0]?.by}`)
    const last = samples.findLast(sample => isError(sample) && sample.atMs > healedAtMs)
    return last ? last.atMs - healedAtMs : 0
  }

  report (): boolean {
    const { entries, violations, path } = this.#journal
    const counts = new Map<string, number>()
    for (const { what, outcome } of entries) {
      const kind = `${what.startsWith('add') ? 'adds' : what.startsWith('order') ? 'orders' : 'others'} ${outcome}`
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    if (this.#crowd.packers.length > 0) counts.set('adds of those who only add, acknowledged', this.#crowd.acknowledged)
    console.log(`\n${this.#requests} requests; ${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}`)
    console.log(violations.length === 0 ? 'GREEN: every promise was kept' : `RED: ${violations.length} promises were broken (${[...new Set(violations.map(({ promise }) => promise))].join(', ')}); all of it is in ${path}`)
    return violations.length === 0
  }
}

function title ({ number, name }: Fault): string {
  return `${String(number).padStart(2)}  ${name.padEnd(48)}`
}
