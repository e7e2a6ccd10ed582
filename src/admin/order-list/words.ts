import { findPaymentMethod } from '../../checkout/payment.ts'
import { dateFormat } from '../../dates.ts'
import { translator } from '../../languages/translate.ts'
import { COUNTRY_NAMES, isCountryCode } from '../../pricing/countries.ts'
import { SHIPPING, SHIPPING_NAMES } from '../../pricing/delivery.ts'
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

const PAYMENT_WORDS: Readonly<Record<string, string>> = {
  paid: 'that are paid', unpaid: 'that are not paid', card: 'by card', invoice: 'by invoice', refunded: 'with a refund'
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
  return partsOf(found, locale).map(({ text, without }) => ({ text: text[0]?.toUpperCase() + text.slice(1), url: orderListUrl(found.filter, without) }))
}

function describeRest (found: Found, locale: string): string {
  return partsOf(found, locale).map(({ text }) => ` ${text}`).join('')
}

interface Part { text: string, without: Partial<OrderFilter> }

function partsOf ({ filter, search }: Found, locale: string): Part[] {
  const { payment, shipping, country, min_total, max_total, sku, coupon, customer } = filter
  const part = (name: keyof OrderFilter, value: string | undefined, text: string): Part[] => value === undefined ? [] : [{ text, without: { [name]: undefined } }]
  return [
    ...describeDays(filter, locale),
    ...part('payment', payment, PAYMENT_WORDS[payment ?? ''] ?? ''),
    ...part('shipping', shipping, `by ${shippingName(shipping ?? '').toLowerCase()} delivery`),
    ...part('country', country, `to ${countryName(country ?? '')}`),
    ...part('min_total', min_total, `of ${min_total} or more`),
    ...part('max_total', max_total, `of ${max_total} or less`),
    ...part('sku', sku, `with the SKU “${sku}”`),
    ...part('coupon', coupon, `with the coupon “${coupon}”`),
    ...part('customer', customer, `of the customer “${customer}”`),
    ...search ? [{ text: `${SEARCHED[search.by]} “${filter.q}”`, without: { q: '' } }] : []
  ]
}

function describeDays ({ from, to }: OrderFilter, locale: string): Part[] {
  if (from && from === to) return [{ text: `of ${sayDay(from, locale)}`, without: { from: undefined, to: undefined } }]
  return [
    ...from ? [{ text: `from ${sayDay(from, locale)}${to ? '' : ' on'}`, without: { from: undefined } }] : [],
    ...to ? [{ text: `up to ${sayDay(to, locale)}`, without: { to: undefined } }] : []
  ]
}

/** A day as YYYY-MM-DD, in words that stay on one line. */
function sayDay (day: string, locale: string): string {
  return dateFormat('date', locale).format(new Date(`${day}T00:00:00Z`)).replaceAll(' ', '\u00a0')
}

export function shippingName (shipping: string): string {
  const known = SHIPPING.find(each => each === shipping)
  return known ? SHIPPING_NAMES[known] : shipping
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
