import { IntlMessageFormat } from 'intl-messageformat'
import { GERMAN } from './de.ts'
import { LANGUAGES, type Language } from './language.ts'

/** What a message's arguments may be. A phrase is said in the same language as the message around it. */
export type Values = Readonly<Record<string, string | number | Phrase>>

/** Something to be said later, in a language that is not known yet. */
export interface Phrase {
  readonly message: string
  readonly values?: Values
}

export type Words = string | Phrase

/**
 * Says a message in one language. A message is its English text, in the syntax of ICU MessageFormat when it has arguments:
 * `t('{count, plural, one {# item} other {# items}} in your basket', { count })`. Without a translation it is said in English.
 */
export type Translate = (words: Words, values?: Values) => string

/** Marks an English text that will be said later, by `t(phrase)`. */
export function phrase (message: string, values?: Values): Phrase {
  return values ? { message, values } : { message }
}

const MESSAGES: Readonly<Record<Language, ReadonlyMap<string, string>>> = { en: new Map(), de: new Map(Object.entries(GERMAN)) }

const translators = new Map(LANGUAGES.map(language => [language, makeTranslator(language)]))

/** The same function each time. */
export function translator (language: Language): Translate {
  return translators.get(language) ?? translator('en')
}

function makeTranslator (language: Language): Translate {
  const messages = MESSAGES[language]
  const formats = new Map<string, IntlMessageFormat>()
  const t: Translate = (words, values) => {
    if (typeof words !== 'string') return t(words.message, words.values)
    const text = messages.get(words) ?? words
    if (values === undefined) return text
    const format = formats.get(text) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
    formats.set(text, format)
    return String(format.format(Object.values(values).some(isPhrase) ? said(values) : values as Record<string, string | number>))
  }
  const said = (values: Values): Record<string, string | number> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isPhrase(value) ? t(value) : value]))
  return t
}

function isPhrase (value: string | number | Phrase): value is Phrase {
  return typeof value === 'object'
}
