import { setTimeout as sleep } from 'node:timers/promises'
import type { Rig } from '../rig/rig.ts'
import type { Fault } from './fault.ts'

/** 10: transactions are serializable, so that those who meet fail with 40001. */
export const serializable: Fault = {
  number: 10,
  name: 'transactions are serializable',
  boundMs: 3000,
  holdMs: 6000,
  isMixed: true,
  async inject ({ rig }) {
    await rig.postgres.administer("alter role tote set default_transaction_isolation = 'serializable'")
    await reconnect(rig)
    return undefined
  },
  async heal ({ rig }) {
    await rig.postgres.administer('alter role tote reset default_transaction_isolation')
    await reconnect(rig)
  }
}

const ROUNDS = 25

/** 10, too: somebody takes the stock of two items in the other order (40P01). */
export const deadlocks: Fault = {
  number: 10,
  name: 'deadlocks on the stock',
  boundMs: 3000,
  holdMs: 0,
  isMixed: true,
  async inject ({ rig, random }) {
    const rows = await rig.postgres.administer<{ sku: string }>('select sku from order_line group by sku order by count(*) desc limit 8')
    if (rows.length < 2) return 'nothing was ordered yet'
    const client = await rig.postgres.connect()
    let died = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const skus = random.shuffled(rows).slice(0, 4).map(({ sku }) => sku).sort().reverse()
      try {
        await client.query('begin')
        for (const sku of skus) {
          await client.query('update stock set low_at = low_at where sku = $1', [sku])
          await sleep(40)
        }
        await client.query('commit')
      } catch {
        died += 1
        await client.query('rollback')
      }
    }
    await client.end()
    return `${ROUNDS} times, ${died} of them lost by who did that`
  },
  async heal () {}
}

/** What a role is given counts for its next connections. */
export async function reconnect ({ postgres }: Rig): Promise<void> {
  await postgres.administer("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tote'")
}
