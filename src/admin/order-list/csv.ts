import { shippingName } from '../../pricing/delivery.ts'
import { CSV_MARK, csvLine } from '../csv.ts'
import { statusName } from '../saying.ts'
import type { ExportedOrder } from './csv-queries.ts'
import { countryName, paymentName } from './words.ts'

type Write = (order: ExportedOrder) => string | number
const sum = (cents: number): string => (cents / 100).toFixed(2)

const FIELDS: ReadonlyArray<readonly [name: string, write: Write]> = [
  ['Order', ({ number }) => number],
  ['Placed', ({ placedAt }) => placedAt.toISOString()],
  ['Status', ({ status }) => statusName(status)],
  ['Paid', ({ paidAt }) => paidAt?.toISOString() ?? ''],
  ['Payment', ({ payment }) => paymentName(payment)],
  ['Delivery', ({ shipping }) => shippingName(shipping)],
  ['Country', ({ country }) => countryName(country)],
  ['Name', ({ name }) => name],
  ['E-mail', ({ email }) => email],
  ['Items', ({ pieces }) => pieces],
  ['Currency', ({ currency }) => currency],
  ['Subtotal', ({ subtotalCents }) => sum(subtotalCents)],
  ['Discount', ({ discountCents }) => sum(discountCents)],
  ['Delivery price', ({ deliveryCents }) => sum(deliveryCents)],
  ['VAT', ({ taxCents }) => sum(taxCents)],
  ['Total', ({ totalCents }) => sum(totalCents)],
  ['Coupons', ({ coupons }) => coupons],
  ['Carrier', ({ carrier }) => carrier],
  ['Tracking number', ({ trackingNumber }) => trackingNumber]
]

/** The names of the columns. */
export const CSV_HEAD = `${CSV_MARK}${csvLine(FIELDS.map(([name]) => name))}`

export function csvOf (orders: readonly ExportedOrder[]): string {
  return orders.map(order => csvLine(FIELDS.map(([, write]) => String(write(order))))).join('')
}

/** `orders-status-paid-from-2026-11-01.csv`: says which orders are in it, in letters that every system takes. */
export function csvName (query: string): string {
  const asked = [...new URLSearchParams(query)].filter(([name]) => name !== 'sort').flat().join('-')
  const name = `orders-${asked}`.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').slice(0, 100).replace(/-+$/, '')
  return `${name}.csv`
}
