import { findPaymentMethod } from '../checkout/payment.ts'
import { dateFormat } from '../dates.ts'
import { formatMoney } from '../money.ts'
import { localeOf } from '../orders/letter.ts'
import type { Order, OrderDiscount, OrderEvent, PaidLine } from '../orders/order.ts'
import type { Seller } from '../plugins/seller.ts'
import { addressLines } from '../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../pricing/delivery.ts'
import { sayRate } from '../pricing/saying.ts'
import type { TaxOfRate } from '../pricing/tax.ts'
import type { Invoice } from './queries.ts'

export interface Invoiced {
  invoice: Invoice
  order: Order
  lines: readonly PaidLine[]
  discounts: readonly OrderDiscount[]
  taxes: readonly TaxOfRate[]
  events: readonly OrderEvent[]
}

/** Everything that an invoice says, ready to read: the page and the PDF differ in nothing. */
export interface ShownInvoice {
  number: string
  issuedAt: Date
  issued: string
  orderNumber: string
  ordered: string
  /** When the goods left; empty while they have not. */
  sent: string
  seller: readonly string[]
  vatId: string
  buyer: readonly string[]
  lines: ReadonlyArray<{ text: string, sku: string, quantity: string, price: string, rate: string, total: string }>
  sums: ReadonlyArray<{ text: string, amount: string }>
  total: string
  rates: ReadonlyArray<{ rate: string, net: string, tax: string, gross: string }>
  currency: string
  notes: readonly string[]
}

/** What Article 226 of Directive 2006/112/EC asks for. Prices include VAT; what is taxed at each rate is told without it as well. */
export function showInvoice ({ invoice, order, lines, discounts, taxes, events }: Invoiced, seller: Seller): ShownInvoice {
  const locale = localeOf(order.country)
  const money = (cents: number): string => formatMoney(cents, order.currency, locale)
  const day = (at: Date): string => dateFormat('date', locale).format(at)
  const at = (status: OrderEvent['toStatus']): Date | undefined => events.find(({ toStatus }) => toStatus === status)?.at
  const sentAt = at('sent')
  const paidAt = at('paid')
  const isOld = invoice.seller.length === 0
  return {
    number: invoice.number,
    issuedAt: invoice.issuedAt,
    issued: day(invoice.issuedAt),
    orderNumber: order.number,
    ordered: day(order.placedAt),
    sent: sentAt ? day(sentAt) : '',
    seller: isOld ? seller.lines : invoice.seller,
    vatId: isOld ? seller.vatId : invoice.vatId,
    buyer: addressLines(order),
    lines: lines.map(({ name, label, sku, quantity, priceCents, taxRateBps, totalCents }) => ({
      text: label === '' ? name : `${name}, ${label}`, sku, quantity: quantity.toLocaleString(locale), price: money(priceCents), rate: sayRate(taxRateBps, locale), total: money(totalCents)
    })),
    sums: [
      { text: 'Subtotal', amount: money(order.subtotalCents) },
      ...discounts.map(({ name, code, cents }) => ({ text: code ? `${name} (${code})` : name, amount: `−${money(cents)}` })),
      { text: `Delivery, ${nameOfShipping(order.shipping)}`, amount: money(order.deliveryCents) }
    ],
    total: money(order.totalCents),
    rates: taxes.map(({ rateBps, grossCents, taxCents }) => ({ rate: sayRate(rateBps, locale), net: money(grossCents - taxCents), tax: money(taxCents), gross: money(grossCents) })),
    currency: order.currency,
    notes: [
      ...taxes.some(({ rateBps }) => rateBps === 0) ? ['What is taxed at 0% is exempt from VAT: it leaves the European Union (Article 146 of Directive 2006/112/EC).'] : [],
      ...paidAt ? [`Paid on ${day(paidAt)}. Thank you.`] : findPaymentMethod(order.payment)?.isLate ? ['Please pay it within 14 days of delivery.'] : [],
      ...order.status === 'cancelled' ? ['This order was cancelled after the invoice was written.'] : []
    ]
  }
}

function nameOfShipping (shipping: string): string {
  const known = SHIPPING.find(each => each === shipping)
  return known ? SHIPPING_NAMES[known] : shipping
}
