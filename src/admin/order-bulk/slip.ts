import { addressLines } from '../../pricing/countries.ts'
import { shippingName } from '../order-list/words.ts'
import type { SlipOrder } from './queries.ts'

/** A packing slip, as templates/admin/_packing-slip.njk shows it. */
export interface Slip extends Pick<SlipOrder, 'number' | 'placedAt'> {
  address: string[]
  shippingName: string
  pieces: number
  lines: ReadonlyArray<{ sku: string, name: string, label: string, quantity: number }>
}

export function describeSlip (order: SlipOrder): Slip {
  const { number, placedAt, lines } = order
  return { number, placedAt, lines, address: addressLines(order), shippingName: shippingName(order.shipping), pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0) }
}
