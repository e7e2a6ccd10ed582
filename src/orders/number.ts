import { randomInt } from 'node:crypto'

// Crockford's base 32: no I, L, O and U, so that a number read aloud or copied by hand stays the same.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const PATTERN = new RegExp(`^P-[${DIGITS}]{${LENGTH}}$`)

/** A new order number, like `P-7K3MQ0XA`: 40 random bits, so that it tells neither how many orders there are nor another number. */
export function newOrderNumber (): string {
  return 'P-' + Array.from({ length: LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join('')
}

/** An order number as people type it: in any case, with blanks, without its P, with letters for the digits they look like. */
export function parseOrderNumber (typed: string): string | undefined {
  const signs = typed.slice(0, 100).normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}#.]/gu, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  const number = `P-${signs.length === LENGTH ? signs : signs.replace(/^P/, '')}`
  return isOrderNumber(number) ? number : undefined
}

export function isOrderNumber (text: string): boolean {
  return PATTERN.test(text)
}
