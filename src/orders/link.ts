import { createHmac, timingSafeEqual } from 'node:crypto'

/** The address of an order, or with `after` of a page below it, for who has no account. */
export function guestLink (number: string, secrets: readonly string[], after = ''): string {
  return `/orders/${number}${after}?key=${orderKey(number, secrets)}`
}

/** Whoever has the key of an order may see it and cancel it, and it never expires. */
export function orderKey (number: string, [secret]: readonly string[]): string {
  if (secret === undefined) throw new Error('a secret is needed to sign an order link')
  return sign(number, secret)
}

/** True when one of the secrets signed this key for this order. Takes as long for a wrong key as for a right one. */
export function isKeyOf (number: string, key: unknown, secrets: readonly string[]): boolean {
  const given = Buffer.from(typeof key === 'string' ? key : '')
  const matches = secrets.map(secret => {
    const expected = Buffer.from(sign(number, secret))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches.includes(true)
}

/** The purpose is signed along: what these secrets sign elsewhere is never a key, nor the other way round. */
function sign (number: string, secret: string): string {
  return createHmac('sha256', secret).update(`order/${number}`).digest('base64url')
}
