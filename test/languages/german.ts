import type { Test } from 'tap'
import type { Answer, Visitor } from '../helpers/visitor.ts'
import { englishIn } from './english.ts'

/** Has a visitor read in German from now on. */
export async function inGerman (visitor: Visitor): Promise<Visitor> {
  await visitor.post('/preferences', { locale: 'de-DE' })
  return visitor
}

/** Fails where a page is English in part, and returns what it shows. */
export function check (t: Test, name: string, { statusCode, body }: Answer, status = 200): string {
  t.equal(statusCode, status, name)
  t.match(body, '<html lang="de"')
  t.strictSame(englishIn(body), [], name)
  return body
}
