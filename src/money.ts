import { Recent } from './kept.ts'

/** Amounts are whole minor units (cents, pence) together with their currency; never a float. */
export const CURRENCIES = ['EUR', 'GBP', 'USD'] as const
export type Currency = typeof CURRENCIES[number]

const formats = new Map<string, Intl.NumberFormat>()
// A page has a hundred prices, and a shop few that differ: looked up, one takes a tenth of the time.
const texts = new Recent<string>(5000)

/** `formatMoney(1800, 'EUR', 'en-IE')` is `€18.00`. Throws on anything but a safe integer, so a page cannot show a wrong sum. */
export function formatMoney (cents: number, currency: Currency, locale: string): string {
  if (!Number.isSafeInteger(cents)) throw new TypeError(`${cents} is not an amount in minor units`)
  const key = locale + currency
  return texts.take(key + cents, () => {
    const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency })
    formats.set(key, format)
    return format.format(cents / 100)
  })
}
