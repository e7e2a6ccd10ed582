import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'
import type { Shopper } from '../shoppers/shopper.ts'
import { sidIn } from './wallets.ts'

/** I6: what an acknowledged login or logout has ended is a tombstone, or gone. */
export async function checkEnded (rig: Rig, journal: Journal, shoppers: readonly Shopper[]): Promise<void> {
  const ended = new Map(shoppers.flatMap(({ number, ended }) => ended.map(each => [sidIn(each.cookies), { number, ...each }])))
  const alive = await rig.postgres.administer<{ sid: string }>(`
    select sid from session where sid = any($1) and (ended_at is null or sess <> '{}')
  `, [[...ended.keys()]])
  for (const { sid } of alive) {
    const found = ended.get(sid)
    if (found) journal.violate('I6', `shopper ${found.number}: a session that a ${found.by} has ended is alive`, [found.entry])
  }
}
