import { Type, type Static } from 'typebox'
import { checkEmail, type FieldErrors } from '../../accounts/forms.ts'
import { Version } from '../../plugins/schemas.ts'
import { VAT_ID } from '../../settings/shop.ts'
import type { Settings } from '../../settings/settings.ts'

const Short = Type.String({ maxLength: 300 })
const Long = Type.String({ maxLength: 1500 })
export const ShopForm = Type.Object({ version: Version, name: Short, lines: Long, vat_id: Short, email: Short, phone: Short }, { additionalProperties: false })
export const MailForm = Type.Object(
  { version: Version, greeting_en: Short, greeting_de: Short, greeting_all_en: Short, greeting_all_de: Short, closing_en: Long, closing_de: Long }, { additionalProperties: false }
)
export type TypedShop = Omit<Static<typeof ShopForm>, 'version'>
export type TypedMail = Omit<Static<typeof MailForm>, 'version'>

/** What the fields of the form are called, where they are not beside their labels. */
export const MAIL_FIELDS: Readonly<Record<keyof TypedMail, string>> = {
  greeting_en: 'English greeting',
  greeting_de: 'German greeting',
  greeting_all_en: 'English greeting without a name',
  greeting_all_de: 'German greeting without a name',
  closing_en: 'English closing',
  closing_de: 'German closing'
}

const MAX_NAME = 60
const MAX_LINE = 100
const MAX_LINES = 8

/** What is empty is as the environment has it. */
export function parseShop (typed: TypedShop): { value: Settings['shop'], errors: FieldErrors } {
  const errors: Record<string, FieldErrors[string]> = {}
  const [name, vatId, email, phone] = [typed.name, typed.vat_id, typed.email, typed.phone].map(text => text.trim())
  const lines = linesOf(typed.lines)
  if (name && !isPlain(name, MAX_NAME)) errors.name = `Enter a name of at most ${MAX_NAME} letters, digits and signs, or nothing`
  if (!areLines(lines)) errors.lines = `Enter at most ${MAX_LINES} lines of at most ${MAX_LINE} characters each`
  if (vatId && !VAT_ID.test(vatId)) errors.vat_id = 'Enter a VAT number such as IE1234567X: the country and its number, without spaces'
  else if (vatId && lines.length === 0) errors.vat_id = 'Enter the address, too: both stand on the invoice'
  if (email && checkEmail(email).email) errors.email = 'Enter an e-mail address in the form name@example.com, or nothing'
  if (phone && !/^\+?[0-9][0-9 ()/-]{4,39}$/.test(phone)) errors.phone = 'Enter a telephone number such as +353 1 234 5678, or nothing'
  return { errors, value: { ...name && { name }, ...lines.length > 0 && { lines }, ...vatId && { vatId }, ...email && { email }, ...phone && { phone } } }
}

export function typedShopOf ({ name = '', lines = [], vatId = '', email = '', phone = '' }: Settings['shop']): TypedShop {
  return { name, lines: lines.join('\n'), vat_id: vatId, email, phone }
}

/** What is empty is as the shop always says it. */
export function parseMail (typed: TypedMail): { value: Settings['mail'], errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const read = (field: keyof TypedMail): string => typed[field].trim()
  for (const field of ['greeting_en', 'greeting_de', 'greeting_all_en', 'greeting_all_de'] as const) {
    const text = read(field)
    const refuse = (sentence: string): void => { errors[field] = `${MAIL_FIELDS[field]}: ${sentence}` }
    const names = text.split('{name}').length - 1
    const wanted = field.startsWith('greeting_all') ? 0 : 1
    if (text && !isPlain(text, MAX_LINE)) refuse(`enter at most ${MAX_LINE} letters, digits and signs, or leave it empty`)
    else if (text && names !== wanted) refuse(wanted === 1 ? 'write {name} once, where the name goes' : 'leave {name} out, since it is not known here')
  }
  const closing = { en: linesOf(typed.closing_en), de: linesOf(typed.closing_de) }
  for (const language of ['en', 'de'] as const) {
    if (!areLines(closing[language])) errors[`closing_${language}`] = `${MAIL_FIELDS[`closing_${language}`]}: enter at most ${MAX_LINES} lines of at most ${MAX_LINE} characters each`
  }
  return {
    errors,
    value: { greeting: { en: read('greeting_en'), de: read('greeting_de') }, greetingAll: { en: read('greeting_all_en'), de: read('greeting_all_de') }, closing }
  }
}

export function typedMailOf ({ greeting, greetingAll, closing }: Settings['mail']): TypedMail {
  return {
    greeting_en: greeting?.en ?? '', greeting_de: greeting?.de ?? '', greeting_all_en: greetingAll?.en ?? '', greeting_all_de: greetingAll?.de ?? '',
    closing_en: (closing?.en ?? []).join('\n'), closing_de: (closing?.de ?? []).join('\n')
  }
}

function linesOf (typed: string): string[] {
  return typed.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '')
}

function areLines (lines: readonly string[]): boolean {
  return lines.length <= MAX_LINES && lines.every(line => isPlain(line, MAX_LINE))
}

/** One line that shows as what it is: no control characters, nothing that turns the text around. */
function isPlain (text: string, most: number): boolean {
  return [...text].length <= most && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text)
}
