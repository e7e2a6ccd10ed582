import { formatMoney, type Currency } from '../money.ts'
import { LOCALE_NAMES, LOCALES } from './preferences.ts'

const SAMPLE_CENTS = 129_050
const SAMPLE_DATE = new Date(Date.UTC(2026, 2, 24))

/** The ways to write dates and amounts, each with what it makes of the same two. */
export function localeChoices (currency: Currency): Array<{ value: string, text: string, hint: string }> {
  return LOCALES.map(locale => {
    const date = SAMPLE_DATE.toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    return { value: locale, text: LOCALE_NAMES[locale], hint: `${formatMoney(SAMPLE_CENTS, currency, locale)} · ${date}` }
  })
}
