import nunjucks from 'nunjucks'

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
  'alert-confirm': { product: string, link: string }
  alert: { product: string, link: string, off: string }
}

export type LetterName = keyof Letters

/** Letters are plain text, so nothing in them is escaped: no reader takes it for markup. */
export class LetterWriter {
  readonly #environment: nunjucks.Environment

  constructor (templates: string, { reload }: { reload: boolean }) {
    this.#environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(templates, { noCache: reload }), { autoescape: false, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true })
  }

  /** The first line of a template is the subject. */
  write<Name extends LetterName> (name: Name, data: Letters[Name]): { subject: string, body: string } {
    const [subject = '', ...lines] = this.#environment.render(`mail/${name}.njk`, data).trim().split('\n')
    return { subject: subject.trim(), body: `${lines.join('\n').trim()}\n` }
  }
}
