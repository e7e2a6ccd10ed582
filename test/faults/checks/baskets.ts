import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'
import type { Packer } from '../shoppers/packer.ts'
import { sidIn } from './wallets.ts'

interface Line { sid: string, sku: string, pieces: number }

const LINES = `
  select sid, line ->> 'sku' as sku, (line ->> 'quantity')::int as pieces
    from session, jsonb_array_elements(sess #> '{cart,lines}') as line
   where sid = any($1) and ended_at is null and expire > now()`

/** I1, of every basket that was filled since the run began. */
export async function checkBaskets (rig: Rig, journal: Journal, packers: readonly Packer[]): Promise<void> {
  const baskets = packers.flatMap(({ number, baskets }) => baskets.map((basket, at) => ({ ...basket, name: `packer ${number}, basket ${at + 1}`, sid: sidIn(basket.browser.cookies) })))
  const found = new Map<string, number>()
  for (const { sid, sku, pieces } of await rig.postgres.administer<Line>(LINES, [baskets.map(({ sid }) => sid)])) found.set(`${sid} ${sku}`, pieces)
  for (const { name, sid, wallet } of baskets) {
    for (const sku of wallet.skus) {
      const { least, most } = wallet.of(sku)
      const pieces = found.get(`${sid} ${sku}`) ?? 0
      if (pieces < least || pieces > most) journal.violate('I1', `${name}: of ${sku} ${least} to ${most} should be there, and ${pieces} are`)
      wallet.settle(sku, pieces)
    }
  }
}
