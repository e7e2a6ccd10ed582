import { Type } from 'typebox'

/** Pieces of the forms that change stock. */
export const Key = Type.String({ pattern: '^[\\w-]{16,64}$' })
export const Typed = Type.String({ maxLength: 20 })
export const Position = Type.String({ pattern: '^(0|[1-9][0-9]{0,8})$' })
export const Reason = Type.String({ maxLength: 1000 })

const MAX_REASON = 200

/** A reason in one line, and what is wrong with it. */
export function parseReason (typed: string): { reason: string, errors: Record<string, string> } {
  const reason = typed.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return { reason, errors: reason.length > MAX_REASON ? { reason: `Say it in at most ${MAX_REASON} characters` } : {} }
}
