import { setTimeout as sleep } from 'node:timers/promises'
import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'

const PATIENCE_MS = 6000 // a client that went silent in a transaction is cut off after five seconds

const LEFT = `
  select (select count(*)::int from pg_stat_activity where usename = 'tote' and state like 'idle in transaction%') as idle,
         (select count(*)::int from pg_prepared_xacts) as prepared,
         (select count(*)::int from pg_locks where locktype = 'advisory') as advisory`

interface Left { idle: number, prepared: number, advisory: number }

/** I11: no transaction that nobody ends, nothing prepared, no lock that outlives its holder. */
export async function checkLeftovers (rig: Rig, journal: Journal): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; ; await sleep(100)) {
    const [left] = await rig.postgres.administer<Left>(LEFT)
    if (left && left.idle + left.prepared + left.advisory === 0) return
    if (performance.now() < until) continue
    return journal.violate('I11', `left over: ${JSON.stringify(left)}`)
  }
}
