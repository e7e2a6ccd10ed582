import { createHash } from 'node:crypto'

/** Names a content, so that who has it already gets 304. Weak: what is packed on its way is still the same. */
export function tagOf (text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

/** True where If-None-Match has the tag; it compares weakly (RFC 9110, 13.1.2). */
export function isKnown (known: string | undefined, tag: string): boolean {
  const opaque = (text: string): string => text.trim().replace(/^W\//, '')
  return known !== undefined && known.split(',').some(text => text.trim() === '*' || opaque(text) === opaque(tag))
}
