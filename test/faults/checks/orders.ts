import type { Journal } from '../journal.ts'
import type { Rig } from '../rig/rig.ts'
import type { Placed, Shopper } from '../shoppers/shopper.ts'

interface Order { number: string, key: string, totalCents: number, subtotalCents: number, linesCents: number, lines: number }

/** I2 and I3: an acknowledged order is there once, as it was agreed; an unknown one once or not at all; a refused one not at all. */
export async function checkOrders (rig: Rig, journal: Journal, shoppers: readonly Shopper[]): Promise<void> {
  const orders = await rig.postgres.administer<Order>(`
    select number, checkout_key as key, orders.total_cents as "totalCents", subtotal_cents as "subtotalCents", coalesce(sum(order_line.total_cents), 0)::int as "linesCents", count(sku)::int as lines
      from orders left join order_line using (shopper_id, order_id) group by orders.shopper_id, orders.order_id
  `)
  const byKey = new Map<string, Order[]>()
  for (const order of orders) byKey.set(order.key, [...byKey.get(order.key) ?? [], order])
  for (const [key, made] of byKey) {
    if (made.length > 1) journal.violate('I3', `the key ${key} has ${made.length} orders: ${made.map(({ number }) => number).join(', ')}`)
  }
  for (const order of orders) {
    if (order.lines === 0 || order.linesCents !== order.subtotalCents) journal.violate('I2', `order ${order.number} has ${order.lines} lines of ${order.linesCents} in all, and says ${order.subtotalCents}`)
  }
  for (const shopper of shoppers) for (const placed of shopper.orders) checkPlaced(journal, shopper, placed, byKey.get(placed.key) ?? [])
}

function checkPlaced (journal: Journal, { number: who }: Shopper, { key, number, totalCents, outcome, entry }: Placed, made: Order[]): void {
  const [order] = made
  if (outcome === 'ok' && order?.number !== number) journal.violate('I2', `shopper ${who}: the acknowledged order ${number} is not there`, [entry])
  if (outcome === 'ok' && order && order.totalCents !== totalCents) journal.violate('I2', `shopper ${who}: order ${number} is of ${order.totalCents}, and ${totalCents} was agreed`, [entry])
  if (outcome === 'fail' && order) journal.violate('I2', `shopper ${who}: the order by ${key} was refused, and is there as ${order.number}`, [entry])
}
