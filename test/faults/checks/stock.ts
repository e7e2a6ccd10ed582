import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'

interface Sku { sku: string, available: number, ledger: number, ordered: number }

const STOCK = `
  select sku, available,
         (select sum(delta)::int from stock_entry where stock_entry.sku = stock.sku and kind not in ('sold', 'cancelled')) as ledger,
         coalesce((select sum(quantity)::int from order_line join orders using (shopper_id, order_id) where order_line.sku = stock.sku and status <> 'cancelled'), 0) as ordered
    from stock`

/** I4 and I5: never less than none, and what is there and what was ordered is what there was. */
export async function checkStock (rig: Rig, journal: Journal): Promise<void> {
  for (const { sku, available, ledger, ordered } of await rig.postgres.administer<Sku>(STOCK)) {
    if (available < 0) journal.violate('I4', `of ${sku} there are ${available}`)
    if (available + ordered !== ledger) journal.violate('I5', `of ${sku} there are ${available} and ${ordered} were ordered, which are not the ${ledger} that there were`)
  }
}
