import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isError } from '../checks/answers.ts'
import { type Rig, runCli } from '../rig/rig.ts'
import type { Fault } from './fault.ts'

const AT_ONCE = 5

/** 14 and 15: several migrate an empty database at once, and one is killed. In the end it has every migration once. */
export const migrationsAtOnce: Fault = {
  number: 15,
  name: 'five migrate at once, and one is killed',
  boundMs: 1000,
  holdMs: 0,
  async inject ({ rig, random, journal }) {
    const name = `fresh_${random.below(1_000_000)}`
    await rig.postgres.createDatabase(name)
    const url = rig.postgres.url(rig.postgres.port, name)
    const killMs = random.between(300, 1500)
    const runs = Array.from({ length: AT_ONCE }, (_, at) => runCli(rig.shop, ['db:migrate'], url, at === 0 ? killMs : undefined))
    const results = await Promise.allSettled(runs)
    const failed = results.slice(1).filter(({ status }) => status === 'rejected')
    if (failed.length > 0) journal.violate('migrations', `${failed.length} of ${AT_ONCE - 1} that migrated at once failed`)
    await runCli(rig.shop, ['db:migrate'], url)
    const files = readdirSync(join(rig.shop, 'migrations')).filter(file => file.endsWith('.sql')).length
    const [{ count } = { count: 0 }] = await rig.postgres.administer<{ count: number }>('select count(*)::int from migration', [], name)
    if (count !== files) journal.violate('migrations', `${count} of ${files} migrations were applied`)
    return `killed after ${killMs} ms`
  },
  async heal () {}
}

const EXPANSION = [
  'alter table session add column tried text', "alter table cart add column tried text not null default ''",
  'alter table orders add column tried integer', 'alter table variant add column tried text', 'create index orders_tried on orders (tried)'
]
const CONTRACTION = ['drop index orders_tried', ...['variant', 'orders', 'cart', 'session'].map(table => `alter table ${table} drop column tried`)]

/** Each by itself: who holds one table and waits for the next could wait for a shopper who waits for them. */
async function migrate ({ postgres }: Rig, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await postgres.administer(`set lock_timeout = '5s'; ${statement}`)
}

/** 16: the schema of a next release comes while this one is at work. */
export const nextSchema: Fault = {
  number: 16,
  name: 'columns come and go while the shop is at work',
  boundMs: 1000,
  holdMs: 4000,
  isMixed: true,
  async inject ({ rig }) {
    await migrate(rig, EXPANSION)
    return undefined
  },
  async heal ({ rig }) {
    await sleep(100)
    await migrate(rig, CONTRACTION)
  },
  judge ({ samples, journal }) {
    const failed = samples.filter(isError)
    if (failed[0]) journal.violate('migrations', `${failed.length} requests failed while columns came and went: ${failed[0].what} ${failed[0].status}`)
  }
}
