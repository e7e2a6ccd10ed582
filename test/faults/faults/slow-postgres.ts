import type pg from 'pg'
import type { Fault } from './fault.ts'

/** 8: everything that is sent to Postgres takes its time. */
export const latency: Fault = {
  number: 8,
  name: 'each statement takes 200 ms to 2 s longer',
  boundMs: 4000,
  holdMs: 8000,
  isMixed: true,
  async inject ({ rig, random }) {
    const delaysMs = rig.shops.map(() => random.between(200, 2000))
    for (const [at, { proxy }] of rig.shops.entries()) proxy.delayMs = delaysMs[at] ?? 0
    return `${delaysMs.join(' and ')} ms`
  },
  async heal ({ rig }) {
    for (const { proxy } of rig.shops) proxy.mend()
  }
}

let locker: pg.Client | undefined

/** 8, too: somebody has a table locked. */
export const lockedTable: Fault = {
  number: 8,
  name: 'a table is locked',
  boundMs: 3000,
  holdMs: 4000,
  isMixed: true,
  async inject ({ rig, random }) {
    const table = random.pick(['session', 'cart', 'stock', 'orders'])
    locker = await rig.postgres.connect()
    await locker.query(`begin; set local lock_timeout = '5s'; lock table ${table} in access exclusive mode`)
    return table
  },
  async heal () {
    await locker?.end()
  }
}
