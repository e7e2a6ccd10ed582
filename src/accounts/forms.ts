import { Type, type TProperties } from 'typebox'
import { phrase, type Words } from '../languages/translate.ts'

const MAX_EMAIL = 254
const MAX_NAME = 100

// What is too long for its field is told there; the limit of the whole body holds before.
const Text = Type.String()
const Next = Type.Optional(Text)
const Ticked = Type.Optional(Type.Literal('1'))

/** A field that a form does not have is refused. */
function form<Fields extends TProperties> (fields: Fields) {
  return Type.Object(fields, { additionalProperties: false })
}

export const RegisterForm = form({ name: Text, email: Text, password: Text, next: Next })
export const LoginForm = form({ email: Text, password: Text, remember: Ticked, next: Next })
export const CodeForm = form({ ticket: Text, code: Text, remember: Ticked, next: Next })
export const EmailForm = form({ email: Text })
export const TokenForm = form({ token: Text })
export const ResetForm = form({ token: Text, password: Text })
export const ConfirmForm = form({ password: Text, next: Next })
export const NameForm = form({ name: Text })
export const PasswordForm = form({ current_password: Text, password: Text })
export const DeleteForm = form({ email: Text })
export const FirstCodeForm = form({ setup: Text, code: Text, next: Next })
export const FactorForm = form({ code: Text, next: Next })

/** For each field that does not fit, a sentence. */
export type FieldErrors = Record<string, Words>

/** One spelling per address: what people type differs in case and in blanks around it. */
export function normalizeEmail (typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase()
}

export function checkName (typed: string): FieldErrors {
  if (typed.trim() === '') return { name: phrase('Enter your name') }
  if (typed.length > MAX_NAME) return { name: phrase('Enter your name in at most {most} characters', { most: MAX_NAME }) }
  return isVisible(typed.trim()) ? {} : { name: phrase('Enter your name in letters and digits') }
}

/** It shows as what it is, in a mail too: no line break, nothing that turns the text around, no pile of accents. */
function isVisible (text: string): boolean {
  return /[^\s\p{C}\p{M}]/u.test(text) && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]|\p{M}{5}/u.test(text)
}

/** What is wrong with an e-mail address as it was typed, the same wherever one is asked for; empty when nothing is. */
export function checkEmail (typed: string): FieldErrors {
  const email = normalizeEmail(typed)
  if (email === '') return { email: phrase('Enter your e-mail address') }
  return isEmail(email) ? {} : { email: phrase('Enter an e-mail address in the form name@example.com') }
}

/**
 * Something, an @, and a host with a dot, all of it visible: nothing that turns the text around, no pile of accents. Whether
 * mail arrives there only a mail can tell.
 */
function isEmail (text: string): boolean {
  return text.length <= MAX_EMAIL && !/\p{M}{5}/u.test(text) &&
    /^[^\s\p{C}@<>()[\]",;:\\]+@[^\s\p{C}@<>()[\]"',;:\\.]+(\.[^\s\p{C}@<>()[\]"',;:\\.]+)+$/u.test(text)
}
