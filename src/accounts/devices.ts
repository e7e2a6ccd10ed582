import { phrase, type Words } from '../languages/translate.ts'

const BROWSERS: ReadonlyArray<[string, RegExp]> = [
  ['Edge', /\bEdg(e|A|iOS)?\//], ['Opera', /\bOPR\//], ['Firefox', /\b(Firefox|FxiOS)\//], ['Chrome', /(Chrome|CriOS)\//], ['Safari', /\bSafari\//]
]
const SYSTEMS: ReadonlyArray<[string, RegExp]> = [
  ['iPhone', /\biPhone\b/], ['iPad', /\biPad\b/], ['Android', /\bAndroid\b/], ['Windows', /\bWindows\b/], ['Mac', /\bMacintosh\b/], ['Linux', /\bLinux\b/]
]

/** `Firefox on Linux`, from a User-Agent header. It is a label for people, and says nothing for sure. */
export function describeDevice (userAgent: string): Words {
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? phrase('A browser')
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0]
  return system ? phrase('{browser} on {system}', { browser, system }) : browser
}
