import { setTimeout as sleep } from 'node:timers/promises'
import { isError } from '../checks/answers.ts'
import { isCommit } from '../../helpers/postgres-messages.ts'
import type { Fault, Scene } from './fault.ts'

const POINT_LIMIT_MS = 8000

/** Statements of an order, in their order: the process is killed as it sends one, or when it has. */
const POINTS = [/insert into order_number/, /insert into stock_entry|update stock/, /insert into order_line/, /insert into mail/, /update (session|cart) set/, /^commit/] as const

/** 1: kill -9 at named points of an order. */
export const killedInOrder: Fault = {
  number: 1,
  name: 'a process is killed at each statement of an order',
  boundMs: 3000,
  holdMs: 0,
  mayLose: true,
  async inject (scene) {
    const moments = scene.random.shuffled(POINTS.flatMap(point => ['before', 'after'].map(moment => ({ point, moment }))))
    let killed = 0
    for (const { point, moment } of scene.isShort ? moments.slice(0, 4) : moments) {
      if (await killAt(scene, point, moment === 'before')) killed += 1
      scene.victim.proxy.mend()
      await scene.victim.start()
    }
    return `killed at ${killed} points`
  },
  async heal () {}
}

/** False where nobody ordered in time; then it is killed all the same. */
async function killAt ({ victim }: Scene, point: RegExp, isBefore: boolean): Promise<boolean> {
  let isOrder = false
  let hit: (() => void) | undefined
  const reached = new Promise<boolean>(resolve => { hit = () => resolve(true) })
  victim.proxy.judge = message => {
    isOrder ||= /insert into order_number/.test(message.text)
    const isHere = isOrder && (point.source === '^commit' ? isCommit(message) : point.test(message.text))
    if (!isHere || !hit) return 'pass'
    hit()
    hit = undefined
    victim.kill().catch(() => {})
    return isBefore ? 'cut' : 'cut-after'
  }
  const isReached = await Promise.race([reached, sleep(POINT_LIMIT_MS, false)])
  await victim.kill()
  return isReached
}

/** 3: kill -9 of one of two. No more requests fail than were under way there. */
export const killedProcess: Fault = {
  number: 3,
  name: 'one of two processes is killed',
  boundMs: 3000,
  holdMs: 2000,
  mayLose: true,
  isMixed: true,
  async inject ({ rig, victim, samples, journal }) {
    const before = samples.filter(isError).length
    const takenBefore = rig.balancer.taken(victim) - rig.balancer.underWay(victim)
    await victim.kill()
    const underWay = rig.balancer.taken(victim) - takenBefore
    await sleep(1500)
    const failed = samples.filter(isError).length - before
    if (failed > underWay) journal.violate('I9', `${failed} requests failed when a process was killed that had ${underWay}`)
    return `${failed} failed, it had ${underWay} at the end`
  },
  async heal ({ victim }) {
    await victim.start()
  }
}
