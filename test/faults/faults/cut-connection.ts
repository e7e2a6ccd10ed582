import { setTimeout as sleep } from 'node:timers/promises'
import { isCommit } from '../../helpers/postgres-messages.ts'
import type { Fate } from '../rig/proxy.ts'
import type { Fault } from './fault.ts'

const FATES: Fate[] = ['cut', 'cut-after', 'swallow']

/** 6: connections are cut around COMMIT, and after some bytes. What became of it is found out by the key. */
export const cutAtCommit: Fault = {
  number: 6,
  name: 'connections are cut before and after COMMIT',
  boundMs: 3000,
  holdMs: 6000,
  isMixed: true,
  async inject ({ rig, random }) {
    for (const { proxy } of rig.shops) {
      proxy.judge = message => isCommit(message) && random.below(3) === 0 ? random.pick(FATES) : 'pass'
    }
    return undefined
  },
  async heal ({ rig }) {
    rig.mendWires()
  }
}

export const cutAfterBytes: Fault = {
  number: 6,
  name: 'connections are cut after some bytes',
  boundMs: 3000,
  holdMs: 0,
  isMixed: true,
  async inject ({ rig, random }) {
    const cuts = 40
    for (let cut = 0; cut < cuts; cut += 1) {
      random.pick(rig.shops).proxy.cutAfterBytes(random.between(1, 20_000))
      await sleep(random.between(20, 200))
    }
    return `${cuts} cuts`
  },
  async heal ({ rig }) {
    rig.mendWires()
  }
}

/** 7: connections stay open, and nothing passes. */
export const blackHole: Fault = {
  number: 7,
  name: 'connections to Postgres go silent',
  boundMs: 5000,
  holdMs: 7000,
  isMixed: true,
  async inject ({ victim }) {
    victim.proxy.turn('silent')
    return undefined
  },
  async heal ({ victim }) {
    victim.proxy.mend()
  }
}
