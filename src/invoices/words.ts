import type { Translate } from '../languages/translate.ts'

/** What stands beside the figures of an invoice. */
export type InvoiceWords = ReturnType<typeof sayWords>

/** They are the same on the page and in the PDF, in the language of the order. */
export function sayWords (t: Translate, { number, currency }: { number: string, currency: string }) {
  return {
    title: t('Invoice {number}', { number }),
    invoice: t('Invoice'),
    from: t('From'),
    to: t('To'),
    vatId: t('VAT number'),
    date: t('Date'),
    order: t('Order'),
    ordered: t('Ordered'),
    sent: t('Sent'),
    items: t('Items'),
    item: t('Item'),
    pieces: t('Pieces'),
    price: t('Price'),
    vat: t('VAT'),
    total: t('Total'),
    totalIn: t('Total in {currency}', { currency }),
    rate: t('VAT rate'),
    net: t('Net'),
    gross: t('Gross'),
    included: t('All prices include VAT.')
  }
}
