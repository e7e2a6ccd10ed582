import { findPaymentMethod } from '../checkout/payment.ts'
import { dateFormat } from '../dates.ts'
import { languageOf, type Language } from '../languages/language.ts'
import { translator } from '../languages/translate.ts'
import { formatMoney } from '../money.ts'
import { sayItem } from '../orders/letter.ts'
import type { Order, OrderDiscount, OrderEvent, PaidLine } from '../orders/order.ts'
import type { Seller } from '../settings/shop.ts'
import { addressLines } from '../pricing/countries.ts'
import { shippingName } from '../pricing/delivery.ts'
import { sayRate } from '../pricing/saying.ts'
import type { TaxOfRate } from '../pricing/tax.ts'
import type { Invoice } from './queries.ts'
import { sayWords, type InvoiceWords } from './words.ts'

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
  /** In which all of it is written: that of the order, whoever looks at it. */
  language: Language
  words: InvoiceWords
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
  const { locale } = order
  const language = languageOf(locale)
  const t = translator(language)
  const money = (cents: number): string => formatMoney(cents, order.currency, locale)
  const day = (at: Date): string => dateFormat('date', locale).format(at)
  const at = (status: OrderEvent['toStatus']): Date | undefined => events.find(({ toStatus }) => toStatus === status)?.at
  const sentAt = at('sent')
  const paidAt = at('paid')
  const isOld = invoice.seller.length === 0
  return {
    language,
    words: sayWords(t, { number: invoice.number, currency: order.currency }),
    number: invoice.number,
    issuedAt: invoice.issuedAt,
    issued: day(invoice.issuedAt),
    orderNumber: order.number,
    ordered: day(order.placedAt),
    sent: sentAt ? day(sentAt) : '',
    seller: isOld ? seller.lines : invoice.seller,
    vatId: isOld ? seller.vatId : invoice.vatId,
    buyer: addressLines(order, language),
    lines: lines.map(({ sku, quantity, priceCents, taxRateBps, totalCents, ...line }) => ({
      text: sayItem(line), sku, quantity: quantity.toLocaleString(locale), price: money(priceCents), rate: sayRate(taxRateBps, locale), total: money(totalCents)
    })),
    sums: [
      { text: t('Subtotal'), amount: money(order.subtotalCents) },
      ...discounts.map(({ name, code, cents }) => ({ text: code ? `${name} (${code})` : name, amount: `−${money(cents)}` })),
      { text: t('Delivery, {method}', { method: shippingName(order.shipping) }), amount: money(order.deliveryCents) }
    ],
    total: money(order.totalCents),
    rates: taxes.map(({ rateBps, grossCents, taxCents }) => ({ rate: sayRate(rateBps, locale), net: money(grossCents - taxCents), tax: money(taxCents), gross: money(grossCents) })),
    currency: order.currency,
    notes: [
      ...invoice.replaces ? [t('It replaces invoice {number}.', { number: invoice.replaces })] : [],
      ...taxes.some(({ rateBps }) => rateBps === 0) ? [t('What is taxed at 0% is exempt from VAT: it leaves the European Union (Article 146 of Directive 2006/112/EC).')] : [],
      ...paidAt ? [t('Paid on {day}. Thank you.', { day: day(paidAt) })] : findPaymentMethod(order.payment)?.isLate ? [t('Please pay it within 14 days of delivery.')] : [],
      ...order.status === 'cancelled' ? [t('This order was cancelled after the invoice was written.')] : []
    ]
  }
}
