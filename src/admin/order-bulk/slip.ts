import { addressLines } from '../../pricing/countries.ts'
import { shippingName } from '../../pricing/delivery.ts'
import type { SlipOrder } from './queries.ts'

/** A packing slip, as templates/admin/_packing-slip.njk shows it. */
export interface Slip extends Pick<SlipOrder, 'number' | 'placedAt'> {
  address: string[]
  shippingName: string
  pieces: number
  lines: ReadonlyArray<{ sku: string, name: string, label: string, quantity: number }>
  /** An earlier parcel has left: these are what is left. */
  isRest: boolean
}

export function describeSlip (order: SlipOrder): Slip {
  const { number, placedAt } = order
  const left = order.lines.map(line => ({ ...line, quantity: line.quantity - line.sent })).filter(({ quantity }) => quantity > 0)
  const isRest = left.length > 0 && order.lines.some(({ sent }) => sent > 0)
  const lines = isRest ? left : order.lines // of what has left altogether it is a copy
  return { number, placedAt, lines, isRest, address: addressLines(order), shippingName: shippingName(order.shipping), pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0) }
}
