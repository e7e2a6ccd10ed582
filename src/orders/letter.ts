import { languageOf } from '../languages/language.ts'
import { translator, type Words } from '../languages/translate.ts'
import { formatMoney } from '../money.ts'
import { addressLines } from '../pricing/countries.ts'
import type { ShownTotals } from '../pricing/saying.ts'
import type { Order, OrderLine } from './order.ts'

/** A line of a letter with a sum beside it. */
export interface SumLine { text: string, amount: string }

/** What every letter about an order says. */
export interface OrderLetter { name: string, number: string, link: string }

export interface PlacedLetter extends OrderLetter {
  lines: readonly SumLine[]
  sums: readonly SumLine[]
  total: string
  taxes: readonly SumLine[]
  address: readonly string[]
  /** What the shopper does about the payment. */
  payment: string
  /** The shopper is on the way to pay it, or has gone astray there. */
  isUnpaid: boolean
}

/** `Dipped mug, Slate` */
export function sayItem ({ name, label }: Pick<OrderLine, 'name' | 'label'>): string {
  return label === '' ? name : `${name}, ${label}`
}

/** `2 × Dipped mug, Slate` */
export function sayPieces (line: Pick<OrderLine, 'quantity' | 'name' | 'label'>): string {
  return `${line.quantity} × ${sayItem(line)}`
}

/** The items and sums of an order, ready to read as whoever placed it reads. `shipping`: the name of the way of delivery. */
export function sayOrder (
  order: Pick<Order, 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country' | 'locale'>, lines: ReadonlyArray<Pick<OrderLine, 'name' | 'label' | 'quantity' | 'totalCents'>>,
  sums: ShownTotals, shipping: Words
): Pick<PlacedLetter, 'lines' | 'sums' | 'total' | 'taxes' | 'address'> {
  const language = languageOf(order.locale)
  const t = translator(language)
  const money = (cents: number): string => formatMoney(cents, sums.currency, order.locale)
  return {
    lines: lines.map(line => ({ text: sayPieces(line), amount: money(line.totalCents) })),
    sums: [
      { text: t('Subtotal'), amount: money(sums.subtotalCents) },
      ...sums.discounts.map(({ name, code, cents }) => ({ text: code ? `${name} (${code})` : name, amount: `−${money(cents)}` })),
      { text: t('Delivery, {method}', { method: shipping }), amount: sums.deliveryCents === 0 ? t('Free') : money(sums.deliveryCents) }
    ],
    total: money(sums.totalCents),
    taxes: sums.taxes.map(({ rate, taxCents }) => ({ text: t('Includes {rate} VAT', { rate }), amount: money(taxCents) })),
    address: addressLines(order, language)
  }
}
