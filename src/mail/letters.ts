import nunjucks from 'nunjucks'
import type { OrderLetter, PlacedLetter } from '../orders/letter.ts'

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
  'order-placed': PlacedLetter
  'order-paid': OrderLetter & { total: string }
  'order-sent': OrderLetter & { address: readonly string[] }
  'order-cancelled': OrderLetter & { total: string, isUnpaid: boolean }
  'order-refunded': OrderLetter & { amount: string, byCard: boolean }
  'alert-confirm': { product: string, link: string }
  alert: { product: string, link: string, off: string }
}

export type LetterName = keyof Letters

export interface WrittenLetter {
  subject: string
  body: string
  /** Empty for a letter that is text alone. */
  html: string
}

/** Those that also have a template `<name>.html.njk`, for readers that show pages. */
const WITH_HTML: ReadonlySet<LetterName> = new Set(['order-placed', 'order-paid', 'order-sent', 'order-cancelled', 'order-refunded'])

/** The text of a letter is not escaped: no reader takes it for markup. Its HTML is. */
export class LetterWriter {
  readonly #text: nunjucks.Environment
  readonly #html: nunjucks.Environment

  constructor (templates: string, { reload }: { reload: boolean }) {
    const environment = (autoescape: boolean) => new nunjucks.Environment(
      new nunjucks.FileSystemLoader(templates, { noCache: reload }), { autoescape, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true }
    )
    this.#text = environment(false)
    this.#html = environment(true)
  }

  /** The first line of a text template is the subject. */
  write<Name extends LetterName> (name: Name, data: Letters[Name]): WrittenLetter {
    const [first = '', ...lines] = this.#text.render(`mail/${name}.njk`, data).trim().split('\n')
    const subject = first.trim()
    const html = WITH_HTML.has(name) ? this.#html.render(`mail/${name}.html.njk`, { ...data, subject }).trim() : ''
    return { subject, body: `${lines.join('\n').trim()}\n`, html }
  }
}
