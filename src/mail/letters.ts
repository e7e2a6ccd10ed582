import nunjucks from 'nunjucks'
import { LANGUAGES, type Language } from '../languages/language.ts'
import { makeRich } from '../languages/rich.ts'
import { translator, type Translate } from '../languages/translate.ts'
import type { ShownTracking } from '../orders/carriers.ts'
import type { OrderLetter, PlacedLetter } from '../orders/letter.ts'
import type { Shop } from '../settings/shop.ts'
import { paragraphsWith } from './reading.ts'

/** What is written to whom. Each has a template of its name in templates/mail; dates and links come ready to read. */
export interface Letters {
  /** Without a name: whoever types an address could write to it what they like. */
  'confirm-email': { link: string }
  'email-taken': { link: string }
  'email-changes': { name: string, email: string, link: string }
  'email-changed': { name: string, email: string, link: string }
  'reset-password': { name: string, link: string }
  'password-changed': { name: string, link: string }
  'second-factor-changed': { name: string, on: boolean, link: string }
  'recovery-codes-changed': { name: string, link: string }
  'account-deleted': { name: string }
  /** `address`: of the shop, line by line. */
  'account-locked': { name: string, address: readonly string[] }
  'account-unlocked': { name: string, link: string }
  /** `by`: who invites; `role`: as the shop calls it. */
  'staff-invitation': { by: string, role: string, link: string }
  'order-placed': PlacedLetter
  'order-paid': OrderLetter & { total: string, invoice: string }
  /** `lines`: what is in the parcel, where it is one of several. */
  'order-sent': OrderLetter & { address: readonly string[], tracking: ShownTracking | null, invoice: string, lines: readonly string[], isLast: boolean }
  /** `back`: a sum that goes back; empty for none. */
  'order-changed': Omit<PlacedLetter, 'payment' | 'isUnpaid'> & { back: string }
  /** `link`: of the invoice. */
  'order-invoice': OrderLetter & { invoice: string }
  'order-note': OrderLetter & { text: string }
  'order-cancelled': OrderLetter & { total: string, isUnpaid: boolean }
  'order-refunded': OrderLetter & { amount: string, byCard: boolean }
  'return-requested': ReturnLetter
  'return-approved': ReturnLetter & { address: readonly string[] }
  'return-refused': ReturnLetter
  'return-received': ReturnLetter & { refund: string }
  'alert-confirm': { product: string, link: string }
  alert: { product: string, link: string, off: string }
}

/** `lines`: what comes back. `answer`: a word of the shop, perhaps none. */
type ReturnLetter = OrderLetter & { lines: readonly string[], answer: string }

export type LetterName = keyof Letters

export interface WrittenLetter {
  subject: string
  body: string
  html: string
}

/** Those that have a template `<name>.html.njk` of their own; the HTML of the others has the words of their text. */
const WITH_HTML: ReadonlySet<LetterName> = new Set(['order-placed', 'order-paid', 'order-sent', 'order-cancelled', 'order-refunded'])

/** The text of a letter is not escaped: no reader takes it for markup. Its HTML is. */
export class LetterWriter {
  readonly #environments: ReadonlyMap<Language, { text: nunjucks.Environment, html: nunjucks.Environment }>

  constructor (templates: string, { reload, shop }: { reload: boolean, shop: Shop }) {
    const environment = (language: Language, autoescape: boolean) => new nunjucks.Environment(
      new nunjucks.FileSystemLoader(templates, { noCache: reload }), { autoescape, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true }
    ).addGlobal('t', translator(language)).addGlobal('rich', makeRich(language)).addGlobal('language', language)
      .addGlobal('shop', shop)
      .addGlobal('greet', (name = '') => shop.greeting(language, name) ?? greet(translator(language), name))
      .addGlobal('closing', () => shop.closing(language))
    this.#environments = new Map(LANGUAGES.map(language => [language, { text: environment(language, false), html: environment(language, true) }]))
  }

  /** The first line of a text template is the subject. */
  write<Name extends LetterName> (name: Name, data: Letters[Name], language: Language): WrittenLetter {
    const { text, html: page } = this.#environments.get(language) ?? fail(language)
    const [first = '', ...lines] = text.render(`mail/${name}.njk`, data).trim().split('\n')
    const subject = first.trim()
    const body = lines.join('\n').trim()
    const html = WITH_HTML.has(name)
      ? page.render(`mail/${name}.html.njk`, { ...data, subject })
      : page.render('mail/_plain.html.njk', { subject, paragraphs: paragraphsWith(body, linksOf(data)) })
    return { subject, body: `${body}\n`, html: html.trim() }
  }
}

/** How a letter begins where nothing else is set. */
function greet (t: Translate, name: string): string {
  return name === '' ? t('Hello,') : t('Hello {name},', { name })
}

function fail (language: string): never {
  throw new TypeError(`There is no language ${language}`)
}

/** What of a letter leads somewhere. An address that somebody has put into their name does not. */
function linksOf (data: object): string[] {
  return Object.entries(data).filter(([name]) => name === 'link' || name === 'off').map(([, link]) => String(link))
}
