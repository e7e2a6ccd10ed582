import type { Language } from '../languages/language.ts'
import type { Settings } from './settings.ts'

/** Who sells here, as invoices and parcels have it. */
export interface Seller {
  /** Name and postal address, line by line. */
  readonly lines: readonly string[]
  /** Empty where the shop has none. */
  readonly vatId: string
}

export const DEFAULT_NAME = 'Pottle'

/** As in Directive 2006/112/EC, Article 215: the country, then what it gives. */
export const VAT_ID = /^[A-Z]{2}[0-9A-Z+*]{2,13}$/

/** What the shop says of itself, at this moment: what is set in the admin, and else what the environment says. Read from memory. */
export class Shop {
  readonly #read: () => Settings
  readonly #seller: Seller

  /** `read` gives the settings as they are now; `seller` is who sells while none is set. */
  constructor (read: () => Settings, seller: Seller) {
    this.#read = read
    this.#seller = seller
  }

  get name (): string {
    return this.#read().shop.name || DEFAULT_NAME
  }

  /** Its name is set, and not only the usual one. */
  get isNamed (): boolean {
    return Boolean(this.#read().shop.name)
  }

  get seller (): Seller {
    const { lines = [], vatId } = this.#read().shop
    return lines.length > 0 ? { lines, vatId: vatId ?? '' } : this.#seller
  }

  /** Where customers write to; empty where nobody has said so. */
  get email (): string {
    return this.#read().shop.email ?? ''
  }

  get phone (): string {
    return this.#read().shop.phone ?? ''
  }

  /** How a letter begins; undefined where that is not set. An empty name is one that nobody knows. */
  greeting (language: Language, name: string): string | undefined {
    const { greeting, greetingAll } = this.#read().mail
    const words = name === '' ? greetingAll?.[language] : greeting?.[language]
    return words ? words.split('{name}').join(name) : undefined
  }

  /** The last lines of a letter. */
  closing (language: Language): readonly string[] {
    const lines = this.#read().mail.closing?.[language] ?? []
    return lines.length > 0 ? lines : [this.name]
  }
}
