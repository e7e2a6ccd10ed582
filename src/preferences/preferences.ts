import { CURRENCIES, type Currency } from '../money.ts'

export const THEMES = ['auto', 'light', 'dark'] as const
export const LOCALES = ['en-IE', 'en-GB', 'en-US', 'de-DE', 'fr-FR'] as const
/** Each in its own language, so that whoever reads it finds it, and short enough for a field on a phone. */
export const LOCALE_NAMES: Record<typeof LOCALES[number], string> = {
  'en-IE': 'English (IE)', 'en-GB': 'English (GB)', 'en-US': 'English (US)', 'de-DE': 'Deutsch', 'fr-FR': 'English (FR)'
}
export const DENSITIES = ['comfortable', 'compact'] as const
export const PAGE_SIZES = [12, 24, 48] as const

export interface Preferences {
  readonly theme: typeof THEMES[number]
  readonly currency: Currency
  /** Of words, numbers and dates. */
  readonly locale: typeof LOCALES[number]
  readonly density: typeof DENSITIES[number]
  /** Products on a page. */
  readonly pageSize: typeof PAGE_SIZES[number]
}

export const DEFAULTS: Preferences = { theme: 'auto', currency: 'EUR', locale: 'en-IE', density: 'comfortable', pageSize: 24 }

const VERSION = '1'

/** Written as `1.auto.EUR.en-IE.comfortable.24`: short, and plain to read. */
export function formatPreferences ({ theme, currency, locale, density, pageSize }: Preferences): string {
  return [VERSION, theme, currency, locale, density, pageSize].join('.')
}

/** A signature proves who wrote the cookie, not that this version of the shop did: undefined unless every part is known. */
export function parsePreferences (text: string): Preferences | undefined {
  const [version, theme, currency, locale, density, pageSize, ...rest] = text.split('.')
  if (version !== VERSION || rest.length > 0) return undefined
  return choosePreferences({ theme, currency, locale, density, page_size: pageSize })
}

/** The form's fields as preferences; what a form leaves out stays as in `current`. Undefined if a value is not on offer. */
export function choosePreferences (
  fields: { theme?: string, currency?: string, locale?: string, density?: string, page_size?: string }, current?: Preferences
): Preferences | undefined {
  const theme = choose(THEMES, fields.theme, current?.theme)
  const currency = choose(CURRENCIES, fields.currency, current?.currency)
  const locale = choose(LOCALES, fields.locale, current?.locale)
  const density = choose(DENSITIES, fields.density, current?.density)
  const pageSize = fields.page_size === undefined ? current?.pageSize : PAGE_SIZES.find(size => String(size) === fields.page_size)
  return theme && currency && locale && density && pageSize ? { theme, currency, locale, density, pageSize } : undefined
}

function choose<T extends string> (choices: readonly T[], text: string | undefined, current: T | undefined): T | undefined {
  return text === undefined ? current : choices.find(choice => choice === text)
}
