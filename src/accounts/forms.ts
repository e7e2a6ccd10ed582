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
    ...(name.trim() === '' || name.length > MAX_NAME) && { name: `Enter your name, in at most ${MAX_NAME} characters` },
    ...!isEmail(normalizeEmail(email)) && { email: 'Enter an e-mail address in the form name@example.com' },
    ...checkPassword(password)
  }
}

function checkPassword (password: string): FieldErrors {
  const length = [...password].length
  if (length < MIN_PASSWORD) return { password: `Enter a password of at least ${MIN_PASSWORD} characters` }
  return length > MAX_PASSWORD ? { password: `Enter a password of at most ${MAX_PASSWORD} characters` } : {}
}

/** Something, an @, and a host with a dot. Whether mail arrives there only a mail can tell. */
function isEmail (text: string): boolean {
  return text.length <= MAX_EMAIL && /^[^\s@<>"',;:\\]+@[^\s@<>"',;:\\.]+(\.[^\s@<>"',;:\\.]+)+$/.test(text)
}
