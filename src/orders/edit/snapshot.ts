import { formatMoney, type Currency } from '../../money.ts'
import { addressLines } from '../../pricing/countries.ts'
import { sayItem } from '../letter.ts'
import type { Order, OrderLine } from '../order.ts'
import type { OrderSnapshot } from './edit.ts'

type Snapped = Pick<Order, 'subtotalCents' | 'discountCents' | 'deliveryCents' | 'totalCents' | 'shipping' | 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country' | 'phone'>

/** An order as its history keeps it. */
export function snapshotOf (order: Snapped, lines: readonly OrderLine[]): OrderSnapshot {
  const { subtotalCents, discountCents, deliveryCents, totalCents, shipping, name, phone } = order
  return {
    lines: lines.map(({ sku, name, label, quantity, priceCents }) => ({ sku, name, label, quantity, priceCents })),
    subtotalCents, discountCents, deliveryCents, totalCents, shipping, name, address: addressLines(order), phone
  }
}

/** What differs, a sentence each, in English. */
export function sayChanges (before: OrderSnapshot, after: OrderSnapshot, currency: Currency, locale: string): string[] {
  const skus = [...new Set([...before.lines, ...after.lines].map(({ sku }) => sku))]
  return [
    ...skus.flatMap(sku => sayLine(before.lines.find(line => line.sku === sku), after.lines.find(line => line.sku === sku), currency, locale)),
    ...before.shipping === after.shipping ? [] : [`Delivery: ${before.shipping} → ${after.shipping}`],
    ...sayText('Address', before.address?.join(', '), after.address?.join(', ')),
    ...sayText('Phone', before.phone, after.phone)
  ]
}

type Line = OrderSnapshot['lines'][number]

function sayLine (before: Line | undefined, after: Line | undefined, currency: Currency, locale: string): string[] {
  if (before && after) return before.quantity === after.quantity ? [] : [`${sayItem(after)}: ${before.quantity} → ${after.quantity}`]
  if (after) return [`${sayItem(after)}: ${after.quantity} added, ${formatMoney(after.priceCents, currency, locale)} each`]
  return before ? [`${sayItem(before)}: taken out, was ${before.quantity}`] : []
}

function sayText (name: string, before: string | undefined, after: string | undefined): string[] {
  return before === after ? [] : [`${name}: ${before || 'none'} → ${after || 'none'}`]
}
