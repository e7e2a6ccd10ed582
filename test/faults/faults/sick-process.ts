import { cpSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isError } from '../checks/answers.ts'
import type { Fault } from './fault.ts'

/** 22: one process does nothing for two seconds. The balancer sees it, and who asks the other notices nothing. */
export const stalled: Fault = {
  number: 22,
  name: 'a process stands still for 2 s',
  boundMs: 3000,
  holdMs: 2000,
  isMixed: true,
  async inject ({ victim }) {
    victim.tell({ do: 'stall', ms: 2000 })
    return undefined
  },
  async heal () {}
}

/** 25: an error that nobody catches. The process answers what it has, and ends; another takes its place. */
function uncaught (what: 'reject' | 'throw', name: string): Fault {
  return {
    number: 25,
    name,
    boundMs: 3000,
    holdMs: 0,
    mayEnd: true,
    isMixed: true,
    async inject ({ victim, journal, rig }) {
      const { pid } = victim
      victim.tell({ do: what })
      for (let tries = 0; victim.pid === pid && tries < 120; tries += 1) await sleep(100)
      if (victim.pid === pid) journal.violate('crash', 'a process with an error that nobody caught goes on')
      while (!rig.balancer.isUp(victim)) await sleep(50)
      return undefined
    },
    async heal () {},
    judge ({ samples, journal }) {
      const lost = samples.filter(({ status }) => status === 0 || status === 502)
      if (lost[0]) journal.violate('crash', `${lost.length} requests were lost to an error of which they knew nothing: ${lost[0].what}`)
    }
  }
}

export const unhandledRejection = uncaught('reject', 'a rejection that nobody handles')
export const uncaughtException = uncaught('throw', 'an exception that nobody catches')

const HOUR_MS = 60 * 60 * 1000

/** 13: the clock of one process is wrong. What lasts how long is judged by that of the database, so nobody notices. */
export const wrongClock: Fault = {
  number: 13,
  name: 'the clock of a process is wrong',
  boundMs: 1000,
  holdMs: 3000,
  isMixed: true,
  async inject ({ victim, random }) {
    const ms = random.pick([HOUR_MS, -HOUR_MS, 48 * HOUR_MS])
    victim.tell({ do: 'clock', ms })
    return `by ${ms / HOUR_MS} h`
  },
  async heal ({ victim }) {
    victim.tell({ do: 'clock', ms: 0 })
  },
  judge ({ samples, journal }) {
    const failed = samples.filter(isError)
    if (failed[0]) journal.violate('clock', `${failed.length} requests failed for a wrong clock: ${failed[0].what} ${failed[0].status}`)
  }
}

/** 26: a process that is to start has a template too few. It says so and ends, and the others go on. */
export const missingTemplate: Fault = {
  number: 26,
  name: 'a template is missing at the start of a process',
  boundMs: 1000,
  holdMs: 1000,
  mayEnd: true,
  async inject ({ rig, victim, journal }) {
    const torn = join(rig.directory, 'torn')
    for (const part of ['dist', 'templates', 'migrations', 'package.json']) cpSync(join(rig.shop, part), join(torn, part), { recursive: true })
    symlinkSync(join(rig.shop, 'node_modules'), join(torn, 'node_modules'))
    rmSync(join(torn, 'templates', 'cart', 'show.njk'))
    await victim.stop()
    victim.cwd = torn
    const started = await victim.start().then(() => 'it starts', ({ message }: Error) => message)
    if (!started.includes('cart/show.njk')) journal.violate('template', `a process without cart/show.njk says: ${started}`)
    return undefined
  },
  async heal ({ rig, victim }) {
    victim.cwd = rig.shop
    await victim.stop()
    await victim.start()
  },
  judge ({ samples, journal }) {
    const failed = samples.filter(isError)
    if (failed[0]) journal.violate('template', `${failed.length} requests failed while a process did not start: ${failed[0].what} ${failed[0].status}`)
  }
}

/** 24: a process has too little memory to live, and is started again and again. */
export const smallHeap: Fault = {
  number: 24,
  name: 'a process has too little memory',
  boundMs: 3000,
  holdMs: 6000,
  mayLose: true,
  mayEnd: true,
  async inject ({ victim }) {
    await victim.stop()
    victim.nodeOptions = ['--max-old-space-size=30']
    victim.launch()
    return undefined
  },
  async heal ({ victim }) {
    victim.nodeOptions = []
    await victim.kill()
    await victim.start()
  }
}
