import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { LANGUAGES, type Language } from '../languages/language.ts'

const Line = Type.String({ maxLength: 120 })
const Words = Type.Partial(Type.Object({ en: Type.String({ maxLength: 200 }), de: Type.String({ maxLength: 200 }) }))
const Lines = Type.Partial(Type.Object({ en: Type.Array(Line, { maxItems: 8 }), de: Type.Array(Line, { maxItems: 8 }) }))

const ShopSettings = Type.Partial(Type.Object({
  name: Line,
  /** Name and postal address of the seller, line by line. */
  lines: Type.Array(Line, { maxItems: 8 }),
  vatId: Line,
  email: Type.String({ maxLength: 254 }),
  phone: Line
}))

const MailSettings = Type.Partial(Type.Object({
  /** How a letter begins, with `{name}` where the name of its reader goes. */
  greeting: Words,
  /** The same where no name is known. */
  greetingAll: Words,
  /** Its last lines. */
  closing: Lines
}))

/** What is set in the admin; what is absent is as the environment has it, or as the shop always says it. */
export interface Settings {
  readonly shop: Readonly<Static<typeof ShopSettings>>
  readonly mail: Readonly<Static<typeof MailSettings>>
}

export const NO_SETTINGS: Settings = { shop: {}, mail: {} }

const PARTS = { shop: Compile(ShopSettings), mail: Compile(MailSettings) }

export interface StoredSetting { setting: string, value: unknown }

/** A part that does not fit, as an older or newer shop may have written it, is as if nothing was set. */
export function parseSettings (stored: readonly StoredSetting[]): Settings {
  const valueOf = (part: keyof Settings): unknown => stored.find(({ setting }) => setting === part)?.value
  const [shop, mail] = [valueOf('shop'), valueOf('mail')]
  return { shop: PARTS.shop.Check(shop) ? shop : {}, mail: PARTS.mail.Check(mail) ? mail : {} }
}

/** For each language something. */
export function inEachLanguage<T> (make: (language: Language) => T): Record<Language, T> {
  return Object.fromEntries(LANGUAGES.map(language => [language, make(language)])) as Record<Language, T>
}
