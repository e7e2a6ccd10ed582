/** Amounts are whole minor units (cents, pence) together with their currency; never a float. */
export const CURRENCIES = ['EUR', 'GBP', 'USD'] as const
export type Currency = typeof CURRENCIES[number]

const formats = new Map<string, Intl.NumberFormat>()
// A page has a hundred prices, and a shop few that differ: looked up, one takes a tenth of the time.
const MOST_KEPT = 10_000
const texts = new Map<string, string>()

/** `formatMoney(1800, 'EUR', 'en-IE')` is `€18.00`. Throws on anything but a safe integer, so a page cannot show a wrong sum. */
export function formatMoney (cents: number, currency: Currency, locale: string): string {
  if (!Number.isSafeInteger(cents)) throw new TypeError(`${cents} is not an amount in minor units`)
  const key = locale + currency
  const known = texts.get(key + cents)
  if (known !== undefined) return known
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency })
    formats.set(key, format)
  }
  const text = format.format(cents / 100)
  if (texts.size >= MOST_KEPT) texts.clear()
  texts.set(key + cents, text)
  return text
}
