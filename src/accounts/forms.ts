import { Type, type Static } from 'typebox'

const MIN_PASSWORD = 8
const MAX_PASSWORD = 256
const MAX_EMAIL = 254
const MAX_NAME = 100

export const RegisterForm = Type.Object({
  name: Type.String(),
  email: Type.String(),
  password: Type.String(),
  next: Type.Optional(Type.String())
}, { additionalProperties: false })

export const LoginForm = Type.Object({
  email: Type.String(),
  password: Type.String(),
  remember: Type.Optional(Type.Literal('1')),
  next: Type.Optional(Type.String())
}, { additionalProperties: false })

export type FieldErrors = Record<string, string>

/** One spelling per address: what people type differs in case and in blanks around it. */
export function normalizeEmail (typed: string): string {
  return typed.trim().normalize('NFC').toLowerCase()
}

/** One sentence for each field that does not fit; empty when all do. */
export function checkRegistration ({ name, email, password }: Static<typeof RegisterForm>): FieldErrors {
  return {
    ...name.length > MAX_NAME && { name: `Enter your name in at most ${MAX_NAME} characters` },
    ...name.trim() === '' && { name: 'Enter your name' },
    ...checkEmail(email),
    ...checkPassword(password)
  }
}

function checkPassword (password: string): FieldErrors {
  const length = [...password].length
  if (length < MIN_PASSWORD) return { password: `Enter a password of at least ${MIN_PASSWORD} characters` }
  return length > MAX_PASSWORD ? { password: `Enter a password of at most ${MAX_PASSWORD} characters` } : {}
}

/** What is wrong with an e-mail address as it was typed, the same wherever one is asked for; empty when nothing is. */
export function checkEmail (typed: string): FieldErrors {
  const email = normalizeEmail(typed)
  if (email === '') return { email: 'Enter your e-mail address' }
  return isEmail(email) ? {} : { email: 'Enter an e-mail address in the form name@example.com' }
}

/**
 * Something, an @, and a host with a dot, all of it visible: nothing that turns the text around, no pile of accents. Whether
 * mail arrives there only a mail can tell.
 */
function isEmail (text: string): boolean {
  return text.length <= MAX_EMAIL && !/\p{M}{5}/u.test(text) &&
    /^[^\s\p{C}@<>()[\]",;:\\]+@[^\s\p{C}@<>()[\]"',;:\\.]+(\.[^\s\p{C}@<>()[\]"',;:\\.]+)+$/u.test(text)
}
