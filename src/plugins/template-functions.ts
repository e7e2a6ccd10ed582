import type { FastifyInstance } from 'fastify'
import nunjucks, { type Environment } from 'nunjucks'
import { dateFormat } from '../dates.ts'
import type { Language } from '../languages/language.ts'
import { makeRich } from '../languages/rich.ts'
import { translator } from '../languages/translate.ts'
import { formatMoney, type Currency } from '../money.ts'
import { formatAverage } from '../reviews/rating.ts'
import { BlankTag } from './sheets/blank.ts'

/** What templates can call: addresses of files, words in their language, prices and dates. */
export function configure (environment: Environment, language: Language, { asset, picture, shop }: Pick<FastifyInstance, 'asset' | 'picture' | 'shop'>): void {
  environment.addExtension('blank', new BlankTag() as never)
  environment.addGlobal('asset', asset)
  environment.addGlobal('pictureOf', picture)
  environment.addGlobal('shop', shop) // it says what is so now
  environment.addGlobal('t', translator(language))
  environment.addGlobal('rich', makeRich(language))
  environment.addFilter('jsonld', (data: object) => new nunjucks.runtime.SafeString(jsonForScript(data)))
  environment.addFilter('money', (cents: number, currency: Currency, locale: string) => formatMoney(cents, currency, locale))
  environment.addFilter('average', (average: number, locale: string) => formatAverage(average, locale))
  environment.addFilter('date', (date: Date, locale: string) => dateFormat('date', locale).format(date))
  environment.addFilter('datetime', (date: Date, locale: string) => dateFormat('moment', locale).format(date))
}

/**
 * JSON as the content of a `<script type="application/ld+json">`, in which nothing is an entity: so the characters that could end the
 * element or begin a comment (HTML, 4.12.1.3) are written as JSON writes them, and it is still the same JSON.
 */
function jsonForScript (data: object): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
