import { setTimeout as sleep } from 'node:timers/promises'
import type { Stop } from '../rig/postgres.ts'
import type { Fault } from './fault.ts'

/** 4: the server ends and comes back; no process of the shop does. */
function postgresRestart (how: Stop, name: string): Fault {
  return {
    number: 4,
    name,
    boundMs: 3000,
    holdMs: 0,
    isMixed: true,
    async inject ({ rig, random }) {
      await rig.postgres.stop(how)
      await sleep(random.between(0, 1500))
      return undefined
    },
    async heal ({ rig }) {
      await rig.postgres.start()
    }
  }
}

export const restartedFast = postgresRestart('fast', 'Postgres is restarted (fast)')
export const restartedImmediate = postgresRestart('immediate', 'Postgres is restarted (immediate)')
export const restartedAfterKill = postgresRestart('kill', 'the postmaster is killed')
