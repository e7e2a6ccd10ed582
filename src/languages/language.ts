import Negotiator from 'negotiator'
import { Recent } from '../kept.ts'
import { DEFAULTS, LOCALES, type Preferences } from '../preferences/preferences.ts'

/** What the pages can be read in. English is what the code itself says. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = typeof LANGUAGES[number]

/** The language of a locale's pages: `de-DE` is read in German, and where there is no translation, in English. */
export function languageOf (locale: string): Language {
  return LANGUAGES.find(language => locale.startsWith(`${language}-`)) ?? 'en'
}

type Locale = Preferences['locale']

/** The usual locale of each. */
export const LOCALE_OF: Readonly<Record<Language, Locale>> = { en: DEFAULTS.locale, de: 'de-DE' }
const AVAILABLE = [...LOCALES.filter(locale => languageOf(locale) === locale.slice(0, 2)), ...LANGUAGES]
const MAX_LENGTH = 200
const kept = new Recent<Locale>(100)

/** The locale that suits a browser best by its `Accept-Language` (RFC 9110, 12.5.4). `de-AT` gets `de-DE`. */
export function acceptedLocale (header: string | undefined): Locale {
  if (header === undefined || header.length > MAX_LENGTH) return DEFAULTS.locale
  return kept.take(header, () => {
    const best = new Negotiator({ headers: { 'accept-language': header } }).language(AVAILABLE) ?? DEFAULTS.locale
    return LOCALES.find(one => one === best) ?? LOCALE_OF[languageOf(`${best}-`)]
  })
}
