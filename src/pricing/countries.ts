import type { Language } from '../languages/language.ts'

/** Where the shop delivers to: ISO 3166-1 codes in the order of their names. */
export const COUNTRY_CODES = ['AT', 'BE', 'DK', 'FI', 'FR', 'DE', 'IE', 'IT', 'LU', 'NL', 'PL', 'PT', 'ES', 'SE', 'CH', 'GB', 'US'] as const
export type CountryCode = typeof COUNTRY_CODES[number]

export const COUNTRY_NAMES: Readonly<Record<CountryCode, string>> = {
  AT: 'Austria',
  BE: 'Belgium',
  DK: 'Denmark',
  FI: 'Finland',
  FR: 'France',
  DE: 'Germany',
  IE: 'Ireland',
  IT: 'Italy',
  LU: 'Luxembourg',
  NL: 'Netherlands',
  PL: 'Poland',
  PT: 'Portugal',
  ES: 'Spain',
  SE: 'Sweden',
  CH: 'Switzerland',
  GB: 'United Kingdom',
  US: 'United States'
}

const NAMES: Readonly<Record<Language, (code: CountryCode) => string>> = { en: code => COUNTRY_NAMES[code], de: namesIn('de') }

function namesIn (language: Language): (code: CountryCode) => string {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return code => names.of(code) ?? code
}

export function countryName (code: CountryCode, language: Language): string {
  return NAMES[language](code)
}

/** Countries to choose from, in the order of their names. */
export function countryChoices (codes: readonly CountryCode[], language: Language): Array<{ value: CountryCode, text: string }> {
  return codes.map(value => ({ value, text: countryName(value, language) })).sort((one, other) => one.text.localeCompare(other.text, language))
}

/** The country of a reader, as far as a locale like `en-IE` tells: where the shop is, when it does not deliver there. */
export function countryOf (locale: string): CountryCode {
  const country = locale.slice(-2)
  return isCountryCode(country) ? country : 'IE'
}

/** An address as its country writes it, line by line, with the country's name for the reader. `country` may be one that the shop no longer delivers to. */
export function addressLines ({ name, line1, line2, city, postcode, country }: Address, language: Language = 'en'): string[] {
  const shown = isCountryCode(country) ? countryName(country, language) : country
  return [name, line1, line2, ...townLines(city, postcode, country), shown].filter(line => line !== '')
}

/** The postcode comes before the town on the continent, and after it where English is spoken. */
function townLines (city: string, postcode: string, country: string): string[] {
  switch (country) {
    case 'IE': case 'GB': return [city, postcode]
    case 'US': return [`${city} ${postcode}`]
    default: return [`${postcode} ${city}`]
  }
}

type Address = Readonly<Record<'name' | 'line1' | 'line2' | 'city' | 'postcode' | 'country', string>>

interface PostcodeRule { pattern: RegExp, example: string }

const FOUR_DIGITS = /^\d{4}$/
const FIVE_DIGITS = /^\d{5}$/

/** For postcodes in capitals, without blanks and hyphens. A country that is not here accepts any postcode. */
const POSTCODES: Partial<Record<CountryCode, PostcodeRule>> = {
  AT: { pattern: FOUR_DIGITS, example: '1010' },
  BE: { pattern: FOUR_DIGITS, example: '1000' },
  CH: { pattern: FOUR_DIGITS, example: '8001' },
  DE: { pattern: FIVE_DIGITS, example: '10115' },
  DK: { pattern: FOUR_DIGITS, example: '1050' },
  ES: { pattern: FIVE_DIGITS, example: '28001' },
  FR: { pattern: FIVE_DIGITS, example: '75001' },
  GB: { pattern: /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/, example: 'SW1A 1AA' },
  // Letters get there with the routing key alone, and many people know no more of their Eircode.
  IE: { pattern: /^[A-Z]\d[\dW]([A-Z\d]{4})?$/, example: 'D02 AF30' },
  IT: { pattern: FIVE_DIGITS, example: '00184' },
  NL: { pattern: /^\d{4}[A-Z]{2}$/, example: '1012 AB' },
  US: { pattern: /^\d{5}(\d{4})?$/, example: '10001' }
}

/** An example of a postcode of that country when `postcode` cannot be one; undefined when it can. */
export function exampleUnlessPostcode (postcode: string, country: CountryCode): string | undefined {
  const rule = POSTCODES[country]
  return !rule || rule.pattern.test(postcode.toUpperCase().replace(/[\s-]/g, '')) ? undefined : rule.example
}

export function isCountryCode (text: string): text is CountryCode {
  return COUNTRY_CODES.some(code => code === text)
}
