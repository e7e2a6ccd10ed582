import { findPaymentMethod } from '../../checkout/payment.ts'
import { dateFormat } from '../../dates.ts'
import { translator } from '../../languages/translate.ts'
import { COUNTRY_NAMES, isCountryCode } from '../../pricing/countries.ts'
import { shippingName } from '../../pricing/delivery.ts'
import { statusName } from '../saying.ts'
import { orderListUrl, type OrderFilter, type Sort } from './filter.ts'
import type { OrderList } from './list.ts'
import type { Search } from './search.ts'

const SORTED: Readonly<Record<Sort, string>> = {
  'date-desc': 'newest first',
  'date-asc': 'oldest first',
  'total-desc': 'highest total first, whatever its currency',
  'total-asc': 'lowest total first, whatever its currency',
  'number-asc': 'by number',
  'number-desc': 'by number, from the last'
}

const SEARCHED: Readonly<Record<Search['by'], string>> = {
  sku: 'with the SKU',
  tracking: 'with the tracking number',
  email: 'with an e-mail address that begins',
  words: 'whose number, name or e-mail address has'
}

const PAYMENTS: Readonly<Record<string, { text: string, chip: string }>> = {
  paid: { text: 'that are paid', chip: 'Paid' },
  unpaid: { text: 'that are not paid', chip: 'Not paid' },
  card: { text: 'to be paid by card', chip: 'By card' },
  invoice: { text: 'to be paid by invoice', chip: 'By invoice' },
  refunded: { text: 'with a refund', chip: 'Refunded' }
}

/** One thing that is asked of the list: what it says, and the address of the list without it. */
export interface Chip { text: string, url: string }

type Found = Pick<OrderList, 'filter' | 'search'>

/** `Packed orders from 1 November 2026 on with the SKU “MUG-SLATE”, newest first` */
export function describeList (found: Found, locale: string): string {
  const what = found.filter.status ? `${statusName(found.filter.status)} orders` : 'All orders'
  return `${what}${describeRest(found, locale)}, ${SORTED[found.filter.sort]}`
}

/** `There are no packed orders from 1 November 2026 on with the SKU “MUG-SLATE”.` */
export function describeNone (found: Found, locale: string): string {
  const what = found.filter.status ? `${statusName(found.filter.status).toLowerCase()} orders` : 'orders'
  return `There are no ${what}${describeRest(found, locale)}.`
}

/** What is asked beside the status, each part with the address of the list without it. */
export function chipsOf (found: Found, locale: string): Chip[] {
  return partsOf(found, locale).map(({ chip, without }) => ({ text: chip, url: orderListUrl(found.filter, without) }))
}

function describeRest (found: Found, locale: string): string {
  return partsOf(found, locale).map(({ text }) => ` ${text}`).join('')
}

/** `text` goes on with the sentence, `chip` stands alone. */
interface Part { text: string, chip: string, without: Partial<OrderFilter> }

function partsOf ({ filter, search }: Found, locale: string): Part[] {
  const { payment, shipping, country, min_total, max_total, sku, coupon, customer } = filter
  const part = (name: keyof OrderFilter, value: string | undefined, text: string, chip: string): Part[] => value === undefined ? [] : [{ text, chip, without: { [name]: undefined } }]
  const quoted = search ? `“${filter.q}”` : ''
  return [
    ...describeDays(filter, locale),
    ...part('country', country, `that go to ${countryName(country ?? '')}`, `To ${countryName(country ?? '')}`),
    ...part('shipping', shipping, `by ${shippingName(shipping ?? '').toLowerCase()} delivery`, `${shippingName(shipping ?? '')} delivery`),
    ...part('min_total', min_total, `with a total of ${min_total} or more`, `Total ${min_total} or more`),
    ...part('max_total', max_total, `with a total of ${max_total} or less`, `Total ${max_total} or less`),
    ...part('sku', sku, `with the SKU “${sku}”`, `SKU ${sku}`),
    ...part('coupon', coupon, `with the coupon “${coupon}”`, `Coupon ${coupon}`),
    ...part('customer', customer, `of the customer “${customer}”`, `Customer ${customer}`),
    ...search ? [{ text: `${SEARCHED[search.by]} ${quoted}`, chip: `Search for ${quoted}`, without: { q: '' } }] : [],
    ...part('payment', payment, PAYMENTS[payment ?? '']?.text ?? '', PAYMENTS[payment ?? '']?.chip ?? '')
  ]
}

function describeDays ({ from, to }: OrderFilter, locale: string): Part[] {
  const day = (words: string, without: Partial<OrderFilter>): Part => ({ text: words, chip: words[0]?.toUpperCase() + words.slice(1), without })
  if (from && from === to) return [day(`of ${sayDay(from, locale)}`, { from: undefined, to: undefined })]
  return [
    ...from ? [day(`from ${sayDay(from, locale)}${to ? '' : ' on'}`, { from: undefined })] : [],
    ...to ? [day(`up to ${sayDay(to, locale)}`, { to: undefined })] : []
  ]
}

/** A day as YYYY-MM-DD, in words that stay on one line. */
function sayDay (day: string, locale: string): string {
  return dateFormat('date', locale).format(new Date(`${day}T00:00:00Z`)).replaceAll(' ', '\u00a0')
}

export function countryName (country: string): string {
  return isCountryCode(country) ? COUNTRY_NAMES[country] : country
}

const english = translator('en')

/** `Card` */
export function paymentName (payment: string): string {
  const method = findPaymentMethod(payment)
  return method ? english(method.name) : payment
}
