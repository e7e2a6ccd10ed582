import { checkEmail, checkName, type FieldErrors } from './forms.ts'
import { checkPassword } from './password-rules.ts'

/** One sentence for each field that does not fit; empty when all do. */
export async function checkRegistration ({ name, email, password }: { name: string, email: string, password: string }): Promise<FieldErrors> {
  return { ...checkName(name), ...checkEmail(email), ...await checkPassword(password, { email, hasSecondFactor: false }) }
}
