import { refundOf } from '../../returns/return.ts'
import type { PaidLine } from '../order.ts'
import { piecesIn } from '../parcel.ts'

/**
 * What goes back to the shopper of an order that costs `cheaperCents` less, in minor units: never more than is left of the money, and
 * nothing a second time for pieces that were refunded before they are taken out.
 */
export function backOf (cheaperCents: number, refundableCents: number, before: readonly PaidLine[], after: ReadonlyArray<Pick<PaidLine, 'sku' | 'quantity'>>, refunded: ReadonlyArray<{ sku: string, quantity: number }>): number {
  const [has, paidBack] = [piecesIn(after), piecesIn(refunded)]
  const again = new Map(before.map(({ sku, quantity }) => [sku, Math.min(paidBack.get(sku) ?? 0, Math.max(0, quantity - (has.get(sku) ?? 0)))]))
  return Math.max(0, Math.min(cheaperCents - refundOf(before, new Map(), again, 0), refundableCents))
}
