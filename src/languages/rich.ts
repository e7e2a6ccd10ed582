import { IntlMessageFormat } from 'intl-messageformat'
import nunjucks from 'nunjucks'
import { xmlText } from '../feeds/xml.ts'
import type { Language } from './language.ts'
import { translator } from './translate.ts'

type Attributes = Readonly<Record<string, string | number | true>>

/** For each argument its text, and for each element of the message its attributes. */
export type RichValues = Readonly<Record<string, string | number | Attributes>>

const ELEMENTS = new Set(['a', 'b', 'br', 'code', 'em', 'span', 'strong', 'time'])

/**
 * A message with elements in it, as HTML: `rich('Look at <a>your orders</a>, {name}.', { a: { href: '/account/orders' }, name })`.
 * Arguments and attributes are escaped. Of two elements of one name the second is written with a digit: `<a2>`.
 */
export type Rich = (message: string, values?: RichValues) => nunjucks.runtime.SafeString

export function makeRich (language: Language): Rich {
  const t = translator(language)
  const formats = new Map<string, IntlMessageFormat>()
  return (message, values = {}) => {
    const text = t(message)
    const format = formats.get(text) ?? new IntlMessageFormat(text, language)
    formats.set(text, format)
    const given = Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? element(name, value) : xmlText(String(value))])
    return new nunjucks.runtime.SafeString(String(format.format<string>(Object.fromEntries(given))))
  }
}

function element (name: string, attributes: Attributes): (chunks: string[]) => string {
  const tag = name.replace(/\d+$/, '')
  if (!ELEMENTS.has(tag)) throw new TypeError(`A message has no element ${name}`)
  const opening = [tag, ...Object.entries(attributes).map(([key, value]) => value === true ? key : `${key}="${xmlText(String(value))}"`)].join(' ')
  return chunks => `<${opening}>${chunks.join('')}</${tag}>`
}
