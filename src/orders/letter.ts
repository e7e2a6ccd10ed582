import { formatMoney } from '../money.ts'
import { addressLines, countryOf } from '../pricing/countries.ts'
import type { ShownTotals } from '../pricing/saying.ts'
import { DEFAULTS, LOCALES } from '../preferences/preferences.ts'
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
  shipping: string
  /** What the shopper does about the payment. */
  payment: string
}

/** A letter is read long after, and on any device: it is written as the country does where the parcel goes. */
export function localeOf (country: string): string {
  return LOCALES.find(locale => countryOf(locale) === country) ?? DEFAULTS.locale
}

/** `2 × Dipped mug, Slate` */
export function sayPieces ({ quantity, name, label }: Pick<OrderLine, 'quantity' | 'name' | 'label'>): string {
  return `${quantity} × ${name}${label && `, ${label}`}`
}

/** The items and sums of an order, ready to read. */
export function sayOrder (
  order: Pick<Order, 'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country'>, lines: ReadonlyArray<Pick<OrderLine, 'name' | 'label' | 'quantity' | 'totalCents'>>,
  sums: ShownTotals, shipping: string
): Pick<PlacedLetter, 'lines' | 'sums' | 'total' | 'taxes' | 'address'> {
  const money = (cents: number): string => formatMoney(cents, sums.currency, localeOf(order.country))
  return {
    lines: lines.map(line => ({ text: sayPieces(line), amount: money(line.totalCents) })),
    sums: [
      { text: 'Subtotal', amount: money(sums.subtotalCents) },
      ...sums.discounts.map(({ name, code, cents }) => ({ text: code ? `${name} (${code})` : name, amount: `−${money(cents)}` })),
      { text: `Delivery, ${shipping}`, amount: sums.deliveryCents === 0 ? 'Free' : money(sums.deliveryCents) }
    ],
    total: money(sums.totalCents),
    taxes: sums.taxes.map(({ rate, taxCents }) => ({ text: `Includes ${rate} VAT`, amount: money(taxCents) })),
    address: addressLines(order)
  }
}
